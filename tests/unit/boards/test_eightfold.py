"""Eightfold's older search, its sitemap, and a list of which it is not known whose it is."""

from typing import Any

import pytest

from reactor.errors import LastingError
from reactor.posting import Posting
from reactor.scrape.boards import (
    BOARDS,
    BoardAddress,
    BoardPage,
    recognise_address,
    recognise_in_page,
)
from reactor.scrape.tasks import list_board, read_board
from tests.unit.boards.asking import page_of

OWN = BoardAddress("eightfold", "acme", "acme.eightfold.ai")
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
OLDER: dict[str, Any] = {
    "domain": "acme.com",
    "count": 1,
    "positions": [
        {
            "id": 12,
            "name": "Welder",
            "location": "Graz, Austria",
            "t_create": 1_790_000_000,
            "work_location_option": "remote",
            "canonicalPositionUrl": "https://talent.acme.com/careers/job/12",
        }
    ],
}


def test_the_older_search_is_read_with_its_texts() -> None:
    asked = BOARDS["eightfold"].beginnings(OWN)[1]
    posting = list_board("eightfold", page_of(asked.url, OLDER), asked).vacancies[0].posting
    assert posting.url == "https://acme.eightfold.ai/careers/job/12"
    assert (posting.location, posting.remote) == ("Graz, Austria", True)
    assert posting.posted_at == "2026-09-21"
    reading = BOARDS["eightfold"].reading(posting)
    assert reading.url == "https://acme.eightfold.ai/api/apply/v2/jobs/12"
    answer = page_of(reading.url, {"job_description": "<p>You weld.</p>"})
    found = read_board(answer, posting, reading)
    assert isinstance(found, Posting)
    assert found.text == "You weld."


def test_a_text_that_is_missing_is_no_empty_text() -> None:
    posting = Posting(
        "https://acme.eightfold.ai/careers/job/12",
        "Welder",
        board="eightfold",
        source="https://acme.eightfold.ai/api/pcsx/position_details?position_id=12&hl=en",
    )
    odd: tuple[dict[str, Any], ...] = ({"data": {}}, {"data": None}, {})
    for each in odd:
        with pytest.raises(LastingError):
            read_board(page_of(posting.source, each), posting, BOARDS["eightfold"].reading(posting))


@pytest.mark.parametrize("number", [0, 1])
def test_an_empty_list_is_believed_only_where_the_company_was_named(number: int) -> None:
    empty = {"data": {"count": 0, "positions": []}, "count": 0, "positions": []}
    unnamed = BOARDS["eightfold"].beginnings(OWN)[number]
    with pytest.raises(LastingError):
        list_board("eightfold", page_of(unnamed.url, empty), unnamed)
    address = recognise_address("https://acme.eightfold.ai/careers?domain=acme.com")
    assert address
    named = BOARDS["eightfold"].beginnings(address)[number]
    assert "domain=acme.com&" in named.url
    assert list_board("eightfold", page_of(named.url, empty), named).vacancies == ()


def test_the_company_is_named_by_a_page_that_shows_its_list() -> None:
    page = '<iframe src="https://acme.eightfold.ai/careers?hl=en&amp;domain=acme.com"></iframe>'
    (address,) = recognise_in_page(page, "https://acme.com/jobs")
    assert "domain=acme.com&" in BOARDS["eightfold"].beginnings(address)[0].url


def test_the_sitemap_gives_the_same_addresses_as_the_searches() -> None:
    asked = BOARDS["eightfold"].beginnings(OWN)[2]
    entry = "https://acme.eightfold.ai/careers/job/12-senior-welder?domain=acme.com"
    text = f"<urlset {SPACE}><url><loc>{entry}</loc></url></urlset>"
    posting = list_board("eightfold", page_of(asked.url, text), asked).vacancies[0].posting
    assert (posting.url, posting.title, posting.source) == (
        "https://acme.eightfold.ai/careers/job/12",
        "senior welder",
        entry,
    )


def _searched(total: int, start: int, domain: str = "acme.com") -> BoardPage:
    address = BoardAddress("eightfold", "acme", "acme.eightfold.ai", aside=domain)
    asked = BOARDS["eightfold"].beginnings(address)[0].numbered("start", start)
    positions = [{"id": start + at, "name": "Welder"} for at in range(10)]
    answer = {"data": {"count": total, "positions": positions}}
    return list_board("eightfold", page_of(asked.url, answer), asked)


def test_a_list_beyond_what_its_search_shows_is_completed_by_the_sitemap() -> None:
    first = _searched(2_000, 0)
    assert [each.url for each in first.parts] == [
        "https://acme.eightfold.ai/careers/sitemap.xml?domain=acme.com"
    ]
    assert first.following
    last = _searched(2_000, 1_990)
    assert (last.following, last.whole) == (None, True)


def test_a_list_that_its_search_shows_needs_no_sitemap() -> None:
    assert _searched(1_990, 0).parts == ()
    last = _searched(1_990, 1_980)
    assert (last.following, last.whole) == (None, True)
