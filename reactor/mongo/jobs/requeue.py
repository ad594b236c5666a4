"""Jobs that can be claimed again: set back by a person, brought along, or their wait is over."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from reactor.mongo.database import ACTIVE, ScoutlyDatabase
from reactor.mongo.jobs.queue import OF_FORMER_TRIES
from reactor.mongo.timers import Timers

_NO_LONGER_WAITING = {"$unset": {"notBefore": "", "waitsFor": ""}}


class Requeue:
    """Makes jobs claimable. Each edit can be repeated, and at any later time."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._jobs = database.jobs
        self._budgets = database.budgets
        self._timers = Timers(database)

    async def start_over(self, jobs: Mapping[Any, datetime | None]) -> None:
        """Forget the failures of jobs that a person set back to pending, at the times given.

        What was tried since then is not forgotten.
        """
        for at, ids in _by_time(jobs):
            mine: dict[str, Any] = {"_id": {"$in": ids}, **_not_tried_since(at)}
            await self._jobs.update_many(
                mine | {"status": {"$in": ACTIVE}},
                {
                    "$set": {"retryCount": 0, "crashCount": 0},
                    "$unset": dict.fromkeys(OF_FORMER_TRIES, ""),
                },
            )
            await self._jobs.update_many(
                mine | {"status": "pending", "notBefore": {"$ne": None}}, _NO_LONGER_WAITING
            )

    async def clear_backoff(self, job_ids: Iterable[Any]) -> None:
        """Make jobs claimable whose retry timers fired, unless a timer has been set again."""
        fired = set(job_ids)
        rested = list(fired - await self._timers.present("retry", fired))
        await self._jobs.update_many({"_id": {"$in": rested}}, _NO_LONGER_WAITING)

    async def waiting_for(self, models: Collection[str]) -> list[Any]:
        """The jobs that waited for budgets whose timers fired, of models without trouble."""
        renewed = list(
            set(models)
            - await self._timers.present("budget", models)
            - await self._troubled(models)
        )
        waiting = self._jobs.find({"status": "pending", "waitsFor": {"$in": renewed}}, {"_id": 1})
        return [job["_id"] async for job in waiting]

    async def _troubled(self, models: Collection[str]) -> set[str]:
        """Those of these models that are in trouble: who waits for them, `ModelTroubles` tells."""
        known = {"_id.kind": "trouble", "_id.model": {"$in": list(models)}}
        return {str(each["_id"]["model"]) async for each in self._budgets.find(known, {"_id": 1})}

    async def stop_waiting(self, job_ids: Collection[Any]) -> None:
        """Make jobs claimable that waited for a budget or a model."""
        waiting = {"_id": {"$in": list(job_ids)}, "status": "pending", "waitsFor": {"$ne": None}}
        await self._jobs.update_many(waiting, _NO_LONGER_WAITING)

    async def free(self, jobs: Mapping[Any, datetime | None]) -> None:
        """Let jobs be claimed that brought a lease or a time to wait for, inserted when given.

        Copies and restored documents do: nobody runs those jobs, and no timer would end the wait.
        """
        for at, ids in _by_time(jobs):
            mine: dict[str, Any] = {"_id": {"$in": ids}, "status": "pending"}
            untried = mine | _not_tried_since(at)
            await self._jobs.update_many(
                untried | {"lease": {"$ne": None}}, {"$unset": {"lease": ""}}
            )
        await self.clear_backoff(jobs)


def _not_tried_since(at: datetime | None) -> dict[str, Any]:
    """The filter of jobs whose last try, if any, began before a moment; of all without one."""
    return {"lastAttemptAt": {"$not": {"$gte": at}}} if at else {}


def _by_time(jobs: Mapping[Any, datetime | None]) -> Iterator[tuple[datetime | None, list[Any]]]:
    """The ids of jobs by their moments."""
    ids: dict[datetime | None, list[Any]] = defaultdict(list)
    for job_id, at in jobs.items():
        ids[at].append(job_id)
    yield from ids.items()
