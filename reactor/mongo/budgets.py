"""How many requests a model has had today, counted for all reactors and over restarts.

A `budget` timer says that there is to be no further one before it fires: whoever deletes it says
"try again".
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from reactor.decisions.quota_day import quota_day, until_renewal
from reactor.errors import BudgetError
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.timers import timer_id


def budget_id(model: str, day: date) -> dict[str, str]:
    """The `_id` of a model's count of one Pacific day; the order of its fields is part of it."""
    return {"model": model, "day": day.isoformat()}


class Budgets:
    """Counts requests before they are made: one too few may be made, but never one too many.

    Args:
        database: where the count is kept.
        requests_a_day: how many a model may have.
    """

    def __init__(self, database: ScoutlyDatabase, requests_a_day: int) -> None:
        self._database = database
        self._most = requests_a_day

    async def reserve(self, model: str) -> int:
        """Count one request that is about to be made; gives how many reactors share a minute.

        Raises:
            BudgetError: today's are used up, by this count or by what the service said.
        """
        now = await self._database.now()
        reactors, closed_until = await self._timers(model)
        if closed_until and closed_until > now:
            raise _used_up(model, closed_until - now)
        room = {"_id": budget_id(model, quota_day(now)), "requests": {"$lt": self._most}}
        try:
            await self._database.budgets.update_one(room, {"$inc": {"requests": 1}}, upsert=True)
        except driver.DuplicateKeyError:
            raise _used_up(model, until_renewal(now)) from None
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


def _used_up(model: str, wait: timedelta) -> BudgetError:
    message = f"today's requests to {model} are used up (GEMINI_RPD, or Google's own limit)"
    return BudgetError(message, delay=wait.total_seconds(), model=model)
