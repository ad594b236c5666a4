"""The time to apply is over only where nothing else can be meant."""

from datetime import UTC, datetime

import pytest

from reactor.decisions.deadline import is_over

NOW = datetime(2026, 5, 20, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "stated",
    [
        "2024-02-01",
        "2024-02-01T23:59:59+01:00",
        "2026-05-19",
        "31.12.2025",
        "31/12/25",
        "12/31/2025",
        "3 March 2026",
        "March 3rd, 2026",
        "1. Dezember 2025",
        "15 août 2025",
        "1er mai 2026",
        "15 de enero de 2026",
        "15 gennaio 2026",
        "15 mei 2026",
        "15 stycznia 2026",
        "15 listopada 2025",
        "15 de março de 2026",
        "15. maj 2026",
        "15. července 2025",
        "2025年4月1日",
    ],
)
def test_a_day_that_has_passed_ends_it(stated: str) -> None:
    assert is_over(stated, NOW)


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "as soon as possible",
        "2026-05-20",
        "2026-05-20T00:00:00Z",
        "2026-05-21",
        "1970-01-01T00:00:00Z",
        "0000-00-00",
        "0001-01-01",
        "9999-12-31",
        "2026-02-31",
        "03/06/2026",
        "06/03/2026",
        "31 Foobar 2024",
        "20. Mai 2026",
        "30 juin 2026",
        "99999999999999",
    ],
)
def test_what_may_still_be_open_is_open(stated: str) -> None:
    assert not is_over(stated, NOW)


def test_today_ends_when_it_has_ended_everywhere() -> None:
    assert not is_over("2026-05-19", datetime(2026, 5, 20, 11, tzinfo=UTC))
    assert is_over("2026-05-19", datetime(2026, 5, 20, 13, tzinfo=UTC))


def test_a_day_before_the_posting_was_published_says_nothing() -> None:
    assert not is_over("2025-01-01", NOW, posted="2025-06-01")
    assert is_over("2025-07-01", NOW, posted="2025-06-01")
