"""Whether work is done from home, as places, labels, wishes and texts say."""

import pytest

from reactor.language.remote import excludes_remote, is_remote, text_is_remote


@pytest.mark.parametrize(
    ("words", "remote"),
    [
        ("Remote (EU)", True),
        ("FULLY_REMOTE", True),
        ("Trabajo remoto", True),
        ("Remote or hybrid", True),
        ("Hybrid - Oslo", False),
        ("2 Tage Homeoffice pro Woche", False),
        ("deux jours de télétravail", False),
        ("tres días de teletrabajo", False),
        ("Three days a week remote", False),
        ("50% remote", False),
        ("On-site", False),
        ("Not remote", False),
        ("Remote sensing", None),
        ("Bergen", None),
    ],
)
def test_work_that_is_partly_done_from_home_is_not_remote(words: str, remote: bool | None) -> None:
    assert is_remote(words) is remote


@pytest.mark.parametrize(
    ("text", "remote"),
    [
        ("We are a remote company. Write to us.", True),
        ("Fully remote, with two days a year in the office.", True),
        ("You can work from home. We meet on Mondays by video.", True),
        ("You may work remotely two days a week; the rest is at our Turin lab.", False),
        ("Our team is hybrid. Also: up to six weeks a year of remote work.", False),
        ("Bis zu 60 % mobiles Arbeiten.", False),
        ("You get four weeks of remote work a year.", None),
        ("Work from anywhere 4 weeks a year.", None),
        ("You answer remote customers by phone.", None),
        ("Not only remote work, but a day off each month: this job is remote.", True),
    ],
)
def test_a_perk_of_some_weeks_makes_no_work_remote(text: str, remote: bool | None) -> None:
    assert text_is_remote(text) is remote


def test_a_text_that_excludes_remote_work_says_so() -> None:
    assert excludes_remote("Great team. This role is 100% on-site and does not offer remote work.")
    assert not excludes_remote("We are hybrid. Remote work is welcome.")
