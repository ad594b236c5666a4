"""Changes what people may change of a save: how far they have come with it, and their notes."""

from typing import Any

from bson import ObjectId

from reactor.lenient_fields import text_in
from reactor.mongo.database import ScoutlyDatabase


async def set_status(database: ScoutlyDatabase, match: ObjectId, status: str) -> None:
    """Give a save another status, one of the eleven. Safe to repeat; the last one counts."""
    other = {"_id": match, "status": {"$ne": status}}
    await database.saved_jobs.update_one(other, _said("status", status))


async def set_notes(database: ScoutlyDatabase, match: ObjectId, notes: str, before: str) -> bool:
    """Write a note, unless it was changed elsewhere since it was read. Safe to repeat.

    Args:
        database: where the save is.
        match: the save.
        notes: what it is to be.
        before: what it was when it was read.

    Returns:
        Whether it is so now; False also if there is no such save.
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
    # As it stands there, so that what somebody writes between is not lost.
    same = {"_id": match, "notes": stored}
    done = await database.saved_jobs.update_one(same, _said("notes", wanted))
    return done.matched_count == 1


def plain(notes: str) -> str:
    """A note with the line ends of here: forms send those of the network."""
    return notes.replace("\r\n", "\n").strip()


def _said(field: str, value: str) -> dict[str, Any]:
    return {"$set": {field: value}, "$currentDate": {"updatedAt": True}}
