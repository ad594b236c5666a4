"""People's edits of one job: requeue or delete. The reactor reacts to both.

Each edit is conditional on the status that the person saw.
"""

from enum import StrEnum
from typing import Any

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase


class EditOutcome(StrEnum):
    """The outcome of an edit."""

    DONE = "done"
    CHANGED = "changed"
    """The job's status has changed meanwhile."""

    GONE = "gone"
    BUSY = "busy"
    """The company has another active job."""


async def set_back(database: ScoutlyDatabase, job_id: Any, seen: str) -> EditOutcome:
    """Requeue a job; it starts over, and its run is stopped."""
    back = {"$set": {"status": "pending"}, "$currentDate": {"updatedAt": True}}
    try:
        done = await database.jobs.update_one({"_id": job_id, "status": seen}, back)
    except driver.DuplicateKeyError:
        return EditOutcome.BUSY
    return EditOutcome.DONE if done.matched_count else await _why_not(database, job_id)


async def delete(database: ScoutlyDatabase, job_id: Any, seen: str) -> EditOutcome:
    """Delete a job; for an active one this is a calling off, and its run is stopped."""
    done = await database.jobs.delete_one({"_id": job_id, "status": seen})
    return EditOutcome.DONE if done.deleted_count else await _why_not(database, job_id)


async def _why_not(database: ScoutlyDatabase, job_id: Any) -> EditOutcome:
    there = await database.jobs.find_one({"_id": job_id}, {"_id": 1})
    return EditOutcome.CHANGED if there else EditOutcome.GONE
