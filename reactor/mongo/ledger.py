"""Keeps what model calls used, in `tokenusages`."""

from typing import Any, Protocol

from reactor.mongo.database import ScoutlyDatabase


class Usage(Protocol):
    """One call, as `tokenusages` names its fields."""

    def fields(self) -> dict[str, Any]:
        """The document without its timestamp."""


class MongoLedger:
    """A ledger in the database, stamped with its clock."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database

    async def record(self, usage: Usage) -> None:
        """Keep one call."""
        await self._database.token_usages.insert_one(
            usage.fields() | {"timestamp": await self._database.now()}
        )
