"""How far the change stream has been acted on, and who acts: one document for all reactors.

One reactor leads the decisions. It is named beside the token, and leads for as long as its own
lease is there: no write of its own is needed to say so. Who takes over goes on behind the token.
"""

from collections.abc import Collection, Mapping
from typing import Any

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.timers import Timers

_STREAM = {"_id": "stream"}


class Checkpoints:
    """Loads and saves the resume token, and passes on the lead."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._checkpoints = database.checkpoints
        self._timers = Timers(database)

    async def load(self) -> Mapping[str, Any] | None:
        """The last token saved, None on a new database."""
        document = await self._checkpoints.find_one(_STREAM)
        token = (document or {}).get("token")
        return token if isinstance(token, dict) and token else None

    async def save(self, token: Mapping[str, Any], *, leader: str) -> bool:
        """Remember a token; everything before it must have been acted on.

        Args:
            token: the stream goes on behind it.
            leader: who has acted.

        Returns:
            False if somebody else leads by now: then nothing was written.
        """
        saved = await self._checkpoints.update_one(
            _STREAM | {"leader": leader},
            {"$set": {"token": dict(token)}, "$currentDate": {"at": True}},
        )
        return saved.matched_count > 0

    async def lead(self, owner: str, *, former: Collection[str] = ()) -> bool:
        """Whether `owner` leads, who takes the lead if nobody who is alive has it.

        Args:
            owner: holds a lease.
            former: ids that it had before.
        """
        while True:
            known = await self._checkpoints.find_one(_STREAM, {"leader": 1}) or {}
            leader = known.get("leader")
            if leader == owner:
                return True
            alive = isinstance(leader, str) and leader not in former
            if alive and await self._timers.is_running("lease", leader):
                return False
            if await self._replace(leader, owner):
                return True

    async def vacate(self) -> None:
        """Have nobody lead: who asks next does. Only for a database that nobody else can use."""
        await self._checkpoints.update_one(_STREAM, {"$unset": {"leader": ""}})

    async def _replace(self, leader: Any, owner: str) -> bool:
        """Let `owner` lead, if what was read still holds."""
        same = _STREAM | {"leader": leader}
        try:
            await self._checkpoints.update_one(same, {"$set": {"leader": owner}}, upsert=True)
        except driver.DuplicateKeyError:
            # Somebody else was faster.
            return False
        return True
