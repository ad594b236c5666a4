"""How queue, leases and budget stand, in one question: for whoever asks often."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reactor.decisions.quota_day import quota_day
from reactor.mongo import driver
from reactor.mongo.database import ACTIVE, FINISHED, ScoutlyDatabase
from reactor.mongo.model_usage.budgets import budget_id


@dataclass(frozen=True, slots=True)
class Census:
    """How things stand in the database.

    Attributes:
        jobs: the queue's length by status.
        reactors: how many hold a lease.
        requests: what the model was asked today, as Google counts days.
        preferences: how many there are.
    """

    jobs: Mapping[str, int] = field(default_factory=dict)
    reactors: int = 0
    requests: int = 0
    preferences: int = 0


async def take_census(database: ScoutlyDatabase, model: str) -> Census:
    """Count now."""
    today = budget_id(model, quota_day(await database.now()))
    # `_id` of a document is compared whole, the order of its fields included.
    asked: list[dict[str, Any]] = [{"$match": {"_id": today}}, _row("requests", "$requests")]
    leases: list[dict[str, Any]] = [{"$match": {"_id.kind": "lease"}}, _row("reactors", 1)]
    rows = await driver.aggregate(
        database.jobs,
        [
            {"$match": {"status": {"$in": [*ACTIVE, *FINISHED]}}},
            _row("$status", 1),
            {"$unionWith": {"coll": "timers", "pipeline": leases}},
            {"$unionWith": {"coll": "budgets", "pipeline": asked}},
            {"$unionWith": {"coll": "usercompanypreferences", "pipeline": [_row("tracks", 1)]}},
            {"$group": {"_id": "$_id", "count": {"$sum": "$count"}}},
        ],
    )
    found = {row["_id"]: int(row["count"]) for row in rows}
    return Census(
        jobs={status: found.get(status, 0) for status in (*ACTIVE, *FINISHED)},
        reactors=found.get("reactors", 0),
        requests=found.get("requests", 0),
        preferences=found.get("tracks", 0),
    )


def _row(name: str, count: Any) -> dict[str, Any]:
    return {"$group": {"_id": name, "count": {"$sum": count}}}
