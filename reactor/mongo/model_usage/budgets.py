"""How many requests a model has had today, counted for all reactors and over restarts.

A `budget` timer says that there is to be no further one before it fires: whoever deletes it says
"try again".
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from reactor.decisions.quota_day import quota_day, until_renewal
from reactor.errors import BudgetError
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.orphaned_transactions import past_orphaned_transactions
from reactor.mongo.timers import timer_id


def budget_id(model: str, day: date) -> dict[str, str]:
    """The `_id` of a model's count of one Pacific day; the order of its fields is part of it."""
    return {"model": model, "day": day.isoformat()}


class Budgets:
    """Counts requests before they are made: one too few may be made, but never one too many.

    Args:
        database: where the count is kept.
        requests_a_day: how many a model may have; None for as many as it answers.
    """

    def __init__(self, database: ScoutlyDatabase, requests_a_day: int | None) -> None:
        self._database = database
        self._most = requests_a_day

    async def reserve(self, model: str) -> int:
        """Count one request that is about to be made; gives how many reactors share a minute.

        Raises:
            BudgetError: today's are used up, by this count or by what the service said.
        """
        # What a reactor died over may hold the count.
        return await past_orphaned_transactions(self._database, self._reserve(model))

    async def _reserve(self, model: str) -> int:
        now = await self._database.now()
        reactors, closed_until = await self._timers(model)
        if closed_until and closed_until > now:
            raise _used_up(model, closed_until - now)
        room: dict[str, Any] = {"_id": budget_id(model, quota_day(now))}
        if self._most is not None:
            room["requests"] = {"$not": {"$gte": self._most}}
        if not await counted(self._database, room, {"requests": 1}):
            raise _used_up(model, until_renewal(now))
        return max(reactors, 1)

    async def _timers(self, model: str) -> tuple[int, datetime | None]:
        """How many reactors are alive, and until when the model's budget is closed."""
        budget = timer_id("budget", model)
        wanted: dict[str, Any] = {"$or": [{"_id": budget}, {"_id.kind": "lease"}]}
        timers = await self._database.timers.find(wanted).to_list(None)
        ends = [timer.get("expireAt") for timer in timers if timer["_id"] == budget]
        until = next((end for end in ends if isinstance(end, datetime)), None)
        if until and until.tzinfo is None:
            until = until.replace(tzinfo=UTC)
        return len(timers) - len(ends), until


async def counted(
    database: ScoutlyDatabase, which: Mapping[str, Any], more: Mapping[str, int]
) -> bool:
    """Add to a count, which is made if need be; False if there is one that `which` rules out."""
    try:
        await database.budgets.update_one(which, {"$inc": more}, upsert=True)
    except driver.DuplicateKeyError:
        # Ruled out, or made by somebody else at this very moment.
        result = await database.budgets.update_one(which, {"$inc": more})
        return result.matched_count == 1
    return True


def _used_up(model: str, wait: timedelta) -> BudgetError:
    message = f"today's requests to {model} are used up (by its quota, or by GEMINI_RPD)"
    return BudgetError(message, delay=wait.total_seconds(), model=model)
