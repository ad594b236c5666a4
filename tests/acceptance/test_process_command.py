"""`reactor process`: the queue is worked off, whatever is in it and whoever else is there."""

import asyncio
import json
import os
import pty
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.command import last_line, run, start
from tests.conftest import Eventually
from tests.mongosh import Mongosh
from tests.scoutly import Scoutly


@dataclass
class SlowSite:
    """A careers site that answers when it is allowed to.

    Attributes:
        url: its page.
        visits: how many have asked for it.
        gate: set when it may answer.
    """

    url: str = ""
    visits: int = 0
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, _: web.Request) -> web.Response:
        self.visits += 1
        await self.gate.wait()
        return web.Response(text="<html><body>No openings.</body></html>", content_type="text/html")

    async def visited(self, times: int) -> bool:
        return self.visits >= times


@pytest_asyncio.fixture
async def slow_site() -> AsyncIterator[SlowSite]:
    slow, app = SlowSite(), web.Application()
    app.router.add_get("/careers", slow.answer)
    server = TestServer(app)
    await server.start_server()
    slow.url = str(server.make_url("/careers"))
    yield slow
    slow.gate.set()
    await server.close()


async def statuses(database: ScoutlyDatabase) -> list[str]:
    return sorted([job["status"] async for job in database.jobs.find()])


async def test_a_days_work_is_enqueued_processed_and_counted(
    scoutly: Scoutly, settings: Settings, tmp_path: Path, site: TestServer
) -> None:
    good, gone = str(site.make_url("/careers")), str(site.make_url("/gone"))
    await scoutly.track(90, companyID="good", careers_url=good)
    await scoutly.track(50, companyID="gone", careers_url=gone)
    await run(settings, tmp_path, "enqueue")
    status, output, errors = await run(settings, tmp_path, "process")
    assert (status, errors) == (0, "")
    assert last_line(output) == "1 completed, 1 failed"
    assert "completed   good" in output
    assert "failed      gone" in output
    assert "404" in output
    assert "1 completed, 1 failed" in output
    assert await scoutly.database.timers.count_documents({"_id.kind": "lease"}) == 0
    _, again, _ = await run(settings, tmp_path, "process", "--json")
    assert json.loads(again)["completed"] == 0


async def test_it_enqueues_nothing_by_itself(
    scoutly: Scoutly, settings: Settings, tmp_path: Path
) -> None:
    await scoutly.track(90)
    status, output, _ = await run(settings, tmp_path, "process")
    assert (status, last_line(output)) == (0, "0 completed")
    assert await statuses(scoutly.database) == []


async def test_a_job_typed_in_mongosh_is_stamped_and_run(
    scoutly: Scoutly, settings: Settings, tmp_path: Path, site: TestServer, mongosh: Mongosh
) -> None:
    await scoutly.track(70, companyID="acme", careers_url=str(site.make_url("/careers")))
    await mongosh(
        "return db.jobqueues.insertOne("
        "{companyId: db.companies.findOne({companyID: 'acme'})._id, status: 'pending'})"
    )
    _, output, _ = await run(settings, tmp_path, "process")
    assert last_line(output) == "1 completed"
    job = await scoutly.database.jobs.find_one({})
    assert job
    assert (job["reason"], job["priority"]) == ("manual", 70)


async def test_what_waits_is_left_and_counted_and_what_waited_long_enough_runs(
    scoutly: Scoutly, settings: Settings, tmp_path: Path, site: TestServer
) -> None:
    soon = datetime.now(UTC) + timedelta(hours=1)
    url = str(site.make_url("/careers"))
    ids = [await scoutly.track(50, careers_url=url) for _ in range(4)]
    pending = {"status": "pending", "createdAt": datetime.now(UTC)}
    await scoutly.database.jobs.insert_many(
        [
            {"_id": "retry", "companyId": ids[0], "notBefore": soon, **pending},
            {"_id": "budget", "companyId": ids[1], "notBefore": soon, "waitsFor": "m", **pending},
            # The timers of these fired while nobody was there to hear it.
            {"companyId": ids[2], "notBefore": soon, **pending},
            {"companyId": ids[3], "notBefore": soon, "waitsFor": "other", **pending},
        ]
    )
    await scoutly.database.timers.insert_many(
        [
            {"_id": {"kind": "retry", "of": "retry"}, "expireAt": soon},
            {"_id": {"kind": "budget", "of": "m"}, "expireAt": soon},
        ]
    )
    _, output, _ = await run(settings, tmp_path, "process", REACTOR_TIMEZONE="UTC")
    at = f"{soon:%H:%M}" if soon.date() == datetime.now(UTC).date() else f"{soon:%a %d %b %H:%M}"
    assert last_line(output) == (
        f"2 completed, 2 wait (1 for a retry until {at}, 1 for the budget until {at})"
    )


async def test_killed_and_run_again_it_finishes_the_work(
    scoutly: Scoutly,
    settings: Settings,
    tmp_path: Path,
    slow_site: SlowSite,
) -> None:
    for _ in range(3):
        await scoutly.track(50, careers_url=slow_site.url)
    await run(settings, tmp_path, "enqueue")
    first = await start(settings, tmp_path, "process", REACTOR_LEASE="3s")
    await scoutly.eventually(lambda: slow_site.visited(1))
    first.kill()
    await first.communicate()
    slow_site.gate.set()
    status, output, _ = await run(settings, tmp_path, "process", REACTOR_LEASE="3s")
    assert (status, last_line(output)) == (0, "3 completed")
    assert await statuses(scoutly.database) == ["completed"] * 3


async def test_ctrl_c_hands_the_jobs_back_and_exits_130(
    scoutly: Scoutly,
    settings: Settings,
    tmp_path: Path,
    slow_site: SlowSite,
) -> None:
    for _ in range(2):
        await scoutly.track(50, careers_url=slow_site.url)
    await run(settings, tmp_path, "enqueue")
    process = await start(settings, tmp_path, "process", REACTOR_GRACE="1s")
    await scoutly.eventually(lambda: slow_site.visited(1))
    process.send_signal(signal.SIGINT)
    output, errors = await process.communicate()
    assert (process.returncode, errors) == (130, b"")
    assert "may finish within 1 s; Ctrl-C again" in output.decode()
    assert last_line(output.decode()) == "0 completed, 2 left in the queue"
    assert await statuses(scoutly.database) == ["pending", "pending"]
    job = await scoutly.database.jobs.find_one({})
    assert job
    assert (job.get("crashCount"), job.get("lease")) == (None, None)


async def test_a_second_ctrl_c_hands_back_at_once(
    scoutly: Scoutly,
    settings: Settings,
    tmp_path: Path,
    slow_site: SlowSite,
) -> None:
    await scoutly.track(50, careers_url=slow_site.url)
    await run(settings, tmp_path, "enqueue")
    # With such a variable it is a process of its own, and no fork of one: its end is tried here.
    process = await start(settings, tmp_path, "process", REACTOR_GRACE="100s", PYTHONUNBUFFERED="1")
    await scoutly.eventually(lambda: slow_site.visited(1))
    process.send_signal(signal.SIGINT)
    assert process.stdout
    # Two signals that come before the first is heard are one.
    async with asyncio.timeout(20):
        while b"Ctrl-C again" not in await process.stdout.readline():
            assert not process.stdout.at_eof()
    process.send_signal(signal.SIGINT)
    async with asyncio.timeout(20):
        await process.communicate()
    assert process.returncode == 130
    assert await statuses(scoutly.database) == ["pending"]
    assert await scoutly.database.timers.count_documents({"_id.kind": "lease"}) == 0


async def test_after_its_time_it_claims_nothing_more_and_hands_the_rest_back(
    scoutly: Scoutly,
    settings: Settings,
    tmp_path: Path,
    slow_site: SlowSite,
) -> None:
    for _ in range(7):
        await scoutly.track(50, careers_url=slow_site.url)
    await run(settings, tmp_path, "enqueue")
    args = ("process", "--timeout", "1")
    status, output, errors = await run(settings, tmp_path, *args, REACTOR_GRACE="0s")
    assert errors == ""
    assert (status, last_line(output)) == (0, "0 completed, 7 left in the queue (out of time)")
    assert await statuses(scoutly.database) == ["pending"] * 7


@pytest.mark.usefixtures("running_reactor")
async def test_beside_a_running_reactor_every_job_runs_once(
    scoutly: Scoutly,
    settings: Settings,
    tmp_path: Path,
    site: TestServer,
    eventually: Eventually,
) -> None:
    url = str(site.make_url("/careers"))
    for _ in range(20):
        await scoutly.track(50, careers_url=url)
    status, _, errors = await run(settings, tmp_path, "process")
    assert (status, errors) == (0, "")

    async def all_done() -> bool:
        return await statuses(scoutly.database) == ["completed"] * 20

    await eventually(all_done, within=30)
    crashed = {"$or": [{"crashCount": {"$gt": 0}}, {"retryCount": {"$gt": 0}}]}
    assert await scoutly.database.jobs.count_documents(crashed) == 0


async def test_a_time_that_is_none_is_refused_with_the_form(
    settings: Settings, tmp_path: Path
) -> None:
    status, _, errors = await run(settings, tmp_path, "process", "--timeout", "soon")
    assert status == 2
    assert "'soon' is not seconds, or a duration such as" in errors


async def test_on_a_terminal_there_is_a_bar_and_the_last_line_stays(
    scoutly: Scoutly, settings: Settings, tmp_path: Path, site: TestServer
) -> None:
    await scoutly.track(90, companyID="good", careers_url=str(site.make_url("/careers")))
    await run(settings, tmp_path, "enqueue")
    terminal, its_side = pty.openpty()
    process = await start(
        *(settings, tmp_path, "process"), stdout=its_side, TERM="xterm", COLUMNS="100"
    )
    os.close(its_side)
    shown = await asyncio.to_thread(everything_on, terminal)
    await process.communicate()
    assert process.returncode == 0
    assert "1 running" in shown
    assert "━" in shown
    assert "1 completed" in last_line(shown)


def everything_on(terminal: int) -> str:
    """What is shown until the other side is closed."""
    shown = b""
    try:
        while more := os.read(terminal, 65_536):
            shown += more
    except OSError:
        pass  # so does Linux say that a terminal was closed
    finally:
        os.close(terminal)
    return shown.decode()
