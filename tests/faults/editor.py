"""People at work on the database while it has faults, and what must be true in the end.

Each company has one kind of edit, so that its end is certain whatever the reactor saw in between:
ranks that never come twice, a tracking that is switched on and off, a page that moves, jobs that
are inserted by hand. Every edit can be repeated harmlessly, and is until MongoDB has taken it.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from bson import ObjectId

from reactor.documents import Company
from reactor.mongo import driver
from reactor.mongo.database import ACTIVE, ScoutlyDatabase

_PACE = 0.03
_PATIENCE = 0.1


@dataclass
class Edited:
    """A company that somebody edits.

    Attributes:
        id: the company, and its only preference.
        rank: as last written.
        tracked: whether the preference tracks.
        url: its careers page as last written.
        since: when its rank was last changed, by the server's clock.
    """

    id: ObjectId
    rank: int
    tracked: bool = True
    url: str = "https://acme.example/careers"
    since: datetime | None = None


class Editor:
    """Edits without end, and knows what they must lead to.

    Attributes:
        edits: how many were written.
    """

    def __init__(self, database: ScoutlyDatabase, *, seed: int = 1) -> None:
        self._database = database
        self._random = random.Random(seed)  # noqa: S311 - which edit comes next is no secret
        self._companies: list[Edited] = []
        self._jobs: list[ObjectId] = []
        self.edits = 0

    async def track(self) -> ObjectId:
        """Add a company that somebody tracks."""
        company = Edited(ObjectId(), rank=self._random.randint(1, 100))
        about = {"_id": company.id, "companyID": str(company.id), "careers_url": company.url}
        await self._insist(lambda: self._database.companies.insert_one(about))
        preference = {"_id": company.id, **_preference(company)}
        await self._insist(lambda: self._database.preferences.insert_one(preference))
        self._companies.append(company)
        return company.id

    @asynccontextmanager
    async def editing(self) -> AsyncIterator[None]:
        """Edit while the block runs."""
        while len(self._companies) < 8:
            await self.track()
        done = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._edit(done))
            yield
            done.set()

    async def more(self, edits: int) -> None:
        """Return when so many more edits have been written."""
        until = self.edits + edits
        while self.edits < until:  # noqa: ASYNC110 - another task edits
            await asyncio.sleep(_PACE)

    async def _edit(self, done: asyncio.Event) -> None:
        kinds = (self._change_rank, self._switch, self._move_page, self._insert_job)
        while not done.is_set():
            which = self._random.randrange(len(self._companies))
            await kinds[which % len(kinds)](self._companies[which])
            if self._random.random() < 0.03:
                await self.track()
            await asyncio.sleep(_PACE)

    async def _change_rank(self, company: Edited) -> None:
        """As mongosh does it, or Compass, which replaces the document."""
        company.rank = company.rank % 100 + 1
        if self._random.random() < 0.5:
            await self._insist(self._note_time(company))
            await self._set(company, rank=company.rank)
        else:
            await self._insist(self._note_time(company))
            await self._insist(
                lambda: self._database.preferences.replace_one(
                    {"_id": company.id}, _preference(company)
                )
            )

    def _note_time(self, company: Edited) -> Callable[[], Awaitable[None]]:
        async def note() -> None:
            company.since = await self._database.now()

        return note

    async def _switch(self, company: Edited) -> None:
        company.tracked = not company.tracked
        await self._set(company, isTracking=company.tracked)

    async def _set(self, company: Edited, **fields: Any) -> None:
        edit = {"$set": fields}
        preferences = self._database.preferences
        await self._insist(lambda: preferences.update_one({"_id": company.id}, edit))

    async def _move_page(self, company: Edited) -> None:
        company.url = f"https://acme.example/{self.edits}"
        move = {"$set": {"careers_url": company.url}}
        companies = self._database.companies
        await self._insist(lambda: companies.update_one({"_id": company.id}, move))

    async def _insert_job(self, company: Edited) -> None:
        job_id = ObjectId()
        job = {"_id": job_id, "companyId": company.id, "status": "pending"}
        await self._insist(lambda: self._database.jobs.insert_one(job))
        found: Any = await self._insist(lambda: self._database.jobs.find_one({"_id": job_id}))
        if found:  # else the company has a job, and MongoDB refuses another
            self._jobs.append(job_id)

    async def _insist(self, write: Callable[[], Awaitable[Any]]) -> Any:
        """Carry out a write, however often that takes; what is there already was a lost answer."""
        while True:
            try:
                answer = await write()
            except driver.DuplicateKeyError:
                answer = None
            except driver.PyMongoError:
                await asyncio.sleep(_PATIENCE)
                continue
            self.edits += 1
            return answer

    async def settled(self, within: float = 20.0) -> None:
        """Return when everything that was edited has led to what it must lead to."""
        unsettled = ["nothing looked at yet"]
        try:
            async with asyncio.timeout(within):
                while unsettled := await self._unsettled():  # noqa: ASYNC110 - the condition is MongoDB's
                    await asyncio.sleep(0.05)
        except TimeoutError:
            pytest.fail(f"not settled within {within} s: " + "; ".join(unsettled))

    async def _unsettled(self) -> list[str]:
        """What is not yet as it must be."""
        database = self._database
        active = [job async for job in database.jobs.find({"status": {"$in": ACTIVE}})]
        done = {"_id": {"$in": self._jobs}, "status": "completed"}
        completed = {job["_id"] async for job in database.jobs.find(done, {"_id": 1})}
        wrong = [f"job still {job['status']}: {job}" for job in active]
        wrong += [f"inserted job {job} not completed" for job in set(self._jobs) - completed]
        for edited in self._companies:
            company = Company.read(await database.companies.find_one({"_id": edited.id}))
            timer = await database.timers.find_one({"_id": {"kind": "scrape", "of": edited.id}})
            problem = _problem(edited, company, has_timer=timer is not None)
            wrong += [f"{problem}: {edited} {company}"] if problem else []
        return wrong + await self._unsaved()

    async def _unsaved(self) -> list[str]:
        """Companies whose completed jobs do not go with what is saved: half a result, or an old.

        A run's number tells which came last, for clocks may have jumped.
        """
        wrong = []
        for edited in self._companies:
            jobs = self._database.jobs.find({"companyId": edited.id, "status": "completed"})
            runs = [job["result"]["foundBy"] async for job in jobs]
            found = self._database.saved_jobs.find({"companyId": edited.id})
            saved = [save["foundBy"] async for save in found]
            of_one = [run for run in runs if run[0] == saved[0][0]] if saved else runs
            if saved != sorted(of_one, key=lambda run: int(run[2:]))[-1:]:
                wrong.append(f"{edited.id} has completed runs {runs} and saved {saved}")
        return wrong


def _preference(company: Edited) -> dict[str, Any]:
    return {
        "userId": "ada@example.org",
        "companyId": company.id,
        "rank": company.rank,
        "isTracking": company.tracked,
    }


def _problem(edited: Edited, company: Company, *, has_timer: bool) -> str | None:
    """What is wrong with a company that has no active job, if anything is."""
    marker, scraped = company.marker, company.last_successful_scrape
    if not edited.tracked:
        return "timer of an untracked company" if has_timer else None
    if not has_timer:
        return "neither job nor timer"
    if marker is None or scraped is None:
        return "never looked at, or never run"
    if marker.rank != edited.rank:
        return "rank not acted on"
    if edited.since and scraped < edited.since:
        return "not run after its rank changed"
    return None if marker.url == edited.url else "not run after its page moved"
