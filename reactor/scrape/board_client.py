"""Asks the boards' APIs: all pages of a list, and the texts that a list leaves out."""

from collections.abc import Container
from contextlib import suppress

from loguru import logger

from reactor.errors import LastingError
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
    unanswerable,
)
from reactor.scrape.intake import Intake
from reactor.scrape.listing import Listing, Recognition

BOARD_LIMIT = 12_000_000
"""Bytes of a board's answer: it holds the texts of all postings, hundreds of them.

Twelve times as much is needed to parse it, and the parsing process has a limit.
"""

MOST_PAGES = 110
"""Pages of a board's list. Workday's, of 20 postings each, end at 2000 postings."""

ANY_DATA = "application/json, application/xml;q=0.9, text/html;q=0.8"

log = logger.bind(channel="job-matching-orchestrator")


class BoardClient:
    """Lists and reads what boards publish.

    Args:
        fetcher: gets the answers.
        worker: parses them.
    """

    def __init__(self, fetcher: Fetcher, worker: ParsingWorker) -> None:
        self._fetcher = fetcher
        self._worker = worker

    async def list(self, board: BoardAddress) -> Listing:
        """The postings of a board: all pages, narrowed to what the careers URL asks for.

        Raises:
            ReactorError: the board could not be read.
        """
        page, asked = await self._first_page(board)
        intake = Intake()
        vacancies, pages, whole = await self._all_pages(board, page, intake)
        notes = [] if whole else [f"The board has more than the {len(vacancies)} postings read"]
        notes += intake.notes
        # What is missing from the list may be what was left out of it here.
        whole = whole and not (intake.dropped or intake.unaddressable)
        if intake.dropped:
            many = f"{intake.dropped} posting{'s' * (intake.dropped > 1)} left out"
            notes.append(f"{many}: the board gives no title, or no sound address")
        for facet, value in unanswerable(vacancies, board.filters):
            notes.append(f"The board does not tell which postings have {facet} = {value}")
        chosen = narrowed(vacancies, board.filters)
        steps = [f"{asked.url} lists {len(vacancies)} postings on {pages} page{'s' * (pages > 1)}"]
        if board.filters:
            asked_for = ", ".join(f"{facet} = {value}" for facet, value in board.filters)
            steps.append(f"the careers URL asks for {asked_for}: {len(chosen)} postings are left")
        steps += intake.steps
        postings = tuple(vacancy.posting for vacancy in chosen)
        return Listing(
            board.board,
            postings,
            tuple(notes),
            whole,
            exact=True,
            trail=tuple(steps),
            recognition=Recognition.FOUND if postings else Recognition.STATED_NONE,
            origin=f"{board.board}:{board.slug.lower() or board.host}",
        )

    async def read(self, posting: Posting) -> Posting:
        """`posting` with the text that its `source` tells.

        Raises:
            ReactorError: it could not be read.
        """
        page = await self._ask(Request(posting.source))
        return await self._worker.run(tasks.read_board, page, posting, what=page.url)

    async def _first_page(self, board: BoardAddress) -> tuple[BoardPage, Request]:
        first, *others = BOARDS[board.board].beginnings(board)
        try:
            return await self._page(board, first), first
        except LastingError as error:
            for other in others:
                log.debug("board looked for elsewhere", board=board.board, endpoint=other.url)
                with suppress(LastingError):
                    return await self._page(board, other), other
            raise error from None

    async def _all_pages(
        self, board: BoardAddress, page: BoardPage, intake: Intake
    ) -> tuple[tuple[Vacancy, ...], int, bool]:
        """What `page` and those behind it list, how many pages these are, and if that is all."""
        vacancies = dict[str, Vacancy]()
        wanted = frozenset(facet for facet, _ in board.filters)
        _add(vacancies, page, intake, wanted)
        pages = 1
        while page.following and pages < MOST_PAGES and not intake.is_full:
            following = await self._page(board, page.following)
            # Behind their last page, some boards show an empty one, some begin anew.
            if not _add(vacancies, following, intake, wanted):
                page = page if following.vacancies else following
                break
            page, pages = following, pages + 1
        whole = page.whole and pages < MOST_PAGES and not intake.beyond
        return tuple(vacancies.values()), pages, whole

    async def _page(self, board: BoardAddress, request: Request) -> BoardPage:
        page = await self._ask(request, keep=True)
        claimed = board.host if board.guessed else ""
        return await self._worker.run(
            tasks.list_board, board.board, page, request, claimed, what=page.url
        )

    async def _ask(self, request: Request, *, keep: bool = False) -> Page:
        """What a board's API answers: it is made for programs, whatever robots.txt says."""
        return await self._fetcher.get(
            request.url,
            accept=ANY_DATA,
            limit=BOARD_LIMIT,
            body=request.body,
            for_programs=True,
            keep=keep,
        )


def _add(
    vacancies: dict[str, Vacancy], page: BoardPage, intake: Intake, wanted: Container[str]
) -> bool:
    """Add what is new, with the facets that are wanted; False if nothing was."""
    known = len(vacancies)
    intake.unaddressable += page.unaddressable
    intake.dropped += page.dropped
    for vacancy in page.vacancies:
        url = vacancy.posting.url
        if url not in vacancies and (taken := intake.take(vacancy.posting)):
            facets = {name: kept for name, kept in vacancy.facets.items() if name in wanted}
            vacancies[url] = Vacancy(taken, facets)
    return len(vacancies) > known
