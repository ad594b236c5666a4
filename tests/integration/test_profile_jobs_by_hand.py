"""Jobs that judge again, without a reactor, and beside what people ask for."""

from datetime import timedelta
from typing import Any

from bson import ObjectId

from reactor.documents import Company
from reactor.mongo.database import ScoutlyDatabase
from reactor.oneshot.enqueuer import Enqueuer
from reactor.settings import Settings
from reactor.tracking.visit_request import VisitRequestResult, ask_for_visit

ADA = "ada@example.org"


async def _company(database: ScoutlyDatabase) -> Company:
    """One that Ada tracks, and that was visited just now."""
    now = await database.now()
    page = {"companyID": "acme", "careers_url": "https://acme.example"}
    document: dict[str, Any] = {"_id": ObjectId(), **page, "lastSuccessfulScrape": now}
    await database.companies.insert_one(document)
    await database.users.insert_one({"email": ADA, "cvText": "A welder"})
    who = {"userId": ADA, "companyId": document["_id"]}
    await database.preferences.insert_one({**who, "rank": 50})
    await database.histories.insert_one({**who, "links": []})
    return Company.read(document)


async def test_enqueue_finds_who_changed_and_leaves_the_visit_to_its_time(
    database: ScoutlyDatabase, settings: Settings
) -> None:
    await _company(database)
    enqueuer = Enqueuer(database, settings)
    assert (await enqueuer.enqueue(dry=False)).enqueued == ()
    await database.users.update_one({}, {"$set": {"cvText": "A pilot"}})
    assert (await enqueuer.enqueue(dry=True)).enqueued == ()
    done = await enqueuer.enqueue(dry=False)
    assert [each.reason for each in done.enqueued] == ["profile"]
    assert [job["reason"] async for job in database.jobs.find({})] == ["profile"]
    assert (await enqueuer.enqueue(dry=False)).enqueued == (), "once is enough"


async def test_enqueue_makes_one_that_waits_a_visit_where_that_is_due(
    database: ScoutlyDatabase, settings: Settings
) -> None:
    company = await _company(database)
    await _waits(database, company)
    long_ago = {"$set": {"lastSuccessfulScrape": await database.now() - timedelta(days=9)}}
    await database.companies.update_one({}, long_ago)
    done = await Enqueuer(database, settings).enqueue(dry=False)
    assert [each.label for each in done.enqueued] == ["acme"]
    (job,) = await database.jobs.find({}).to_list(None)
    assert job["reason"] == "enqueue"
    assert "notBefore" not in job


async def test_a_visit_that_is_asked_for_takes_the_place_of_one_that_waits(
    database: ScoutlyDatabase,
) -> None:
    company = await _company(database)
    await _waits(database, company)
    asked = await ask_for_visit(database, company)
    assert asked.visit is VisitRequestResult.QUEUED
    (job,) = await database.jobs.find({}).to_list(None)
    assert job["reason"] == "manual"
    assert "notBefore" not in job
    assert job["turn"] < await database.now()


async def test_a_visit_that_is_asked_for_while_one_runs_has_to_be_asked_for_again(
    database: ScoutlyDatabase,
) -> None:
    company = await _company(database)
    lease = {"owner": "me", "token": "t"}
    runs = {"companyId": company.id, "status": "processing", "reason": "profile", "lease": lease}
    await database.jobs.insert_one(runs)
    assert (await ask_for_visit(database, company)).visit is VisitRequestResult.JUDGED


async def _waits(database: ScoutlyDatabase, company: Company) -> None:
    later = await database.now() + timedelta(hours=1)
    job = {"companyId": company.id, "status": "pending", "reason": "profile", "notBefore": later}
    await database.jobs.insert_one(job)
