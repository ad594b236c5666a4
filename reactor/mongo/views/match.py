"""One save, with the kept text of its posting."""

from typing import Any

from bson import ObjectId

from reactor.lenient_fields import date_in, text_in
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.matches import SavedMatch, match_of
from reactor.mongo.views.read_model import Moment, ReadModel
from reactor.mongo.views.saved_jobs import named
from reactor.saved_job import SHOWN, SavedJob
from reactor.url_identity import spellings


class OpenedMatch(ReadModel):
    """One save.

    Attributes:
        match: the save.
        text: of its posting, `""` if none was kept.
        read_at: when that text was read; None if nobody knows.
    """

    match: SavedMatch
    text: str = ""
    read_at: Moment | None = None


async def read_match(database: ScoutlyDatabase, match: ObjectId) -> OpenedMatch | None:
    """A save; None if there is none with this id."""
    found = await database.saved_jobs.find_one({"_id": match}, {**SHOWN, "description": 1})
    if found is None:
        return None
    job = SavedJob.read(found)
    (row,) = await named(database, [job])
    kept = await _kept(database, job)
    # Whoever keeps texts in `postings` alone, or in saves alone, has the one or the other.
    text = text_in(kept.get("text"))
    if text:
        return OpenedMatch(match=match_of(row), text=text, read_at=date_in(kept.get("readAt")))
    described = text_in(found.get("description"))
    return OpenedMatch(match=match_of(row), text=described, read_at=job.created_at)


async def _kept(database: ScoutlyDatabase, job: SavedJob) -> dict[str, Any]:
    address = job.job_id or job.url
    if not address or job.of_company is None:
        return {}
    which = {"companyId": job.of_company, "url": {"$in": list(spellings(address))}}
    return await database.postings.find_one(which, {"text": 1, "readAt": 1}) or {}
