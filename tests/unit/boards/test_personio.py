"""Personio's other ways: its other languages, and the page of a site without feeds."""

import json
from typing import Any

import pytest

from reactor.errors import LastingError, PassingError
from reactor.scrape.boards import BoardAddress
from tests.unit.boards import answers
from tests.unit.boards.asking import ADDRESSES, beginning, listed
from tests.unit.boards.visiting import Web

SITE = "https://acme.jobs.personio.de"
SHOWN = {
    "id": 18,
    "name": "Sawyer",
    "main_office": "Munich",
    "department": "Yard",
    "employment_type": "permanent",
    "schedule": "full-time",
    "created_at": "2026-05-01",
}


def feed(*numbers: int, title: str = "Welder") -> str:
    jobs = "".join(answers.PERSONIO.format(id=number) for number in numbers)
    return f"<workzag-jobs>{jobs.replace('Welder', title)}</workzag-jobs>"


def page_with(value: Any) -> str:
    """A page whose state is pushed to it in two pieces."""
    row = f"5:{json.dumps(['$', 'div', None, {'children': [value]}])}\n"
    pushes = (json.dumps([1, piece]) for piece in (row[:30], row[30:]))
    scripts = "".join(f"<script>self.__next_f.push({each})</script>" for each in pushes)
    return f"<html><body><main>Jobs</main>{scripts}</body></html>"


async def test_a_posting_that_only_another_language_lists_is_read_and_no_posting_twice() -> None:
    web = Web(
        {
            f"{SITE}/xml": feed(17, title="Schweisser"),
            f"{SITE}/xml?language=en": feed(17, 19),
            f"{SITE}/xml?language=de": feed(17, title="Schweisser"),
        }
    )
    listing = await web.list(ADDRESSES["personio"])
    found = {posting.url: posting.title for posting in listing.postings}
    assert found == {f"{SITE}/job/17": "Schweisser", f"{SITE}/job/19": "Welder"}
    assert (listing.whole, listing.notes) == (True, ())


async def test_a_language_that_a_site_does_not_have_is_no_failure() -> None:
    listing = await Web({f"{SITE}/xml": feed(17)}).list(ADDRESSES["personio"])
    assert (len(listing.postings), listing.whole, listing.notes) == (1, True, ())


async def test_a_language_in_trouble_makes_the_list_less_than_whole() -> None:
    trouble = PassingError("later", code="server_error")
    web = Web({f"{SITE}/xml": feed(17), f"{SITE}/xml?language=en": trouble})
    listing = await web.list(ADDRESSES["personio"])
    assert (len(listing.postings), listing.whole) == (1, False)


async def test_a_careers_url_in_one_language_asks_for_no_other() -> None:
    web = Web({f"{SITE}/xml?language=en": feed(17)})
    await web.list(BoardAddress("personio", "acme", SITE[8:], filters=(("language", "en"),)))
    assert web.asked == [f"{SITE}/xml?language=en"]


def test_the_data_of_a_sites_page_is_its_list() -> None:
    markup = page_with({"jobs": [SHOWN], "subdomain": "acme"})
    (vacancy,) = listed("personio", markup, beginning("personio", 2)).vacancies
    posting = vacancy.posting
    assert (posting.url, posting.title) == (f"{SITE}/job/18", "Sawyer")
    assert (posting.location, posting.posted_at) == ("Munich", "2026-05-01")
    assert posting.employment_type == "permanent, full-time"
    assert vacancy.facets["department"] == {"yard"}


def test_a_sites_page_without_openings_is_an_empty_list() -> None:
    markup = page_with({"jobs": [], "subdomain": "acme"})
    assert listed("personio", markup, beginning("personio", 2)).vacancies == ()


def test_a_page_without_data_is_read_by_its_links() -> None:
    markup = """<a class="job-box" href="/job/18?display=en"><div>Sawyer</div><p>Munich</p></a>
        <a class="x job-box-link" href="https://acme.jobs.personio.de/job/19">Welder</a>
        <a class="job-box" href="/imprint">Imprint</a><a href="/job/20">Another</a>"""
    page = listed("personio", markup, beginning("personio", 2))
    found = [(each.posting.url, each.posting.title) for each in page.vacancies]
    assert found == [(f"{SITE}/job/18", "Sawyer"), (f"{SITE}/job/19", "Welder")]


@pytest.mark.parametrize(
    "markup",
    [
        page_with({"jobs": 3, "subdomain": "acme"}),
        page_with({"jobs": [SHOWN]}),
        '<a class="job-box" href="/imprint">Imprint</a>',
        '<script>self.__next_f.push([1,"5:{\\"jobs\\":[{"])</script>',
    ],
)
def test_a_page_that_only_looks_like_a_list_is_none(markup: str) -> None:
    with pytest.raises(LastingError, match="personio"):
        listed("personio", markup, beginning("personio", 2))


async def test_the_page_is_asked_where_both_feeds_are_off_and_in_its_languages() -> None:
    english = {**SHOWN, "id": 21, "name": "Painter"}
    web = Web(
        {
            f"{SITE}/": page_with({"jobs": [SHOWN], "subdomain": "acme"}),
            f"{SITE}/?language=en": page_with({"jobs": [SHOWN, english], "subdomain": "acme"}),
        }
    )
    listing = await web.list(ADDRESSES["personio"])
    first, second = listing.postings
    assert (first.url, first.source) == (f"{SITE}/job/18", "")
    assert (second.url, second.source) == (f"{SITE}/job/21", f"{SITE}/job/21?language=en")
    described = " ".join(
        f"You paint part {number} of our many ships by hand." for number in range(9)
    )
    there = f"<h1>Painter</h1><div class='page_jobDescription__x1'><p>{described}</p></div>"
    web = Web({second.source: f"<html><body><main>{there}</main></body></html>"})
    assert "You paint part 8" in (await web.read(second)).text
