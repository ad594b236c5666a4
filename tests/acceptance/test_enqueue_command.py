"""`reactor enqueue`: what is due gets a job, once, whoever else is there."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.command import last_line, run
from tests.conftest import Eventually
from tests.scoutly import Scoutly

NOW = datetime.now(UTC)


async def test_what_is_due_is_enqueued_by_priority_and_what_is_not_is_counted(
    scoutly: Scoutly, settings: Settings, tmp_path: Path
) -> None:
    late = await scoutly.track(
        20, company="Late", companyID="late", lastSuccessfulScrape=NOW - timedelta(days=40)
    )
    fresh = await scoutly.track(90, companyID="fresh")
    await scoutly.track(90, companyID="done", lastSuccessfulScrape=NOW - timedelta(hours=2))
    await scoutly.database.companies.insert_one({"companyID": "nobodys"})
    status, output, errors = await run(settings, tmp_path, "enqueue")
    assert (status, errors) == (0, "")
    assert last_line(output) == "2 enqueued; 1 not due, 1 not tracked"
    rows = output.splitlines()
    assert [row.split()[0] for row in rows[1:3]] == ["late", "fresh"]
    assert "36 d" in rows[1]
    assert "never" in rows[2]
    jobs = await scoutly.database.jobs.find().sort("turn", 1).to_list(None)
    assert [(job["companyId"], job["reason"]) for job in jobs] == [
        (late, "enqueue"),
        (fresh, "enqueue"),
    ]


async def test_a_dry_run_writes_nothing_at_all(
    scoutly: Scoutly, settings: Settings, tmp_path: Path
) -> None:
    await scoutly.track(90, companyID="acme")
    before = await scoutly.database.companies.find_one({})
    _, output, _ = await run(settings, tmp_path, "enqueue", "--dry-run")
    assert last_line(output) == "1 would be enqueued"
    assert await scoutly.database.jobs.count_documents({}) == 0
    assert await scoutly.database.companies.find_one({}) == before


async def test_again_it_tells_what_is_in_the_queue_or_runs_already(
    scoutly: Scoutly, settings: Settings, tmp_path: Path
) -> None:
    await scoutly.track(90, companyID="queued")
    busy = await scoutly.track(80, companyID="busy")
    await scoutly.database.jobs.insert_one({"companyId": busy, "status": "processing"})
    await run(settings, tmp_path, "enqueue")
    status, output, _ = await run(settings, tmp_path, "enqueue")
    assert status == 0
    assert last_line(output) == "0 enqueued; 1 in the queue already, 1 running already"
    assert await scoutly.database.jobs.count_documents({}) == 2


async def test_two_at_once_make_one_job_a_company(
    scoutly: Scoutly, settings: Settings, tmp_path: Path
) -> None:
    for _ in range(30):
        await scoutly.track(50)
    answers = await asyncio.gather(
        *(run(settings, tmp_path, "enqueue", "--json") for _ in range(2))
    )
    enqueued = [json.loads(output)["enqueued"] for _, output, _ in answers]
    assert sum(map(len, enqueued)) == 30
    assert await scoutly.database.jobs.count_documents({}) == 30


async def test_a_rank_that_changed_while_no_reactor_ran_is_enqueued_once(
    scoutly: Scoutly, settings: Settings, tmp_path: Path
) -> None:
    await scoutly.track(
        40, companyID="acme", lastSuccessfulScrape=NOW, reactor={"rank": 40, "revision": 1}
    )
    changed = {"$set": {"rank": 30}}
    await scoutly.database.preferences.update_one({}, changed)
    args = ("enqueue", "--json")
    first = json.loads((await run(settings, tmp_path, *args, REACTOR_COOLDOWN="0s"))[1])
    assert [(each["company"], each["reason"]) for each in first["enqueued"]] == [
        ("acme", "rank-change")
    ]
    await scoutly.database.jobs.delete_many({})
    second = json.loads((await run(settings, tmp_path, *args, REACTOR_COOLDOWN="0s"))[1])
    assert (second["enqueued"], second["notDue"]) == ([], 1)


@pytest.mark.usefixtures("running_reactor")
async def test_beside_a_running_reactor_nothing_is_enqueued_twice(
    scoutly: Scoutly, settings: Settings, tmp_path: Path, eventually: Eventually
) -> None:
    # The page is gone, so that every job ends, and fails.
    await asyncio.gather(*(scoutly.track(50, careers_url="http://127.0.0.1:9/") for _ in range(8)))
    status, _, errors = await run(settings, tmp_path, "enqueue", "--json")
    assert (status, errors) == (0, "")

    async def one_job_each() -> bool:
        jobs = await scoutly.database.jobs.find().to_list(None)
        return len(jobs) == len({job["companyId"] for job in jobs}) == 8

    await eventually(one_job_each)


async def test_without_mongodb_it_is_one_line_and_status_1(
    settings: Settings, tmp_path: Path
) -> None:
    nowhere = "mongodb://127.0.0.1:9/scoutly"
    status, output, errors = await run(settings, tmp_path, "enqueue", MONGODB_URI=nowhere)
    assert (status, output) == (1, "")
    assert len(errors.splitlines()) == 1
    assert "MongoDB cannot be used now" in errors


async def test_the_database_of_an_older_system_is_made_ready_first(
    database: ScoutlyDatabase, scoutly: Scoutly, settings: Settings, tmp_path: Path
) -> None:
    await database.jobs.drop()
    await database.timers.drop()
    await scoutly.track(50, companyID="acme")
    status, output, _ = await run(settings, tmp_path, "enqueue")
    assert (status, last_line(output)) == (0, "1 enqueued")
    assert "one_active_job_per_company" in await database.jobs.index_information()
