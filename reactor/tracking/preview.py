"""Previews of a visit: what it would find at an address. Nothing is stored."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import MappingProxyType

from reactor.advice import ADVICE, GENERAL
from reactor.error_codes import Code
from reactor.errors import LastingError, PassingError, ReactorError, WaitingError
from reactor.fetch.browser.rendering import Browser, browser_of
from reactor.fetch.http import Fetcher
from reactor.fetch.parser_worker import ParsingWorker
from reactor.fetch.parsing_budget import parsing_visit
from reactor.posting import Posting
from reactor.scrape.boards import BOARDS, recognise_address
from reactor.scrape.boards.name_guesses import addresses_of
from reactor.scrape.listing import Listing
from reactor.scrape.page_name import company_named, title_of
from reactor.scrape.scraper import Scraper
from reactor.settings import Settings

_NO_STAND_INS: Mapping[str, str] = MappingProxyType({})
_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class SitePreview:
    """A preview of an address.

    Attributes:
        url: the address.
        selector: CSS selector that narrowed the search, `""` for none.
        name: the company's probable name.
        listing: the postings, and how they were recognised.
    """

    url: str
    selector: str
    name: str
    listing: Listing


@dataclass(frozen=True, slots=True)
class Guesses:
    """The result of searching boards for a name.

    Attributes:
        looks: boards that list postings.
        asked: number of requested addresses.
        unheard: addresses that could not be requested now.
    """

    looks: tuple[SitePreview, ...]
    asked: int
    unheard: tuple[str, ...]


class Previewer:
    """Previews addresses with a visit's address guard, rate limits and parsing.

    Args:
        fetcher: fetches pages, without a cache.
        worker: parses pages.
        browser: renders JavaScript pages; None without one.

    Attributes:
        worker: the same.
    """

    def __init__(
        self, fetcher: Fetcher, worker: ParsingWorker, browser: Browser | None = None
    ) -> None:
        self._fetcher = fetcher
        self.worker = worker
        self._scraper = Scraper(fetcher, worker, browser)

    async def look(self, url: str, selector: str = "") -> SitePreview:
        """The preview of an address.

        Raises:
            ReactorError: it cannot be fetched or read; the code tells why.
        """
        with parsing_visit():
            listing = await self._scraper.list_postings(url, selector)
            return SitePreview(url, selector, await self._name(url), listing)

    async def read(self, posting: Posting) -> Posting:
        """A posting with its text.

        Raises:
            ReactorError: it cannot be fetched or read; the code tells why.
        """
        with parsing_visit():
            return await self._scraper.read(posting)

    async def guess(self, name: str) -> Guesses:
        """The boards whose addresses derive from a name and that list postings.

        Raises:
            WaitingError: this machine is offline.
        """
        urls, limit = addresses_of(name), asyncio.Semaphore(_AT_ONCE)

        async def one(url: str) -> SitePreview | ReactorError:
            async with limit:
                return await self._guessed(url)

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(url)) for url in urls]
        found = [task.result() for task in tasks]
        if waiting := next((each for each in found if isinstance(each, WaitingError)), None):
            raise waiting
        looks = _each_once([each for each in found if isinstance(each, SitePreview)])
        pairs = zip(urls, found, strict=True)
        unheard = tuple(url for url, each in pairs if isinstance(each, PassingError))
        return Guesses(looks, len(urls), unheard)

    async def _guessed(self, url: str) -> SitePreview | ReactorError:
        """The preview of a guessed address, or the error; a missing board is no failure."""
        try:
            look = await self.look(url)
        except ReactorError as error:
            return error
        if look.listing.postings and look.listing.exact:
            return look
        return LastingError("it lists nothing", code="not_recognised")

    async def _name(self, url: str) -> str:
        """The company's name, from the title of its page if that can be fetched."""
        try:
            page = await self._fetcher.get(url)
            title = await self.worker.run(title_of, page, what=url)
        except (LastingError, PassingError):
            title = ""
        return company_named(title, url)


def _each_once(looks: Sequence[SitePreview]) -> tuple[SitePreview, ...]:
    """The previews without duplicates: two spellings of a name may lead to one board."""
    found: dict[str, SitePreview] = {}
    for look in looks:
        first = look.listing.postings[0].url
        found.setdefault(f"{look.listing.source} {first}", look)
    return tuple(found.values())


@asynccontextmanager
async def open_looker(
    settings: Settings, stand_ins: Mapping[str, str] = _NO_STAND_INS
) -> AsyncIterator[Previewer]:
    """Open a looker; connections and processes are closed at the end.

    Args:
        settings: the settings.
        stand_ins: addresses to dial instead of named hosts, for the demo and tests.
    """
    async with (
        ParsingWorker() as worker,
        Fetcher(settings, stand_ins=stand_ins, worker=worker) as fetcher,
    ):
        yield Previewer(fetcher, worker, browser_of(settings, stand_ins))


def board_told(url: str) -> str:
    """The board of an address and its requests in a visit; `""` for an unknown board."""
    if (address := recognise_address(url)) is None:
        return ""
    board = BOARDS[address.board]
    first, *others = (request.told for request in board.beginnings(address))
    otherwise = f", or else {', '.join(others)}" if others else ""
    return f"its board is {board.title}'s, and a visit asks {first}{otherwise}"


def mend_of(code: Code, url: str) -> str:
    """The advice for an address whose preview failed with this code."""
    do = ADVICE[code].do
    if do == GENERAL:
        return f"see each step: reactor doctor --test-pipeline {url}"
    said = do.replace(" as careers_url", "").replace("edit careers_url:", "give another address:")
    return said.replace("careers_url", "the address")
