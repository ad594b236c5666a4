"""Health says what the doctor finds, what is spent and what grows; and changes nothing by it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from reactor.doctor.checks import Check, CheckGroup
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from reactor.web import doctor_reports
from reactor.web.doctor_reports import DoctorReports
from tests.chromium import Tab
from tests.page.conftest import Served, serving
from tests.page.house import ADA, built

KEY = "AIzaSyTHATSTAYSHERE"


async def test_findings_and_settings_are_told_without_secrets(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    async with serving(settings, database, gemini_api_key=KEY, cooldown="90s") as page:
        told = await page.json("/health")
        text = await page.get("/health/findings")
    assert KEY not in text + str(told)
    assert settings.mongodb_uri.get_secret_value() not in text + str(told)
    assert {"ok", "look"} <= {each["outcome"] for each in told["findings"]["findings"]}
    said = {each["check"]: each["said"] for each in told["findings"]["findings"]}
    assert "is in no trouble that is known" in said["model"]  # it was not asked
    shown = {each["name"]: each for each in told["settings"]}
    assert shown["GEMINI_API_KEY"]["kind"] == "secret"
    assert shown["REACTOR_COOLDOWN"]["value"] == "90s"
    assert told["upkeep"]["mongodb"]["version"].split(".")[0].isdigit()


async def test_looking_mends_nothing_and_asks_no_model(served: Served) -> None:
    """A page that is only looked at changes nothing: `reactor doctor` resets such a job."""
    house = await built(served.database, ADA)
    await house.company("acme")
    lease = {"owner": "gone", "token": "t"}
    job = await house.job("acme", "processing", lease=lease, lastAttemptAt=house.now)
    later = house.now + timedelta(hours=1)
    await house.company("globex")
    await house.job("globex", "pending", notBefore=later)
    before = await served.database.jobs.find({}).to_list(None)
    text = await served.get("/health/findings")
    assert "1 job of a reactor that is gone" in text
    assert str(job) in text
    assert await served.database.jobs.find({}).to_list(None) == before
    assert await served.database.timers.count_documents({}) == 0


async def test_without_mongodb_the_findings_say_so(settings: Settings, mongod: object) -> None:
    del mongod
    client = driver.connect("mongodb://127.0.0.1:1/scoutly", serverSelectionTimeoutMS=100)
    async with serving(settings, ScoutlyDatabase(client, "scoutly")) as page:
        text = await page.get("/health/findings")
        told = await page.json("/health")
        for path in ("/queue", f"/queue/{'0' * 24}"):
            async with page.session.get(path) as answer:
                assert answer.status == 503
    await driver.disconnect(client)
    assert "MongoDB does not answer" in text
    assert (told["upkeep"], told["findings"]["well"]) == (None, False)


async def test_use_of_the_model_is_told_by_purpose(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    now = await database.now()
    usage = {"timestamp": now, "userEmail": ADA, "inputTokens": 8_000, "outputTokens": 900}
    titles = usage | {"operation": "initial_matching", "costEstimate": {"total": 0.002}}
    await database.token_usages.insert_many([usage | {"operation": "deep_dive_analysis"}, titles])
    async with serving(settings, database, gemini_api_key=KEY) as page:
        cost = (await page.json("/health"))["upkeep"]["cost"]
        text = await page.get("/health")
    assert {name: use["calls"] for name, use in cost["today"]["purposes"].items()} == {
        "titles": 1,
        "texts": 1,
    }
    assert cost["month"]["inputTokens"] == 16_000
    for said in ("0 of 500 requests today", "8,000", "$0.0020"):
        assert said in text


async def test_examinations_are_made_one_at_a_time_and_kept_for_a_minute(
    settings: Settings, database: ScoutlyDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = running = 0

    async def look(case: Case) -> AsyncIterator[Finding]:
        nonlocal made, running
        assert case.only_looks
        made, running = made + 1, running + 1
        assert running == 1
        await asyncio.sleep(0)
        running -= 1
        yield Finding("it", Severity.WRONG, f"secret {KEY}")

    settings = Settings.from_environment(**settings.model_dump() | {"gemini_api_key": KEY})
    checks = (Check("it", CheckGroup.QUEUE, look),)
    examined = DoctorReports(settings, database, checks)
    first, second = await asyncio.gather(examined.findings(), examined.findings())
    assert made == 1
    assert first is second
    assert examined.kept
    assert (first.well, first.findings[0].said) == (False, "secret ***")
    monkeypatch.setattr(doctor_reports, "KEPT_FOR", 0.0)
    await examined.findings()
    assert made == 2


async def test_the_doctors_findings_come_by_themselves_and_without_scripts_by_a_link(
    served: Served, tab: Tab
) -> None:
    await tab.look(320, 700, scripts=False)
    await tab.open(f"{served.address}/health")
    assert await tab.evaluate("document.documentElement.scrollWidth") <= 320
    await tab.click("#found a")
    await tab.until("!!document.querySelector('#found .finding')")
    await tab.look(1280, 900, theme="dark")
    await tab.open(f"{served.address}/health")
    await tab.until("!!document.querySelector('#found .finding')")
    assert tab.complaints == []


async def test_they_are_fetched_where_there_are_none(served: Served, tab: Tab) -> None:
    await tab.open(f"{served.address}/health")
    await tab.until("!!document.querySelector('#found .finding')")
    assert f"{served.address}/health/findings" in tab.asked
    assert await tab.evaluate("document.querySelectorAll('h1').length") == 1
    assert tab.complaints == []
