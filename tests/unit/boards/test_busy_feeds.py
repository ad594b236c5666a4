"""Feeds of many pages, and feeds that refuse now and then though they are in order."""

import pytest

from reactor.errors import LastingError, PassingError
from tests.unit.boards import answers
from tests.unit.boards.asking import ADDRESSES, beginning
from tests.unit.boards.visiting import Web

LEVER = "https://api.lever.co/v0/postings/acme?mode=json&limit=100&skip={}"
RSS = "https://acme.teamtailor.com/jobs.rss?offset=0&per_page=100"


def of_lever(first: int, number: int) -> list[dict[str, object]]:
    there = "https://jobs.lever.co/acme/"
    return [
        {**answers.LEVER, "id": str(n), "hostedUrl": f"{there}{n}"}
        for n in range(first, first + number)
    ]


async def test_lever_is_asked_page_by_page() -> None:
    pages = {LEVER.format(0): of_lever(0, 100), LEVER.format(100): of_lever(100, 30)}
    web = Web(pages)
    listing = await web.list(ADDRESSES["lever"])
    assert (len(listing.postings), listing.whole) == (130, True)
    assert web.asked == list(pages)


async def test_lever_that_ends_with_a_full_page_is_asked_once_more() -> None:
    web = Web({LEVER.format(0): of_lever(0, 100), LEVER.format(100): []})
    listing = await web.list(ADDRESSES["lever"])
    assert (len(listing.postings), listing.whole) == (100, True)


async def test_a_small_board_of_levers_is_asked_once() -> None:
    web = Web({LEVER.format(0): of_lever(0, 99)})
    assert (await web.list(ADDRESSES["lever"])).whole
    assert len(web.asked) == 1


async def test_lever_that_shows_everything_whatever_it_is_asked_is_read_once() -> None:
    web = Web({LEVER.format(0): of_lever(0, 250), LEVER.format(250): of_lever(0, 250)})
    listing = await web.list(ADDRESSES["lever"])
    assert (len(listing.postings), listing.whole) == (250, True)
    assert len(web.asked) == 2


async def test_a_page_of_levers_that_fails_is_told() -> None:
    listing = await Web({LEVER.format(0): of_lever(0, 100)}).list(ADDRESSES["lever"])
    assert (len(listing.postings), listing.whole) == (100, False)


async def test_teamtailors_other_feed_stands_in_for_one_that_refuses() -> None:
    feed = {beginning("teamtailor", 1).url: {"items": [answers.TEAMTAILOR_JSON]}}
    listing = await Web({RSS: 400, **feed}).list(ADDRESSES["teamtailor"])
    assert len(listing.postings) == 1


async def test_a_400_of_another_system_does_not_pass() -> None:
    with pytest.raises(LastingError, match="400"):
        await Web({beginning("breezy").url: 400}).list(ADDRESSES["breezy"])


async def test_teamtailor_that_refuses_now_is_asked_later_and_one_that_is_gone_is_not() -> None:
    with pytest.raises(PassingError, match="400"):
        await Web({RSS: 400}).list(ADDRESSES["teamtailor"])
    with pytest.raises(LastingError):
        await Web({}).list(ADDRESSES["teamtailor"])
