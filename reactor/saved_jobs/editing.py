"""Writes people's edits of saved matches: status and notes."""

from typing import Any

from bson import ObjectId

from reactor.lenient_fields import text_in
from reactor.mongo.database import ScoutlyDatabase


async def set_status(database: ScoutlyDatabase, match: ObjectId, status: str) -> None:
    """Set the status, one of the eleven. Idempotent; the last write wins."""
    other = {"_id": match, "status": {"$ne": status}}
    await database.saved_jobs.update_one(other, _said("status", status))


async def set_notes(database: ScoutlyDatabase, match: ObjectId, notes: str, before: str) -> bool:
    """Set the notes, unless they changed since they were read. Idempotent.

    Args:
        database: the database.
        match: id of the match.
        notes: the new notes.
        before: the notes as they were read.

    Returns:
        Whether the notes are now as wanted; False also if there is no such match.
    """
    found = await database.saved_jobs.find_one({"_id": match}, {"notes": 1})
    if found is None:
        return False
    stored = found.get("notes")
    now, then, wanted = (plain(each) for each in (text_in(stored), before, notes))
    if now == wanted:
        return True
    if now != then:
        return False
    # By the stored value, so that a concurrent edit is not lost.
    same = {"_id": match, "notes": stored}
    done = await database.saved_jobs.update_one(same, _said("notes", wanted))
    return done.matched_count == 1


def plain(notes: str) -> str:
    """Notes with normalised line ends; forms send CRLF."""
    return notes.replace("\r\n", "\n").strip()


def _said(field: str, value: str) -> dict[str, Any]:
    return {"$set": {field: value}, "$currentDate": {"updatedAt": True}}
