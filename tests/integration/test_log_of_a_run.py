"""Every line of a run names its job and its company, whichever part wrote it."""

import asyncio
import logging
import sys
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from loguru import logger

from reactor.app import Reactor
from reactor.fetch.parser_worker import ParsingWorker
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.acceptance.conftest import careers_site
from tests.conftest import Eventually

if TYPE_CHECKING:
    from loguru import Message

NO_RUNS = ("reactor.pipeline.toolset",)
RUNS_PARTS = ("reactor.pipeline", "reactor.scrape", "reactor.fetch", "reactor.match", "reactor.cv")


async def test_every_line_of_a_run_names_its_job_and_company(
    settings: Settings, database: ScoutlyDatabase, eventually: Eventually
) -> None:
    told: list[tuple[str, str, dict[str, Any]]] = []

    def hear(message: "Message") -> None:
        record = message.record
        told.append((record["name"] or "", record["message"], dict(record["extra"])))

    async def busy(_: web.Request) -> web.Response:
        return web.Response(status=503)

    app = careers_site()
    app.add_routes([web.get("/busy", busy)])
    server, reactor = TestServer(app), Reactor(settings)
    await server.start_server()
    sink = logger.add(hear, level="DEBUG")
    async with asyncio.TaskGroup() as group:
        group.create_task(reactor.run())
        await reactor.started.wait()
        await database.users.insert_one({"email": "ada@example.org", "cvText": "Python engineer"})
        for slug in ("careers", "busy"):
            page = {"companyID": slug, "careers_url": str(server.make_url(f"/{slug}"))}
            company = await database.companies.insert_one(page)
            who = {"userId": "ada@example.org", "companyId": company.inserted_id}
            await database.preferences.insert_one(who | {"rank": 50})
        done = {"status": "completed"}
        await eventually(lambda: database.jobs.find_one(done), within=20)
        await eventually(lambda: database.jobs.find_one({"retryCount": {"$gte": 1}}), within=20)
        await eventually(database.saved_jobs.find_one)
        reactor.stop()
    logger.remove(sink)
    await server.close()
    ours = [
        (message, extra)
        for name, message, extra in told
        if (name.startswith(RUNS_PARTS) and name not in NO_RUNS)
        or extra.get("channel") != "queue-processor"
    ]
    assert {"postings found", "posting analysed", "match saved"} <= {each for each, _ in ours}
    stray = [each for each in ours if not {"job", "company"} <= each[1].keys()]
    # The parser's process serves all runs.
    assert [message for message, _ in stray if not message.startswith("parser")] == []
    by_job = {extra["company"] for _, extra in ours if "company" in extra}
    assert by_job <= {"careers", "busy"}


async def test_a_company_without_a_slug_has_one_name_in_every_line(
    settings: Settings, database: ScoutlyDatabase, eventually: Eventually
) -> None:
    told: list[dict[str, Any]] = []
    sink = logger.add(lambda message: told.append(dict(message.record["extra"])), level="DEBUG")
    asked, answered = asyncio.Event(), asyncio.Event()

    async def hanging(_: web.Request) -> web.Response:
        asked.set()
        await answered.wait()
        return web.Response()

    app = web.Application()
    app.add_routes([web.get("/careers", hanging)])
    server, reactor = TestServer(app), Reactor(settings)
    await server.start_server()
    async with asyncio.TaskGroup() as group:
        group.create_task(reactor.run())
        await reactor.started.wait()
        page = {"company": "Typo", "careers_url": str(server.make_url("/careers"))}
        company = await database.companies.insert_one(page)
        await database.preferences.insert_one(
            {"userId": "ada@example.org", "companyId": company.inserted_id, "rank": 50}
        )
        await asked.wait()
        await database.jobs.delete_many({})

        async def stopped() -> bool:
            return any(each.get("company") for each in told[begun:])

        begun = len(told)
        await eventually(stopped)
        reactor.stop()
        answered.set()
    logger.remove(sink)
    await server.close()
    assert {str(each["company"]) for each in told if "company" in each} == {"Typo"}
    assert len([each for each in told if "company" in each]) >= 4


def _noisy() -> str:
    logging.getLogger("trafilatura").error("discarding data")
    logger.error("from a worker")
    sys.stdout.flush()
    return "read"


@pytest.mark.usefixtures("parsing_as_in_life")
async def test_worker_processes_write_no_lines(capfd: pytest.CaptureFixture[str]) -> None:
    async with ParsingWorker() as worker:
        assert await worker.run(_noisy) == "read"
    assert capfd.readouterr() == ("", "")
