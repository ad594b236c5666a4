"""What a model has been asked today."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from reactor.decisions.quota_day import quota_day, until_renewal
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.budgets import budget_id
from reactor.mongo.timers import timer_id


@dataclass(frozen=True, slots=True)
class Spent:
    """A model's use since midnight Pacific time.

    Attributes:
        requests: made.
        input_tokens: of all questions.
        output_tokens: of all answers.
        closed: whether Google has said that there is to be no more.
        renewed_in: time until the next day begins.
    """

    requests: int
    input_tokens: int
    output_tokens: int
    closed: bool
    renewed_in: timedelta


async def spent_today(database: ScoutlyDatabase, model: str) -> Spent:
    """How much of the day's budget is gone."""
    now: datetime = await database.now()
    count = await database.budgets.find_one({"_id": budget_id(model, quota_day(now))}) or {}
    timer = await database.timers.find_one({"_id": timer_id("budget", model)})
    return Spent(
        requests=int(count.get("requests", 0)),
        input_tokens=int(count.get("inputTokens", 0)),
        output_tokens=int(count.get("outputTokens", 0)),
        closed=timer is not None,
        renewed_in=until_renewal(now),
    )
