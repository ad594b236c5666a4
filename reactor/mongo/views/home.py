"""What stands on the first page: does it work, what is new, what needs a look."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from bson import ObjectId

from reactor.advice import advice_for
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.asking import at_once
from reactor.mongo.views.days import NEW_FOR, UNDECIDED, Day, read_days
from reactor.mongo.views.queue import ListedJob, read_queue
from reactor.mongo.views.reactors import ScrapeTimer, next_timers
from reactor.mongo.views.record import Id, Record
from reactor.mongo.views.troubles import Trouble, read_worst
from reactor.saved_job import SHOWN, SavedJob

_MOST_TROUBLES = 5
_MOST_MATCHES = 5


class NewMatch(Record):
    """A match that nobody has decided about.

    Attributes:
        id: of the save.
        title: of the posting.
        company: what it is called.
        score: 0 to 100.
        location: as the posting says.
        saved_at: when it was found.
    """

    id: Id
    title: str
    company: str = ""
    score: int = 0
    location: str = ""
    saved_at: datetime | None = None


class RunningJob(Record):
    """A visit that is on its way."""

    id: Id
    company: str
    reason: str = ""
    since: datetime | None = None


class InTrouble(Record):
    """A tracked company that could not be read.

    Attributes:
        id: of the company.
        company: what it is called.
        rank: its effective rank.
        failures: failed jobs in a row.
        failed_at: when the last of them failed.
        error_message: why.
        error_code: names the cause.
        advice: what to do.
    """

    id: Id
    company: str
    rank: int | None = None
    failures: int = 0
    failed_at: datetime | None = None
    error_message: str = ""
    error_code: str = ""
    advice: str = ""


class NextVisit(Record):
    """A company whose timer fires soon."""

    company: str
    at: datetime | None = None


class Home(Record):
    """The first page.

    Attributes:
        now: the server's time.
        new: matches of the last seven days that nobody has decided about.
        best: the best of these.
        running: visits on their way, the longest first.
        processing: how many there are.
        ready: jobs that are claimed in their turn.
        waiting: jobs that wait for a retry, a budget or a model.
        completed, failed: how the visits of the last day ended.
        troubled: how many tracked companies could not be read.
        troubles: the first of these by rank.
        upcoming: the visits that come next.
        days: the last fourteen.
    """

    now: datetime
    new: int = 0
    best: tuple[NewMatch, ...] = ()
    running: tuple[RunningJob, ...] = ()
    processing: int = 0
    ready: int = 0
    waiting: int = 0
    completed: int = 0
    failed: int = 0
    troubled: int = 0
    troubles: tuple[InTrouble, ...] = ()
    upcoming: tuple[NextVisit, ...] = ()
    days: tuple[Day, ...] = ()


async def read_home(
    database: ScoutlyDatabase, zone: tzinfo | None, users: Sequence[ObjectId]
) -> Home:
    """The first page of now.

    Args:
        database: where.
        zone: where days begin; None for this machine's.
        users: whose matches are shown.
    """
    now = await database.now()
    async with at_once() as group:
        asked = group.create_task(read_queue(database, now))
        worst = group.create_task(read_worst(database, _MOST_TROUBLES))
        timers = group.create_task(next_timers(database))
        days = group.create_task(read_days(database, now, zone, users))
        best = group.create_task(_best(database, now, users))
    queue, (troubled, troubles) = asked.result(), worst.result()
    return Home(
        now=now,
        new=days.result().new,
        best=best.result(),
        running=tuple(map(_running, queue.running)),
        processing=queue.processing,
        ready=queue.ready,
        waiting=queue.waiting,
        completed=queue.completed,
        failed=queue.failed,
        troubled=troubled,
        troubles=tuple(map(_in_trouble, troubles)),
        upcoming=tuple(map(_next, timers.result())),
        days=days.result().days,
    )


async def _best(
    database: ScoutlyDatabase, now: datetime, users: Sequence[ObjectId]
) -> tuple[NewMatch, ...]:
    fresh = {
        "user": {"$in": list(users)},
        "createdAt": {"$gte": now - NEW_FOR},
        "status": {"$in": list(UNDECIDED)},
        "withdrawnAt": None,
    }
    named = {
        "from": "companies",
        "localField": "companyId",
        "foreignField": "_id",
        "pipeline": [{"$project": {"company": 1, "companyID": 1}}],
        "as": "of",
    }
    name = {"$ifNull": [{"$first": "$of.company"}, {"$first": "$of.companyID"}, ""]}
    found = await driver.aggregate(
        database.saved_jobs,
        [
            {"$match": fresh},
            {"$sort": {"suitabilityScore": -1, "createdAt": -1}},
            {"$limit": _MOST_MATCHES},
            {"$project": SHOWN},
            {"$lookup": named},
            {"$set": {"label": name}},
        ],
    )
    return tuple(_match(SavedJob.read(each), str(each["label"])) for each in found)


def _match(job: SavedJob, company: str) -> NewMatch:
    return NewMatch(
        id=job.id,
        title=job.title,
        company=company,
        score=job.score,
        location=job.location,
        saved_at=job.created_at,
    )


def _running(job: ListedJob) -> RunningJob:
    since = job.last_attempt_at or job.created_at
    return RunningJob(
        id=job.id, company=job.company_name or job.label, reason=job.reason, since=since
    )


def _in_trouble(trouble: Trouble) -> InTrouble:
    return InTrouble(
        id=str(trouble.company_id),
        company=trouble.name,
        rank=trouble.rank,
        failures=trouble.failures,
        failed_at=trouble.failed_at,
        error_message=trouble.message,
        error_code=trouble.code,
        advice=advice_for(trouble.code, trouble.label).do,
    )


def _next(timer: ScrapeTimer) -> NextVisit:
    return NextVisit(company=timer.name, at=timer.expire_at)
