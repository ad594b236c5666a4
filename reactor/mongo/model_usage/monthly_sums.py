"""Old model calls of ours, summed up by month, person and kind: totals stay true.

A sum is a document of `tokenusages` like any other, so that whoever adds them up, the web app's
pages among them, finds the same as before; only the company is not known any more. What the web
app itself wrote is not ours to remove.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any

from bson import ObjectId

from reactor.decisions.quota_day import PACIFIC
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.driver import Write

OURS = {"$or": [{"reactor": {"$type": "object"}}, {"__v": None, "createdAt": None}]}
"""Calls that a reactor recorded: by its mark, or from before there was one, by what Mongoose adds
to each document and we did not."""

_AT_ONCE = 500
"""Calls that are summed up in one transaction."""

_SUMMED = (
    *("estimatedTokens", "actualTokens", "inputTokens", "outputTokens"),
    *("costEstimate.input", "costEstimate.output", "costEstimate.total"),
)

Group = tuple[str, str, str]
"""Month, e-mail of the person, and operation."""


class UsageSums:
    """Adds calls to the sum of their month, and removes them, both or neither."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database

    async def add(self, before: datetime) -> int:
        """Sum up all calls of ours before then; gives how many."""
        old = {"timestamp": {"$lt": before, "$type": "date"}, "reactor.calls": None, **OURS}
        number = 0
        while calls := await self._database.token_usages.find(old).limit(_AT_ONCE).to_list(None):
            groups: defaultdict[Group, list[Any]] = defaultdict(list)
            for call in calls:
                groups[_group_of(call)].append(call["_id"])
            done = [await self._add(group, ids) for group, ids in groups.items()]
            number += sum(done)
            if not any(done):
                break  # another reactor is at it
        return number

    async def _add(self, group: Group, ids: list[Any]) -> int:
        """Add these calls to the sum of their group; 0 if another reactor was faster."""
        usages, which = self._database.token_usages, {"_id": _id_of(group)}
        await usages.update_one(which, {"$setOnInsert": _empty(group)}, upsert=True)
        known = await usages.find_one(which) or {}
        # Read after the revision: what is gone since then is in the sum already.
        calls = await usages.find({"_id": {"$in": ids}}).to_list(None)
        if not calls:
            return 0
        more = _sum(calls) | {"reactor.calls": len(calls), "reactor.revision": 1}
        same = {**which, "reactor.revision": known.get("reactor", {}).get("revision")}
        added = {"$inc": more, "$currentDate": {"updatedAt": True}}
        summed = {"_id": {"$in": [call["_id"] for call in calls]}}
        writes = [
            Write("tokenusages", same, added),
            Write("tokenusages", summed, {}, remove=True),
        ]
        return len(calls) if await driver.commit(self._database.handle, writes) else 0


def _group_of(call: Mapping[str, Any]) -> Group:
    month = call["timestamp"].astimezone(PACIFIC)
    return f"{month:%Y-%m}", str(call.get("userEmail") or ""), str(call.get("operation") or "")


def _id_of(group: Group) -> ObjectId:
    """The same for the same group, in whichever reactor."""
    return ObjectId(blake2b("\n".join(group).encode(), digest_size=12).digest())


def _empty(group: Group) -> dict[str, Any]:
    """A sum of nothing, with every field that the web app's model requires."""
    month, email, operation = group
    year, number = map(int, month.split("-"))
    start = datetime(year, number, 1, tzinfo=PACIFIC)
    cost = {"input": 0.0, "output": 0.0, "total": 0.0, "currency": "USD", "isFreeUsage": False}
    tokens = dict.fromkeys(_SUMMED[:4], 0)
    return {
        "processId": f"sum of {month}",
        "timestamp": start,
        "operation": operation,
        **tokens,
        "costEstimate": cost,
        "userEmail": email,
        "companyId": "several",
        "companyName": "several companies",
        "reactor": {"calls": 0, "revision": 0},
        "createdAt": start,
        "updatedAt": start,
    }


def _sum(calls: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    total: defaultdict[str, float] = defaultdict(int)
    for call in calls:
        for name in _SUMMED:
            field, _, within = name.partition(".")
            value = call.get(field)
            number = value.get(within) if within and isinstance(value, dict) else value
            if isinstance(number, int | float) and math.isfinite(number):
                total[name] += number
    return dict(total)
