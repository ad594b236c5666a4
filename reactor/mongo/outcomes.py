"""How a job ends: everything it changes becomes visible together, or nothing does.

The first write of each transaction is the job itself, filtered on the claim's token: a run that
lost its job saves nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bson import ObjectId

from reactor.documents import Job
from reactor.errors import FencedError
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.followers import Follower
from reactor.mongo.queue import fence

_MOST_LINKS = 5_000


@dataclass(frozen=True, slots=True)
class PageUsed:
    """The careers page as the run used it, so that a later edit is noticed."""

    url: str
    selector: str


@dataclass(frozen=True, slots=True)
class Save:
    """A match to be saved.

    Attributes:
        user: the person.
        user_id: how their preference names them.
        names: every way to name them.
        job_id: the posting's address.
        fields: what a later run may overwrite.
    """

    user: ObjectId
    user_id: str
    names: Sequence[str]
    job_id: str
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Visit:
    """The postings that a follower has now been offered or spared."""

    follower: Follower
    links: Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a successful run brings home.

    Attributes:
        company_id: the company.
        page: its page as used.
        saves: the matches.
        visits: one for each follower, matched or not.
        result: figures for people who look at the job.
    """

    company_id: ObjectId
    page: PageUsed
    saves: Sequence[Save]
    visits: Sequence[Visit]
    result: dict[str, Any]


class Outcomes:
    """Writes the end of jobs."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database

    async def complete(self, job: Job, harvest: Harvest) -> None:
        """Finish a job with what it found.

        Raises:
            FencedError: the job is no longer this run's; nothing was saved.
        """
        now = await self._database.now()

        async def commit(session: driver.Session) -> None:
            done = {
                "$set": {"status": "completed", "result": harvest.result},
                "$unset": {"lease": "", "errorMessage": "", "notBefore": ""},
                "$currentDate": {"completedAt": True, "updatedAt": True},
            }
            await self._close(job, done, session)
            for save in harvest.saves:
                await self._database.saved_jobs.update_one(
                    *_save(harvest.company_id, save, now), upsert=True, session=session
                )
            # A history that somebody broke must not keep the results from everybody.
            await self._database.histories.update_many(
                {
                    "companyId": harvest.company_id,
                    "links": {"$exists": True, "$not": {"$type": "array"}},
                },
                {"$set": {"links": []}},
                session=session,
            )
            for visit in harvest.visits:
                await self._database.histories.update_one(
                    *_remember(harvest.company_id, visit), upsert=True, session=session
                )
            await self._database.companies.update_one(
                {"_id": harvest.company_id}, _succeeded(harvest.page), session=session
            )

        await driver.transaction(self._database.client, commit)

    async def fail(self, job: Job, message: str, page: PageUsed | None) -> None:
        """Finish a job for good without success, and mark its company as problematic.

        Raises:
            FencedError: the job is no longer this run's; nothing was changed.
        """

        async def commit(session: driver.Session) -> None:
            failed = {
                "$set": {
                    "status": "failed",
                    "errorMessage": message,
                    "result": {"attempts": job.retry_count + 1},
                },
                "$unset": {"lease": "", "notBefore": ""},
                "$currentDate": {"completedAt": True, "updatedAt": True},
            }
            await self._close(job, failed, session)
            await self._database.companies.update_one(
                {"_id": job.company_id}, _failed(page), session=session
            )

        await driver.transaction(self._database.client, commit)

    async def _close(self, job: Job, update: dict[str, Any], session: driver.Session) -> None:
        result = await self._database.jobs.update_one(fence(job), update, session=session)
        if result.matched_count == 0:
            raise FencedError("the job was taken away before its result was saved")


def _succeeded(page: PageUsed) -> list[dict[str, Any]]:
    """The company's update after a success: it clears all failures."""
    return [
        {
            "$set": {
                "isProblematic": False,
                "lastSuccessfulScrape": "$$NOW",
                "reactor.failures": 0,
                "reactor.revision": _one_more("reactor.revision"),
                **_page_used(page),
            }
        },
        {"$unset": "reactor.failedAt"},
    ]


def _failed(page: PageUsed | None) -> list[dict[str, Any]]:
    """The company's update after a failure, all of it together: no decision sees half of it."""
    return [
        {
            "$set": {
                "isProblematic": True,
                "reactor.failures": _one_more("reactor.failures"),
                "reactor.failedAt": "$$NOW",
                "reactor.revision": _one_more("reactor.revision"),
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


def _one_more(field: str) -> dict[str, Any]:
    """The number in `field` plus one; anything else in it counts as none."""
    return {"$add": [{"$cond": [{"$isNumber": f"${field}"}, f"${field}", 0]}, 1]}


def _save(company_id: ObjectId, save: Save, now: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    """Filter and update that save a match once a person, whichever name an earlier run used.

    People's `status` and `notes` are set at birth and never again.
    """
    person: list[dict[str, Any]] = [{"user": save.user}, {"userId": {"$in": save.names}}]
    birth = {
        "user": save.user,
        "userId": save.user_id,
        "jobId": save.job_id,
        "companyId": company_id,
        "status": "WANT_TO_APPLY",
        "createdAt": now,
    }
    return (
        {"$or": [who | {"jobId": save.job_id} for who in person]},
        {"$set": save.fields, "$setOnInsert": birth, "$currentDate": {"updatedAt": True}},
    )


def _remember(company_id: ObjectId, visit: Visit) -> tuple[dict[str, Any], dict[str, Any]]:
    """Filter and update that add postings to a follower's history, whichever way it names them."""
    email, hex_id = visit.follower.user.names
    names = {"userId": {"$in": [visit.follower.user_id, email, hex_id]}}
    # Some older databases want `userEmail` to be unique: no two people may lack it.
    birth = {"userId": visit.follower.user_id, "userEmail": email or hex_id}
    return (
        {"companyId": company_id, "$or": [names, {"userEmail": email}] if email else [names]},
        {
            "$push": {"links": {"$each": list(visit.links), "$slice": -_MOST_LINKS}},
            "$setOnInsert": birth,
            "$currentDate": {"lastScrapeDate": True},
        },
    )
