"""A look on a page: one at a time, never for long, and nothing of a site's goes wrong in it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from bson import ObjectId

from reactor.documents import User
from reactor.errors import GoneError, ReactorError
from reactor.match import Candidate
from reactor.posting import Posting
from reactor.scrape.listing import Listing, Recognition
from reactor.settings import Settings
from reactor.tracking import preview_session
from reactor.tracking.foresight import Foresight
from reactor.tracking.preview import Guesses, SitePreview
from reactor.tracking.preview_session import PreviewSession, Sight

URL = "https://acme.example/jobs"


@dataclass
class Site:
    """What every address shows, once it is let."""

    source: str = "greenhouse"
    recognition: Recognition = Recognition.FOUND
    postings: tuple[Posting, ...] = tuple(
        Posting(f"https://acme.example/{number}", title=f"Welder {number}") for number in range(12)
    )
    error: ReactorError | None = None
    open: asyncio.Event = field(default_factory=asyncio.Event)
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[str] = field(default_factory=list)
    at_once: int = 0
    most: int = 0

    async def look(self, url: str, selector: str = "") -> SitePreview:
        self.asked.append(url)
        self.begun.set()
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            await self.open.wait()
        finally:
            self.at_once -= 1
        if self.error:
            raise self.error
        listing = Listing(self.source, self.postings, recognition=self.recognition)
        return SitePreview(url, selector, "Acme", listing)

    async def guess(self, name: str) -> Guesses:
        return Guesses((await self.look(f"https://board.example/{name}"),), 15, ())


@pytest.fixture
async def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    site = Site()
    site.open.set()

    @asynccontextmanager
    async def opened(_: Settings, __: Mapping[str, str]) -> AsyncIterator[Site]:
        yield site

    monkeypatch.setattr(preview_session, "open_looker", opened)
    return site


@pytest.fixture
def looker() -> PreviewSession:
    return PreviewSession(Settings(), within=5)


async def test_what_is_there_is_told_by_its_first_postings(
    site: Site, looker: PreviewSession
) -> None:
    found = await looker.look("acme.example/jobs", ".open a")
    (sight,) = found.sights
    assert site.asked == ["https://acme.example/jobs"]
    assert (sight.name, sight.found, len(sight.postings)) == ("Acme", 12, 10)
    assert (sight.boards, sight.own_page, sight.recognised) == (("Greenhouse",), False, True)
    assert (found.selector, found.error_message, found.by_name) == (".open a", "", False)


async def test_a_name_is_asked_for_at_boards(site: Site, looker: PreviewSession) -> None:
    found = await looker.look("Acme Robotics")
    assert found.by_name
    assert [sight.url for sight in found.sights] == site.asked


async def test_what_cannot_be_read_says_why_and_what_to_do(
    site: Site, looker: PreviewSession
) -> None:
    site.error = GoneError("404 Not Found: acme.example/jobs")
    found = await looker.look(URL)
    assert (found.sights, found.error_code) == ((), "page_gone")
    assert found.error_message == "404 Not Found: acme.example/jobs"
    assert "careers_url" not in found.advice != ""


async def test_a_page_without_a_list_is_no_error(site: Site, looker: PreviewSession) -> None:
    site.recognition, site.postings = Recognition.NOT_RECOGNISED, ()
    found = await looker.look(URL)
    assert not found.sights[0].recognised
    assert found.advice


async def test_looks_are_made_one_after_the_other_and_few_wait(
    site: Site, looker: PreviewSession
) -> None:
    site.open.clear()
    async with asyncio.TaskGroup() as group:
        looks = [group.create_task(looker.look(f"{URL}/{number}")) for number in range(5)]
        await asyncio.wait(looks[3:])
        site.open.set()
    assert site.most == 1
    assert [look.result().busy for look in looks] == [False, False, False, True, True]


async def test_a_form_that_is_sent_twice_leads_to_one_look(
    site: Site, looker: PreviewSession
) -> None:
    site.open.clear()
    async with asyncio.TaskGroup() as group:
        looks = [group.create_task(looker.look(URL)) for _ in range(2)]
        await site.begun.wait()
        site.open.set()
    assert len(site.asked) == 1
    assert looks[0].result().sights == looks[1].result().sights != ()
    await looker.look(URL, "a")
    assert len(site.asked) == 2


async def test_what_failed_is_looked_at_again(site: Site, looker: PreviewSession) -> None:
    site.error = GoneError("gone")
    await looker.look(URL)
    site.error = None
    assert (await looker.look(URL)).sights


async def test_a_look_ends_in_time_and_the_next_goes_on(site: Site) -> None:
    looker = PreviewSession(Settings(), within=0.02)
    site.open.clear()
    assert (await looker.look(URL)).late
    assert site.at_once == 0
    site.open.set()
    assert (await looker.look(URL)).sights


async def test_a_look_that_is_cut_off_lets_others_look(site: Site, looker: PreviewSession) -> None:
    site.open.clear()
    cut = asyncio.create_task(looker.look(URL))
    await site.begun.wait()
    cut.cancel()
    with pytest.raises(asyncio.CancelledError):
        await cut
    site.open.set()
    assert (await looker.look(URL)).sights


ADA = Candidate("ada@example.org", User(_id=ObjectId(), email="ada@example.org"), "Welder")


async def foreseen_as(
    monkeypatch: pytest.MonkeyPatch, looker: PreviewSession, seen: Callable[[], Awaitable[Any]]
) -> Sight:
    async def foresee(*_: object) -> Foresight:
        found: Foresight = await seen()
        return found

    monkeypatch.setattr(preview_session, "foresee", foresee)
    (sight,) = (await looker.look(URL, candidates=(ADA,))).sights
    return sight


async def test_who_would_be_suited_stands_beside_each_posting(
    site: Site, looker: PreviewSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def seen() -> Foresight:
        return Foresight({site.postings[1].url: {ADA.user_id: 81}}, compared=5)

    sight = await foreseen_as(monkeypatch, looker, seen)
    assert [dict(each.scores) for each in sight.postings[:3]] == [{}, {ADA.user_id: 81}, {}]
    assert sight.compared == 5


@pytest.mark.usefixtures("site")
async def test_comparing_that_takes_too_long_leaves_the_list_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(preview_session, "_LEFT_FOR_ANSWER", 4.9)
    sight = await foreseen_as(
        monkeypatch, PreviewSession(Settings(), within=5), asyncio.Event().wait
    )
    assert (len(sight.postings), sight.compared) == (10, 0)


async def test_a_look_for_somebody_else_is_made_anew(
    site: Site, looker: PreviewSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def seen() -> Foresight:
        return Foresight()

    await looker.look(URL)
    await foreseen_as(monkeypatch, looker, seen)
    await foreseen_as(monkeypatch, looker, seen)
    assert len(site.asked) == 2
