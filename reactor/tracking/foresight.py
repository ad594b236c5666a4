"""For whom the postings of a look would be matches: compared by keywords, and nothing is stored."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from bson import ObjectId

from reactor.cv.share_link import download_of
from reactor.documents import Company, User
from reactor.errors import LastingError, ReactorError
from reactor.match import Candidate, KeywordMatcher, candidate_of
from reactor.mongo.cache.cv_texts import KeptCvs
from reactor.mongo.database import ScoutlyDatabase
from reactor.posting import Posting
from reactor.settings import Settings
from reactor.tracking.preview import Previewer, SitePreview

MAX_PEOPLE = 3
"""People whom postings are compared with: each takes a second or two of CPU."""

MAX_READ = 5
"""Postings that are read, where the list does not hold their texts."""

_READING = 6.0
"""Seconds for that: what a site is asked meanwhile keeps its distances."""

_COMPARING = 8.0
"""Seconds after that; whoever was not reached by then is not told of."""


@dataclass(frozen=True, slots=True)
class Foresight:
    """What was foreseen.

    Attributes:
        scores: by a posting's address, the scores of those for whom it would be saved.
        compared: how many postings were compared.
    """

    scores: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    compared: int = 0


async def known_candidates(
    database: ScoutlyDatabase, people: Sequence[User]
) -> tuple[Candidate, ...]:
    """Those of some people of whom something is known; a CV at a link as it was read last."""
    some = [user.id for user in people[:MAX_PEOPLE]]
    documents = await database.users.find({"_id": {"$in": some}}).to_list(None)
    users = sorted(map(User.read, documents), key=lambda user: some.index(user.id))
    kept = KeptCvs(database)
    found = [candidate_of(each.email, each, await _cv_of(each, kept)) for each in users]
    return tuple(each for each in found if each)


async def _cv_of(user: User, kept: KeptCvs) -> str:
    if user.cv_text or not user.cv_url:
        return user.cv_text
    with suppress(LastingError):
        cv = await kept.recall(download_of(user.cv_url).address)
        return cv.text if cv else ""
    return ""


async def foresee(
    looker: Previewer,
    look: SitePreview,
    postings: Sequence[Posting],
    candidates: Sequence[Candidate],
    settings: Settings,
) -> Foresight:
    """For whom some of a look's postings would be matches, as far as that is known in time.

    Args:
        looker: reads what has no text yet.
        look: what was found.
        postings: those that are shown.
        candidates: whom they are compared with.
        settings: say what is saved.
    """
    texts = await _texts(looker, postings) if candidates else []
    if not texts:
        return Foresight()
    matcher = KeywordMatcher(looker.worker, settings.commute_km)
    company = Company(_id=ObjectId(), company=look.name, careers_url=look.url)
    scores: dict[str, dict[str, int]] = {}
    compared = 0
    with suppress(TimeoutError, ReactorError):
        async with asyncio.timeout(_COMPARING):
            for candidate in candidates:
                chosen = await matcher.screen(candidate, company, texts)
                async for posting, match in matcher.analyse(candidate, company, chosen):
                    if match and match.suitability_score >= settings.min_score:
                        score = match.suitability_score
                        scores.setdefault(posting.url, {})[candidate.user_id] = score
                compared = len(texts)
    return Foresight(scores, compared)


async def _texts(looker: Previewer, postings: Iterable[Posting]) -> list[Posting]:
    """The postings with their texts: those that have one already, and some that are read."""
    found = [posting for posting in postings if posting.text]
    unread = [posting for posting in postings if not posting.text]
    with suppress(TimeoutError):
        async with asyncio.timeout(_READING):
            for posting in unread[: max(MAX_READ - len(found), 0)]:
                with suppress(ReactorError):
                    found.append(await looker.read(posting))
    return found
