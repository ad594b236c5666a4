"""Bad input gets a message that names it, and everything else goes on."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from bson import ObjectId

from reactor.app import Reactor
from reactor.logs import configure_logs
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.acceptance.conftest import careers_site
from tests.conftest import Eventually

TEN_MEGABYTES = bytes(10_000_000)


@pytest_asyncio.fixture
async def internet() -> AsyncIterator[TestServer]:
    """A good careers site, and what strangers serve beside it."""

    async def zeros(_: web.Request) -> web.Response:
        return web.Response(body=TEN_MEGABYTES, content_type="text/html")

    async def malformed(_: web.Request) -> web.Response:
        return web.Response(text='{"jobs": [', content_type="application/json")

    app = careers_site()
    app.add_routes([web.get("/zeros", zeros), web.get("/v1/boards/broken/jobs", malformed)])
    server = TestServer(app)
    await server.start_server()
    yield server
    await server.close()


@pytest_asyncio.fixture
async def running_reactor(
    settings: Settings, database: ScoutlyDatabase, internet: TestServer
) -> AsyncIterator[Reactor]:
    """The reactor, for which the real board's API is on loopback."""
    assert database.name in settings.mongodb_uri.get_secret_value()
    configure_logs(settings, screen=False)
    board = {"boards-api.greenhouse.io": str(internet.make_url("/")).rstrip("/")}
    reactor = Reactor(settings, stand_ins=board)
    async with asyncio.TaskGroup() as group:
        group.create_task(reactor.run())
        await reactor.started.wait()
        yield reactor
        reactor.stop()


class Scoutly:
    """The other programs' side of the database."""

    def __init__(self, database: ScoutlyDatabase, eventually: Eventually) -> None:
        self.database = database
        self._eventually = eventually

    async def track(self, careers_url: Any, rank: Any = 50) -> ObjectId:
        """Insert a company and let somebody track it."""
        company = await self.database.companies.insert_one(
            {"companyID": str(ObjectId()), "company": "Some", "careers_url": careers_url}
        )
        # The gate would make what is not finite null, which counts as 50.
        await self.database.preferences.raw.insert_one(
            {"userId": "ada@example.org", "companyId": company.inserted_id, "rank": rank}
        )
        company_id: ObjectId = company.inserted_id
        return company_id

    async def ended(self, query: dict[str, Any]) -> dict[str, Any]:
        """The job that `query` finds, once it has ended."""
        finished = {"status": {"$in": ["completed", "failed"]}}
        job = await self._eventually(
            lambda: self.database.jobs.find_one({**query, **finished}), within=15
        )
        assert isinstance(job, dict)
        return job


@pytest_asyncio.fixture
async def scoutly(
    database: ScoutlyDatabase, running_reactor: Reactor, eventually: Eventually
) -> Scoutly:
    assert running_reactor.started.is_set()
    await database.users.insert_one({"email": "ada@example.org", "cvText": "Python engineer"})
    return Scoutly(database, eventually)


@pytest.mark.parametrize(
    ("careers_url", "message", "code"),
    [
        ("our careers page", "our careers page", "invalid_address"),
        ("", "careers_url", "no_careers_url"),
        (42, "'42'", "invalid_address"),
        ("ftp://example.org/jobs", "ftp://example.org/jobs", "invalid_address"),
        ("http://no-such-host.invalid/jobs", "no-such-host.invalid", "no_such_host"),
        ("http://169.254.169.254/latest/meta-data", "169.254.169.254", "private_address"),
        ("http://[::ffff:10.0.0.1]/", "not a public address", "private_address"),
        ("https://boards.greenhouse.io/broken", "JSON", "unexpected_answer"),
    ],
)
async def test_a_careers_url_that_leads_nowhere_fails_with_a_message_that_names_it(
    scoutly: Scoutly, internet: TestServer, careers_url: Any, message: str, code: str
) -> None:
    bad = await scoutly.track(careers_url)
    good = await scoutly.track(str(internet.make_url("/careers")))
    failed = await scoutly.ended({"companyId": bad})
    assert failed["status"] == "failed"
    assert message in failed["errorMessage"]
    assert failed["errorCode"] == code
    company = await scoutly.database.companies.find_one({"_id": bad})
    assert company
    assert company["isProblematic"] is True
    assert (await scoutly.ended({"companyId": good}))["status"] == "completed"


async def test_ten_megabytes_of_zeros_fail_as_too_large(
    scoutly: Scoutly, internet: TestServer
) -> None:
    company = await scoutly.track(str(internet.make_url("/zeros")))
    job = await scoutly.ended({"companyId": company})
    assert job["status"] == "failed"
    assert "larger than" in job["errorMessage"]
    assert job["errorCode"] == "too_large"


@pytest.mark.parametrize(
    ("document", "message", "code"),
    [
        ({"companyId": ObjectId()}, "unknown company", "unknown_company"),
        ({"companyId": "acme"}, "names no company", "no_company"),
        ({}, "names no company", "no_company"),
    ],
    ids=["unknown", "not an ObjectId", "missing"],
)
@pytest.mark.usefixtures("without_validators")
async def test_a_job_without_a_company_fails_with_a_message_that_says_so(
    scoutly: Scoutly, document: dict[str, Any], message: str, code: str
) -> None:
    inserted = await scoutly.database.jobs.insert_one({**document, "status": "pending"})
    job = await scoutly.ended({"_id": inserted.inserted_id})
    assert job["status"] == "failed"
    assert message in job["errorMessage"]
    assert job["errorCode"] == code


@pytest.mark.parametrize("rank", ["high", float("nan"), 0, 101, 2.5, [50], True])
@pytest.mark.usefixtures("without_validators")
async def test_a_rank_that_is_none_is_warned_of_once_and_counts_as_not_tracking(
    scoutly: Scoutly, settings: Settings, internet: TestServer, rank: Any
) -> None:
    address = str(internet.make_url("/careers"))
    bad = await scoutly.track(address, rank=rank)
    good = await scoutly.track(address)
    await scoutly.ended({"companyId": good})
    assert await scoutly.database.jobs.count_documents({"companyId": bad}) == 0
    preference = await scoutly.database.preferences.find_one({"companyId": bad})
    assert preference
    log = (Path(settings.log_dir) / "queue-processor.log").read_text()
    warnings = [line for line in log.splitlines() if str(preference["_id"]) in line]
    assert len(warnings) == 1
    assert "must be a whole number from 1 to 100" in warnings[0]
