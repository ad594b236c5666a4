"""What people do to one job of the queue: set it back, or delete it. The reactor reacts to both.

Each edit names the status that the person saw, and leaves a job alone that has another one since.
"""

from enum import StrEnum
from typing import Any

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase


class Edit(StrEnum):
    """What became of an edit."""

    DONE = "done"
    CHANGED = "changed"
    """The job has another status by now."""

    GONE = "gone"
    BUSY = "busy"
    """Its company has another job that waits or runs."""


async def set_back(database: ScoutlyDatabase, job_id: Any, seen: str) -> Edit:
    """Set a job back to pending: it starts over, and a run of it is stopped."""
    back = {"$set": {"status": "pending"}, "$currentDate": {"updatedAt": True}}
    try:
        done = await database.jobs.update_one({"_id": job_id, "status": seen}, back)
    except driver.DuplicateKeyError:
        return Edit.BUSY
    return Edit.DONE if done.matched_count else await _why_not(database, job_id)


async def delete(database: ScoutlyDatabase, job_id: Any, seen: str) -> Edit:
    """Delete a job; one that waits or runs is called off by that, and its run is stopped."""
    done = await database.jobs.delete_one({"_id": job_id, "status": seen})
    return Edit.DONE if done.deleted_count else await _why_not(database, job_id)


async def _why_not(database: ScoutlyDatabase, job_id: Any) -> Edit:
    there = await database.jobs.find_one({"_id": job_id}, {"_id": 1})
    return Edit.CHANGED if there else Edit.GONE
