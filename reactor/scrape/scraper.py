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
from reactor.scrape.board_client import BoardClient
from reactor.scrape.boards import BoardAddress, recognise_address
from reactor.scrape.listing import GroupExplained, Listing
from reactor.scrape.site_client import SiteClient


class Scraper:
    """Finds and reads postings.

    Args:
        fetcher: gets the pages.
        worker: parses them.
    """

    def __init__(self, fetcher: Fetcher, worker: ParsingWorker) -> None:
        self._boards = BoardClient(fetcher, worker)
        self._site = SiteClient(fetcher, worker)

    async def list_postings(self, careers_url: str, selector: str) -> Listing:
        """The postings of the company whose careers page is `careers_url`.

        Those of a board may come with their texts; others are to be read one by one.

        Args:
            careers_url: a board's own address, or a page of the company's.
            selector: CSS that narrows where links are looked for; `""` for the whole page.

        Raises:
            ReactorError: the page or the board could not be read.
        """
        careers_url = careers_url.strip()
        if board := recognise_address(careers_url):
            return await self._list_board(board, careers_url)
        page = await self._site.fetch(careers_url)
        fetched = _fetched(page, careers_url)
        if board := recognise_address(page.url):
            listing = await self._boards.list(board)
            return listing.after(fetched, f"that is the address of {_named(board)}")
        if page.media_type.endswith("json"):
            raise LastingError(
                f"{page.url} is JSON of no board that is known here, not a web page",
                code="unknown_board",
            )
        return (await self._list_page(page, selector)).after(fetched)

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

    async def explain_groups(self, careers_url: str, selector: str) -> tuple[GroupExplained, ...]:
        """Why each link of a company's own page was or was not taken, best first.

        Raises:
            ReactorError: the page could not be read.
        """
        return await self._site.explain_groups(careers_url.strip(), selector)

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
            if led_to and not _same(led_to, board):
                return led_to
            shown = (await self._site.look(page, "")).boards
        except LastingError:
            return None
        return next((each for each in shown if not _same(each, board)), None)

    async def _list_page(self, page: Page, selector: str) -> Listing:
        """The postings of the board that a company's page shows, else the page's own.

        A leftover widget of a board that has moved, or stands empty, must not hide the page's
        postings, nor may it pass for a company without any. A board that is only said to be on
        the page's own host, and is not, leaves the page as it would be without.

        Raises:
            ReactorError: a board could not be read, and the page holds no postings itself.
        """
        found = await self._site.look(page, selector)
        own = found.listing.postings
        notes: list[str] = []
        whole = True
        for board in found.boards:
            try:
                listing = await self._boards.list(board)
            except (LastingError, PassingError) as error:
                if not _may_be_passed_over(board, error, own):
                    raise
                whole = whole and isinstance(error, LastingError)
                notes.append(f"The page seems to show {_named(board)}, but {error}")
                continue
            if listing.postings or not own:
                return listing.after(f"the page shows {_named(board)}")
            notes.append(f"The page shows {_named(board)}, which lists nothing")
        listing = (await self._site.list(page.url, found, selector)).noting(*notes)
        return listing if whole else replace(listing, whole=False)


def _may_be_passed_over(board: BoardAddress, error: ReactorError, own: Sequence[Posting]) -> bool:
    """Whether a page may be read as if it did not show a board that could not be read.

    Of a board that may be there, but cannot be read now, the page's own postings are a part.
    """
    if isinstance(error, ParsingBudgetError):
        return False
    if isinstance(error, PassingError):
        return board.guessed and bool(own)
    return board.guessed or bool(own)


def _fetched(page: Page, careers_url: str) -> str:
    where = careers_url if page.url == careers_url else f"{careers_url} (redirected to {page.url})"
    kind = page.media_type or "of no stated type"
    return f"fetched {where}: {len(page.body) / 1000:.0f} kB, {kind}"


def _same(one: BoardAddress, other: BoardAddress) -> bool:
    return (one.board, one.slug, one.host) == (other.board, other.slug, other.host)


def _named(board: BoardAddress) -> str:
    return f"the {board.board} board {board.slug or board.host}"
