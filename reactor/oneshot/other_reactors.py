"""Other reactors that run jobs of the same queue."""

from collections.abc import Collection
from datetime import datetime

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.timers import timer_id


class OtherReactors:
    """Distinguishes live reactors from possibly dead ones.

    A dead reactor leaves a lease, and its jobs may not be taken before that expires. A live one
    renews its lease, which is observable; its jobs are left to it.
    """

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._timers = database.timers
        self._first_seen: dict[str, datetime] = {}
        self._alive: set[str] = set()

    async def doubtful(self, owners: Collection[str]) -> set[str]:
        """The `owners` with a lease that has not been seen to be renewed."""
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
