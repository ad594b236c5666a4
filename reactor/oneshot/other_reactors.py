"""Other reactors that run jobs of the same queue."""

from collections.abc import Collection
from datetime import datetime

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.timers import timer_id


class OtherReactors:
    """Tells the living from those of whom nobody knows.

    A reactor that died leaves a lease behind, and nobody may take its jobs over before that
    expires. One that lives prolongs its lease, which shows: then its jobs are its own business.
    """

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._timers = database.timers
        self._first_seen: dict[str, datetime] = {}
        self._alive: set[str] = set()

    async def doubtful(self, owners: Collection[str]) -> set[str]:
        """Those of `owners` that hold a lease and have not been seen to prolong it."""
        unknown = [timer_id("lease", owner) for owner in set(owners) - self._alive]
        if not unknown:
            return set()
        leases = {"_id": {"$in": unknown}, "expireAt": {"$type": "date"}}
        doubtful = set()
        async for lease in self._timers.find(leases):
            owner, expires_at = lease["_id"]["of"], lease["expireAt"]
            if expires_at > self._first_seen.setdefault(owner, expires_at):
                self._alive.add(owner)
            else:
                doubtful.add(owner)
        return doubtful
