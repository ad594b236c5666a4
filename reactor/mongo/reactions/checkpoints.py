"""How far the change stream has been acted on; one checkpoint for all reactors of a database."""

from collections.abc import Mapping
from typing import Any

from reactor.mongo.database import ScoutlyDatabase


class Checkpoints:
    """Loads and saves the resume token."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._checkpoints = database.checkpoints

    async def load(self) -> Mapping[str, Any] | None:
        """The last token saved, None on a new database."""
        document = await self._checkpoints.find_one({"_id": "stream"})
        token = (document or {}).get("token")
        return token if isinstance(token, dict) and token else None

    async def save(self, token: Mapping[str, Any]) -> None:
        """Remember a token; everything before it must have been acted on."""
        await self._checkpoints.update_one(
            {"_id": "stream"},
            {"$set": {"token": dict(token)}, "$currentDate": {"at": True}},
            upsert=True,
        )
