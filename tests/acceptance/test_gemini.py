"""With a key, the running reactor asks Gemini: here a stand-in on loopback, by Google's client."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from bson import ObjectId
from pydantic import SecretStr

from reactor.app import Reactor
from reactor.logs import configure_logs
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.conftest import Eventually
from tests.gemini.endpoint import Endpoint, endpoint
from tests.gemini.troubles import PER_DAY, fails, quota

# Google's library subclasses aiohttp's session, which aiohttp discourages.
pytestmark = pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession")

KEY = "a-key-that-nobody-may-see"
ADA = "Python engineer. Reach me at ada@example.org or +49 171 1234567."
GRACE = "Office assistant, senior, in Bremen. grace@example.org"


def with_key(settings: Settings, stand_in: Endpoint) -> Settings:
    return settings.model_copy(
        update={
            "gemini_api_key": SecretStr(KEY),
            "gemini_base_url": stand_in.url,
            "gemini_rpm": 60_000,
            "gemini_tpm": 600_000_000,
            "min_score": 20,
        }
    )


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[None]:
    """A reactor, for as long as the block runs."""
    reactor = Reactor(settings)
    async with asyncio.TaskGroup() as group:
        group.create_task(reactor.run())
        try:
            yield
        finally:
            reactor.stop()


async def follow(database: ScoutlyDatabase, site: TestServer, **cvs: str) -> ObjectId:
    """People who track one company."""
    company = await database.companies.insert_one(
        {"companyID": "acme", "company": "Acme", "careers_url": str(site.make_url("/careers"))}
    )
    for name, cv in cvs.items():
        email = f"{name}@example.org"
        await database.users.insert_one({"email": email, "cvText": cv})
        await database.preferences.insert_one(
            {"userId": email, "companyId": company.inserted_id, "rank": 50}
        )
    identity: ObjectId = company.inserted_id
    return identity


async def test_each_new_posting_is_judged_once_for_each_person_and_paid_for_in_the_open(
    settings: Settings, database: ScoutlyDatabase, site: TestServer, eventually: Eventually
) -> None:
    async with endpoint() as model:
        settings = with_key(settings, model)
        configure_logs(settings, screen=False)
        await follow(database, site, ada=ADA, grace=GRACE)
        async with running(settings):
            await eventually(lambda: database.jobs.find_one({"status": "completed"}), within=30)
    saved = await database.saved_jobs.find().to_list(None)
    assert ("ada@example.org", "Senior Python Engineer") in {
        (job["userId"], job["title"]) for job in saved
    }
    asked = [" ".join(asked.words) for asked in model.asked]
    assert len(asked) == 2
    assert not any("@example.org" in text or "171 1234567" in text for text in asked)
    assert not any("Python engineer" in text and "Office assistant" in text for text in asked)
    usages = await database.token_usages.find().to_list(None)
    assert sorted(usage["userEmail"] for usage in usages) == [
        "ada@example.org",
        "grace@example.org",
    ]
    assert all(usage["actualTokens"] > 0 for usage in usages)
    [day] = await database.budgets.find().to_list(None)
    assert (day["requests"], day["inputTokens"]) == (2, sum(u["inputTokens"] for u in usages))
    logs = "".join(file.read_text() for file in Path(settings.log_dir).glob("*.log"))
    assert "matcher=gemini" in logs
    assert KEY not in logs


async def test_a_history_that_is_lost_costs_nothing_and_changes_nothing(
    settings: Settings, database: ScoutlyDatabase, site: TestServer, eventually: Eventually
) -> None:
    async with endpoint() as model:
        company = await follow(database, site, ada=ADA)
        async with running(with_key(settings, model)):
            await eventually(database.saved_jobs.find_one, within=30)
            mine = {"status": "DISCARDED", "notes": "not again"}
            await database.saved_jobs.update_many({}, {"$set": mine})
            before = await database.saved_jobs.find().to_list(None)
            asked = len(model.asked)
            await database.histories.delete_many({})
            await database.jobs.insert_one({"companyId": company, "status": "pending"})
            await eventually(lambda: database.histories.find_one({"links.0": {"$exists": True}}))
        assert len(model.asked) == asked
    assert await database.saved_jobs.find().to_list(None) == before


async def test_a_used_up_day_parks_the_job_until_somebody_opens_the_budget_again(
    settings: Settings, database: ScoutlyDatabase, site: TestServer, eventually: Eventually
) -> None:
    async with endpoint() as model:
        await follow(database, site, ada=ADA, grace=GRACE)
        model.then(model.model, fails(429, quota(PER_DAY)))
        async with running(with_key(settings, model)):
            await eventually(
                lambda: database.jobs.find_one({"waitsFor": settings.gemini_model}), within=30
            )
            served = len(model.asked)
            timer = await database.timers.find_one({"_id.kind": "budget"})
            assert timer
            await database.timers.delete_one({"_id": timer["_id"]})
            await eventually(lambda: database.jobs.find_one({"status": "completed"}), within=30)
        job = await database.jobs.find_one()
        assert job
        assert job["retryCount"] == 0
        assert len(model.asked) == served + 1, "what was paid for is not paid for again"
