"""`reactor doctor` on a database with everything wrong in it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from tests.doctor import Doctor, call_doctor
from tests.ruin import ACME, TWIN, ruin

KEY = "a-key-that-nobody-may-see"


@pytest.fixture
def doctor(tmp_path: Path) -> Doctor:
    """Run the command in an empty folder."""
    return partial(call_doctor, tmp_path)


def refusing() -> web.Application:
    """Gemini, as it answers to a key that is none."""

    async def refuse(_: web.Request) -> web.Response:
        error = {"code": 400, "status": "INVALID_ARGUMENT", "message": "API key not valid."}
        return web.json_response({"error": error}, status=400)

    app = web.Application()
    app.add_routes([web.post("/v1beta/models/{name:.*}", refuse)])
    return app


@pytest_asyncio.fixture
async def gemini() -> AsyncIterator[TestServer]:
    server = TestServer(refusing())
    await server.start_server()
    yield server
    await server.close()


@pytest_asyncio.fixture
async def ruined() -> AsyncIterator[ScoutlyDatabase]:
    """A database with everything wrong, on a mongod whose timers do not fire."""
    async with TemporaryMongod("--setParameter", "ttlMonitorEnabled=false") as mongod:
        client = driver.connect(mongod.uri)
        database = ScoutlyDatabase(client, "scoutly")
        await ruin(database)
        yield database
        await driver.disconnect(client)


EXPECTED = (
    "look  unusual      2 settings may not be what you want",
    "REACTOR_CONCURENCY: did you mean REACTOR_CONCURRENCY?",
    "wrong indexes      ",
    "companies {companyID: 1} unique is missing",
    f"2 documents with companyID 'acme': {ACME!r}, {TWIN!r}",
    "look  validators   usercompanypreferences, jobqueues, timers, savedjobs: not there",
    "look  images       none of usercompanypreferences, jobqueues and timers",
    "wrong TTL monitor  it is switched off",
    "db.adminCommand({setParameter: 1, ttlMonitorEnabled: true})",
    "look  stream       it can be opened, but not from the checkpoint",
    "look  oplog        ",
    "look  reactors     none is alive",
    "look  stuck jobs   3 jobs of a reactor that is gone: reset now",
    "job 'stuck' of company ObjectId(",
    "look  older worker 1 job without a lease",
    "look  waiting      1 timer that waiting jobs need was missing: set now",
    "wrong jobs         1 job with a status that nobody works on",
    "status 'Pending': 1",
    "wrong duplicates   1 company with more than one active job",
    "look  no company   3 active jobs without a known company",
    "wrong overdue      1 timer more than 3 min overdue",
    "look  timers       1 timer that cannot fire",
    "expireAt 'tomorrow'",
    "wrong ranks        3 values in 9 preferences cannot be understood",
    "rank 'high'",
    "rank nan",
    "isTracking 'yes'",
    "wrong tracked      2 preferences for companies that are not there",
    "companyId 'acme'",
    "look  people       1 preference of unknown users",
    "look  twice        2 times one person prefers one company twice",
    "wrong companies    2 companies of 5 without a usable careers_url",
    "'red.example/careers'",
    "look  doubles      2 values shared by companies",
    "look  troubled     2 companies failed at the last visit",
    "1 time: answered 404",
    "look  users        1 of 2 users with neither a CV nor candidateInfo",
    "look  e-mails      1 user whose e-mail has capitals",
    "wrong model        Gemini refuses the key (400)",
    "look  budget       used up after 500 of 500 requests",
    "profiles and postings go to 127.0.0.1, in your own network, and no further",
    "wrong port         ",
)


async def test_everything_that_is_wrong_is_named_with_its_mend_and_stuck_jobs_are_reset(
    doctor: Doctor, ruined: ScoutlyDatabase, gemini: TestServer, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("REACTOR_ROBOTS=off\nREACTOR_HOST_INTERVAL=0s\n")
    await _use_up_the_budget(ruined)
    status, output, errors = await doctor(
        MONGODB_URI=_address(ruined),
        REACTOR_CONCURENCY="10",
        GEMINI_API_KEY=KEY,
        GEMINI_BASE_URL=str(gemini.make_url("/")),
        REACTOR_HTTP_PORT=str(gemini.port),
    )
    print(output)  # noqa: T201 - what a person sees, with -s
    assert (status, errors) == (1, "")
    for expected in EXPECTED:
        assert expected in output, f"{expected}\n{output}"
    assert "broke" not in output
    assert KEY not in output
    assert "\x1b" not in output
    log = (tmp_path / "logs" / "jobs-debugger.log").read_text()
    assert "WARNING checked" in log
    assert KEY not in log
    jobs = {job["_id"]: job async for job in ruined.jobs.find({"_id": {"$type": "string"}})}
    assert (jobs["stuck"]["status"], jobs["stuck"]["crashCount"]) == ("pending", 1)
    assert jobs["nameless"]["status"] == "pending"
    assert jobs["hopeless"]["status"] == "failed"
    assert jobs["older"]["status"] == "processing"
    assert await ruined.timers.find_one({"_id": {"kind": "retry", "of": "asleep"}})


async def _use_up_the_budget(database: ScoutlyDatabase) -> None:
    day = datetime.now(UTC).date()
    await database.budgets.insert_many(
        {"_id": {"model": "gemini-flash-lite-latest", "day": each.isoformat()}, "requests": 500}
        for each in (day, day - timedelta(days=1))
    )


def _address(database: ScoutlyDatabase) -> str:
    host, port = database.client.delegate.address
    return f"mongodb://{host}:{port}/scoutly?directConnection=true"
