"""What must be true of the database once the reactors have acted on everything."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bson import Decimal128, ObjectId

from reactor.decisions.look_causes import Cause
from reactor.decisions.profile_fingerprint import StoredProfile, profile_mark
from reactor.decisions.reactions import plan
from reactor.documents import User
from reactor.mongo import driver
from reactor.mongo.database import ACTIVE, ScoutlyDatabase
from reactor.mongo.reactions.facts import FactsReader
from reactor.mongo.reactions.profiles import remembered
from tests.faults.model.runs import Run

if TYPE_CHECKING:
    from tests.faults.model.world import World

Document = driver.Document
MADE_BY_PEOPLE = (None, "", "manual")


@dataclass(frozen=True)
class Answered:
    """A company as it was when everything about it had been acted on and nothing was to run."""

    rank: int
    page: tuple[str, str]
    jobs: frozenset[Any]


@dataclass(frozen=True)
class Verdict:
    """How things stand.

    Attributes:
        broken: what must never be but is.
        missing: what ought to be but is not, or not yet.
        answered: the companies with which there is nothing to do but wait.
    """

    broken: list[str]
    missing: list[str]
    answered: dict[ObjectId, Answered]


@dataclass(frozen=True)
class State:
    """What the database holds, read one collection after the other."""

    companies: dict[ObjectId, Document]
    preferences: list[Document]
    every_job: list[Document]
    timers: dict[tuple[str, Any], Any]
    saved: Counter[str]
    offered: Counter[str]
    users: dict[ObjectId, User]
    profiles: dict[ObjectId, StoredProfile]
    histories: list[Document]

    @classmethod
    async def read(cls, database: ScoutlyDatabase) -> "State":
        """The state now."""
        histories = await database.histories.find().to_list(None)
        timers = await database.timers.find().to_list(None)
        return cls(
            {company["_id"]: company async for company in database.companies.find()},
            await database.preferences.find().to_list(None),
            await database.jobs.find().to_list(None),
            {(t["_id"]["kind"], t["_id"]["of"]): t.get("expireAt") for t in timers},
            Counter([save["jobId"] async for save in database.saved_jobs.find()]),
            Counter(link["url"] for history in histories for link in history["links"]),
            {user["_id"]: User.read(user) async for user in database.users.find()},
            {each["_id"]: remembered(each) async for each in database.profiles.find()},
            histories,
        )

    @property
    def jobs(self) -> list[Document]:
        """The active jobs."""
        return [job for job in self.every_job if job["status"] in ACTIVE]

    @property
    def tracked(self) -> dict[ObjectId, int]:
        """The companies that exist and that somebody tracks with a valid rank, and the highest."""
        ranks: dict[ObjectId, int] = {}
        for preference in filter(_names_one, self.preferences):
            company, rank = preference["companyId"], as_rank(preference.get("rank"))
            on = preference.get("isTracking", True) in (True, None)
            if on and rank and company in self.companies:
                ranks[company] = max(rank, ranks.get(company, 0))
        return ranks

    @property
    def answered(self) -> dict[ObjectId, Answered]:
        """The tracked companies without an active job."""
        busy = [job["companyId"] for job in self.jobs]
        return {
            company: Answered(rank, self.page_of(company), self.jobs_of(company))
            for company, rank in self.tracked.items()
            if company not in busy
        }

    def page_of(self, company: ObjectId) -> tuple[str, str]:
        """What is scraped of it."""
        document = self.companies[company]
        return document["careers_url"], document.get("selector", "")

    def jobs_of(self, company: ObjectId) -> frozenset[Any]:
        """All jobs that it has had and that nobody deleted."""
        return frozenset(job["_id"] for job in self.every_job if job["companyId"] == company)

    @property
    def claims(self) -> dict[str, Document]:
        """The active jobs that are claimed, by the token of their claim."""
        return {job["lease"]["token"]: job for job in self.jobs if job.get("lease")}

    def can_fire(self, kind: str, of: Any) -> bool:
        """Whether there is such a timer, with a date."""
        return isinstance(self.timers.get((kind, of)), datetime)

    def posting_of(self, run: Run) -> tuple[int, int]:
        """To how many people the posting of a run was saved, and in how many histories it is."""
        return self.saved[run.posting], self.offered[run.posting]


async def check(world: "World") -> Verdict:
    """How things stand now."""
    state = await State.read(world.database)
    missing = [
        *_schedule(state),
        *_claims(state, world),
        *_waiting(state, world),
        *_results(state, world),
        *_answers(state, world),
        *_profiles(state),
        *await _undecided(state, world),
    ]
    return Verdict([*_never(state, world)], missing, state.answered)


def as_rank(value: Any) -> int | None:
    """The value, of whatever type of number, if it is a whole number from 1 to 100; none is 50."""
    if value is None:
        return 50
    number = value.to_decimal() if isinstance(value, Decimal128) else value
    valid = isinstance(number, int | float | Decimal) and number in range(1, 101)
    return int(number) if valid else None


def _never(state: State, world: "World") -> Iterator[str]:
    """No moment may see this."""
    for company, jobs in Counter(str(job["companyId"]) for job in state.jobs).items():
        if jobs > 1:
            yield f"{company} has {jobs} active jobs"
    held = [run for run in world.running if run.token in state.claims]
    for company, runs in Counter(str(run.job.company_id) for run in held).items():
        if runs > 1:
            yield f"{company} runs {runs} times at once"
    for reactor in world.reactors:
        yield from reactor.offences
    fenced = world.taken | {run.token for run in world.ended if run.saved is False}
    for posting in state.saved | state.offered:
        if posting.rsplit("/", 1)[1] in fenced:
            yield f"a run that had lost its job saved {posting}"


def _schedule(state: State) -> Iterator[str]:
    """Nothing that is tracked is forgotten, and nothing else is kept."""
    busy = {job["companyId"] for job in state.jobs if _names_one(job)}
    for company in state.tracked.keys() - busy:
        if not state.can_fire("scrape", company):
            yield f"{company} is tracked, and has neither a job nor a timer that can fire"
    for job in state.jobs:
        ours = job.get("reason") not in MADE_BY_PEOPLE
        if ours and _waits(job) and job["companyId"] not in state.tracked:
            yield f"nobody tracks the company of job {job}"
    for kind, of in state.timers:
        if kind == "scrape" and of not in state.tracked:
            yield f"{of} is not tracked, yet has a timer"


def _claims(state: State, world: "World") -> Iterator[str]:
    """What is claimed runs, and what runs owns its job."""
    alive = {reactor.owner for reactor in world.awake}
    tokens = {run.token for run in world.running}
    for owner in alive:
        if ("lease", owner) not in state.timers:
            yield f"reactor {owner} has no lease"
    for run in [run for reactor in world.awake for run in reactor.runs]:
        if state.claims.get(run.token, {}).get("status") != "processing":
            yield f"a run of {run.job.company_id} goes on, but its job is not its own"
    for token, job in state.claims.items():
        owner = job["lease"]["owner"]
        if owner in alive and token not in tokens:
            yield f"nobody runs what {owner} has claimed: {job}"
        if ("lease", owner) not in state.timers:
            yield f"nobody has taken over from {owner}: {job}"


def _waiting(state: State, world: "World") -> Iterator[str]:
    """What can be claimed is claimed, and what rests will be woken."""
    idle = [reactor for reactor in world.awake if not reactor.runs]
    for job in state.jobs:
        rests = job.get("notBefore") is not None
        if "completedAt" in job:
            yield f"it was set back, but not made new: {job}"
        if _waits(job) and not rests and idle:
            yield f"nobody claims {job}"
        budget = job.get("waitsFor")
        fires = state.can_fire(*(("budget", budget) if budget else ("retry", job["_id"])))
        if rests and not fires:
            yield f"it waits for ever: {job}"


def _results(state: State, world: "World") -> Iterator[str]:
    """A result is there whole or not at all."""
    for run in world.ended:
        found = state.posting_of(run)
        if found[0] != found[1] or (run.saved and found[0] != run.offered):
            yield f"of {run.offered} results of {run.posting} there are {found}"


def _answers(state: State, world: "World") -> Iterator[str]:
    """One edit between two moments of rest, whatever else happened: it must have led to a job."""
    for company, before in world.answered.items():
        if company not in state.tracked or state.jobs_of(company) - before.jobs:
            continue
        rank_changed = state.tracked[company] != before.rank and not world.settings.cooldown
        if world.edits == ["rank"] and rank_changed:
            yield f"nothing was done about the new rank of {company}"
        if world.edits == ["page"] and state.page_of(company) != before.page:
            yield f"nothing was done about the new page of {company}"


def _profiles(state: State) -> Iterator[str]:
    """No change of a person is forgotten: a timer waits, or looks know of it."""
    for of, user in state.users.items():
        known = state.profiles.get(of)
        if known is None:
            yield f"nothing is remembered of {user.email}"
        elif known.mark != profile_mark(user) and not state.can_fire("profile", of):
            yield f"{user.email} has changed, and nobody acts on that"
        elif not known.changed and any(_is_by_another(h, user, known) for h in state.histories):
            yield f"{user.email} was judged by another profile, and nobody asks for that"


def _is_by_another(history: Document, user: User, known: StoredProfile) -> bool:
    mark = history.get("reactor", {}).get("profile")
    return history["userId"] in user.names and mark not in (None, known.mark)


async def _undecided(state: State, world: "World") -> list[str]:
    """What the pure plan would do if a reactor looked at the companies now: nothing."""
    named = {job["companyId"] for job in state.jobs if _names_one(job)}
    looks = {company: Cause() for company in sorted({*state.companies, *named})}
    findings = await FactsReader(world.database, world.settings.cooldown).read(looks)
    decisions = {
        facts.company_id: plan(facts, findings.now, world.settings.cooldown)
        for facts in findings.facts
    }
    unwinding = [job["companyId"] for job in state.jobs if _unwinds(job)]
    return [
        f"{company} needs {actions}"
        for company, actions in decisions.items()
        if actions and company not in unwinding
    ]


def _waits(job: Document) -> bool:
    """Whether it is nobody's yet."""
    return job["status"] == "pending" and not job.get("lease")


def _unwinds(job: Document) -> bool:
    """Whether it was set back by hand, but the run that must end first cannot: it is stopped."""
    return job["status"] == "pending" and bool(job.get("lease"))


def _names_one(document: Document) -> bool:
    return isinstance(document.get("companyId"), ObjectId)
