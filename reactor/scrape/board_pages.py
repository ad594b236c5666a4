"""Pagination through a board's list and all its parts."""

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from loguru import logger

from reactor.errors import ForbiddenError, GoneError, LastingError, PassingError
from reactor.scrape.boards import BoardPage, Request, Vacancy
from reactor.scrape.list_limits import ListIntake

MAX_PAGES = 300
"""Maximum requests for one board's list: at 20 postings each, somewhat more than the limit of
postings allows.

Responses that only point on and failed requests count too. Otherwise a list that links to itself,
or that names thousands of missing parts, would never end.
"""

MAX_LEADS = 4
"""Maximum successive responses that only point to the next request, before a list or a text."""

MAX_PROBLEMS = 10
"""Failed requests after which the rest of a list is left for the next visit."""

log = logger.bind(channel="job-matching-orchestrator")

Ask = Callable[[Request], Awaitable[BoardPage]]


@dataclass(slots=True)
class BoardPages:
    """Accumulates the pages of a board's list.

    Args:
        ask: fetches one page.
        wanted: the facets to keep of each vacancy.

    Attributes:
        vacancies: the vacancies by posting address.
        intake: limits the list and counts what is left out.
        pages: the number of pages read.
        whole: whether the vacancies are all that the board has.
        problems: the pages that could not be fetched, with reasons.
    """

    ask: Ask
    wanted: frozenset[str] = frozenset()
    vacancies: dict[str, Vacancy] = field(default_factory=dict)
    intake: ListIntake = field(default_factory=ListIntake)
    pages: int = 0
    whole: bool = True
    problems: list[str] = field(default_factory=list)
    _parts: deque[Request] = field(default_factory=deque)
    _known_parts: set[str] = field(default_factory=set)
    _asked: int = 0
    _identities: set[str] = field(default_factory=set)

    async def read(self, first: BoardPage) -> None:
        """Read all pages that follow `first`, and all further parts that any page names.

        If a page cannot be fetched, the pages behind it are lost: `whole` becomes false, and
        `problems` holds the reason.

        Raises:
            WaitingError: no request can be sent now.
        """
        await self._part(first)
        while self._parts and not self._is_full:
            request = self._parts.popleft()
            if page := await self._had(request):
                await self._part(page)
        # A posting absent from `vacancies` may be one that was left out here.
        left_out = self.intake.beyond or self.intake.dropped or self.intake.unaddressable
        self.whole = self.whole and not (self._parts or self.problems or left_out)

    @property
    def _is_full(self) -> bool:
        """Whether a limit has been reached and no further request is sent."""
        many = self._asked >= MAX_PAGES - 1 or len(self.problems) >= MAX_PROBLEMS
        return many or self.intake.is_full

    async def _part(self, page: BoardPage) -> None:
        """Read one part of the list, beginning with `page`."""
        seen = set[str]()
        self._add(page, seen)
        led = 0
        while page.following:
            if self._is_full or led > MAX_LEADS:
                self.whole = False
                return
            further = await self._had(page.following)
            if further is None:
                return
            # After the last page, some boards return an empty page; others start again.
            if not self._add(further, seen) and not further.leads:
                page = page if further.vacancies else further
                break
            page = further
            led = led + 1 if page.leads else 0
        self.whole = self.whole and page.whole

    async def _had(self, request: Request) -> BoardPage | None:
        """Return the requested page, with one retry after a passing failure; None on failure."""
        self._asked += 1
        try:
            try:
                return await self.ask(request)
            except PassingError as error:
                log.debug("page of a board asked for again", url=request.shown, error=str(error))
                return await self.ask(request)
        except (PassingError, LastingError) as error:
            if request.optional and isinstance(error, (GoneError, ForbiddenError)):
                log.debug("no such part of a board", url=request.shown, error=str(error))
                return None
            self.problems.append(f"The board's list goes on, but {error}")
            return None

    def _add(self, page: BoardPage, seen: set[str]) -> bool:
        """Add a page's vacancies and parts; return False if `seen` held all its vacancies."""
        known = len(seen)
        self.pages += not page.leads
        self.intake.unaddressable += page.unaddressable
        self.intake.dropped += page.dropped
        for part in page.parts:
            named = f"{part.url} {part.step} {part.headers} {part.body}"
            if named not in self._known_parts:
                self._known_parts.add(named)
                self._parts.append(part)
        for vacancy in page.vacancies:
            url, identity = vacancy.posting.url, vacancy.identity or vacancy.posting.url
            seen.add(identity)
            known_here = url in self.vacancies or identity in self._identities
            if not known_here and (taken := self.intake.take(vacancy.posting)):
                self._identities.add(identity)
                facets = {
                    each: kept for each, kept in vacancy.facets.items() if each in self.wanted
                }
                self.vacancies[url] = Vacancy(taken, facets)
        return len(seen) > known
