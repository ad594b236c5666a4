"""Listing a company's postings and reading each of them, wherever they stand."""

from collections.abc import Sequence
from dataclasses import replace

from reactor.errors import (
    LastingError,
    ParsingBudgetError,
    PassingError,
    ReactorError,
    RefusedError,
)
from reactor.fetch.http import Fetcher
from reactor.fetch.page import Page
from reactor.fetch.worker import ParsingWorker
from reactor.posting import Posting
from reactor.scrape.belonging import is_same
from reactor.scrape.board_client import BoardClient
from reactor.scrape.boards import BoardAddress, recognise_address
from reactor.scrape.canonical import canonical_url
from reactor.scrape.doubts import Doubt, Doubts
from reactor.scrape.known import NOTHING_KNOWN, Adviser, Known
from reactor.scrape.listing import CareersPage, GroupExplained, Listing
from reactor.scrape.onwards import (
    WaysOn,
    as_step,
    at_home,
    led_home,
    unrecognised,
)
from reactor.scrape.site_client import SiteClient
from reactor.scrape.together import beyond, counted, read_together


class Scraper:
    """Finds and reads postings.

    Args:
        fetcher: gets the pages.
        worker: parses them.
    """

    def __init__(self, fetcher: Fetcher, worker: ParsingWorker) -> None:
        self._boards = BoardClient(fetcher, worker)
        self._site = SiteClient(fetcher, worker)

    async def list_postings(
        self,
        careers_url: str,
        selector: str,
        known: Known = NOTHING_KNOWN,
        adviser: Adviser | None = None,
    ) -> Listing:
        """The postings of the company whose careers page is `careers_url`.

        Those of a board may come with their texts; others are to be read one by one.

        Args:
            careers_url: a board's own address, or a page of the company's.
            selector: CSS that narrows where links are looked for; `""` for the whole page.
            known: what earlier visits taught.
            adviser: is asked where no page is certain; nobody is, without one.

        Raises:
            ReactorError: the page or the board could not be read.
        """
        careers_url = careers_url.strip()
        if board := recognise_address(careers_url):
            return await self._list_board(board, careers_url)
        doubts = Doubts()
        onwards = WaysOn({canonical_url(careers_url)})
        if listing := await self._list_remembered(known, onwards, doubts):
            return await self._advised(listing, doubts, known, adviser)
        page = await self._site.fetch(careers_url)
        listing, ways = await self._list_page(page, selector, known, doubts)
        if led_home(careers_url, page.url):
            listing = at_home(listing)
        if not listing.recognised:
            onwards.is_new(page.url)
            listing = await self._go_on(listing, page.url, ways, onwards, known, doubts)
        listing = await self._advised(listing, doubts, known, adviser)
        return listing.after(_fetched(page, careers_url))

    async def read(self, posting: Posting) -> Posting:
        """`posting` with its text and what else its page states; unchanged if the text is there.

        Raises:
            ReactorError: the page could not be read, or holds no text.
        """
        if posting.text:
            return posting
        found = await (self._boards if posting.source else self._site).read(posting)
        if not found.text:
            raise LastingError(
                f"{posting.source or posting.url} holds no text to read", code="no_text"
            )
        return posting.completed_by(found)

    async def leads_to(self, url: str) -> str:
        """The canonical address of the page that `url` leads to, `""` if there is none now.

        Raises:
            WaitingError: nothing can be asked now.
        """
        return await self._site.leads_to(url)

    async def explain_groups(
        self, careers_url: str, selector: str, known: Known = NOTHING_KNOWN
    ) -> tuple[GroupExplained, ...]:
        """Why each link of a company's own page was or was not taken, best first.

        Raises:
            ReactorError: the page could not be read.
        """
        return await self._site.explain_groups(known.step or careers_url.strip(), selector, known)

    async def _list_board(self, board: BoardAddress, careers_url: str) -> Listing:
        """The postings of the board at `careers_url`, or of the one that its company moved to.

        Raises:
            ReactorError: it could not be read.
        """
        recognised = f"{careers_url} is the address of {_named(board)}"
        try:
            return (await self._boards.list(board)).after(recognised)
        except RefusedError:
            raise
        except LastingError as error:
            if (moved := await self._moved_to(board, careers_url)) is None:
                raise
            listing = await self._boards.list(moved)
            note = f"The board has moved to {_named(moved)}: give its address as careers_url"
            return listing.after(recognised, f"but {error}", note).noting(note)

    async def _moved_to(self, board: BoardAddress, careers_url: str) -> BoardAddress | None:
        """Another board that the page at `careers_url` now leads to or shows, if there is one."""
        try:
            page = await self._site.fetch(careers_url)
            led_to = recognise_address(page.url)
            if led_to and not is_same(led_to, board):
                return led_to
            shown = (await self._site.look(page, "")).boards
        except LastingError:
            return None
        return next((each for each in shown if not is_same(each, board)), None)

    async def _list_remembered(
        self, known: Known, onwards: WaysOn, doubts: Doubts
    ) -> Listing | None:
        """What the page that showed the list last time lists; None if that shows none any more.

        Raises:
            ParsingBudgetError: the page took too long to parse.
        """
        if not known.step or not onwards.is_new(known.step):
            return None
        try:
            found, _ = await self._list_at(known.step, onwards, known, doubts)
        except ParsingBudgetError:
            raise
        except (LastingError, PassingError) as error:
            onwards.trail.append(f"{known.step} showed the list last time, but {error}")
            return None
        if not found.recognised:
            onwards.trail.append(f"{known.step} showed the list last time, but shows none now")
            return None
        return as_step(found, known.step).after(f"{known.step} showed the list last time, too")

    async def _advised(
        self, listing: Listing, doubts: Doubts, known: Known, adviser: Adviser | None
    ) -> Listing:
        """The list of a page as an adviser reads it, if that is believed; else `listing`.

        Raises:
            ReactorError: a page could not be read.
        """
        doubt = doubts.to_ask_about(recognised=listing.recognised)
        if adviser is None or doubt is None or (listing.recognised and not known.missing):
            return listing
        rule = await adviser.advise(doubt.outline)
        if rule is None or not rule.groups:
            return listing
        page, taught = doubt.page, replace(known, rule=rule)
        found = await self._site.look(page, doubt.selector, taught)
        if not found.listing.ruled or not found.listing.postings:
            return listing.after(f"what was said of {page.url} does not fit the page")
        told = await self._list_shown(page, found, doubt.selector, taught)
        return replace(told, step=doubt.step).after(f"{page.url} was read as was said of it")

    async def _go_on(  # noqa: PLR0913 - what a visit has come to
        self,
        listing: Listing,
        url: str,
        ways: Sequence[str],
        onwards: WaysOn,
        known: Known,
        doubts: Doubts,
    ) -> Listing:
        """The list that a page leads to, which shows none itself; else its own `listing`.

        A way that fails is no failure of the company's: it was a guess.

        Raises:
            ParsingBudgetError: the pages took too long to parse.
        """
        onwards.add(ways, 0)
        while taken := onwards.take():
            way, steps = taken
            try:
                found, further = await self._list_at(way, onwards, known, doubts)
            except ParsingBudgetError:
                raise
            except (LastingError, PassingError) as error:
                onwards.trail.append(f"{way} might hold the list, but {error}")
                continue
            if found.recognised:
                step = f"{url} shows no list, but {way} does"
                return as_step(found, way).after(*onwards.trail, step)
            onwards.trail.append(f"{way} shows no list either")
            onwards.add(further, steps)
        return unrecognised(listing, url, ways).after(*onwards.trail)

    async def _list_at(
        self, url: str, onwards: WaysOn, known: Known, doubts: Doubts
    ) -> tuple[Listing, tuple[str, ...]]:
        """What the page that a way leads to lists, and where to go on from there.

        Raises:
            ReactorError: it could not be read.
        """
        if board := recognise_address(url):
            return (await self._boards.list(board)).after(f"{url} is {_named(board)}"), ()
        page = await self._site.fetch(url)
        if page.url != url and not onwards.is_new(page.url):
            raise LastingError(f"it leads back to {page.url}", code="not_recognised")
        return await self._list_page(page, "", known, doubts, step=url)

    async def _list_page(
        self, page: Page, selector: str, known: Known, doubts: Doubts, step: str = ""
    ) -> tuple[Listing, tuple[str, ...]]:
        """What a page lists, and where to go on if that is nothing.

        Raises:
            ReactorError: it could not be read.
        """
        if board := recognise_address(page.url):
            listing = await self._boards.list(board)
            return listing.after(f"that is the address of {_named(board)}"), ()
        if page.media_type.endswith("json"):
            raise LastingError(
                f"{page.url} is JSON of no board that is known here, not a web page",
                code="unknown_board",
            )
        found = await self._site.look(page, selector, known)
        if found.outline:
            doubts.note(Doubt(page, selector, step, found.outline))
        return await self._list_shown(page, found, selector, known), found.ways_on

    async def _list_shown(
        self, page: Page, found: CareersPage, selector: str, known: Known
    ) -> Listing:
        """The postings of the boards that a company's page shows, and the page's own.

        A leftover widget of a board that has moved, or stands empty, must not hide the page's
        postings, nor may it pass for a company without any. A board that is only said to be on
        the page's own host, and is not, leaves the page as it would be without.

        Raises:
            ReactorError: a board could not be read, and the page holds no postings itself.
        """
        own = found.listing.postings
        read = [await self._tried(board) for board in found.boards]
        listings = [each for each in read if isinstance(each, Listing)]
        listed = [listing for listing in listings if listing.postings]
        notes, whole = list[str](), True
        for board, error in zip(found.boards, read, strict=True):
            if isinstance(error, Listing):
                if own and not listed:
                    notes.append(f"The page shows {_named(board)}, which lists nothing")
                continue
            if not _may_be_passed_over(board, error, elsewhere=bool(own or listed)):
                raise error
            whole = whole and isinstance(error, LastingError)
            notes.append(f"The page seems to show {_named(board)}, but {error}")
        of_boards = [posting for listing in listed for posting in listing.postings]
        # The host of a board is no company's page: what it shows is what the board lists.
        hosted = any(
            b.guessed and each in listed for b, each in zip(found.boards, read, strict=True)
        )
        if hosted or (listings and not beyond(of_boards, own)):
            return _less_whole(read_together(listed or listings), whole).noting(*notes)
        site = await self._site.list(page.url, found, selector, known)
        listing = read_together([*listed, site])
        if not selector.strip():
            listing = counted(listing, found.total)
        return _less_whole(listing, whole).noting(*notes)

    async def _tried(self, board: BoardAddress) -> Listing | LastingError | PassingError:
        """What a board that a page shows lists, or why it cannot be read.

        Raises:
            ParsingBudgetError: the pages took too long to parse.
        """
        try:
            listing = await self._boards.list(board)
        except ParsingBudgetError:
            raise
        except (LastingError, PassingError) as error:
            return error
        return listing.after(f"the page shows {_named(board)}")


def _may_be_passed_over(board: BoardAddress, error: ReactorError, *, elsewhere: bool) -> bool:
    """Whether a page may be read as if it did not show a board that could not be read.

    Of a board that may be there, but cannot be read now, the postings `elsewhere` are a part.
    """
    unsure = board.guessed or not board.sure
    if isinstance(error, PassingError):
        return unsure and elsewhere
    return unsure or elsewhere


def _less_whole(listing: Listing, whole: bool) -> Listing:
    return listing if whole else replace(listing, whole=False)


def _fetched(page: Page, careers_url: str) -> str:
    where = careers_url if page.url == careers_url else f"{careers_url} (redirected to {page.url})"
    kind = page.media_type or "of no stated type"
    return f"fetched {where}: {len(page.body) / 1000:.0f} kB, {kind}"


def _named(board: BoardAddress) -> str:
    return f"the {board.board} board {board.slug or board.host}"
