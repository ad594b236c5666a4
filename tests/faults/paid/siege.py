"""The course of the campaign: post, ask, kill, start again, until there have been enough."""

import asyncio
import random
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from tests.faults.campaign.diary import Diary
from tests.faults.campaign.fleet import Fleet
from tests.faults.campaign.weapons import Weapon
from tests.faults.campaign.writes import COMMIT
from tests.faults.paid.audit import Audit
from tests.faults.paid.firm import BATCH, PEOPLE, Firm
from tests.faults.paid.till import Blow, Till

REQUESTS = len(PEOPLE) * (1 + BATCH // 4)
"""That one visit makes where nothing happens to it."""

_COUNT = "upsert of budgets: []"
"""The name of a request's being counted."""
_SOON = 0.15
_PACE, _WITHIN = 0.03, 60.0


def moments(chance: random.Random) -> Iterator[Blow | Weapon]:
    """Moments to die at, without end: at each request in all ways, and around what is written."""
    while True:
        each = range(1, REQUESTS + 1)
        deck: list[Blow | Weapon] = [
            *(Blow(request, answered=False) for request in each),
            *(Blow(request, answered=True) for request in each),
            *(Blow(request, answered=True, later=chance.uniform(0, _SOON)) for request in each),
            *(
                Weapon(moment, write, chance.randint(1, REQUESTS))
                for moment in ("before", "after")
                for write in (_COUNT, COMMIT, COMMIT)
            ),
        ]
        yield from chance.sample(deck, len(deck))


class PayingFleet(Fleet):
    """Reactors that have a key."""

    def __init__(
        self, folder: Path, mongodb_uri: str, stand_ins: Mapping[str, str], till: Till
    ) -> None:
        super().__init__(folder, mongodb_uri, stand_ins, Diary(folder / "diary"))
        self._environment |= {
            "GEMINI_API_KEY": "a-key",
            "GEMINI_BASE_URL": till.url,
            "GEMINI_RPM": "600000",
            "GEMINI_TPM": "6000000000",
            "GEMINI_RPD": "1000000",
        }


class Siege:
    """Kills reactors between their calls.

    Attributes:
        deaths: how many died of what.
        visits: how many were made to their end.
        audit: of what was paid.
    """

    def __init__(
        self, database: ScoutlyDatabase, firm: Firm, fleet: Fleet, till: Till, seed: int
    ) -> None:
        self._database = database
        self._firm = firm
        self._fleet = fleet
        self._till = till
        self._moments = moments(random.Random(seed))  # noqa: S311 - repeatable, no secret
        self._edits: dict[Any, dict[str, Any]] = {}
        self._alive: Process | None = None
        self._moment: Blow | Weapon | None = None
        self.deaths: Counter[str] = Counter()
        self.visits = 0
        self.audit = Audit(database, till, firm)

    async def run(self, kills: int) -> list[str]:
        """Kill that many, and let the last one finish; gives every breach of a promise."""
        while self._fleet.killed < kills and not self.audit.breaches:
            await self._visit(kills)
            await self._edit()
            self._firm.posted += BATCH
        # Once more, with nobody in the way.
        await self._visit(kills)
        if self._alive:
            await self._fleet.stop(self._alive)
            await self.audit.end_of_life()
        return await self.audit.whole(deaths=self._fleet.killed, edits=self._edits)

    async def _visit(self, kills: int) -> None:
        """Have the company visited, with as many lives as that takes."""
        job_id = ObjectId()
        job = {"_id": job_id, "companyId": self._firm.id, "status": "pending"}
        await self._database.jobs.insert_one(job)
        async with asyncio.timeout(_WITHIN):
            while not await self._is_completed(job_id):
                if self._alive is None:
                    await self._begin(next(self._moments) if self._fleet.killed < kills else None)
                await asyncio.sleep(_PACE)
                if self._alive and self._alive.returncode is not None:
                    await self._bury(self._alive)
        self.visits += 1

    async def _is_completed(self, job_id: ObjectId) -> bool:
        done = {"_id": job_id, "status": "completed"}
        return await self._database.jobs.find_one(done) is not None

    async def _begin(self, moment: Blow | Weapon | None) -> None:
        self._moment = moment
        weapon = moment if isinstance(moment, Weapon) else None
        process = self._alive = await self._fleet.start(weapon)
        blow = moment if isinstance(moment, Blow) else None
        self._till.begin(blow, lambda: _kill(process))

    async def _bury(self, process: Process) -> None:
        """Look at what a dead one left, and say that its lease has ended."""
        await self._fleet.bury(process)
        self._alive = None
        self.deaths[str(self._moment)] += 1
        await self.audit.end_of_life()
        await self._database.timers.delete_many({"_id.kind": "lease"})

    async def _edit(self) -> None:
        """People do something with what they were offered."""
        async for save in self._database.saved_jobs.find({"notes": None}):
            edit = {"status": "APPLIED", "notes": f"sent on day {self.visits} to {save['title']}"}
            self._edits[save["_id"]] = edit
            await self._database.saved_jobs.update_one({"_id": save["_id"]}, {"$set": edit})


def _kill(process: Process) -> None:
    if process.returncode is None:
        process.kill()
