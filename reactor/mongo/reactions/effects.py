"""Carries out planned actions: effects first, markers last, few round trips."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from bson import ObjectId
from loguru import logger

from reactor.decisions.actions import (
    WITHDRAWN,
    Action,
    DropTimer,
    Enqueue,
    Mark,
    Promote,
    Release,
    SetTimer,
    Stamp,
    Withdraw,
)
from reactor.decisions.retry_policy import Fail
from reactor.documents import Job
from reactor.errors import FencedError
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.error_kinds import Refusal, sort
from reactor.mongo.jobs.crashes import Crashes
from reactor.mongo.jobs.queue import OF_FORMER_TRIES
from reactor.mongo.postings.visit_outcome import PageUsed
from reactor.mongo.reactions.markers import Marked, marker_write, marker_writes
from reactor.mongo.time_limits import in_time
from reactor.mongo.timers import DROPPED, timer_id
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")
_DUPLICATE_KEY = 11000


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done about one company."""

    company_id: ObjectId
    actions: Sequence[Action]


class Effects:
    """Writes decisions to the database; every write can be repeated harmlessly.

    Args:
        database: where.
        settings: of crashes.
        seconds: within which MongoDB must carry each write out; None waits for as long as it takes.
    """

    def __init__(
        self, database: ScoutlyDatabase, settings: Settings, *, seconds: float | None = None
    ) -> None:
        self._database = database
        self._seconds = seconds
        self._crashes = Crashes(database, settings)

    async def act(self, decisions: Sequence[Decision], now: datetime) -> set[ObjectId]:
        """Carry out what the decisions say about jobs.

        Returns:
            The companies whose waiting job was taken before it became a visit: of these, nothing
            may be marked.
        """
        missed: set[ObjectId] = set()
        writes: list[Any] = []
        for decision in decisions:
            for action in decision.actions:
                match action:
                    case Enqueue():
                        writes.append(_enqueue(decision.company_id, action, now))
                    case Stamp():
                        writes.append(_stamp(action))
                    case Promote() if not await self._promote(action, now):
                        missed.add(decision.company_id)
                    case Withdraw(job):
                        writes += _withdraw(job)
                    case Release():
                        await self._release(action)
        await self._write(self._database.jobs, writes)
        return missed

    async def _promote(self, action: Promote, now: datetime) -> bool:
        return await self._write(self._database.jobs, [_promote(action, now)]) > 0

    async def remember(self, decisions: Sequence[Decision]) -> bool:
        """Set timers and then markers; False if a marker had changed meanwhile: then look again."""
        timers: list[Any] = []
        marks: list[Marked] = []
        for decision in decisions:
            for action in decision.actions:
                match action:
                    case SetTimer() | DropTimer():
                        timers += _timer_writes(decision.company_id, action)
                    case Mark():
                        marks.append((decision.company_id, action))
        await self._write(self._database.timers, timers)
        return await self._mark(marks)

    async def _mark(self, marks: Sequence[Marked]) -> bool:
        """Write markers; whether all were as they had been read."""
        together = list(marker_writes(marks))
        marked = await self._write(self._database.companies, together)
        if marked < len(marks) and len(together) < len(marks):
            # Those that are written by now match no second time.
            each = [marker_write(*one) for one in marks]
            marked += await self._write(self._database.companies, each)
        return marked >= len(marks)

    async def _write(self, collection: driver.Collection, writes: list[Any]) -> int:
        """Send the writes in one go; gives how many they matched or could never change.

        Raises:
            TimeUpError: somebody may hold one of the documents in an open transaction.
        """
        if self._seconds is None:
            return await _write(collection, writes)
        return await in_time(self._database, partial(_write, collection, writes), self._seconds)

    async def _release(self, action: Release) -> None:
        job, company = action.job, action.company
        crashes = job.crash_count + 1
        times = f"{crashes} times" if crashes > 1 else "once"
        page = PageUsed(company.careers_url, company.selector) if company else None
        # Another reactor may see to it at the same moment.
        with suppress(FencedError):
            died = Fail(f"the reactor died {times} while it ran this job", "crashed")
            await self._crashes.count(job, died, page, abandoned=True)


def _enqueue(company_id: ObjectId, action: Enqueue, now: datetime) -> Any:
    return driver.InsertOne(
        {
            "companyId": company_id,
            "status": "pending",
            "retryCount": 0,
            "priority": action.priority,
            "turn": action.turn,
            "reason": action.reason,
            "createdAt": now,
            "updatedAt": now,
        }
    )


def _stamp(action: Stamp) -> Any:
    stamp = {
        "priority": action.priority,
        "turn": action.turn,
        "reason": action.reason,
        "createdAt": action.created_at,
    }
    return driver.UpdateOne({"_id": action.job.id}, {"$set": stamp})


def _promote(action: Promote, now: datetime) -> Any:
    """What its tries left, and what it waited for, is nothing to the visit."""
    visit = {
        "reason": action.reason,
        "priority": action.priority,
        "turn": action.turn,
        "retryCount": 0,
        "crashCount": 0,
        "createdAt": now,
        "updatedAt": now,
    }
    waited = dict.fromkeys(("notBefore", "waitsFor", *OF_FORMER_TRIES), "")
    waits = {"_id": action.job.id, "status": "pending", "lease": None, "reason": action.job.reason}
    return driver.UpdateOne(waits, {"$set": visit, "$unset": waited})


def _withdraw(job: Job) -> list[Any]:
    """Mark, then delete: the image of the deleted job tells that no person called it off.

    The driver sends the updates of an unordered batch before its deletions.
    """
    claim = {"lease": None} if job.lease is None else {"lease.token": job.token}
    same = {"_id": job.id, "status": job.status, **claim}
    return [
        driver.UpdateOne(same, {"$set": {"reason": WITHDRAWN}}),
        driver.DeleteOne(same | {"reason": WITHDRAWN}),
    ]


def _timer_writes(company_id: ObjectId, action: SetTimer | DropTimer) -> list[Any]:
    """One that is dropped is marked first, as jobs are: no person said now."""
    timer = {"_id": timer_id("scrape", company_id)}
    match action:
        case SetTimer(at):
            moved = {"$set": {"expireAt": at}, "$unset": {DROPPED: ""}}
            return [driver.UpdateOne(timer, moved, upsert=True)]
        case DropTimer():
            return [
                driver.UpdateOne(timer, {"$set": {DROPPED: True}}),
                driver.DeleteOne(timer | {DROPPED: True}),
            ]


async def _write(collection: driver.Collection, writes: list[Any]) -> int:
    """Send the writes in one go; gives how many documents they matched or could never change.

    A duplicate key means that what was to be inserted is there already. What MongoDB refuses for
    another reason (a validator that an old document breaks) is told, and harms no other write.
    """
    if not writes:
        return 0
    try:
        result = await collection.bulk_write(writes, ordered=False)
    except driver.BulkWriteError as error:
        if sort(error) is not Refusal.UNFIT:
            raise
        refused = error.details["writeErrors"]
        for problem in refused:
            if problem["code"] != _DUPLICATE_KEY:
                _log.error(
                    "MongoDB refused a write", collection=collection.name, error=problem["errmsg"]
                )
        return int(error.details["nMatched"]) + len(refused)
    return int(result.matched_count)
