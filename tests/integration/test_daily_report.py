"""The daily report: told once by whoever is there, and now if somebody asks for it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from loguru import logger

from reactor.core.daily_report import DailyReport
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.conftest import Eventually
from tests.scoutly import Running, Scoutly

REPORT = {"_id.kind": "report"}


@pytest_asyncio.fixture
async def reports() -> Any:
    """The daily reports that were told."""
    told: list[dict[str, Any]] = []
    sink = logger.add(
        lambda message: told.append(dict(message.record["extra"])),
        filter=lambda record: record["message"] == "daily report",
    )
    yield told
    logger.remove(sink)


@pytest.fixture
def days_ago(database: ScoutlyDatabase) -> Any:
    async def told(days: int) -> None:
        at = datetime.now(UTC) - timedelta(days=days)
        await database.checkpoints.insert_one({"_id": "report", "toldAt": at})

    return told


async def test_the_next_report_is_a_timer_of_its_day(
    scoutly: Scoutly, running: Running, settings: Settings
) -> None:
    async with running(scoutly.complete):
        timer: Any = await scoutly.eventually(lambda: scoutly.database.timers.find_one(REPORT))
    local = timer["expireAt"].astimezone(settings.zone)
    assert timer["_id"]["of"] == local.date().isoformat()
    assert f"{local:%H:%M}" == "08:00"


async def test_a_report_that_nobody_was_there_to_tell_is_told_once(
    scoutly: Scoutly, running: Running, reports: list[Any], days_ago: Any, eventually: Eventually
) -> None:
    """Five days late: its timer is set into the past, and MongoDB fires it."""
    await days_ago(5)
    await scoutly.database.saved_jobs.insert_one(
        {"user": 1, "userId": "ada", "jobId": "x", "createdAt": datetime.now(UTC)}
    )
    async with running(scoutly.complete):
        expected = {"_id.kind": "report", "expireAt": {"$gt": datetime.now(UTC)}}
        await eventually(lambda: scoutly.database.timers.find_one(expected), within=30)
    (report,) = reports
    assert report["matches"] == 1


@pytest.mark.usefixtures("without_validators")
@pytest.mark.parametrize("edit", [{"$set": {"expireAt": "soon"}}, {"$unset": {"expireAt": ""}}])
async def test_a_report_timer_that_somebody_spoiled_comes_back_right(
    scoutly: Scoutly, running: Running, reports: list[Any], edit: dict[str, Any]
) -> None:
    timers = scoutly.database.timers
    async with running(scoutly.complete):
        await scoutly.eventually(lambda: timers.find_one(REPORT))
        await timers.update_one(REPORT, edit)
        await scoutly.eventually(lambda: timers.find_one({**REPORT, "expireAt": {"$type": "date"}}))
    assert reports == []


async def test_a_report_timer_deleted_by_hand_tells_it_now_and_the_next_still_comes(
    scoutly: Scoutly, running: Running, reports: list[Any]
) -> None:
    timers = scoutly.database.timers
    async with running(scoutly.complete):
        await scoutly.eventually(lambda: timers.find_one(REPORT))
        await timers.delete_one(REPORT)
        await scoutly.eventually(lambda: timers.find_one(REPORT))
    assert len(reports) == 1


async def test_several_reactors_and_repeated_events_tell_a_report_once(
    database: ScoutlyDatabase, settings: Settings, reports: list[Any], days_ago: Any
) -> None:
    await days_ago(1)
    first, second = DailyReport(database, settings), DailyReport(database, settings)
    await first.keep_timer()
    timer = await database.timers.find_one(REPORT)
    assert timer
    fired = {timer["_id"]["of"]: datetime.now(UTC)}
    for reactor in (first, second, first):
        await reactor.answer(fired)
    assert len(reports) == 1


async def test_no_time_of_day_means_no_report(
    database: ScoutlyDatabase, settings: Settings
) -> None:
    await DailyReport(database, settings.model_copy(update={"report_at": None})).keep_timer()
    assert await database.timers.count_documents(REPORT) == 0
