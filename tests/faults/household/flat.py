"""The household on a real MongoDB, in which a day takes two seconds."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from bson import ObjectId
from pydantic import SecretStr

from reactor.core.assembly import Core
from reactor.documents import Company, Job
from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.errors import FencedError
from reactor.mongo import driver
from reactor.mongo.database import ACTIVE, ScoutlyDatabase
from reactor.mongo.jobs.completion import JobCompletion
from reactor.mongo.outage_retry import through_outages
from reactor.mongo.postings.visit_outcome import PageUsed, VisitOutcome
from reactor.mongo.timers import timer_id
from reactor.settings import Settings
from tests.faults.household.account import Account
from tests.faults.household.book import Pace
from tests.faults.proxy import Cable

DAY = timedelta(seconds=2)
INTERVALS = {above + 1: Pace(DAY).interval(above + 1) for above in (80, 60, 30, 10, 0)}
COOLDOWN = timedelta(seconds=0.1)
PATIENCE = timedelta(seconds=20)
_SOME = 10
"""Visits."""

_WHO = "ada@example.org"


@dataclass
class Flat:
    """A database with companies that somebody edits, and an account of their visits.

    Attributes:
        database: the people's way to it.
        account: what was due, and what was done.
    """

    database: ScoutlyDatabase
    chance: random.Random
    account: Account = field(default_factory=lambda: Account(Pace(DAY, COOLDOWN, PATIENCE)))
    companies: list[ObjectId] = field(default_factory=list)
    pages: int = 0

    async def track(self, rank: int) -> None:
        """Track one company more."""
        company = ObjectId()
        page = {"companyID": str(company), "careers_url": "https://acme.example"}
        await self.database.companies.insert_one({"_id": company, **page})
        self.account.preferred(company, _WHO, rank, await self.database.now())
        # A person whom nobody knows is never new to a company.
        self.account.books[company].served.add(_WHO)
        wish = {"userId": _WHO, "companyId": company, "rank": rank}
        await self.database.preferences.insert_one(wish)
        self.companies.append(company)

    # People

    async def edit(self) -> None:
        """Do something to some company."""
        company = self.chance.choice(self.companies)
        kind = self.chance.choice([self._delete_timer, self._edit_page, self._type, self._set_back])
        await kind(company, await self.database.now())

    async def _delete_timer(self, company: ObjectId, now: datetime) -> None:
        ahead = {"_id": timer_id("scrape", company), "expireAt": {"$gt": now + COOLDOWN}}
        book = self.account.books[company]
        # One that would be just outside the cooldown, the clocks of two programs may judge apart.
        if book.is_cooling(now - COOLDOWN):
            return
        if (await self.database.timers.delete_one(ahead)).deleted_count:
            self.account.timer_deleted(company, now)

    async def _edit_page(self, company: ObjectId, now: datetime) -> None:
        self.pages += 1
        moved = {"$set": {"careers_url": f"https://acme.example/{self.pages}"}}
        self.account.edited(company, now)
        await self.database.companies.update_one({"_id": company}, moved)

    async def _type(self, company: ObjectId, now: datetime) -> None:
        if not await self.database.jobs.find_one({"companyId": company, "status": {"$in": ACTIVE}}):
            self.account.typed(company, now)
            job = {"companyId": company, "status": "pending"}
            await self._unless_there_is_one(self.database.jobs.insert_one(job))

    async def _set_back(self, company: ObjectId, now: datetime) -> None:
        jobs = self.database.jobs
        last = await jobs.find_one({"companyId": company}, sort={"_id": -1})
        if last and last["status"] == "completed":
            self.account.set_back(company, now)
            back = {"$set": {"status": "pending"}}
            await self._unless_there_is_one(jobs.update_one({"_id": last["_id"]}, back))

    @staticmethod
    async def _unless_there_is_one(write: Awaitable[object]) -> None:
        """The unique index lets no second active job in."""
        with suppress(driver.DuplicateKeyError):
            await write

    async def edits(self) -> None:
        """Edit again and again, until cancelled."""
        while True:
            await asyncio.sleep(self.chance.uniform(0.1, 0.6))
            await self.edit()

    # Reactors

    async def visit(self, database: ScoutlyDatabase, job: Job) -> bool:
        """A run that finds nothing, and is told to the account; whether its end was written."""
        assert job.last_attempt_at
        self.account.begun(job.company_id, job.last_attempt_at)
        company = Company.read(await database.companies.find_one({"_id": job.company_id}))
        await asyncio.sleep(self.chance.uniform(0.02, 0.2))
        page = PageUsed(company.careers_url, company.selector)
        harvest = VisitOutcome(company.id, page, (), (), {"found": 0})
        now = await self.database.now()
        save = partial(JobCompletion(database).complete, job, harvest)
        try:
            await through_outages(save, "saving a result")
        except FencedError:
            # It may have been saved, and only the answer was lost.
            there = await self.database.jobs.find_one({"_id": job.id})
            if not there or there["status"] != "completed":
                return False
        self.account.ended(job.company_id, succeeded=True, now=now)
        return True

    async def some_visits_pass(self, number: int, within: float = 60.0) -> None:
        """Return once so many more have been made."""
        made = self.account.made
        async with asyncio.timeout(within):
            while self.account.made < made + number:  # noqa: ASYNC110 - the account calls nobody
                await asyncio.sleep(0.02)

    @asynccontextmanager
    async def reacting(self, settings: Settings) -> AsyncIterator[None]:
        """A reactor with these settings, while the block runs."""
        client = driver.connect(settings.mongodb_uri.get_secret_value())
        database = ScoutlyDatabase(client, self.database.name)
        core, started = Core(database, settings, partial(self.visit, database)), asyncio.Event()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(core.run(started))
                await started.wait()
                yield
                core.stop()
        finally:
            await driver.disconnect(client)

    @asynccontextmanager
    async def editing(self) -> AsyncIterator[None]:
        """People edit while the block runs."""
        task = asyncio.create_task(self.edits())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


def settings_through(cable: Cable, server: TemporaryMongod, settings: Settings) -> Settings:
    """The same settings, for a reactor at the other end of a cable."""
    uri = settings.mongodb_uri.get_secret_value()
    way = SecretStr(uri.replace(str(server.port), str(cable.port)))
    return settings.model_copy(update={"mongodb_uri": way})


@dataclass
class Laptop:
    """A reactor that comes and goes, beside another one."""

    flat: Flat
    settings: Settings
    cable: Cable

    async def is_away(self, how: str) -> None:
        """React for some visits, be away for some, and react again for some."""
        checkpoints = self.flat.database.checkpoints
        async with self.flat.reacting(self.settings):
            await self.flat.some_visits_pass(_SOME)
            if how != "switched off":
                self.cable.stall() if how == "stalled" else self.cable.cut()
                await self.flat.some_visits_pass(_SOME)
                self.cable.mend()
                await self.flat.some_visits_pass(_SOME)
        if how == "switched off":
            checkpoint = await checkpoints.find_one({"_id": "stream"})
            assert checkpoint
            await self.flat.some_visits_pass(_SOME)
            # It begins with what it has not read: nobody else's checkpoint may spare it that.
            await checkpoints.replace_one({"_id": "stream"}, checkpoint)
            async with self.flat.reacting(self.settings):
                await self.flat.some_visits_pass(_SOME)
