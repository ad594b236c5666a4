"""Goes through all pages of a board's list, and all its parts."""

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from loguru import logger

from reactor.errors import LastingError, PassingError
from reactor.scrape.boards import BoardPage, Request, Vacancy
from reactor.scrape.intake import Intake

MOST_PAGES = 300
"""Pages of one board's list: at 20 postings each, somewhat more than are taken in."""

log = logger.bind(channel="job-matching-orchestrator")

Ask = Callable[[Request], Awaitable[BoardPage]]


@dataclass(slots=True)
class BoardPages:
    """What the pages of a board's list hold, as they come in.

    Args:
        ask: gets one page.
        wanted: the facets that are kept of each vacancy.

    Attributes:
        vacancies: by the addresses of their postings.
        intake: counts what is left out.
        pages: how many were read.
        whole: whether they are all that the board has.
        problems: which pages could not be had, and why.
    """

    ask: Ask
    wanted: frozenset[str] = frozenset()
    vacancies: dict[str, Vacancy] = field(default_factory=dict)
    intake: Intake = field(default_factory=Intake)
    pages: int = 0
    whole: bool = True
    problems: list[str] = field(default_factory=list)
    _parts: deque[Request] = field(default_factory=deque)
    _known_parts: list[Request] = field(default_factory=list)

    async def read(self, first: BoardPage) -> None:
        """Read all pages behind `first`, and all other parts that any page names.

        A page that cannot be had costs what stands behind it: the list is then not whole, and
        `problems` says so.

        Raises:
            WaitingError: nothing can be asked now.
        """
        await self._part(first)
        while self._parts and not self._is_full:
            request = self._parts.popleft()
            if page := await self._had(request):
                await self._part(page)
        # What is missing from the list may be what was left out of it here.
        left_out = self.intake.beyond or self.intake.dropped or self.intake.unaddressable
        self.whole = self.whole and not (self._parts or self.problems or left_out)

    @property
    def _is_full(self) -> bool:
        return self.pages >= MOST_PAGES or self.intake.is_full

    async def _part(self, page: BoardPage) -> None:
        """Read the part of the list that begins with `page`."""
        seen = set[str]()
        self._add(page, seen)
        while page.following:
            if self._is_full:
                self.whole = False
                return
            further = await self._had(page.following)
            if further is None:
                return
            # Behind their last page, some boards show an empty one, some begin anew.
            if not self._add(further, seen) and not further.leads:
                page = page if further.vacancies else further
                break
            page = further
        self.whole = self.whole and page.whole

    async def _had(self, request: Request) -> BoardPage | None:
        """The page that answers, after one more try if that may help; None if there is none."""
        try:
            try:
                return await self.ask(request)
            except PassingError as error:
                log.debug("page of a board asked for again", url=request.shown, error=str(error))
                return await self.ask(request)
        except (PassingError, LastingError) as error:
            self.problems.append(f"The board's list goes on, but {error}")
            return None

    def _add(self, page: BoardPage, seen: set[str]) -> bool:
        """Add what a page holds; False if its part has `seen` all of that."""
        known = len(seen)
        self.pages += not page.leads
        self.intake.unaddressable += page.unaddressable
        self.intake.dropped += page.dropped
        for part in page.parts:
            if part not in self._known_parts:
                self._known_parts.append(part)
                self._parts.append(part)
        for vacancy in page.vacancies:
            url = vacancy.posting.url
            seen.add(url)
            if url not in self.vacancies and (taken := self.intake.take(vacancy.posting)):
                facets = {
                    each: kept for each, kept in vacancy.facets.items() if each in self.wanted
                }
                self.vacancies[url] = Vacancy(taken, facets)
        return len(seen) > known
