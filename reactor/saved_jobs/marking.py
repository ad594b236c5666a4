"""Finds a saved match by number, link or id, and sets its status."""

import re
from dataclasses import dataclass
from typing import Any

from bson import ObjectId

from reactor.documents import User
from reactor.errors import SettingsError
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.saved_jobs import SavedJobRow, named, of_person
from reactor.saved_job import SHOWN, SavedJob
from reactor.saved_jobs.display import tail
from reactor.saved_jobs.editing import set_status
from reactor.saved_jobs.last_list import recall
from reactor.scrape.canonical import canonical_url
from reactor.settings import Settings
from reactor.url_identity import spellings

_NUMBER = re.compile(r"\d{1,3}")
_TAIL = re.compile(r"[0-9a-f]{4,24}", re.IGNORECASE)
_MAX_LISTED = 5


@dataclass(frozen=True, slots=True)
class Marked:
    """A match with its previous and its present status."""

    row: SavedJobRow
    before: str
    now: str


async def mark(
    settings: Settings, database: ScoutlyDatabase, posting: str, status: str, user: User | None
) -> Marked:
    """Set the status of a match. Idempotent.

    Args:
        settings: identify the database of the last list.
        database: the database.
        posting: number in the last list, link, or end of the id.
        status: one of the eleven.
        user: owner of the match; None for any.

    Raises:
        SettingsError: no match fits, or several do.
    """
    row = await find_one(settings, database, posting, user)
    await set_status(database, row.job.id, status)
    return Marked(row, row.job.stage, status)


async def find_one(
    settings: Settings, database: ScoutlyDatabase, posting: str, user: User | None
) -> SavedJobRow:
    """The one match that fits.

    Raises:
        SettingsError: no match fits, or several do.
    """
    query = _which(settings, posting.strip())
    if user:
        query = {"$and": [query, of_person(user)]}
    documents = database.saved_jobs.find(query, SHOWN).limit(_MAX_LISTED + 1)
    rows = await named(database, [SavedJob.read(each) async for each in documents])
    if not rows:
        raise SettingsError(
            f"no saved posting is {posting!r}; name it by its number in the last list "
            "(reactor matches), its link, or the end of its id"
        )
    if len(rows) > 1:
        each = "".join(
            f"\n  …{tail(row.job)}  {row.job.title} ({row.company}), {row.person}" for row in rows
        )
        raise SettingsError(
            f"{posting!r} means several; name one by the end of its id, or say --user:{each}"
        )
    return rows[0]


def _which(settings: Settings, posting: str) -> dict[str, Any]:
    if posting.lower().startswith(("http://", "https://")):
        forms = _forms(posting)
        return {"$or": [{"jobId": {"$in": forms}}, {"url": {"$in": forms}}]}
    if _NUMBER.fullmatch(posting):
        return {"_id": recall(settings, int(posting))}
    if ObjectId.is_valid(posting):
        return {"_id": ObjectId(posting)}
    if not _TAIL.fullmatch(posting):
        raise SettingsError(
            f"{posting!r} names no posting; give its number in the last list, its link, or at "
            "least 4 characters of the end of its id"
        )
    ends = {"input": {"$toString": "$_id"}, "regex": f"{posting.lower()}$"}
    return {"_id": {"$type": "objectId"}, "$expr": {"$regexMatch": ends}}


def _forms(link: str) -> list[str]:
    try:
        return [link, *spellings(canonical_url(link))]
    except ValueError:
        return [link]
