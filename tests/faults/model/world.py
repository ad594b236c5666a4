"""A database with several reactors on it, and the question whether all is as it should be."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from uuid import uuid4

from bson import ObjectId, Timestamp

from reactor.mongo import driver
from reactor.mongo.database import ACTIVE, ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue, fence
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.mongo.timers import timer_id
from reactor.settings import Settings
from tests.faults.model import promises
from tests.faults.model.reactors import ReactorUnderTest
from tests.faults.model.runs import Run
from tests.unvalidated import remove_validators

COMPANIES = tuple(ObjectId(f"65f00000000000000000000{number}") for number in range(3))
ADA, BO = ObjectId("65f0000000000000000000aa"), ObjectId("65f0000000000000000000bb")
USERS = ("ada@example.org", str(ADA), "bo@example.org", "nobody@example.org")
PATIENCE = 15.0
"""Seconds after which what is not right yet counts as wrong."""


@dataclass
class World:
    """What the steps of the test happen to.

    Attributes:
        stopped: runs of killed reactors, which may yet turn out to have been stopped only.
        runs: those that have come to an end, in reactors that are gone.
        taken: tokens of claims that were taken away from their runs before these had saved.
        edits: what people did since all was well the last time.
        dying: reactors that will be killed in the midst of what they do.
        dead: ids of the reactors that were killed.
    """

    database: ScoutlyDatabase
    uri: str
    settings: Settings
    reactors: list[ReactorUnderTest] = field(default_factory=list)
    stopped: list[Run] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    edits: list[str] = field(default_factory=list)
    answered: dict[ObjectId, promises.Answered] = field(default_factory=dict)
    dying: list[ReactorUnderTest] = field(default_factory=list)
    dead: set[str] = field(default_factory=set)
    progress: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    async def create(cls, uri: str, settings: Settings) -> "World":
        """An empty, bootstrapped database of its own, with two known people."""
        name = f"model_{uuid4().hex[:12]}"
        database = ScoutlyDatabase(driver.connect(uri), name)
        await bootstrap(database, settings.keep_finished)
        await remove_validators(database)  # people here type whatever they like
        await database.users.insert_many(
            [{"_id": ADA, "email": USERS[0]}, {"_id": BO, "email": USERS[2]}]
        )
        return cls(database, uri, settings)

    async def add_company(self, company: ObjectId, scraped: datetime | None) -> None:
        """A company that somebody tracks: somebody known, if it was not scraped yet."""
        document = {"_id": company, "companyID": str(company), "lastSuccessfulScrape": scraped}
        await self.database.companies.insert_one(document | {"careers_url": "https://acme.example"})
        who = {"userId": USERS[-1 if scraped else 0], "companyId": company}
        await self.database.preferences.insert_one(who | {"rank": 50})

    async def close(self) -> None:
        """Kill whatever still lives, and drop the database."""
        for reactor in self.reactors + self.dying:
            await reactor.bury()
        await self.database.client.drop_database(self.database.name)
        await driver.disconnect(self.database.client)

    # Reactors

    async def _has_lease(self, run: Run) -> bool:
        lease = {"_id": timer_id("lease", run.owner)}
        return await self.database.timers.count_documents(lease) > 0

    async def start_reactor(self) -> None:
        """Start one more."""
        reactor = ReactorUnderTest(
            self.uri, self.database.name, self.settings, on_progress=self.progress.set
        )
        await reactor.start()
        self.reactors.append(reactor)

    async def stop_reactor(self, reactor: ReactorUnderTest) -> None:
        """Stop one in good order; it must leave nothing behind."""
        self.reactors.remove(reactor)
        owner = reactor.owner
        stopping = asyncio.create_task(reactor.stop())
        while not stopping.done():
            await self._mark()  # its stream ends at its next answer
            await asyncio.wait([stopping], timeout=0.02)
        await stopping
        self.runs += reactor.ended
        left = await self.database.jobs.find({"lease.owner": owner}).to_list(None)
        assert not left, f"a reactor that stopped in good order left jobs behind: {left}"
        lease = {"_id": timer_id("lease", owner)}
        assert not await self.database.timers.count_documents(lease), "and its lease"

    def kill_reactor(self, reactor: ReactorUnderTest, after: int) -> None:
        """Let one die in the midst of whatever it does, at the latest when all should be well."""
        self.reactors.remove(reactor)
        self.dying.append(reactor)
        self.dead.add(reactor.owner)
        reactor.kill(after)

    async def _bury(self) -> None:
        """What is going to die is dead now; its runs may turn out to have been stopped only."""
        while self.dying:
            reactor = self.dying.pop()
            self.dead.add(reactor.owner)
            await reactor.bury()
            self.runs += reactor.ended
            self.stopped += [Run(run.job, self.database) for run in reactor.runs]

    async def wake_stopped_run(self, run: Run, error: Exception | None) -> None:
        """Let a run go on whose reactor was taken for dead: it saves, fails or hands back."""
        self.stopped.remove(run)
        queue = Queue(self.database)
        held = await self.database.jobs.find_one(fence(run.job)) and await self._has_lease(run)
        if not held and not await self.database.saved_jobs.count_documents({"jobId": run.posting}):
            self.taken.add(run.token)
        run.end(error)
        if not await run.work(self.settings):
            await queue.hand_back(run.job)

    @property
    def alive(self) -> Iterator[ReactorUnderTest]:
        """The reactors that live, if only for a moment."""
        return (reactor for reactor in self.reactors + self.dying if not reactor.is_dead)

    @property
    def awake(self) -> list[ReactorUnderTest]:
        """Those of the reactors that read and write."""
        return [reactor for reactor in self.reactors if not reactor.sleeps]

    @property
    def running(self) -> list[Run]:
        """What runs now."""
        return [run for reactor in self.alive for run in reactor.runs]

    @property
    def ended(self) -> list[Run]:
        """The runs that have come to an end so far."""
        return self.runs + [run for reactor in self.reactors for run in reactor.ended]

    # Whether all is well

    async def settle(self) -> None:
        """Wait until every promise holds; what must never be is not waited for."""
        if not self.awake:
            await self.start_reactor()
        until = monotonic() + PATIENCE
        while True:
            await self._everything_is_acted_on(until)
            await self._bury()
            await self._let_lead_pass_on()
            verdict = await promises.check(self)
            assert not verdict.broken, "\n".join(verdict.broken)
            if not verdict.missing:
                self.answered = verdict.answered
                self.edits.clear()
                return
            assert monotonic() < until, "\n".join(["not right yet:", *verdict.missing])

    async def _let_lead_pass_on(self) -> None:
        """Let the time pass in which nobody decides: until the lease of a leader that is gone ends.

        Every promise holds within that time.
        """
        checkpoint = await self.database.checkpoints.find_one({"_id": "stream"}) or {}
        leader = checkpoint.get("leader")
        if leader not in [reactor.owner for reactor in self.awake]:
            await self.database.timers.delete_one({"_id": timer_id("lease", leader)})

    async def _everything_is_acted_on(self, until: float) -> None:
        """Wait until each reactor has acted on all that has happened so far."""
        landmark = await self._mark()
        async with asyncio.timeout(max(until - monotonic(), 0.1)):
            while not all(r.has_acted_on(landmark) for r in self.alive if not r.sleeps):
                for reactor in self.reactors:
                    assert reactor.failure is None, f"a reactor died: {reactor.failure!r}"
                self.progress.clear()
                await self.progress.wait()

    async def _mark(self) -> Timestamp:
        """Write what every reactor sees and none acts on; gives when that was."""
        nothing = {"userId": uuid4().hex, "companyId": "none: a landmark"}
        collection = self.database.preferences.name
        reply = await self.database.handle.command({"insert": collection, "documents": [nothing]})
        at: Timestamp = reply["operationTime"]
        return at

    async def come_to_rest(self) -> None:
        """Let every run succeed and all that waits go on, until nothing is left to do."""
        for reactor in self.reactors:
            reactor.wake()
        await self.start_reactor()
        until = monotonic() + PATIENCE
        while await self.database.jobs.count_documents({"status": {"$in": ACTIVE}}):
            assert monotonic() < until, "there is always something to run"
            for run in self.running:
                run.end()
            dead = {"_id.kind": "lease", "_id.of": {"$in": list(self.dead)}}
            await self.database.timers.delete_many(
                {"$or": [dead, {"_id.kind": {"$in": ["retry", "budget"]}}]}
            )
            await self.settle()
