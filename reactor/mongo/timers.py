"""Timer documents: everything that waits is one, and MongoDB's TTL monitor fires it.

The deletion of a document is the event; it carries nothing but `_id`, which therefore says
everything: `{kind, of}`.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from reactor.mongo.database import ScoutlyDatabase

DROPPED = "dropped"
"""A field that marks a timer in the moment in which the reactor deletes it, unlike a person."""


MODEL_TIMER = "model"
"""The kind of the timer that is the pause of a model in trouble."""

LOOK_TIMER = "look"
"""The kind of the timer that asks whoever leads for a look at every company."""

LENGTH = "seconds"
"""A field of leases: how long one is."""

_MAX_LEASE, _UNTOLD_LEASE = 86_400, 600
"""Seconds: the longest lease that is believed, and the length of one that does not tell."""


_IS_DATE = {"$eq": [{"$type": "$expireAt"}, "date"]}


def timer_id(kind: str, of: Any) -> dict[str, Any]:
    """The `_id` of a timer; the order of its fields is part of it."""
    return {"kind": kind, "of": of}


class Timers:
    """Sets and reads timers; all times are the server's."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._timers = database.timers

    async def set_in(self, kind: str, of: Any, delay: timedelta) -> datetime:
        """Let a timer fire `delay` from now; gives the moment."""
        return await self._set(kind, of, {"expireAt": after_now(delay)})

    async def keep(self, kind: str, of: Any, delay: timedelta) -> datetime:
        """Let a timer fire `delay` from now if there is none yet; gives the moment when it does."""
        moment = {"$cond": [_IS_DATE, "$expireAt", after_now(delay)]}
        return await self._set(kind, of, {"expireAt": moment})

    async def take_lease(self, owner: str, length: timedelta) -> None:
        """Set the timer that says that a reactor is alive; it tells its own length in seconds."""
        taken = {"expireAt": after_now(length), LENGTH: length.total_seconds()}
        await self._set("lease", owner, taken)

    async def _set(self, kind: str, of: Any, fields: dict[str, Any]) -> datetime:
        timer = await self._timers.find_one_and_update(
            {"_id": timer_id(kind, of)},
            [{"$set": fields}],
            upsert=True,
            return_document=True,
        )
        at: datetime = timer["expireAt"]
        return at

    async def set_at(self, kind: str, of: Any, moment: datetime) -> None:
        """Let a timer fire at a moment of the server's clock."""
        await self._timers.update_one(
            {"_id": timer_id(kind, of)}, {"$set": {"expireAt": moment}}, upsert=True
        )

    async def set_once(self, kind: str, of: Any, moment: datetime) -> None:
        """Let a timer fire at a moment of the server's clock, unless there is one."""
        await self._timers.update_one(
            {"_id": timer_id(kind, of)}, {"$setOnInsert": {"expireAt": moment}}, upsert=True
        )

    async def prolong(self, kind: str, of: Any, delay: timedelta) -> bool:
        """Move an existing timer to `delay` from now; False if it is gone."""
        result = await self._timers.update_one(
            {"_id": timer_id(kind, of)}, [{"$set": {"expireAt": after_now(delay)}}]
        )
        return result.matched_count == 1

    async def drop(self, kind: str, of: Any) -> None:
        """Delete a timer, if it is there."""
        await self._timers.delete_one({"_id": timer_id(kind, of)})

    async def present(self, kind: str, subjects: Iterable[Any]) -> set[Any]:
        """Those of `subjects` that have a timer of this kind that can fire."""
        ids = [timer_id(kind, of) for of in subjects]
        can_fire = {"_id": {"$in": ids}, "expireAt": {"$type": "date"}}
        found = self._timers.find(can_fire, {"_id": 1})
        return {timer["_id"]["of"] async for timer in found} if ids else set()

    async def is_running(self, kind: str, of: Any) -> bool:
        """Whether there is such a timer that is not due yet."""
        to_come = {"$and": [_IS_DATE, {"$gt": ["$expireAt", "$$NOW"]}]}
        which = {"_id": timer_id(kind, of), "$expr": to_come}
        return await self._timers.find_one(which, {"_id": 1}) is not None

    async def mend_leases(self) -> None:
        """Bring leases that end too far ahead, or never, to their own lengths from now.

        A clock that jumped back leaves such ones, or a person. Of each reactor's lease, only it
        knows how long it is to be: it stands in the document. An older reactor wrote none.
        """
        usable = {"$and": [{"$isNumber": f"${LENGTH}"}, {"$lte": [f"${LENGTH}", _MAX_LEASE]}]}
        seconds = {"$cond": [usable, f"${LENGTH}", _UNTOLD_LEASE]}
        latest = {"$add": ["$$NOW", {"$toLong": {"$multiply": [seconds, 1000]}}]}
        wrong = {"$or": [{"$not": _IS_DATE}, {"$gt": ["$expireAt", latest]}]}
        await self._timers.update_many(
            {"_id.kind": "lease", "$expr": wrong}, [{"$set": {"expireAt": latest}}]
        )

    async def cut(self, kind: str, longest: timedelta) -> None:
        """Bring timers of a kind that fire too far ahead to `longest`.

        A clock that jumped back leaves such ones.
        """
        too_far = {"$gt": ["$expireAt", after_now(longest)]}
        await self._timers.update_many(
            {"_id.kind": kind, "$expr": too_far}, [{"$set": {"expireAt": after_now(longest)}}]
        )

    async def give_dates(self, kind: str, delay: timedelta) -> None:
        """Let timers of a kind that never fire, for people typed a text as their date, do so.

        Args:
            kind: of the timers.
            delay: from now to then.
        """
        undated = {"expireAt": {"$not": {"$type": "date"}}}
        await self._timers.update_many(
            {"_id.kind": kind} | undated, [{"$set": {"expireAt": after_now(delay)}}]
        )

    async def fire_overdue(self, grace: timedelta) -> int:
        """Delete timers that are overdue by more than `grace`; gives how many.

        The TTL monitor does not run where somebody has switched it off, and where the server's
        clock was set back it sleeps until the clock shows again what it showed.
        """
        overdue = {"$lt": ["$expireAt", after_now(-grace)]}
        result = await self._timers.delete_many({"expireAt": {"$type": "date"}, "$expr": overdue})
        return result.deleted_count


def after_now(delay: timedelta) -> dict[str, Any]:
    """An aggregation expression: the server's time plus `delay`."""
    return {"$add": ["$$NOW", int(delay.total_seconds() * 1000)]}
