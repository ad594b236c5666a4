"""`errorCode` on jobs: why each failed or waits, for programs; gone once it is over."""

from datetime import timedelta
from typing import Any

import pytest
from bson import ObjectId

from reactor.decisions.actions import Release
from reactor.documents import Company, Job
from reactor.errors import (
    BlockedError,
    BudgetError,
    GoneError,
    ModelTroubleError,
    OfflineError,
    ReactorError,
)
from reactor.fetch.parser_worker import ParsingWorker
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.requeue import Requeue
from reactor.mongo.reactions.effects import Decision, Effects
from reactor.mongo.setup.duplicate_jobs import close_duplicate_jobs
from reactor.settings import Settings
from tests.companies import NOW
from tests.visits import Visits, visits

__all__ = ["visits"]  # a fixture


@pytest.mark.parametrize(
    ("trouble", "status", "code"),
    [
        (BlockedError("a challenge"), "pending", "blocked"),
        (OfflineError("no host", delay=1), "pending", "line_down"),
        (BudgetError("used up", delay=1, model="flash"), "pending", "model_budget"),
        (GoneError("answered 404"), "failed", "page_gone"),
        (KeyError("title"), "pending", "unexpected"),
    ],
    ids=repr,
)
async def test_a_job_keeps_why_it_failed_or_waits(
    visits: Visits, trouble: Any, status: str, code: str
) -> None:
    visits.site.trouble = trouble
    job = await visits.visit()
    assert (job["status"], job["errorCode"]) == (status, code)
    assert job["errorMessage"]


async def test_the_last_attempt_keeps_the_code_of_its_cause(visits: Visits) -> None:
    visits.site.trouble = BlockedError("a challenge")
    states = [await visits.visit() for _ in range(3)]
    assert [(job["status"], job["errorCode"]) for job in states] == [
        *[("pending", "blocked")] * 2,
        ("failed", "blocked"),
    ]


async def test_a_run_out_of_time_says_whether_it_got_further(visits: Visits) -> None:
    visits.site.hangs_at = "pilot"
    unfinished = await visits.visit("welder", "pilot", within=0.5)
    timeout = await visits.visit("welder", "pilot", within=0.5)
    assert (unfinished["errorCode"], timeout["errorCode"]) == ("unfinished", "timeout")


async def test_answers_of_no_use_are_the_models_and_not_the_companys(visits: Visits) -> None:
    visits.counting.trouble = ModelTroubleError(
        "of no use", delay=300, model="flash", code="model_malformed"
    )
    job = await visits.visit("welder")
    assert (job["status"], job["errorCode"]) == ("pending", "model_malformed")
    assert job.get("retryCount", 0) == 0
    company = await visits.database.companies.find_one({"_id": visits.company})
    assert company
    assert not company.get("isProblematic")


async def test_a_success_leaves_no_code(visits: Visits) -> None:
    visits.site.trouble = BlockedError("a challenge")
    await visits.visit()
    visits.site.trouble = None
    job = await visits.visit("welder")
    assert job["status"] == "completed"
    assert not {"errorCode", "errorMessage"} & job.keys()


async def test_a_job_set_back_by_hand_has_no_code(visits: Visits) -> None:
    visits.site.trouble = GoneError("answered 404")
    failed = await visits.visit()
    jobs = visits.database.jobs
    await jobs.update_one({"_id": failed["_id"]}, {"$set": {"status": "pending"}})
    await Requeue(visits.database).start_over({failed["_id"]: None})
    again = await jobs.find_one({"_id": failed["_id"]})
    assert again
    assert not {"errorCode", "errorMessage"} & again.keys()


async def test_a_job_that_kills_its_reactors_says_so(
    database: ScoutlyDatabase, settings: Settings
) -> None:
    company = await database.companies.insert_one({"companyID": "acme"})
    running: dict[str, Any] = {"companyId": company.inserted_id, "status": "processing"}
    inserted = await database.jobs.insert_one(
        running | {"crashCount": settings.max_crashes - 1, "lease": {"owner": "gone", "token": "t"}}
    )
    found = await database.jobs.find_one({"_id": inserted.inserted_id})
    acme = Company.read(await database.companies.find_one())
    released = Decision(acme.id, [Release(Job.read(found), acme)])
    await Effects(database, settings).act([released], NOW)
    job = await database.jobs.find_one()
    assert job
    assert (job["status"], job["errorCode"]) == ("failed", "crashed")


async def test_a_duplicate_says_so(database: ScoutlyDatabase) -> None:
    acme = ObjectId()
    jobs = [
        {"companyId": acme, "status": "pending", "createdAt": NOW + timedelta(n)} for n in (0, 1)
    ]
    await database.handle["jobqueues"].drop_indexes()
    await database.jobs.insert_many(jobs)
    await close_duplicate_jobs(database)
    found = await database.jobs.find({}, sort=[("createdAt", 1)]).to_list(None)
    assert [job.get("errorCode") for job in found] == [None, "duplicate"]


async def test_a_page_that_the_parser_cannot_take_has_its_code() -> None:
    async with ParsingWorker() as worker:
        with pytest.raises(ReactorError) as caught:
            await worker.run(int, "no number")
    assert caught.value.code == "unreadable_page"
