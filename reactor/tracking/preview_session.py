"""Previews for the web page: one at a time, as records."""

import asyncio
from collections.abc import Mapping, Sequence
from time import monotonic
from types import MappingProxyType

from pydantic import Field

from reactor.errors import ReactorError
from reactor.match import Candidate
from reactor.mongo.views.read_model import ReadModel
from reactor.posting import Posting
from reactor.scrape.boards import BOARDS
from reactor.settings import Settings
from reactor.tracking.company import as_address
from reactor.tracking.foresight import Foresight, foresee
from reactor.tracking.preview import Previewer, SitePreview, mend_of, open_looker

WITHIN = 20.0
"""Seconds for a preview."""

_REMEMBERED = 60.0
"""Seconds for which a repeated request gets the previous result."""

_MAX_WAITING = 3
_SHOWN = 10
_LEFT_FOR_ANSWER = 1.0
"""Seconds of these that are not spent on comparing: a list is shown, whatever that takes."""

_NO_STAND_INS: Mapping[str, str] = MappingProxyType({})


class ListedPosting(ReadModel):
    """A posting in a list.

    Attributes:
        title, url, location: as listed.
        scores: for each person whom it would suit, by e-mail, the score (0 to 100).
    """

    title: str
    url: str = ""
    location: str = ""
    scores: Mapping[str, int] = Field(default_factory=dict)


class Sight(ReadModel):
    """The preview of an address.

    Attributes:
        url: the address.
        name: the company's probable name.
        boards: titles of the job boards that list the postings.
        own_page: whether the page itself lists postings.
        recognised: whether a list was recognised; an empty one counts.
        whole: whether the list is complete.
        found: number of postings.
        postings: the first postings.
        compared: number of these that were compared with people's profiles, by keywords.
        notes: further remarks, in English.
    """

    url: str
    name: str = ""
    boards: tuple[str, ...] = ()
    own_page: bool = False
    recognised: bool = False
    whole: bool = False
    found: int = 0
    postings: tuple[ListedPosting, ...] = ()
    compared: int = 0
    notes: tuple[str, ...] = ()


class Sights(ReadModel):
    """The result of a preview request.

    Attributes:
        asked: the input.
        selector: CSS selector that narrowed the search.
        by_name: whether boards were searched by name.
        sights: the previews; several only for a name.
        seconds: duration.
        error_message: why it failed, in English; `""` if it did not.
        error_code: code of the cause.
        advice: the remedy, in English.
        late: whether it exceeded its time.
        busy: whether it was refused because too many wait.
    """

    asked: str
    selector: str = ""
    by_name: bool = False
    sights: tuple[Sight, ...] = ()
    seconds: float = 0
    error_message: str = ""
    error_code: str = ""
    advice: str = ""
    late: bool = False
    busy: bool = False


class PreviewSession:
    """Makes previews, one at a time; a few requests may wait, more are refused.

    Args:
        settings: the settings.
        stand_ins: addresses to dial instead of named hosts, for the demo and tests.
        within: seconds for a preview.
    """

    def __init__(
        self,
        settings: Settings,
        stand_ins: Mapping[str, str] = _NO_STAND_INS,
        *,
        within: float = WITHIN,
    ) -> None:
        self._settings = settings
        self._stand_ins = stand_ins
        self._within = within
        self._looking = asyncio.Lock()
        self._waiting = 0
        self._last = Sights(asked="")
        self._last_for: Sequence[Candidate] = ()
        self._last_at = -_REMEMBERED

    async def look(
        self, asked: str, selector: str = "", candidates: Sequence[Candidate] = ()
    ) -> Sights:
        """The preview of an address, or of boards for a name. A site's errors are in the result.

        Args:
            asked: an address, or a name.
            selector: CSS selector that narrows the search for postings.
            candidates: people with whom the postings of one list are compared.
        """
        if self._waiting >= _MAX_WAITING:
            return Sights(asked=asked, selector=selector, busy=True)
        self._waiting += 1
        try:
            async with self._looking:
                return await self._once(asked, selector, candidates)
        finally:
            self._waiting -= 1

    async def _once(self, asked: str, selector: str, candidates: Sequence[Candidate]) -> Sights:
        last, began = self._last, monotonic()
        fresh = began - self._last_at < _REMEMBERED and self._last_for == candidates
        if fresh and last.sights and (last.asked, last.selector) == (asked, selector):
            return last
        try:
            async with asyncio.timeout(self._within):
                found = await self._found(asked, selector, candidates)
        except TimeoutError:
            found = Sights(asked=asked, selector=selector, late=True)
        self._last, self._last_for, self._last_at = found, candidates, monotonic()
        return found.model_copy(update={"seconds": round(monotonic() - began, 1)})

    async def _found(self, asked: str, selector: str, candidates: Sequence[Candidate]) -> Sights:
        url, began = as_address(asked), monotonic()
        about = Sights(asked=asked, selector=selector, by_name=not url)
        try:
            async with open_looker(self._settings, self._stand_ins) as looker:
                looks = await _looks(looker, url, asked, selector)
                left = self._within - _LEFT_FOR_ANSWER - (monotonic() - began)
                foreseen = await self._foreseen(looker, looks, candidates, left)
        except ReactorError as error:
            advice = mend_of(error.code, url or asked)
            told = {"error_message": str(error), "error_code": error.code, "advice": advice}
            return about.model_copy(update=told)
        sights = tuple(_sight(look, foreseen) for look in looks)
        unclear = next((each for each in sights if not each.recognised), None)
        advice = mend_of("not_recognised", unclear.url) if unclear else ""
        return about.model_copy(update={"sights": sights, "advice": advice})

    async def _foreseen(
        self,
        looker: Previewer,
        looks: Sequence[SitePreview],
        candidates: Sequence[Candidate],
        left: float,
    ) -> Foresight:
        """For whom the postings of one list would be matches; of several, nobody is told."""
        if len(looks) != 1:
            return Foresight()
        shown = looks[0].listing.postings[:_SHOWN]
        try:
            async with asyncio.timeout(max(left, 0)):
                return await foresee(looker, looks[0], shown, candidates, self._settings)
        except TimeoutError:
            return Foresight()


async def _looks(looker: Previewer, url: str, name: str, selector: str) -> Sequence[SitePreview]:
    return (await looker.look(url, selector),) if url else (await looker.guess(name)).looks


def _sight(look: SitePreview, foreseen: Foresight) -> Sight:
    listing = look.listing
    sources = [part for part in listing.source.split(" + ") if part]
    return Sight(
        url=look.url,
        name=look.name,
        boards=tuple(BOARDS[part].title for part in sources if part in BOARDS),
        own_page=any(part not in BOARDS for part in sources),
        recognised=listing.recognised,
        whole=listing.whole,
        found=len(listing.postings),
        postings=tuple(_posting(each, foreseen) for each in listing.postings[:_SHOWN]),
        compared=foreseen.compared,
        notes=tuple(listing.notes),
    )


def _posting(posting: Posting, foreseen: Foresight) -> ListedPosting:
    return ListedPosting(
        title=posting.title,
        url=posting.url,
        location=posting.location,
        scores=foreseen.scores.get(posting.url, {}),
    )
