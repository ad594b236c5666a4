"""With a key, the running reactor asks Gemini: here a stand-in on loopback, by Google's client."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.app import Reactor
from reactor.logs import configure_logs
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.conftest import Eventually

# Google's library subclasses aiohttp's session, which aiohttp discourages.
pytestmark = pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession")

KEY = "a-key-that-nobody-may-see"


def judged(score: int) -> dict[str, Any]:
    answer = {"suitabilityScore": score, "goodFitReasons": ["Five years of Python."]}
    content = {"role": "model", "parts": [{"text": json.dumps(answer)}]}
    usage = {"promptTokenCount": 900, "candidatesTokenCount": 100, "totalTokenCount": 1000}
    return {
        "candidates": [{"content": content, "finishReason": "STOP"}],
        "usageMetadata": usage,
        "modelVersion": "gemini-3.5-flash-lite",
    }


async def test_each_new_posting_is_judged_once_and_paid_for_in_the_open(
    settings: Settings, database: ScoutlyDatabase, site: TestServer, eventually: Eventually
) -> None:
    asked: list[str] = []

    async def generate(request: web.Request) -> web.Response:
        asked.append(await request.text())
        return web.json_response(judged(85 if "Senior Python Engineer" in asked[-1] else 5))

    app = web.Application()
    app.add_routes([web.post("/v1beta/models/{call:.*}", generate)])
    model = TestServer(app)
    await model.start_server()
    with_key = Settings.from_environment(
        **settings.model_dump()
        | {"gemini_api_key": KEY, "gemini_base_url": str(model.make_url("/")), "gemini_rpm": 600}
    )
    configure_logs(with_key, screen=False)
    company = await database.companies.insert_one(
        {"companyID": "acme", "company": "Acme", "careers_url": str(site.make_url("/careers"))}
    )
    cv = "Python engineer. Reach me at ada@example.org or +49 171 1234567."
    await database.users.insert_one({"email": "ada@example.org", "cvText": cv})
    await database.preferences.insert_one(
        {"userId": "ada@example.org", "companyId": company.inserted_id, "rank": 50}
    )
    reactor = Reactor(with_key)
    async with asyncio.TaskGroup() as group:
        group.create_task(reactor.run())
        await eventually(lambda: database.jobs.find_one({"status": "completed"}), within=30)
        reactor.stop()
    await model.close()
    saved = await database.saved_jobs.find().to_list(None)
    assert [(job["title"], job["suitabilityScore"]) for job in saved] == [
        ("Senior Python Engineer", 85)
    ]
    assert len(asked) == 2
    assert not any("ada@example.org" in text or "171 1234567" in text for text in asked)
    usages = await database.token_usages.find().to_list(None)
    assert [usage["actualTokens"] for usage in usages] == [1000, 1000]
    logs = "".join(file.read_text() for file in Path(with_key.log_dir).glob("*.log"))
    assert "matcher=gemini" in logs
    assert KEY not in logs
