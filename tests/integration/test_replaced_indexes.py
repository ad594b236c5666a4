"""Indexes that earlier reactors made and this one replaced, and what the new ones are for."""

from datetime import UTC, datetime, timedelta

from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.mongo.views.days import read_days
from reactor.settings import Settings

FORMER = [("status", 1), ("updatedAt", -1), ("_id", -1)]


async def test_an_index_that_was_replaced_goes_and_another_of_its_name_stays(
    database: ScoutlyDatabase, settings: Settings
) -> None:
    expected = await database.jobs.index_information()
    await database.jobs.create_index(FORMER, name="jobs_by_status")
    await bootstrap(database, settings.keep_finished)
    assert await database.jobs.index_information() == expected
    await database.jobs.create_index("reason", name="jobs_by_status")
    await bootstrap(database, settings.keep_finished)
    assert "jobs_by_status" in await database.jobs.index_information()


async def test_the_visits_of_the_last_days_are_counted_without_reading_a_job(
    database: ScoutlyDatabase,
) -> None:
    now = datetime.now(UTC)
    jobs = [
        {
            "companyId": ObjectId(),
            "status": "completed",
            "reason": reason,
            "createdAt": now,
            "updatedAt": now - timedelta(minutes=number),
        }
        for number, reason in enumerate(("due", "profile", "rank") * 40)
    ]
    await database.jobs.insert_many(jobs)
    await database.handle.command("profile", 2)
    days = await read_days(database, now, UTC, [ObjectId()])
    await database.handle.command("profile", 0)
    asked = await database["system.profile"].find({"command.aggregate": "jobqueues"}).to_list(None)
    assert sum(day.completed for day in days.days) == 80
    assert [(each["docsExamined"], each["keysExamined"] > 0) for each in asked] == [(0, True)]
