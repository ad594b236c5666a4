"""The queue: claims, and how a job goes back.

How a job ends stands in `completion`; how one that waits becomes claimable, in `requeue`.
Every write of a run is filtered on the token of its claim (the fence), so that a run that lost
its job changes nothing.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from bson import ObjectId

from reactor.decisions.retry_policy import Fail, Retry
from reactor.documents import Job
from reactor.mongo import driver
from reactor.mongo.database import ACTIVE, FINISHED, ScoutlyDatabase
from reactor.mongo.driver import Condition, Write
from reactor.mongo.time_limits import again_if_cut_short, is_time_up
from reactor.mongo.timers import MODEL_TIMER, Timers, timer_id
from reactor.storable import storable_text

MAX_MESSAGE = 2_000
"""Characters of an `errorMessage`: strangers' words may stand in it."""

_LET_GO: list[dict[str, Any]] = [
    {
        "$set": {
            "status": {"$cond": [{"$eq": ["$status", "processing"]}, "pending", "$status"]},
            "updatedAt": "$$NOW",
        }
    },
    {"$unset": "lease"},
]
"""As if a job had not been claimed; what a person made of it stays."""

OF_FORMER_TRIES = ("completedAt", "errorMessage", "errorCode", "result", "undone")
"""Fields of a job that its tries leave, and that mean nothing once it starts anew."""

CLAIMED_WITHIN_MS = 5_000
"""Somebody may hold the job in an open transaction; and nothing is claimed later, unawares."""

_HAD_ENDED = {"$gt": ["$completedAt", None]}


def _claimed_by(owner: str) -> dict[str, Any]:
    """The fields that a claim sets, as expressions."""
    counts = {name: {"$cond": [_HAD_ENDED, 0, f"${name}"]} for name in ("retryCount", "crashCount")}
    said = {name: {"$cond": [_HAD_ENDED, "$$REMOVE", f"${name}"]} for name in OF_FORMER_TRIES}
    return {
        **counts,
        **said,
        "status": "processing",
        "lease": {"$literal": {"owner": owner, "token": uuid4().hex}},
        "lastAttemptAt": "$$NOW",
        "updatedAt": "$$NOW",
    }


def _claimable(but: Collection[Any], not_of: Collection[Any]) -> dict[str, Any]:
    """The filter of jobs that can be claimed, without some ids and companies."""
    others = {"_id": but, "companyId": not_of}
    passed_over = {name: {"$nin": list(these)} for name, these in others.items() if these}
    return {"status": "pending", "notBefore": None, "lease": None, **passed_over}


def explanation(decision: Retry | Fail) -> dict[str, Any]:
    """The fields of a job that say why it waits or failed: to people, and to programs."""
    message = storable_text(decision.message, MAX_MESSAGE)
    return {"errorMessage": message, "errorCode": decision.code}


def fence(job: Job) -> dict[str, Any]:
    """The filter that matches a processing job only as long as this claim of it holds."""
    claim = {"lease.token": job.lease.token} if job.lease else {"lease": None}
    return {"_id": job.id, "status": "processing", **claim}


def held(job: Job) -> list[Condition]:
    """The condition that the lease under which the job was claimed is still there.

    Once it is gone, another reactor may take the job at any moment: what was stopped for longer
    than its lease must save nothing, even if nobody has come yet.
    """
    return [Condition("timers", {"_id": timer_id("lease", job.lease.owner)})] if job.lease else []


class Queue:
    """The jobs that wait or run."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database
        self._jobs = database.jobs
        self._timers = Timers(database)

    async def claim(
        self,
        owner: str,
        *,
        in_turn: bool = False,
        but: Collection[Any] = (),
        not_of: Collection[Any] = (),
    ) -> Job | None:
        """Take the job whose turn is earliest, for the reactor `owner`; None if none waits.

        A job that nobody has stamped yet has no turn and goes first, which is right while nothing
        waits; where something may, ask for one that is `in_turn`.

        A job that had ended and is pending again, a person has set back: it is as good as new.

        Args:
            owner: the reactor.
            in_turn: only jobs that have a turn.
            but: ids of jobs to be passed over.
            not_of: companies whose jobs are to be passed over.
        """
        take = partial(
            self._jobs.find_one_and_update,
            _claimable(but, not_of) | ({"turn": {"$type": "date"}} if in_turn else {}),
            [{"$set": _claimed_by(owner)}],
            sort={"turn": 1},
            return_document=driver.ReturnDocument.AFTER,
            maxTimeMS=CLAIMED_WITHIN_MS,
        )
        job = await again_if_cut_short(take, CLAIMED_WITHIN_MS / 1000, is_time_up)
        return Job.read(job) if job else None

    async def first_claimable(self, *, but: Collection[Any] = ()) -> Any:
        """The id of the job that a claim would take now, None if there is none."""
        found = await self._jobs.find_one(_claimable(but, ()), {"_id": 1}, sort={"turn": 1})
        return found["_id"] if found else None

    async def held_tokens(self, job_ids: Collection[Any]) -> set[str]:
        """The tokens of the claims under which these jobs run now."""
        running = {"_id": {"$in": list(job_ids)}, "status": "processing"}
        jobs = [Job.read(found) async for found in self._jobs.find(running, {"lease": 1})]
        return {job.token for job in jobs if job.lease}

    async def ended(self, job_ids: Collection[Any]) -> list[Any]:
        """Those of these jobs that a run has ended, or put back to wait.

        A person who ends one leaves its lease, and one who sets one back gives it no time to wait
        for.
        """
        done = [{"status": {"$in": FINISHED}}, {"status": "pending", "notBefore": {"$ne": None}}]
        over = {"_id": {"$in": list(job_ids)}, "lease": None, "$or": done}
        return [found["_id"] async for found in self._jobs.find(over, {"_id": 1})]

    async def retry(self, job: Job, decision: Retry) -> bool:
        """Put a job back as decided: for a time of its own, or for a model or its budget.

        Gives False, and changes nothing, if the job was taken away.
        """
        waits_for = decision.model or decision.budget
        # The timer first: without it nothing would ever clear `notBefore`.
        waiting: dict[str, Any] = {"notBefore": await self._timer(job, decision)}
        told = explanation(decision)
        back = {
            "$set": {
                "status": "pending",
                **(told if decision.message else {}),
                "retryCount": job.retry_count + int(decision.counted),
                **(waiting | {"waitsFor": waits_for} if waits_for else waiting),
                **({} if decision.undone is None else {"undone": decision.undone}),
            },
            "$unset": {"lease": "", **({} if waits_for else {"waitsFor": ""})},
            "$currentDate": {"updatedAt": True},
        }
        write = Write("jobqueues", fence(job), back)
        return await driver.commit(self._database.handle, [write], provided=held(job))

    async def _timer(self, job: Job, decision: Retry) -> datetime:
        """Set the timer for which a job waits; gives its moment."""
        if decision.model:
            # Everybody's: one more that waits does not move it.
            return await self._timers.keep(MODEL_TIMER, decision.model, decision.delay)
        kind, of = ("budget", decision.budget) if decision.budget else ("retry", job.id)
        return await self._timers.set_in(kind, of, decision.delay)

    async def hand_back(self, job: Job) -> None:
        """Let go of a job as if it had not been claimed; what a person made of it stays."""
        if job.lease is None:
            return
        claimed = {"_id": job.id, "lease.token": job.lease.token}
        await self._jobs.update_one(claimed, _LET_GO)

    async def hand_back_strays(self, owner: str, *, running: Collection[Any]) -> None:
        """Let go of jobs that `owner` claimed without learning of it; what a person said stays."""
        strays = {"lease.owner": owner, "_id": {"$nin": list(running)}}
        await self._jobs.update_many(strays, _LET_GO)

    async def clear_malformed_leases(self) -> None:
        """Remove what people typed as a lease: nobody owns such a job, or could claim it."""
        await self._jobs.update_many(
            {
                "status": {"$in": ACTIVE},
                "lease": {"$ne": None},
                "$or": [
                    {"lease.owner": {"$not": {"$type": "string"}}},
                    {"lease.token": {"$not": {"$type": "string"}}},
                ],
            },
            {"$unset": {"lease": ""}},
        )

    async def release_nameless(self) -> None:
        """Put back running jobs that name no company and whose reactor is gone.

        No look at a company finds them; whoever claims them next fails them with a message.
        """
        nameless: dict[str, Any] = {
            "status": "processing",
            "companyId": {"$not": {"$type": "objectId"}},
            "lease": {"$ne": None},
        }
        owners = {
            job.lease.owner
            for job in [Job.read(found) async for found in self._jobs.find(nameless)]
            if job.lease
        }
        gone = list(owners - await self._timers.present("lease", owners))
        if gone:
            await self._jobs.update_many(
                nameless | {"lease.owner": {"$in": gone}},
                {"$set": {"status": "pending"}, "$unset": {"lease": ""}},
            )

    async def release_crashed(self, job: Job, why: Fail | None = None) -> bool:
        """Put back a job that brought down its reactor; counted if the job was running.

        Args:
            job: as it was claimed.
            why: the crash, in words; nothing is written without.

        Returns:
            Whether it was still claimed so.
        """
        released: dict[str, Any] = {"$unset": {"lease": ""}, "$currentDate": {"updatedAt": True}}
        if job.status != "processing":
            waiting = {"_id": job.id, "status": "pending", "lease.token": job.token}
            return (await self._jobs.update_one(waiting, released)).matched_count > 0
        crashed = {"status": "pending", "crashCount": job.crash_count + 1}
        told = explanation(why) if why and why.message else {}
        result = await self._jobs.update_one(fence(job), released | {"$set": crashed | told})
        return result.matched_count > 0

    async def companies_of(self, owner: str) -> set[ObjectId]:
        """The companies whose jobs a reactor runs."""
        found = self._jobs.find({"lease.owner": owner}, {"companyId": 1})
        ids = [job.get("companyId") async for job in found]
        return {company_id for company_id in ids if isinstance(company_id, ObjectId)}

    async def restore_timers(self) -> int:
        """Set the timers that waiting jobs lack, to fire at once; gives how many there were."""
        asleep: dict[str, Any] = {"status": "pending", "notBefore": {"$ne": None}}
        nameable = {"_id": {"$not": {"$type": "object"}}, "waitsFor": None}
        ids = {job["_id"] async for job in self._jobs.find(asleep | nameable, {"_id": 1})}
        budgeted = self._jobs.find(asleep | {"waitsFor": {"$type": "string"}}, {"waitsFor": 1})
        models = {job["waitsFor"] async for job in budgeted}
        paused = await self._timers.present(MODEL_TIMER, models)
        missing = [
            *(("retry", of) for of in ids - await self._timers.present("retry", ids)),
            *(
                ("budget", of)
                for of in models - await self._timers.present("budget", models) - paused
            ),
        ]
        for kind, of in missing:
            await self._timers.set_in(kind, of, timedelta())
        return len(missing)
