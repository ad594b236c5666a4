"""What the model was asked today, and what that costs."""

import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reactor.decisions.quota_day import PACIFIC, quota_day, until_renewal
from reactor.documents import Document
from reactor.fields import Date
from reactor.mongo import driver
from reactor.mongo.budgets import budget_id
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.timers import timer_id


class _Timer(Document):
    expire_at: Date = None


@dataclass(frozen=True, slots=True)
class Use:
    """What model calls used in some time.

    Attributes:
        calls: how many were answered.
        input_tokens: tokens of the requests.
        output_tokens: tokens of the answers.
        cost: in US dollars, at the prices of the paid tier.
    """

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Spending:
    """A model's budget and use; days and months are Google's, in Pacific time.

    Attributes:
        day: today.
        renewed_at: when the day's budget is renewed.
        requests: made today, by all reactors.
        input_tokens: of these requests.
        output_tokens: of their answers.
        closed_until: no request is made before; None if the budget is open.
        today: what every model's calls used today.
        month: and in this month.
    """

    day: date
    renewed_at: datetime
    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    closed_until: datetime | None = None
    today: Use = Use()
    month: Use = Use()


async def read_spending(database: ScoutlyDatabase, model: str, now: datetime) -> Spending:
    """The state of a model's budget, and what was used."""
    day = quota_day(now)
    count = await database.budgets.find_one({"_id": budget_id(model, day)}) or {}
    timer = _Timer.read(await database.timers.find_one({"_id": timer_id("budget", model)}))
    closed = timer.expire_at if timer.expire_at and timer.expire_at > now else None
    month = await _use_since(database, day.replace(day=1))
    return Spending(
        day=day,
        renewed_at=now + until_renewal(now),
        requests=_whole(count.get("requests")),
        input_tokens=_whole(count.get("inputTokens")),
        output_tokens=_whole(count.get("outputTokens")),
        closed_until=closed,
        today=await _use_since(database, day) if month.calls else Use(),
        month=month,
    )


async def _use_since(database: ScoutlyDatabase, day: date) -> Use:
    start = datetime(day.year, day.month, day.day, tzinfo=PACIFIC)
    used = {
        "_id": None,
        "calls": {"$sum": 1},
        "input": {"$sum": _number("$inputTokens")},
        "output": {"$sum": _number("$outputTokens")},
        "cost": {"$sum": _number("$costEstimate.total")},
    }
    since = {"timestamp": {"$gte": start}}
    found = await driver.aggregate(database.token_usages, [{"$match": since}, {"$group": used}])
    if not found:
        return Use()
    use = found[0]
    cost = use["cost"] if math.isfinite(use["cost"]) else 0.0
    return Use(use["calls"], _whole(use["input"]), _whole(use["output"]), cost)


def _number(of: str) -> dict[str, Any]:
    """An expression: the field as a double, 0 for what is no number."""
    return {
        "$cond": [
            {"$isNumber": of},
            {"$convert": {"input": of, "to": "double", "onError": 0.0}},
            0.0,
        ]
    }


def _whole(value: Any) -> int:
    number = isinstance(value, int | float) and math.isfinite(value)
    return int(value) if number else 0
