"""What the reactor tells over HTTP, read as Prometheus and people read it."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from bson import ObjectId
from prometheus_client.parser import text_string_to_metric_families

from reactor import __version__
from reactor.app import Reactor
from reactor.core.liveness.health import HealthCheck
from reactor.core.liveness.heartbeat import Heartbeat
from reactor.decisions.quota_day import quota_day
from reactor.metrics.counts import Counts
from reactor.metrics.exposition import CONTENT_TYPE, Counter, Gauge, Histogram, render
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.budgets import budget_id
from reactor.mongo.outage_retry import Availability
from reactor.settings import Settings
from reactor.web.server import web_server
from tests.acceptance.conftest import careers_site
from tests.conftest import Eventually

Samples = dict[tuple[str, tuple[str, ...]], float]
KEY = "AIza-made-up-key"


def parsed(text: str) -> Samples:
    """Every sample by name and values of labels, as Prometheus's own parser reads them."""
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest_asyncio.fixture
async def reactor(settings: Settings, database: ScoutlyDatabase) -> AsyncIterator[Reactor]:
    """The real reactor on this test's database."""
    assert database.name in settings.mongodb_uri.get_secret_value()
    running = Reactor(settings)
    async with asyncio.TaskGroup() as group:
        group.create_task(running.run())
        await running.started.wait()
        yield running
        running.stop()


@pytest_asyncio.fixture
async def session(reactor: Reactor) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(reactor.address) as opened:
        yield opened


async def scrape(session: aiohttp.ClientSession) -> Samples:
    async with session.get("/metrics") as answer:
        assert answer.status == 200
        return parsed(await answer.text())


# A real run


async def test_a_run_shows_in_the_figures(
    session: aiohttp.ClientSession, database: ScoutlyDatabase, eventually: Eventually
) -> None:
    server = TestServer(careers_site())
    await server.start_server()
    good = await database.companies.insert_one(
        {"companyID": "acme", "careers_url": str(server.make_url("/careers"))}
    )
    bad = await database.companies.insert_one({"companyID": "bad", "careers_url": "nowhere"})
    await database.users.insert_one({"email": "ada@example.org", "cvText": "Python engineer"})
    for company in (good, bad):
        who = {"userId": "ada@example.org", "companyId": company.inserted_id}
        await database.preferences.insert_one(who | {"rank": 50})

    async def ended() -> bool:
        finished = {"status": {"$in": ["completed", "failed"]}}
        return await database.jobs.count_documents(finished) == 2

    await eventually(ended, within=20)
    await eventually(lambda: database.timers.find_one({"_id.kind": "scrape"}))
    await server.close()
    job = await database.jobs.find_one({"status": "completed"})
    assert job
    source = job["result"]["source"]
    told = await scrape(session)
    assert told["scoutly_runs_total", ("completed", source)] == 1
    assert told["scoutly_runs_total", ("failed", "")] == 1
    assert told["scoutly_job_failures_total", ("invalid_address", "failed")] == 1
    assert told["scoutly_postings_total", (source, "found")] == 2
    assert told["scoutly_reactions_total", ("enqueue", "tracked")] == 2
    assert told["scoutly_run_duration_seconds_count", ()] == 2
    assert told["scoutly_run_duration_seconds_bucket", ("+Inf",)] == 2
    assert told["scoutly_queue_jobs", ("completed",)] == 1
    assert told["scoutly_queue_jobs", ("failed",)] == 1
    assert told["scoutly_queue_jobs", ("pending",)] == 0
    assert told["scoutly_slots", ("busy",)] + told["scoutly_slots", ("free",)] == 5
    assert told["scoutly_preferences", ()] == 2
    assert told["scoutly_reactors", ()] == 1
    assert told["scoutly_up", ()] == told["scoutly_stream_open", ()] == 1
    assert 0 < told["scoutly_stream_lag_seconds", ()] < 30
    assert (
        0 < told["scoutly_loop_lag_seconds", ("0.99",)] <= told["scoutly_loop_lag_seconds", ("1",)]
    )
    assert told["scoutly_info", (__version__,)] == 1


# How it is told


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/metrics", CONTENT_TYPE),
        ("/healthz", "application/json; charset=utf-8"),
        ("/readyz", "application/json; charset=utf-8"),
    ],
)
async def test_every_page_answers_get_and_head_and_nothing_else(
    session: aiohttp.ClientSession, path: str, kind: str
) -> None:
    async with session.get(path) as answer:
        assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
        assert answer.headers["Cache-Control"] == "no-store"
        assert await answer.read()
    async with session.head(path) as answer:
        assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
        assert await answer.read() == b""
    async with session.post(path, headers={"Origin": str(answer.url.origin())}) as answer:
        assert answer.status == 405


@pytest.mark.parametrize("path", ["/metric", "/healthz/", "/../etc/passwd", "/%00", "/favicon.ico"])
async def test_what_is_not_there_is_not_found(session: aiohttp.ClientSession, path: str) -> None:
    async with session.get(path) as answer:
        assert answer.status == 404


async def test_the_page_leads_to_the_others_and_says_what_to_do_next(
    session: aiohttp.ClientSession,
) -> None:
    async with session.get("/") as answer:
        text = await answer.text()
    assert all(f'href="/{page}"' in text for page in ("healthz", "readyz", "metrics"))
    assert f"version {__version__}" in text
    assert "healthy" in text
    assert "not healthy" not in text
    assert "Paste the address of a careers page" in text
    assert "<script>" not in text


# Served without a reactor


def another(settings: Settings, **changes: Any) -> Settings:
    return Settings.from_environment(**settings.model_dump() | changes)


async def page(settings: Settings, database: ScoutlyDatabase, path: str, counts: Counts) -> str:
    async with (
        web_server(settings, database, HealthCheck(Heartbeat(), Availability()), counts) as address,
        aiohttp.ClientSession(address) as session,
        session.get(path) as answer,
    ):
        return await answer.text()


async def test_the_budget_is_told_where_there_is_a_key_and_the_key_nowhere(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    keyed, counts = another(settings, gemini_api_key=KEY, gemini_rpd=500), Counts()
    counts.spent(keyed.gemini_model, 1200, 300)
    now = await database.now()
    today = budget_id(keyed.gemini_model, quota_day(now))
    await database.budgets.insert_one({"_id": today, "requests": 120})
    text = await page(keyed, database, "/metrics", counts)
    told = parsed(text)
    of = (keyed.gemini_model,)
    assert told["scoutly_budget_requests", of] == 120
    assert told["scoutly_budget_requests_left", of] == 380
    assert told["scoutly_tokens_total", (*of, "in")] == 1200
    assert told["scoutly_tokens_total", (*of, "out")] == 300
    assert KEY not in text
    assert KEY not in await page(keyed, database, "/", counts)


async def test_without_mongodb_it_is_told_that_it_is_away_and_how_to_look(
    settings: Settings,
) -> None:
    client = driver.connect("mongodb://127.0.0.1:1/scoutly", serverSelectionTimeoutMS=100)
    gone = ScoutlyDatabase(client, "scoutly")
    told = parsed(await page(settings, gone, "/metrics", Counts()))
    assert told["scoutly_up", ()] == 0
    assert not any(name == "scoutly_queue_jobs" for name, _ in told)
    text = await page(settings, gone, "/", Counts())
    assert "not healthy" in text
    assert "MongoDB does not answer" in text
    await driver.disconnect(client)


async def test_however_many_scrape_mongodb_is_asked_once_in_a_few_seconds(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    async with (
        web_server(
            settings, database, HealthCheck(Heartbeat(), Availability()), Counts()
        ) as address,
        aiohttp.ClientSession(address) as session,
    ):
        first = await scrape(session)
        await database.preferences.insert_one({"userId": "ada", "companyId": ObjectId()})
        second = await scrape(session)
    assert first["scoutly_preferences", ()] == second["scoutly_preferences", ()] == 0


# The text


@pytest.mark.parametrize("odd", ['a"b', "a\\b", "a\nb", "{x}", "ö", "a,b=c", "\\n", ""])
def test_any_label_is_read_as_it_was_written(odd: str) -> None:
    gauge = Gauge("g", "What\nit\\is", {(odd,): 1.5}, ("of",))
    assert parsed(render([gauge])) == {("g", (odd,)): 1.5}


def test_a_counter_grows_by_label() -> None:
    counter = Counter("c_total", "C.", ("of",))
    for of in ("a", "a", "b"):
        counter.add(of)
    assert parsed(render([counter])) == {("c_total", ("a",)): 2, ("c_total", ("b",)): 1}


def test_a_histogram_counts_each_bucket_with_all_below_it() -> None:
    histogram = Histogram("h", "H.", (1.0, 10.0))
    for value in (0.5, 1.0, 2.0, 50.0):
        histogram.add(value)
    assert parsed(render([histogram])) == {
        ("h_bucket", ("1.0",)): 2,
        ("h_bucket", ("10.0",)): 3,
        ("h_bucket", ("+Inf",)): 4,
        ("h_sum", ()): 53.5,
        ("h_count", ()): 4,
    }


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 1e300, 0])
def test_any_number_is_readable(value: float) -> None:
    assert len(parsed(render([Gauge("g", "G.", {(): value})]))) == 1
