"""Reads saves of one person or of all, the newest day first, and counts the recent ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from bson import ObjectId

from reactor.documents import Document, User
from reactor.lenient_fields import Count, Date, Text
from reactor.mongo import driver
from reactor.mongo.database import ACTIVE, ScoutlyDatabase
from reactor.saved_job import SHOWN, SavedJob
from reactor.saved_job_status import OLDER_DEFAULT, STATUSES

LATELY = timedelta(days=7)
"""How far back matches are told by person."""

_MARGIN = timedelta(days=1)
_MAX_PEOPLE = 50
_CHOSEN = {"status": {"$nin": [STATUSES[0], OLDER_DEFAULT, None]}}
_NOT_PUT_AWAY: Mapping[str, Any] = {
    "status": {"$ne": "DISCARDED"},
    # What somebody has applied for is theirs, whatever became of it.
    "$and": [{"$or": [{"withdrawnAt": None}, _CHOSEN]}],
}


@dataclass(frozen=True, slots=True)
class SavedJobFilter:
    """Which saves are wanted.

    Attributes:
        user: whose, None for everybody's.
        statuses: with which status; empty for all but those that were discarded.
        everything: whatever their status.
        since: saved at this time or later, None for whenever.
        min_score: with this score or a higher one, 0-100.
        withdrawn: only those that suited once, and not any more since their person changed.
    """

    user: User | None = None
    statuses: tuple[str, ...] = ()
    everything: bool = False
    since: datetime | None = None
    min_score: int = 0
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class SavedJobRow:
    """A save with the names of what it names.

    Attributes:
        job: the save.
        company: what the company is called, `""` if nobody knows.
        person: the e-mail of whose it is, or how else they are named.
    """

    job: SavedJob
    company: str
    person: str


@dataclass(frozen=True, slots=True)
class SavedJobList:
    """What is shown of what was saved.

    Attributes:
        rows: those that are shown.
        total: how many there are like them.
        now: the server's time.
        visits: how many companies are being visited, or wait for it: there may be more soon.
    """

    rows: tuple[SavedJobRow, ...]
    total: int
    now: datetime
    visits: int = 0


async def read_saved(
    database: ScoutlyDatabase, wanted: SavedJobFilter, most: int, zone: tzinfo | None
) -> SavedJobList:
    """The newest saves, those of the newest day first, and of a day those with the best scores."""
    which = _query(wanted)
    newest: list[Mapping[str, Any]] = [
        {"$match": which},
        {"$project": SHOWN},
        {"$sort": {"createdAt": -1, "_id": -1}},
        {"$limit": most},
    ]
    found = await driver.aggregate(database.saved_jobs, newest)
    jobs = sorted(map(SavedJob.read, found), key=lambda job: _day_and_score(job, zone))
    total = await database.saved_jobs.count_documents(which)
    visits = await database.jobs.count_documents({"status": {"$in": ACTIVE}})
    return SavedJobList(await named(database, jobs), total, await database.now(), visits)


async def read_these(database: ScoutlyDatabase, ids: Sequence[Any]) -> tuple[SavedJobRow, ...]:
    """The saves with these ids, in this order; those that are gone are left out."""
    found = database.saved_jobs.find({"_id": {"$in": list(ids)}}, SHOWN)
    by_id = {each["_id"]: SavedJob.read(each) async for each in found}
    return await named(database, [by_id[each] for each in ids if each in by_id])


async def named(database: ScoutlyDatabase, jobs: Sequence[SavedJob]) -> tuple[SavedJobRow, ...]:
    """Saves with the names of their companies and people."""
    company_ids = list({job.of_company for job in jobs if job.of_company})
    user_ids = list({job.user for job in jobs if job.user})
    companies = {
        each["_id"]: str(each.get("company") or each.get("companyID") or "")
        async for each in database.companies.find(
            {"_id": {"$in": company_ids}}, {"company": 1, "companyID": 1}
        )
    }
    people = {
        each["_id"]: str(each.get("email") or "")
        async for each in database.users.find({"_id": {"$in": user_ids}}, {"email": 1})
    }
    none = ObjectId("0" * 24)
    return tuple(
        SavedJobRow(job, companies.get(job.of_company or none, ""), _person(job, people))
        for job in jobs
    )


def _person(job: SavedJob, people: Mapping[ObjectId, str]) -> str:
    return (people.get(job.user, "") if job.user else "") or job.user_id


def of_person(user: User) -> dict[str, Any]:
    """The filter of what is saved for somebody, whichever name it uses."""
    return {"$or": [{"user": user.id}, {"userId": {"$in": [*user.names, user.email]}}]}


def _query(wanted: SavedJobFilter) -> dict[str, Any]:
    query: dict[str, Any] = {}
    if wanted.user:
        query |= of_person(wanted.user)
    if wanted.statuses:
        unsaid = [None, OLDER_DEFAULT] if STATUSES[0] in wanted.statuses else []
        query["status"] = {"$in": [*wanted.statuses, *unsaid]}
    elif not (wanted.everything or wanted.withdrawn):
        query |= _NOT_PUT_AWAY
    if wanted.withdrawn:
        query["withdrawnAt"] = {"$ne": None}
    if wanted.since:
        query["createdAt"] = {"$gte": wanted.since}
    if wanted.min_score:
        query["suitabilityScore"] = {"$gte": wanted.min_score}
    return query


def _day_and_score(job: SavedJob, zone: tzinfo | None) -> tuple[int, int, float]:
    """What the newest day comes first by, and in it the best score."""
    if job.created_at is None:
        return 0, -job.score, 0.0
    return (
        -job.created_at.astimezone(zone).toordinal(),
        -job.score,
        -job.created_at.timestamp(),
    )


class Matches(Document):
    """One person's matches of the last days.

    Attributes:
        user: whose, as they are called.
        count: how many.
        best: the highest score among them, 0-100.
        title: of the one with that score.
        latest: when the last one was saved.
    """

    user: Text = ""
    count: Count = 0
    best: Count = 0
    title: Text = ""
    latest: Date = None


async def read_matches(database: ScoutlyDatabase, now: datetime) -> tuple[Matches, ...]:
    """Matches since `now - LATELY`, one entry a person, those with the most first."""
    since = now - LATELY
    # An id holds its time: without it every save ever made would be read.
    recent = {"$gte": ObjectId.from_datetime(since - _MARGIN)}
    score = {"$cond": [{"$isNumber": "$suitabilityScore"}, "$suitabilityScore", None]}
    best = {"$top": {"sortBy": {"score": -1}, "output": {"score": "$score", "title": "$title"}}}
    found = await driver.aggregate(
        database.saved_jobs,
        [
            {"$match": {"_id": recent, "createdAt": {"$gte": since}, "withdrawnAt": None}},
            {"$set": {"score": score, "who": {"$ifNull": ["$user", "$userId"]}}},
            {
                "$group": {
                    "_id": "$who",
                    "name": {"$first": "$userId"},
                    "count": {"$sum": 1},
                    "top": best,
                    "latest": {"$max": "$createdAt"},
                }
            },
            {"$sort": {"count": -1, "_id": 1}},
            {"$limit": _MAX_PEOPLE},
            {"$lookup": {"from": "users", "localField": "_id", "foreignField": "_id", "as": "of"}},
            {
                "$set": {
                    "user": {"$ifNull": [{"$first": "$of.email"}, "$name"]},
                    "best": "$top.score",
                    "title": "$top.title",
                }
            },
            {"$unset": ["of", "top"]},
        ],
    )
    return tuple(map(Matches.read, found))
