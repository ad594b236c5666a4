"""A company with a hundred postings and two people who follow it, run by run, and what each costs.

Everything is real but the site, which shows what it is told, and the model.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr

from reactor.documents import User
from reactor.match import Candidate
from reactor.match.gemini import GeminiMatcher
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.budgets import Budgets
from reactor.mongo.model_usage.ledger import MongoLedger
from reactor.settings import Settings
from tests.benchmarks.matching.answers import Answering
from tests.benchmarks.matching.bare import BareCalls
from tests.benchmarks.matching.meter import Cost, Meter
from tests.benchmarks.matching.texts import posting_text, resume, slugs
from tests.gemini.endpoint import endpoint
from tests.visits import ADA, BOB, NAMES, Visits, posting

LISTED = 100
_CVS = {ADA: resume("software", 1), BOB: resume("mechanical", 2)}
_INFO = {
    "logistics": {
        "currentResidence": {"city": "Bremen", "country": "Germany", "timezone": "Europe/Berlin"},
        "willingToRelocate": False,
        "workAuthorization": [
            {"region": "European Union", "regionCode": "EU", "status": "citizen"}
        ],
    },
    "languages": [
        {"language": "German", "level": "native"},
        {"language": "English", "level": "C1"},
    ],
    "preferences": {
        "careerGoals": ["lead a small team", "stay close to the work itself"],
        "jobTypes": ["full-time"],
        "workEnvironments": ["hybrid"],
        "exclusions": {"industries": ["defence"], "roleTypes": ["sales"]},
    },
}
_USERS: Mapping[Any, Mapping[str, Any]] = {
    user: {"cvText": cv, "candidateInfo": _INFO} for user, cv in _CVS.items()
}


def candidates() -> list[Candidate]:
    """Those who follow the company."""
    return [
        Candidate(NAMES[each], User.read({"_id": each, "email": NAMES[each], **fields}), _CVS[each])
        for each, fields in _USERS.items()
    ]


def with_a_key(settings: Settings, url: str, **more: Any) -> Settings:
    """Settings for a model at this address that nobody hurries."""
    model = {
        "gemini_api_key": SecretStr("a-key"),
        "gemini_base_url": url,
        "gemini_rpm": 600_000,
        "gemini_tpm": 6_000_000_000,
        "gemini_rpd": 100_000,
    }
    return settings.model_copy(update=model | more)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the company.

    Attributes:
        name: which.
        new: how many postings were new.
        ours: what it cost.
        bare: what one bare call for each new posting and person costs.
        naive: what one bare call for each posting that is listed, and each person, costs.
    """

    name: str
    new: int
    ours: Cost
    bare: Cost
    naive: Cost

    @property
    def times_bare(self) -> float:
        """Our tokens, answers included, as a multiple of the bare calls'."""
        return self.ours.tokens / self.bare.tokens

    @property
    def input_times_bare(self) -> float:
        """The same of the requests alone."""
        return self.ours.input / self.bare.input


class Company:
    """The company that is visited."""

    def __init__(self, visits: Visits, meter: Meter, bare: BareCalls, listed: int) -> None:
        self._visits = visits
        self._meter = meter
        self._bare = bare
        self._most = listed
        self._shown = 0

    async def run(self, name: str, new: int) -> Run:
        """Visit it when so many postings are new, and as many of the oldest are gone."""
        self._shown += new
        listed = slugs(max(0, self._shown - self._most), min(self._shown, self._most))
        before = self._meter.total
        result = await self._visits.completed(*listed)
        assert (result["found"], result["new"]) == (len(listed), new)
        known = [posting(slug, text=posting_text(_seed(slug))) for slug in listed]
        return Run(
            name,
            new,
            self._meter.since(before),
            await self._bare.cost(candidates(), known[len(known) - new :]),
            await self._bare.cost(candidates(), known),
        )

    async def runs(self, *each: tuple[str, int]) -> list[Run]:
        """Several visits."""
        return [await self.run(name, new) for name, new in each]


def _seed(slug: str) -> int:
    return int(slug.rpartition("-")[2])


@asynccontextmanager
async def company(
    database: ScoutlyDatabase,
    settings: Settings,
    answer: Answering,
    bare: BareCalls,
    *,
    listed: int = LISTED,
) -> AsyncIterator[Company]:
    """A company that two people follow and nobody has visited, as long as the block runs.

    Args:
        database: where all of it is kept.
        settings: but for those of the model.
        answer: how the model answers.
        bare: what it is compared with.
        listed: how many postings its list shows.
    """
    meter = Meter(answer)
    async with endpoint(meter) as stand_in:
        settings = with_a_key(settings, stand_in.url)
        visits = Visits(database, settings)
        await visits.begin()
        await visits.follow(BOB)
        for user, fields in _USERS.items():
            await database.users.update_one({"_id": user}, {"$set": fields})
        visits.site.answers |= {slug: posting_text(_seed(slug)) for slug in slugs(0, 2 * listed)}
        budget = Budgets(database, settings.gemini_rpd)
        async with GeminiMatcher(settings, MongoLedger(database), budget) as matcher:
            visits.matcher = matcher
            yield Company(visits, meter, bare, listed)
