"""Listing a company's postings and reading each of them."""

from contextlib import suppress
from dataclasses import replace
from urllib.parse import urlsplit

from loguru import logger

from reactor.errors import GoneError, LastingError, NoSuchHostError, RefusedError
from reactor.fetch.http import Fetcher
from reactor.fetch.page import Page
from reactor.fetch.worker import ParsingWorker
from reactor.posting import Posting
from reactor.scrape import tasks
from reactor.scrape.boards import (
    BOARDS,
    BoardAddress,
    BoardPage,
    Request,
    Vacancy,
    narrowed,
    recognise_address,
)
from reactor.scrape.listing import CareersPage, Listing

BOARD_LIMIT = 25_000_000
"""Bytes of a board's answer: it holds the texts of all postings, hundreds of them."""

MOST_PAGES = 110
"""Pages of a board's list. Workday's, of 20 postings each, end at 2000 postings."""

ANY_DATA = "application/json, application/xml;q=0.9, text/html;q=0.8"

log = logger.bind(channel="job-matching-orchestrator")


class Scraper:
    """Finds and reads postings.

    Args:
        fetcher: gets the pages.
        worker: parses them.
    """

    def __init__(self, fetcher: Fetcher, worker: ParsingWorker) -> None:
        self._fetcher = fetcher
        self._worker = worker

    async def list_postings(self, careers_url: str, selector: str) -> Listing:
        """The postings of the company whose careers page is `careers_url`.

        Those of a board come with their texts; others are to be read one by one.

        Args:
            careers_url: a board's own address, or a page of the company's.
            selector: CSS that narrows where links are looked for; `""` for the whole page.

        Raises:
            ReactorError: the page or the board could not be read.
        """
        careers_url = careers_url.strip()
        if board := recognise_address(careers_url):
            return await self._list_board(board)
        page = await self._fetcher.get(careers_url)
        if board := recognise_address(page.url):
            return await self._list_board(board)
        if page.media_type.endswith("json"):
            raise LastingError(f"{page.url} is JSON of no board that is known here, not a web page")
        found = await self._worker.run(tasks.read_careers_page, page, selector, what=page.url)
        return await self._list_page(found)

    async def read(self, posting: Posting) -> Posting:
        """`posting` with its text and what else its page states; unchanged if the text is there.

        Raises:
            ReactorError: the page could not be read, or holds no text.
        """
        if posting.text:
            return posting
        if posting.source:
            page = await self._ask(Request(posting.source))
            found = await self._worker.run(tasks.read_board, page, posting, what=page.url)
        else:
            page = await self._get_posting(posting.url)
            found = await self._worker.run(tasks.read_posting, page, posting.title, what=page.url)
        if not found.text:
            raise LastingError(f"{page.url} holds no text to read")
        return posting.completed_by(found)

    async def _list_page(self, page: CareersPage) -> Listing:
        """The postings of the board that a company's page shows, else the page's own.

        Raises:
            ReactorError: a board could not be read, and the page holds no postings itself.
        """
        notes = page.listing.notes
        for board in page.boards:
            try:
                return await self._list_board(board)
            except LastingError as error:
                # A leftover widget of a board that has moved must not hide the page's postings,
                # nor may it pass for a company without any.
                if not page.listing.postings:
                    raise
                notes = (*notes, f"The page seems to show a board of {board.board}, but {error}")
        return replace(page.listing, notes=notes)

    async def _list_board(self, board: BoardAddress) -> Listing:
        """The postings of a board: all pages, narrowed to what the careers URL asks for.

        Raises:
            GoneError: none of the addresses that it may have is there.
        """
        page = await self._first_page(board)
        vacancies = dict[str, Vacancy]()
        pages = 1
        while _add(vacancies, page) and page.following and pages < MOST_PAGES:
            page = await self._page(board, page.following)
            pages += 1
        whole = pages < MOST_PAGES and len(vacancies) >= (page.total or 0)
        notes = () if whole else (f"The board has more than the {len(vacancies)} postings read",)
        chosen = narrowed(vacancies.values(), board.filters)
        return Listing(
            board.board,
            tuple(vacancy.posting for vacancy in chosen),
            notes,
            whole=whole,
            exact=True,
        )

    async def _first_page(self, board: BoardAddress) -> BoardPage:
        first, *others = BOARDS[board.board].beginnings(board)
        try:
            return await self._page(board, first)
        except GoneError as gone:
            for other in others:
                log.debug("board looked for elsewhere", board=board.board, endpoint=other.url)
                with suppress(GoneError):
                    return await self._page(board, other)
            raise gone from None

    async def _page(self, board: BoardAddress, request: Request) -> BoardPage:
        page = await self._ask(request)
        return await self._worker.run(tasks.list_board, board.board, page, request, what=page.url)

    async def _ask(self, request: Request) -> Page:
        """What a board's API answers: it is made for programs, whatever robots.txt says."""
        return await self._fetcher.get(
            request.url, accept=ANY_DATA, limit=BOARD_LIMIT, body=request.body
        )

    async def _get_posting(self, url: str) -> Page:
        """The page at a canonical URL. A few servers know it only with the slash that was cut."""
        try:
            return await self._fetcher.get(url)
        except (NoSuchHostError, RefusedError):
            raise
        except LastingError:
            parts = urlsplit(url)
            if parts.path.endswith("/") or "." in parts.path.rpartition("/")[2]:
                raise
            return await self._fetcher.get(parts._replace(path=f"{parts.path}/").geturl())


def _add(vacancies: dict[str, Vacancy], page: BoardPage) -> bool:
    """Add what is new; False if nothing was: some boards begin anew behind their last page."""
    known = len(vacancies)
    for vacancy in page.vacancies:
        vacancies.setdefault(vacancy.posting.url, vacancy)
    return len(vacancies) > known
