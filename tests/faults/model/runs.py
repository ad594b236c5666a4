"""Runs that end when and how the test says."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import cast

from bson import ObjectId

from reactor.core.dispatch.crash_barrier import CrashBarrier
from reactor.core.dispatch.runner import Runner
from reactor.documents import Company, Job
from reactor.errors import BudgetError, LastingError, PassingError
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.followers import Follower, Followers
from reactor.mongo.postings.history_writes import HistoryUpdate
from reactor.mongo.postings.visit_outcome import PageUsed, Save, VisitOutcome
from reactor.people.profile_changes import ProfileChanges
from reactor.pipeline import Pipeline
from reactor.settings import Settings

ENDINGS = ("success", "success", "passing", "waiting", "lasting", "unforeseen")


def error_of(ending: str) -> Exception | None:
    """What a run raises that ends so; None if it ends well."""
    match ending:
        case "passing":
            return PassingError("the site is away")
        case "lasting":
            return LastingError("nothing there")
        case "waiting":
            return BudgetError("the budget is used up", delay=3600, model="flash")
        case "unforeseen":
            return RuntimeError("a bug")
    return None


class Run:
    """One run of one job, by the real runner, with a pipeline that waits for the test.

    Attributes:
        job: the job, with the claim under which it runs.
        saved: whether the reactor was told that everything was saved; None as long as it was not
            told anything.
        offered: how many people it had something for.
    """

    def __init__(self, job: Job, database: ScoutlyDatabase) -> None:
        self.job = job
        self.saved: bool | None = None
        self.offered = 0
        self._database = database
        self._ending: asyncio.Future[Exception | None] = asyncio.Future()

    @property
    def token(self) -> str:
        """The token of its claim."""
        assert self.job.lease
        return self.job.lease.token

    @property
    def owner(self) -> str:
        """The reactor that claimed its job."""
        assert self.job.lease
        return self.job.lease.owner

    @property
    def posting(self) -> str:
        """The address of the posting that it finds, and no other run."""
        return f"https://acme.example/{self.token}"

    def end(self, error: Exception | None = None) -> None:
        """Let it succeed, or fail with an error."""
        if not self._ending.done():
            self._ending.set_result(error)

    async def work(self, settings: Settings) -> bool:
        """Run, as the reactor runs a job; whether the end was written."""
        pipeline = cast("Pipeline", _Steered(self))
        runner = Runner(self._database, pipeline, settings)
        written = await CrashBarrier(runner, self._database, settings)(self.job)
        if self._ending.done() and not self._ending.cancelled():
            self.saved = written and self._ending.result() is None
        return written

    async def harvest(self, company: Company) -> VisitOutcome:
        """Wait for the end, and then bring one posting for everybody who follows the company."""
        error = await self._ending
        if error:
            raise error
        followers = await Followers(self._database).of(company.id)
        marks = await self._marks(followers)
        self.offered = len(followers)
        link = {"url": self.posting, "text": "Welder", "context": ""}
        fields = {"title": "Welder", "url": self.posting, "suitabilityScore": 80}
        return VisitOutcome(
            company.id,
            PageUsed(company.careers_url, company.selector),
            [Save(f.user.id, f.user_id, f.user.names, self.posting, fields) for f in followers],
            [
                HistoryUpdate(follower, [link], marks.get(follower.user.id, ""))
                for follower in followers
            ],
            {"run": self.token},
        )

    async def harvest_again(self, company: Company) -> VisitOutcome:
        """Wait for the end, and then bring that everybody is judged by their profile."""
        error = await self._ending
        if error:
            raise error
        followers = await Followers(self._database).of(company.id)
        marks = await self._marks(followers)
        return VisitOutcome(
            company.id,
            PageUsed(company.careers_url, company.selector),
            [],
            [HistoryUpdate(f, [], marks.get(f.user.id, ""), listed=False) for f in followers],
            {"run": self.token},
            visited=False,
        )

    async def _marks(self, followers: Sequence[Follower]) -> dict[ObjectId, str]:
        """By which profiles they are judged, as the pipeline finds out."""
        changes = ProfileChanges(self._database, timedelta())
        known = await changes.read_files([follower.user for follower in followers])
        return {of: seen.mark for of, seen in known.items()}


class _Steered:
    """A pipeline that does what its run is told."""

    def __init__(self, run: Run) -> None:
        self._run = run

    async def run(self, company: Company) -> VisitOutcome:
        return await self._run.harvest(company)

    async def judge_again(self, company: Company) -> VisitOutcome:
        return await self._run.harvest_again(company)
