"""The model's requests, the rest of its budget, and its cost."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from reactor.decisions.quota_day import PACIFIC, quota_day, until_renewal
from reactor.documents import Document
from reactor.lenient_fields import Date
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.budgets import budget_id
from reactor.mongo.timers import timer_id
from reactor.mongo.views.read_model import Moment

_FEW = 20
"""Requests: fewer say nothing of a day."""

_SOON = timedelta(hours=1)
"""Nor does the first hour."""


class SpendingPurpose(StrEnum):
    """What a model is asked for."""

    TITLES = "titles"
    TEXTS = "texts"
    PAGES = "pages"


_PURPOSE = {
    "$switch": {
        "branches": [
            # A page is asked about for nobody in particular.
            {"case": {"$in": ["$userEmail", ["", None]]}, "then": SpendingPurpose.PAGES.value},
            {
                "case": {"$eq": ["$operation", "initial_matching"]},
                "then": SpendingPurpose.TITLES.value,
            },
        ],
        "default": SpendingPurpose.TEXTS.value,
    }
}


class _Timer(Document):
    expire_at: Date = None


@dataclass(frozen=True, slots=True)
class ModelUse:
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

    def __add__(self, other: "ModelUse") -> "ModelUse":
        """Both together."""
        return ModelUse(
            self.calls + other.calls,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cost + other.cost,
        )


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
        today: what every model's calls used today, by purpose.
        month: and in this month.
        used_up_at: when today's requests are used up if they go on as today; None if they last.
    """

    day: date
    renewed_at: Moment
    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    closed_until: Moment | None = None
    today: Mapping[SpendingPurpose, ModelUse] = field(default_factory=dict)
    month: Mapping[SpendingPurpose, ModelUse] = field(default_factory=dict)
    used_up_at: Moment | None = None


async def read_spending(
    database: ScoutlyDatabase, model: str, requests_a_day: int | None, now: datetime
) -> Spending:
    """The state of a model's budget, and what was used."""
    day = quota_day(now)
    count = await database.budgets.find_one({"_id": budget_id(model, day)}) or {}
    timer = _Timer.read(await database.timers.find_one({"_id": timer_id("budget", model)}))
    closed = timer.expire_at if timer.expire_at and timer.expire_at > now else None
    requests = _whole(count.get("requests"))
    today, month = await _use_of(database, day)
    return Spending(
        day=day,
        renewed_at=now + until_renewal(now),
        requests=requests,
        input_tokens=_whole(count.get("inputTokens")),
        output_tokens=_whole(count.get("outputTokens")),
        closed_until=closed,
        today=today,
        month=month,
        used_up_at=None if closed else used_up_at(requests, requests_a_day, now),
    )


def used_up_at(requests: int, most: int | None, now: datetime) -> datetime | None:
    """When a day's requests are used up if they go on as they did since its start.

    None if there is no end to them, they last until the day ends, are used up, or too few to tell.
    """
    end = now + until_renewal(now)
    gone = now - _start(quota_day(now))
    if most is None or requests < _FEW or requests >= most or gone < _SOON:
        return None
    at = now + gone * ((most - requests) / requests)
    return at if at < end else None


async def _use_of(
    database: ScoutlyDatabase, day: date
) -> tuple[Mapping[SpendingPurpose, ModelUse], Mapping[SpendingPurpose, ModelUse]]:
    """What was used on a day and in its month, by purpose."""
    used = {
        "_id": {"today": {"$gte": ["$timestamp", _start(day)]}, "purpose": _PURPOSE},
        "calls": {"$sum": 1},
        "input": {"$sum": _number("$inputTokens")},
        "output": {"$sum": _number("$outputTokens")},
        "cost": {"$sum": _number("$costEstimate.total")},
    }
    since = {"timestamp": {"$gte": _start(day.replace(day=1)), "$type": "date"}}
    found = await driver.aggregate(database.token_usages, [{"$match": since}, {"$group": used}])
    today: dict[SpendingPurpose, ModelUse] = {}
    month: dict[SpendingPurpose, ModelUse] = {}
    for each in found:
        purpose = SpendingPurpose(each["_id"]["purpose"])
        cost = each["cost"] if math.isfinite(each["cost"]) else 0.0
        use = ModelUse(each["calls"], _whole(each["input"]), _whole(each["output"]), cost)
        month[purpose] = month.get(purpose, ModelUse()) + use
        if each["_id"]["today"]:
            today[purpose] = use
    return today, month


def _start(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=PACIFIC)


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
