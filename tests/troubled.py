"""A house in which every kind of trouble is to be found at once."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bson import ObjectId

from reactor.decisions.model_trouble import ModelTrouble
from reactor.decisions.quota_day import quota_day
from reactor.documents import User
from reactor.mongo.cache.cv_texts import KeptCvs
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.budgets import budget_id
from reactor.mongo.model_usage.troubles import trouble_id
from reactor.mongo.timers import timer_id
from reactor.settings import Settings

ADA, BO, CY = "ada@example.org", "bo@example.org", "cy@example.org"
OWNER = "pi-1"
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
SPENT = 500
"""Requests of today: as many as there may be."""


@dataclass
class TroubledHouse:
    """What stands in the database.

    Attributes:
        database: where.
        model: that is in trouble, and whose budget is spent.
        now: the server's time when it was filled.
        companies: ids by slug.
    """

    database: ScoutlyDatabase
    model: str
    now: datetime
    companies: dict[str, ObjectId] = field(default_factory=dict)

    async def company(self, slug: str, rank: Any = 50, **fields: Any) -> None:
        """A company that Ada tracks, or nobody where `rank` is None."""
        self.companies[slug] = ObjectId()
        known = {"_id": self.companies[slug], "companyID": slug, "company": slug.title()}
        await self.database.companies.insert_one(
            {**known, "careers_url": f"https://{slug}.example/jobs", **fields}
        )
        if rank is not None:
            await self.database.preferences.insert_one(
                {"userId": ADA, "companyId": self.companies[slug], "rank": rank}
            )

    async def job(self, slug: str, status: str, **fields: Any) -> None:
        """A job of a company, an hour ago."""
        at = self.now - HOUR
        job = {"companyId": self.companies[slug], "status": status, "reason": "due"}
        times = {"createdAt": at, "updatedAt": at, "turn": at, "priority": 50.0}
        await self.database.jobs.insert_one({**job, **times, **fields})


async def troubled(database: ScoutlyDatabase, settings: Settings) -> TroubledHouse:
    """The house, filled; its settings need a key, for a model to be in trouble."""
    house = TroubledHouse(database, settings.gemini_model, await database.now())
    await _people(house)
    await _companies(house)
    await _jobs(house)
    await _model(house)
    await _reactors(house)
    await _matches(house)
    return house


async def _people(house: TroubledHouse) -> None:
    """Ada has a CV, Bo one that cannot be read, and Cy has nothing."""
    users = house.database.users
    link = "https://bo.example/cv.pdf"
    await users.insert_one({"userId": ObjectId(), "email": ADA, "cvText": "Python engineer"})
    await users.insert_one({"userId": ObjectId(), "email": BO, "cvUrl": link})
    await users.insert_one({"userId": ObjectId(), "email": CY, "cvText": "..."})
    bo = User.read(await users.find_one({"email": BO}))
    await KeptCvs(house.database).note_unread(bo, "404 Not Found", "cv_not_found")


async def _companies(house: TroubledHouse) -> None:
    """Of the tracked ones one fails, one shows no list, one has a rule; one untracked fails."""
    now, seen = house.now, {"lastSuccessfulScrape": house.now - 2 * HOUR}
    failing = {"failures": 3, "failedAt": now - HOUR, "rank": 90, "revision": 1}
    await house.company("acme", 90, isProblematic=True, reactor=failing)
    forgotten = {"failures": 3, "failedAt": now - DAY, "revision": 1}
    await house.company("forgotten", None, isProblematic=True, reactor=forgotten)
    await house.company("silent", 60, **seen, reactor={"unrecognised": 2, "revision": 1})
    rule = {"learnedAt": now - DAY, "usedAt": now - HOUR, "model": "m", "checked": 7}
    rule |= {"source": "page"}
    await house.company("taught", 40, **seen, reactor={"rule": rule, "revision": 1})
    for slug in ("running", "ready", "retrying", "parked", "waiting", "due"):
        await house.company(slug, 70)
    stray = {"userId": "nobody@example.org", "companyId": house.companies["due"], "rank": 10}
    await house.database.preferences.insert_one(stray)
    gone = {"userId": ADA, "companyId": ObjectId(), "rank": 10}
    await house.database.preferences.insert_one(gone)


async def _jobs(house: TroubledHouse) -> None:
    """One of each kind that waits or runs, and how visits of the last day ended."""
    now, wakes = house.now, house.now + HOUR
    lease = {"owner": OWNER, "token": "t"}
    await house.job("running", "processing", lastAttemptAt=now - MINUTE, lease=lease)
    await house.job("ready", "pending")
    again = {"retryCount": 1, "errorMessage": "503", "errorCode": "server_error"}
    await house.job("retrying", "pending", notBefore=wakes, **again)
    budget = {"errorCode": "model_budget", "errorMessage": "the budget is spent"}
    await house.job("parked", "pending", notBefore=wakes, waitsFor=house.model, **budget)
    overload = {"errorCode": "model_overloaded", "errorMessage": "it is overloaded"}
    await house.job("waiting", "pending", notBefore=wakes, waitsFor=house.model, **overload)
    gone = {"errorMessage": "404 Not Found", "errorCode": "page_gone", "retryCount": 2}
    await house.job("acme", "failed", completedAt=now - HOUR, **gone)
    read = {"found": 12, "new": 2, "matched": 1, "declined": 1}
    await house.job("silent", "completed", completedAt=now - HOUR, result=read)
    await house.job("taught", "completed", completedAt=now - HOUR, result=read)
    nameless = {"errorMessage": "the job names no company", "errorCode": "no_company"}
    stray = {"companyId": ObjectId(), "status": "failed", "createdAt": now, **nameless}
    await house.database.jobs.insert_one({**stray, "updatedAt": now, "completedAt": now})


async def _model(house: TroubledHouse) -> None:
    """It is overloaded, and its requests of today are used up."""
    now, budgets = house.now, house.database.budgets
    trouble = ModelTrouble(
        house.model, "model_overloaded", "it is overloaded", now - HOUR, now, now + HOUR
    )
    known = {"code": trouble.code, "message": trouble.message, "since": trouble.since}
    dates = {"last": trouble.last, "until": trouble.until, "tries": 2, "open": True}
    await budgets.insert_one({"_id": trouble_id(house.model), **known, **dates})
    spent = {"requests": SPENT, "inputTokens": 4_000, "outputTokens": 300}
    await budgets.insert_one({"_id": budget_id(house.model, quota_day(now)), **spent})
    ends = {"_id": timer_id("budget", house.model), "expireAt": now + HOUR}
    await house.database.timers.insert_one(ends)
    call = {"timestamp": now, "inputTokens": 2_000, "outputTokens": 150}
    cost = {"costEstimate": {"total": 0.25}}
    await house.database.token_usages.insert_many(
        [
            {**call, **cost, "userEmail": ADA, "operation": "initial_matching"},
            {**call, **cost, "userEmail": ADA, "operation": "job_batch_analysis"},
            {**call, **cost, "userEmail": "", "operation": "initial_matching"},
        ]
    )


async def _reactors(house: TroubledHouse) -> None:
    """One is alive, and a company is looked at next."""
    now, timers = house.now, house.database.timers
    alive = {"expireAt": now + HOUR, "since": now - DAY, "seconds": 60}
    await timers.insert_one({"_id": timer_id("lease", OWNER), **alive})
    silent = {"_id": timer_id("scrape", house.companies["silent"]), "expireAt": now + HOUR}
    await timers.insert_one(silent)
    seconds = int((now - HOUR).timestamp())
    token = {"_data": f"82{seconds:08X}000000012B"}
    await house.database.checkpoints.insert_one({"_id": "stream", "at": now, "token": token})


async def _matches(house: TroubledHouse) -> None:
    """Two matches of Ada, and the text of a posting."""
    ada = await house.database.users.find_one({"email": ADA})
    assert ada
    for number, title in enumerate(("Welder", "Smith")):
        link = f"https://taught.example/jobs/{number}"
        save = {"user": ada["_id"], "userId": ADA, "jobId": link, "url": link, "title": title}
        found = {"status": "WANT_TO_APPLY", "suitabilityScore": 80 + number}
        of = {"companyId": house.companies["taught"], "createdAt": house.now - HOUR}
        await house.database.saved_jobs.insert_one({**save, **found, **of})
    posting = {"companyId": house.companies["taught"], "url": "https://taught.example/jobs/0"}
    kept = {"title": "Welder", "text": "Weld.", "firstSeenAt": house.now}
    await house.database.postings.insert_one({**posting, **kept})
