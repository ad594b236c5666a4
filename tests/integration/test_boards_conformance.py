"""What is promised of every system that is read: each promise is tried with each of them."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer

from reactor.errors import BlockedError, ForbiddenError, LastingError, PassingError
from reactor.fetch.page import Page
from reactor.fetch.parser_worker import ParsingWorker
from reactor.scrape.boards import BOARDS, Request
from reactor.scrape.listing import Listing, Recognition
from reactor.scrape.tasks import list_board
from tests.boards.playing import Stage, Trouble, scraper_of, stage_server
from tests.boards.specimen import Job, Reply, Specimen
from tests.boards.specimens import SPECIMENS

pytestmark = pytest.mark.asyncio(loop_scope="module")

LOGIN = "<html><head><title>Sign in</title></head><body><form>Password</form></body></html>"
PAGED = {name: each for name, each in SPECIMENS.items() if each.page_size}
_MAX_ODD = 25
PLACES = ("Lyon, France", "Porto, Portugal", "Graz, Austria")


def of(specimens: dict[str, Specimen]) -> Callable[[Any], Any]:
    return pytest.mark.parametrize("specimen", specimens.values(), ids=specimens)


def jobs(number: int) -> list[Job]:
    return [Job(1001 + at, f"Welder {at + 1}", PLACES[at % 3]) for at in range(number)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def worker() -> AsyncIterator[ParsingWorker]:
    async with ParsingWorker() as worker:
        yield worker


@pytest.fixture(scope="module")
def stage() -> Stage:
    return Stage()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(stage: Stage) -> AsyncIterator[TestServer]:
    async with stage_server(stage) as server:
        yield server


@pytest.fixture
def visit(stage: Stage, server: TestServer, worker: ParsingWorker) -> "Visit":
    return Visit(stage, server, worker)


class Visit:
    """A visit to a company on a system that is played."""

    def __init__(self, stage: Stage, server: TestServer, worker: ParsingWorker) -> None:
        self.stage, self._server, self._worker = stage, server, worker

    async def listing(
        self, specimen: Specimen, jobs: Sequence[Job], trouble: Trouble = lambda _: None
    ) -> Listing:
        self.stage.play(specimen, jobs, trouble)
        async with scraper_of(specimen, self._server, self._worker) as scraper:
            return await scraper.list_postings(specimen.careers_url, "")

    async def cookies_of_two(self, specimen: Specimen, jobs: Sequence[Job]) -> list[list[Any]]:
        """The cookies of all requests for one list after the other, of one program."""
        sent = list[list[Any]]()
        async with scraper_of(specimen, self._server, self._worker) as scraper:
            for _ in range(2):
                self.stage.play(specimen, jobs)
                await scraper.list_postings(specimen.careers_url, "")
                sent.append([asked.cookies for asked in self.stage.asked])
        return sent

    async def read(self, specimen: Specimen, jobs: Sequence[Job]) -> list[Any]:
        self.stage.play(specimen, jobs)
        async with scraper_of(specimen, self._server, self._worker) as scraper:
            listing = await scraper.list_postings(specimen.careers_url, "")
            return [await scraper.read(each) for each in listing.postings]


@of(SPECIMENS)
async def test_each_posting_is_listed_and_read(specimen: Specimen, visit: Visit) -> None:
    wanted = jobs(3)
    listing = await visit.listing(specimen, wanted)
    assert (listing.source, listing.whole, listing.notes) == (specimen.board, True, ())
    if specimen.states_titles:
        assert [each.title for each in listing.postings] == [job.title for job in wanted]
    if specimen.states_places:
        for posting, job in zip(listing.postings, wanted, strict=True):
            assert job.place.partition(",")[0] in posting.location
    read = await visit.read(specimen, wanted)
    for posting, job in zip(read, wanted, strict=True):
        assert f"As number {job.number} you weld part 7" in posting.text
        assert "<p>" not in posting.text
        assert posting.title == job.title


@of({name: each for name, each in SPECIMENS.items() if each.own_url})
async def test_a_board_on_a_companys_own_domain_is_read_like_any_other(
    specimen: Specimen, visit: Visit
) -> None:
    own = replace(specimen, careers_url=specimen.own_url)
    listing = await visit.listing(own, jobs(3))
    assert (listing.source, len(listing.postings), listing.whole) == (specimen.board, 3, True)
    for posting, job in zip(await visit.read(own, jobs(3)), jobs(3), strict=True):
        assert f"As number {job.number} you weld part 7" in posting.text


@of(PAGED)
async def test_a_list_is_read_to_its_end(specimen: Specimen, visit: Visit) -> None:
    wanted = jobs(2 * specimen.page_size + 1)
    listing = await visit.listing(specimen, wanted)
    assert len({each.url for each in listing.postings}) == len(wanted)
    assert listing.whole


@of(PAGED)
async def test_a_list_that_ends_with_a_full_page_is_whole(specimen: Specimen, visit: Visit) -> None:
    listing = await visit.listing(specimen, jobs(2 * specimen.page_size))
    assert (len(listing.postings), listing.whole) == (2 * specimen.page_size, True)


@of({name: each for name, each in SPECIMENS.items() if each.cap})
async def test_a_list_that_is_cut_short_is_not_taken_for_whole(
    specimen: Specimen, visit: Visit
) -> None:
    listing = await visit.listing(specimen, jobs(specimen.cap + 1))
    assert len(listing.postings) <= specimen.cap
    assert not listing.whole
    assert listing.notes


@of(SPECIMENS)
async def test_a_company_without_openings_has_an_empty_list(
    specimen: Specimen, visit: Visit
) -> None:
    listing = await visit.listing(specimen, [])
    assert (listing.postings, listing.whole) == ((), True)
    assert listing.recognition is Recognition.STATED_NONE


@of(SPECIMENS)
async def test_a_login_page_is_no_empty_list(specimen: Specimen, visit: Visit) -> None:
    with pytest.raises(LastingError) as raised:
        await visit.listing(specimen, jobs(2), lambda _: Reply(LOGIN))
    assert raised.value.code == "unexpected_answer"


@of(SPECIMENS)
async def test_a_refusal_is_told(specimen: Specimen, visit: Visit) -> None:
    with pytest.raises(BlockedError if specimen.refuses_for_a_while else ForbiddenError):
        await visit.listing(specimen, jobs(2), lambda _: Reply(status=403))


@of(SPECIMENS)
async def test_a_host_that_wants_two_hours_of_rest_is_not_waited_for(
    specimen: Specimen, visit: Visit
) -> None:
    rest = Reply(status=429, headers={"Retry-After": "7200"})
    with pytest.raises(PassingError) as raised:
        async with asyncio.timeout(30):
            await visit.listing(specimen, jobs(2), lambda _: rest)
    assert raised.value.retry_after
    assert raised.value.retry_after > 7000


@of({name: each for name, each in SPECIMENS.items() if each.states_titles})
async def test_an_entry_without_a_title_costs_only_itself(specimen: Specimen, visit: Visit) -> None:
    first, second, third = jobs(3)
    listing = await visit.listing(specimen, [first, replace(second, title=""), third])
    assert [each.title for each in listing.postings] == [first.title, third.title]
    assert not listing.whole
    assert listing.notes


@of({name: each for name, each in SPECIMENS.items() if each.repeats})
async def test_an_entry_that_stands_twice_is_one_posting(specimen: Specimen, visit: Visit) -> None:
    first, second = jobs(2)
    listing = await visit.listing(specimen, [first, second, first])
    assert len(listing.postings) == 2


@of(SPECIMENS)
async def test_a_company_that_is_gone_is_told(specimen: Specimen, visit: Visit) -> None:
    with pytest.raises(LastingError):
        await visit.listing(specimen, jobs(2), lambda _: specimen.gone)


@of(PAGED)
async def test_a_page_that_fails_later_costs_only_what_is_behind_it(
    specimen: Specimen, visit: Visit
) -> None:
    await visit.listing(specimen, jobs(1))
    first_page = len(visit.stage.asked)
    wanted = jobs(2 * specimen.page_size + 1)

    def trouble(number: int) -> Reply | None:
        return Reply(status=500) if number >= first_page else None

    listing = await visit.listing(specimen, wanted, trouble)
    assert 0 < len(listing.postings) < len(wanted)
    assert not listing.whole
    assert any("goes on, but" in note for note in listing.notes)


@of(SPECIMENS)
async def test_a_posting_with_another_title_keeps_its_address(
    specimen: Specimen, visit: Visit
) -> None:
    wanted = jobs(3)
    before = await visit.listing(specimen, wanted)
    renamed = [replace(job, title=f"Senior {job.title}") for job in wanted]
    after = await visit.listing(specimen, renamed)
    assert {each.url for each in after.postings} == {each.url for each in before.postings}


@of({name: each for name, each in SPECIMENS.items() if each.others})
async def test_whichever_of_its_addresses_leads_there_the_postings_are_the_same(
    specimen: Specimen, visit: Visit
) -> None:
    wanted = jobs(3)
    usual = await visit.listing(specimen, wanted)
    played = [url for url in specimen.others if urlsplit(url).netloc in specimen.hosts]
    for url in played:
        listing = await visit.listing(replace(specimen, careers_url=url), wanted)
        assert {each.url for each in listing.postings} == {each.url for each in usual.postings}
        assert listing.origin == usual.origin


@of({name: each for name, each in SPECIMENS.items() if BOARDS[each.board].has_session})
async def test_a_list_is_asked_for_without_the_cookies_of_another(
    specimen: Specimen, visit: Visit
) -> None:
    before, again = await visit.cookies_of_two(specimen, jobs(2))
    assert (before[0], again[0]) == ({}, {})


@of(SPECIMENS)
async def test_whatever_its_answers_hold_they_are_read_or_refused(
    specimen: Specimen, visit: Visit
) -> None:
    # With a second posting each kind of value would be tried twice.
    await visit.listing(specimen, jobs(1))
    answers = [
        (Request(f"https://{asked.host}{asked.path}", asked.body, asked.headers), reply)
        for asked, reply in zip(visit.stage.asked, visit.stage.replies, strict=True)
        if reply.body
    ]
    assert answers
    await asyncio.to_thread(_read_odd, specimen.board, answers)


def _read_odd(board: str, answers: list[tuple[Request, Reply]]) -> None:
    for request, reply in answers:
        for media_type, odd in _odd_bodies(reply):
            page = Page(request.url, 200, media_type, odd.encode())
            with suppress(LastingError):
                for each in list_board(board, page, request).vacancies:
                    assert each.posting.title
                    assert each.posting.url


def _odd_bodies(reply: Reply) -> Iterator[tuple[str, str]]:
    if isinstance(reply.body, str):
        yield from ((reply.media_type, odd) for odd in _odd_text(reply.body))
    else:
        yield from (("application/json", json.dumps(odd)) for odd in _odd(reply.body))


def _odd_text(text: str) -> Iterator[str]:
    """A page or feed cut short, and each time without something that it says."""
    yield from (text[: len(text) * part // 8] for part in range(8))
    for found in islice(re.finditer(r'(?<==")[^"]*|(?<=>)[^<>]+|\d+', text), _MAX_ODD):
        yield from (text[: found.start()] + odd + text[found.end() :] for odd in ("", "x", "\x00"))


def _odd(value: Any) -> Iterator[Any]:
    """The answer, each time with something else in it being what it should not be."""
    yield from (None, 7, "x", [], {}, [[]], [None])
    match value:
        case list():
            for at, entry in enumerate(value):
                yield from ([*value[:at], each, *value[at + 1 :]] for each in _odd(entry))
        case dict():
            for name, entry in value.items():
                yield from (value | {name: each} for each in _odd(entry))
