"""How a job ends: everything it changes becomes visible together, or nothing does.

The first write of each transaction is the job itself, filtered on the claim's token: a run that
lost its job saves nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bson import ObjectId

from reactor.decisions.rejudge_policy import is_judging
from reactor.decisions.retry_policy import Fail
from reactor.documents import Job
from reactor.errors import FencedError, LastingError
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.driver import Condition, Write
from reactor.mongo.jobs.queue import explanation, fence, held
from reactor.mongo.notifications.job_news import TOLD, JobNews
from reactor.mongo.postings.history_writes import adopt, keep_up, remember, trim
from reactor.mongo.postings.revisions import wrote
from reactor.mongo.postings.sightings import remember_moves, remember_presence
from reactor.mongo.postings.unique_conflicts import without_clashes
from reactor.mongo.postings.visit_outcome import PageUsed, Save, VisitOutcome, with_room
from reactor.mongo.reactions.markers import one_more

_MAX_INDEXES = 8
"""Unique indexes of other programs that one visit's saves may clash with, one after another."""

_NO_MORE_RUNS = {"notBefore": "", "waitsFor": "", "undone": ""}


class JobCompletion:
    """Writes the end of jobs.

    Args:
        database: where.
        news: adds what people are told about it; nobody is told anything without.
    """

    def __init__(self, database: ScoutlyDatabase, news: JobNews | None = None) -> None:
        self._database = database
        self._news = news

    async def complete(self, job: Job, harvest: VisitOutcome) -> VisitOutcome:
        """Finish a job with what it found; gives what of that could be saved.

        Raises:
            FencedError: the job is no longer this run's; nothing was saved.
        """
        if any(visit.adds for visit in harvest.visits):
            await trim(self._database, harvest.company_id)
        if harvest.visits and harvest.nameless:
            followers = [visit.follower for visit in harvest.visits]
            await adopt(self._database, harvest.company_id, followers)
        for _ in range(_MAX_INDEXES):
            writes = await self._writes(job, harvest)
            try:
                await self._commit(writes, held(job))
            except driver.TakenError as error:
                if writes[error.number].collection != "savedjobs":
                    raise
                harvest = await without_clashes(self._database, harvest, error)
            else:
                return harvest
        raise LastingError("unique indexes of other programs forbid every save", code="unexpected")

    async def _writes(self, job: Job, harvest: VisitOutcome) -> list[Write]:
        company_id = harvest.company_id
        done = {
            "$set": {"status": "completed", "result": harvest.result},
            "$unset": {"lease": "", "errorMessage": "", "errorCode": "", **_NO_MORE_RUNS},
            "$currentDate": {"completedAt": True, "updatedAt": True},
        }
        writes = [Write("jobqueues", fence(job), done), *keep_up(company_id, harvest.visits)]
        writes += await self._news_of(harvest) if harvest.brings_news else []
        after = _succeeded(harvest) if harvest.visited else _judged(job if harvest.tried else None)
        writes.append(Write("companies", {"_id": company_id}, after))
        writes += await self._news.of_success(job, harvest) if self._news else []
        return writes

    async def _news_of(self, harvest: VisitOutcome) -> list[Write]:
        """What a run found that was not known before."""
        company_id, now = harvest.company_id, await self._database.now()
        moved, taken, there = harvest.moved, await self._taken(harvest.moved), harvest.presence
        if moved:
            # What is remembered is of other addresses.
            there = replace(there, unnoted=there.listed)
        return [
            *remember_moves(company_id, moved, now, unread=harvest.unread, taken=taken),
            *remember_presence(company_id, there, now, is_back=harvest.is_back),
            *(_save(company_id, save, now) for save in with_room(harvest.saves)),
            *(revision.write(now) for revision in harvest.revisions),
            *remember(company_id, harvest.visits, now),
        ]

    async def fail(
        self, job: Job, decision: Fail, page: PageUsed | None, *, abandoned: bool = False
    ) -> bool:
        """Finish a job for good without success, and mark its company as problematic; gives True.

        One that was only to judge again visits nobody, so nothing is its company's fault.

        Args:
            job: as it was claimed.
            decision: why; without a message, nothing is written but that it failed.
            page: the company's page as used.
            abandoned: whoever claimed the job is gone, and so is the lease.

        Raises:
            FencedError: the job is no longer this run's; nothing was changed.
        """
        told = {**explanation(decision), "result": {"attempts": job.retry_count + 1}}
        failed = {
            "$set": {"status": "failed"} | (told if decision.message else {}),
            "$unset": {"lease": "", **_NO_MORE_RUNS},
            "$currentDate": {"completedAt": True, "updatedAt": True},
        }
        judging = is_judging(job)
        tells = self._news and decision.message and not judging
        after = _judged(job) if judging else _failed(page)
        writes = [
            Write("jobqueues", fence(job), failed),
            Write("companies", {"_id": job.company_id}, after),
            *(await self._news.of_failure(job, decision) if self._news and tells else []),
        ]
        await self._commit(writes, [] if abandoned else held(job))
        return True

    async def _taken(self, moved: Mapping[str, str]) -> Collection[str]:
        """Those new addresses that somebody has saved already, under whatever company."""
        if not moved:
            return ()
        new = {"$in": list(moved)}
        found = self._database.saved_jobs.find(
            {"$or": [{"jobId": new}, {"url": new}]}, {"jobId": 1, "url": 1}
        )
        return moved.keys() & {str(a) async for each in found for a in each.values()}

    async def _commit(self, writes: Sequence[Write], provided: Sequence[Condition]) -> None:
        if not await driver.commit(self._database.handle, writes, provided=provided):
            raise FencedError("the job was taken away before its result was saved")


def _succeeded(harvest: VisitOutcome) -> list[dict[str, Any]]:
    """The company's update after a success: it clears all failures.

    What people were told of a page that shows no list stays told until one is recognised.
    """
    unread = bool(harvest.unrecognised)
    taught = {name: each for name, each in harvest.lessons.items() if each is not None}
    forgotten = [f"reactor.{name}" for name in harvest.lessons if name not in taught]
    kept = (
        {} if harvest.origin is None or unread else {"reactor.origin": {"$literal": harvest.origin}}
    )
    return [
        {
            "$set": {
                "isProblematic": False,
                "lastSuccessfulScrape": "$$NOW",
                "reactor.failures": 0,
                "reactor.revision": one_more("reactor.revision"),
                "reactor.unrecognised": one_more("reactor.unrecognised") if unread else 0,
                **kept,
                **_page_used(harvest.page),
                **{f"reactor.{name}": {"$literal": each} for name, each in taught.items()},
            }
        },
        {"$unset": ["reactor.failedAt", *forgotten, *([] if unread else [TOLD])]},
    ]


def _judged(job: Job | None) -> list[dict[str, Any]]:
    """The company's update after judging again: the job that did it began then, and was no try."""
    began = {"reactor.judgedAt": job.last_attempt_at or "$$NOW"} if job else {}
    return [{"$set": {**began, "reactor.revision": one_more("reactor.revision")}}]


def _failed(page: PageUsed | None) -> list[dict[str, Any]]:
    """The company's update after a failure, all of it together: no decision sees half of it."""
    return [
        {
            "$set": {
                "isProblematic": True,
                "reactor.failures": one_more("reactor.failures"),
                "reactor.failedAt": "$$NOW",
                "reactor.revision": one_more("reactor.revision"),
                **(_page_used(page) if page else {}),
            }
        }
    ]


def _page_used(page: PageUsed) -> dict[str, Any]:
    # People type these; as an expression, a text that begins with a dollar would be a field.
    return {
        "reactor.url": {"$literal": page.url},
        "reactor.selector": {"$literal": page.selector},
    }


def _save(company_id: ObjectId, save: Save, now: datetime) -> Write:
    """Saves a match once a person, whichever name an earlier run used.

    People's `status` and `notes` are set at birth and never again.
    """
    person: list[dict[str, Any]] = [{"user": save.user}, {"userId": {"$in": save.names}}]
    birth = save.birth(company_id) | {"createdAt": now}
    return Write(
        "savedjobs",
        {"$or": [who | {"jobId": save.job_id} for who in person]},
        {
            "$set": {**save.fields, "reactor.wrote": wrote(save.fields)},
            "$unset": {"withdrawnAt": ""},
            "$setOnInsert": birth,
            "$currentDate": {"updatedAt": True},
        },
        upsert=True,
    )
