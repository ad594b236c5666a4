"""The client of the boards' APIs: pages of lists, and texts that lists leave out."""

from dataclasses import replace

from loguru import logger

from reactor.errors import LastingError, PassingError
from reactor.fetch.client import Cookies
from reactor.fetch.http import Fetcher
from reactor.fetch.page import Page
from reactor.fetch.parser_worker import ParsingWorker
from reactor.posting import Posting
from reactor.scrape import tasks
from reactor.scrape.board_pages import MAX_LEADS, BoardPages
from reactor.scrape.boards import (
    BOARDS,
    BoardAddress,
    BoardPage,
    Request,
    narrowed,
    unanswerable,
)
from reactor.scrape.listing import Listing, Recognition

BOARD_LIMIT = 12_000_000
"""Maximum bytes of a board's response, which holds the texts of hundreds of postings.

Parsing needs twelve times as much memory, and the parsing process has a memory limit.
"""

ANY_DATA = "application/json, application/xml;q=0.9, text/html;q=0.8"

log = logger.bind(channel="job-matching-orchestrator")


class BoardClient:
    """Lists and reads postings through boards' APIs.

    Args:
        fetcher: the HTTP client.
        worker: the parsing process.
    """

    def __init__(self, fetcher: Fetcher, worker: ParsingWorker) -> None:
        self._fetcher = fetcher
        self._worker = worker

    async def list(self, board: BoardAddress) -> Listing:
        """Return all postings of a board, filtered as the careers URL asks.

        Raises:
            ReactorError: the board could not be read.
        """
        cookies = self._fetcher.new_session() if BOARDS[board.board].has_session else None
        page, asked = await self._first_page(board, cookies)
        found = BoardPages(
            lambda request: self._page(board, request, cookies),
            frozenset(facet for facet, _ in board.filters),
        )
        await found.read(page)
        vacancies, pages = tuple(found.vacancies.values()), found.pages
        chosen = narrowed(vacancies, board.filters)
        steps = [
            f"{asked.shown} lists {len(vacancies)} postings on {pages} page{'s' * (pages > 1)}"
        ]
        if board.filters:
            asked_for = ", ".join(f"{facet} = {value}" for facet, value in board.filters)
            steps.append(f"the careers URL asks for {asked_for}: {len(chosen)} postings are left")
        postings = tuple(vacancy.posting for vacancy in chosen)
        return Listing(
            board.board,
            postings,
            tuple(_notes(found, board)),
            found.whole,
            exact=True,
            trail=(*steps, *found.intake.steps),
            recognition=Recognition.FOUND if postings else Recognition.STATED_NONE,
            asked=(asked.told,),
            origin=f"{board.board}:{board.whose}",
        )

    async def read(self, posting: Posting) -> Posting:
        """Return `posting` with the text found at its `source`.

        Raises:
            ReactorError: the text could not be read.
        """
        board = BOARDS[posting.board]
        cookies = self._fetcher.new_session() if board.has_session else None
        request = board.reading(posting)
        for _ in range(MAX_LEADS):
            page, request = await self._ask_for_text(posting.board, request, cookies)
            found = await self._worker.run(
                tasks.read_board, page, posting, request, what=request.shown
            )
            if isinstance(found, Posting):
                known = posting.completed_by(found)
                return replace(known, title=found.title) if board.guesses_titles else known
            if isinstance(found, tuple):
                part, request = found
                posting = posting.completed_by(part)
            else:
                request = found
        raise _astray(posting.board, request)

    async def _ask_for_text(
        self, board: str, request: Request, cookies: Cookies | None
    ) -> tuple[Page, Request]:
        """Return the response and its request; after a passing failure, the board's alternative."""
        try:
            return await self._ask(board, request, cookies), request
        except PassingError as error:
            other = BOARDS[board].instead(request)
            if other is None:
                raise
            log.debug("text asked for otherwise", url=other.shown, error=str(error))
            try:
                return await self._ask(board, other, cookies), other
            except LastingError:
                # A missing alternative does not prove that the posting is gone.
                raise error from None

    async def _first_page(
        self, board: BoardAddress, cookies: Cookies | None
    ) -> tuple[BoardPage, Request]:
        errors = list[PassingError | LastingError]()
        for request in BOARDS[board.board].beginnings(board):
            if errors:
                log.debug("board looked for elsewhere", board=board.board, endpoint=request.shown)
            try:
                return await self._led_to(board, request, cookies), request
            except LastingError as error:
                errors.append(error)
            except PassingError as error:
                # The next endpoint may hold another company of the same name.
                if not BOARDS[board.board].stand_ins:
                    raise
                errors.append(error)
        raise next((each for each in errors if isinstance(each, PassingError)), errors[0])

    async def _led_to(
        self, board: BoardAddress, request: Request, cookies: Cookies | None
    ) -> BoardPage:
        """Return the first page of a list, following responses that only point to it."""
        page = await self._page(board, request, cookies)
        for _ in range(MAX_LEADS):
            if not page.leads or page.following is None:
                return page
            led_to = await self._page(board, page.following, cookies)
            page = replace(led_to, parts=(*page.parts, *led_to.parts))
        raise _astray(board.board, request)

    async def _page(
        self, board: BoardAddress, request: Request, cookies: Cookies | None
    ) -> BoardPage:
        page = await self._ask(board.board, request, cookies, keep=True)
        claimed = board.host if board.guessed else ""
        return await self._worker.run(
            tasks.list_board, board.board, page, request, claimed, what=request.shown
        )

    async def _ask(
        self, board: str, request: Request, cookies: Cookies | None, *, keep: bool = False
    ) -> Page:
        """Send a request. robots.txt is not applied to board APIs: they are made for programs."""
        return await self._fetcher.get(
            request.url,
            accept=ANY_DATA,
            limit=BOARD_LIMIT,
            body=[request.body] if request.batched and request.body else request.body,
            headers=request.headers,
            cookies=cookies,
            for_programs=True,
            keep=keep,
            part=BOARDS[board].part(request),
            passing=BOARDS[board].passing,
        )


def _notes(found: BoardPages, board: BoardAddress) -> list[str]:
    """Return notes on the list for the person who looks after the company."""
    vacancies, intake = tuple(found.vacancies.values()), found.intake
    read = f"The board has more than the {len(vacancies)} postings read"
    only_left_out = found.whole or intake.dropped or intake.unaddressable or found.problems
    notes = [*found.problems, *([] if only_left_out else [read]), *intake.notes]
    if intake.dropped:
        many = f"{intake.dropped} posting{'s' * (intake.dropped > 1)} left out"
        notes.append(f"{many}: the board gives no title, or no sound address")
    for facet, value in unanswerable(vacancies, board.filters):
        notes.append(f"The board does not tell which postings have {facet} = {value}")
    return notes


def _astray(board: str, request: Request) -> LastingError:
    return LastingError(
        f"{request.shown} and what follows it do not lead to anything of {board}'s",
        code="unexpected_answer",
    )
