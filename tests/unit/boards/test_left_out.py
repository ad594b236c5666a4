"""What a board's list cannot say of an entry is known; and what it says is said plainly."""

from typing import Any

import pytest

from tests.unit.boards import answers
from tests.unit.boards.asking import listed, postings, read

BAD: tuple[Any, ...] = (
    {**answers.GREENHOUSE, "title": ""},
    {**answers.GREENHOUSE, "title": None},
    {**answers.GREENHOUSE, "absolute_url": "https://[acme/1"},
    {**answers.GREENHOUSE, "absolute_url": "mailto:jobs@acme.com"},
    {},
    None,
    "Welder",
    [],
)
SOURCE = "https://acme.wd5.myworkdayjobs.com/wday/cxs/acme/Ext/job/1"


@pytest.mark.parametrize("bad", BAD)
def test_an_entry_that_is_no_posting_is_counted(bad: Any) -> None:
    page = listed("greenhouse", {"jobs": [bad, answers.GREENHOUSE]})
    assert [vacancy.posting.title for vacancy in page.vacancies] == ["Welder"]
    assert page.dropped == 1


def test_a_posting_that_is_listed_twice_is_not_left_out() -> None:
    page = listed("greenhouse", {"jobs": [answers.GREENHOUSE, answers.GREENHOUSE]})
    assert (len(page.vacancies), page.whole, page.dropped) == (1, True, 0)


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("R&amp;D Engineer", "R&D Engineer"),
        ("R&amp;amp;D Engineer", "R&D Engineer"),
        ("L&#039;Atelier &#x2013; Chef", "L'Atelier \u2013 Chef"),
        ("AT&T Q&A Lead", "AT&T Q&A Lead"),
    ],
)
def test_a_title_has_no_entities(title: str, plain: str) -> None:
    (posting,) = postings("greenhouse", {"jobs": [{**answers.GREENHOUSE, "title": title}]})
    assert posting.title == plain


@pytest.mark.parametrize(
    ("stated", "place", "remote"),
    [
        ("In-Office", "Boston, MA", False),
        ("Hybrid", "Boston, MA", False),
        ("Remote", "Boston, MA", True),
        ("On-site or Hybrid", "Boston, MA", False),
        ("Lyon", "Lyon", None),
        ("Remote, US", "Remote, US", True),
        ("Hybrid (3 days per week)", "Boston, MA", False),
        ("Hybrid - 2 days in the office", "Boston, MA", False),
        ("Fully remote", "Boston, MA", True),
        ("Remote position", "Boston, MA", True),
        ("Flexible / Hybrid Working", "Boston, MA", False),
        ("Hybrid - Lyon", "Hybrid - Lyon", False),
        ("Remote (US)", "Remote (US)", True),
        ("Field, BC", "Field, BC", None),
        ("Day, FL", "Day, FL", None),
        ("Office Manager Hub", "Office Manager Hub", None),
    ],
)
def test_a_way_of_working_is_no_place(stated: str, place: str, remote: bool | None) -> None:
    job = {**answers.GREENHOUSE, "location": {"name": stated}}
    (posting,) = postings("greenhouse", {"jobs": [job]})
    assert (posting.location, posting.remote) == (place, remote)


@pytest.mark.parametrize(
    ("place", "field", "text", "remote"),
    [
        ("US, TX, Remote", None, "You weld.", True),
        ("US, TX, Remote", None, "This role is 100% on-site.", False),
        ("US, TX, Remote", None, "The company does not offer remote work.", False),
        ("US, TX, Remote", None, "Remote work is not possible.", False),
        ("Boston", None, "You weld.", None),
    ],
)
def test_a_bucket_of_places_is_not_believed_against_the_text(
    place: str, field: str | None, text: str, remote: bool | None
) -> None:
    job = {"jobDescription": text, "location": place, "remoteType": field}
    assert read("workday", {"jobPostingInfo": job}, SOURCE).remote is remote
