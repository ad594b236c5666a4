"""The content of the first page: health, new matches, troubles."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from bson import ObjectId

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.concurrent_reads import at_once
from reactor.mongo.views.days import NEW_FOR, UNDECIDED, Day, read_days
from reactor.mongo.views.jobs import QueuedJob, queued_job
from reactor.mongo.views.matches import ShortMatch, short_match
from reactor.mongo.views.queue import read_queue
from reactor.mongo.views.read_model import Moment, ReadModel
from reactor.mongo.views.timers import ScrapeTimer
from reactor.mongo.views.troubles import FailingCompany, failing, read_troubles
from reactor.saved_job import SHOWN, SavedJob

_MAX_TROUBLES = 5
_MAX_MATCHES = 5


class NextVisit(ReadModel):
    """A company whose timer fires soon.

    Attributes:
        company: what commands call it.
        company_name: what people call it.
        at: when.
    """

    company: str
    company_name: str = ""
    at: Moment | None = None


class HomeView(ReadModel):
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

    now: Moment
    new: int = 0
    best: tuple[ShortMatch, ...] = ()
    running: tuple[QueuedJob, ...] = ()
    processing: int = 0
    ready: int = 0
    waiting: int = 0
    completed: int = 0
    failed: int = 0
    troubled: int = 0
    troubles: tuple[FailingCompany, ...] = ()
    upcoming: tuple[NextVisit, ...] = ()
    days: tuple[Day, ...] = ()


async def read_home(
    database: ScoutlyDatabase, now: datetime, zone: tzinfo | None, users: Sequence[ObjectId]
) -> HomeView:
    """The first page, in four questions.

    Args:
        database: where.
        now: the server's time.
        zone: where days begin; None for this machine's.
        users: whose matches are shown.
    """
    async with at_once() as group:
        asked = group.create_task(read_queue(database, now))
        worst = group.create_task(read_troubles(database, _MAX_TROUBLES, tracked=True))
        days = group.create_task(read_days(database, now, zone, users))
        best = group.create_task(_best(database, now, users))
    queue, troubles = asked.result(), worst.result()
    return HomeView(
        now=now,
        new=days.result().new,
        best=best.result(),
        running=tuple(queued_job(job, queue.owners) for job in queue.running),
        processing=queue.processing,
        ready=queue.ready,
        waiting=queue.waiting,
        completed=queue.completed,
        failed=queue.failed,
        troubled=troubles.total,
        troubles=tuple(map(failing, troubles.first)),
        upcoming=tuple(map(next_visit, queue.timers)),
        days=days.result().days,
    )


async def _best(
    database: ScoutlyDatabase, now: datetime, users: Sequence[ObjectId]
) -> tuple[ShortMatch, ...]:
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
            {"$limit": _MAX_MATCHES},
            {"$project": SHOWN},
            {"$lookup": named},
            {"$set": {"label": name}},
        ],
    )
    return tuple(short_match(SavedJob.read(each), str(each["label"])) for each in found)


def next_visit(timer: ScrapeTimer) -> NextVisit:
    """A timer for programs and pages."""
    return NextVisit(company=timer.label, company_name=timer.name, at=timer.expire_at)
