"""How anything is answered: kept by nobody, guarded everywhere, and packed where it is large."""

import asyncio
import gzip
import re
from contextlib import suppress

import pytest

from reactor.core.liveness.health import HealthCheck
from reactor.core.liveness.heartbeat import Heartbeat
from reactor.core.stream.recent_changes import RecentChanges
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.outage_retry import Availability
from reactor.settings import Settings
from reactor.web.assets import assets
from reactor.web.pages import SCREENS
from reactor.web.server import site_of
from tests.counted_commands import COUNTING
from tests.page.conftest import Served, plans
from tests.page.house import ADA, built


@pytest.mark.parametrize("path", ["/", "/enter", "/healthz", "/nowhere", "/static/style.css"])
async def test_every_answer_is_guarded(path: str, served: Served) -> None:
    async with served.session.get(path, allow_redirects=False) as answer:
        policy = answer.headers["Content-Security-Policy"]
        for rule in ("default-src 'none'", "script-src 'self'", "form-action 'self'"):
            assert rule in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", sorted(assets()))
async def test_an_asset_is_kept_as_long_as_it_does_not_change(name: str, served: Served) -> None:
    asset = assets()[name]
    raw = {"Accept-Encoding": "gzip"}
    async with served.session.get(asset.path, headers=raw) as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Encoding"] == "gzip"
        assert await answer.read() == gzip.decompress(asset.packed) == asset.body
        tag = answer.headers["ETag"]
    async with served.session.get(asset.path, headers={"Accept-Encoding": "identity"}) as answer:
        assert "Content-Encoding" not in answer.headers
        assert await answer.read() == asset.body
    async with served.session.get(f"/static/{name}", headers={"If-None-Match": tag}) as answer:
        assert answer.status == 304
    async with served.session.get(f"/static/{name}?v=00000000") as answer:
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/matches", "/companies", "/queue", "/people"])
async def test_a_list_that_is_as_it_was_is_not_sent_again(
    path: str, served: Served, database: ScoutlyDatabase
) -> None:
    house = await built(database, ADA)
    company = await house.company("acme", lastSuccessfulScrape=house.now)
    await house.match(ADA, "Welder")

    async def asked(tag: str = "") -> tuple[int, str, int]:
        said = {"Accept": "application/json"} | ({"If-None-Match": tag} if tag else {})
        async with served.session.get(path, headers=said) as answer:
            return answer.status, answer.headers["ETag"], len(await answer.read())

    status, tag, size = await asked()
    assert status == 200
    assert size > 0
    assert await asked(f'"other", {tag}') == (304, tag, 0)
    await house.job("acme", "processing", lastAttemptAt=house.now)
    await database.saved_jobs.update_one({}, {"$set": {"status": "APPLIED", "companyId": company}})
    await database.users.update_one({}, {"$set": {"cvText": "Another one, and longer"}})
    assert (await asked(tag))[0] == 200


async def test_home_looks_through_no_whole_collection_of_what_grows(
    served: Served, database: ScoutlyDatabase
) -> None:
    house = await built(database, ADA)
    for number in range(3):
        await house.company(f"c{number}", isProblematic=number == 0)
        await house.match(ADA, f"Job {number}")
    await served.get("/")  # the counts of the probes are kept for a while
    async with plans(database) as found:
        await served.get("/")
    assert {"savedjobs", "jobqueues", "companies"} <= {collection for collection, _ in found}
    assert [each for each in found if "COLLSCAN" in each[1]] == []


async def test_home_asks_mongodb_six_times_at_most(
    served: Served, database: ScoutlyDatabase
) -> None:
    house = await built(database, ADA)
    await house.company("acme", isProblematic=True)
    await house.match(ADA, "Welder")
    for most in (6, 5):  # the counts of the probes are kept for a while
        with COUNTING.commands() as asked:
            await served.get("/")
        assert 0 < len(asked) <= most, asked


async def test_a_page_of_people_is_a_handful_of_questions_however_many_there_are(
    served: Served, database: ScoutlyDatabase
) -> None:
    people = [{"email": f"{number:03}@example.org", "cvUrl": CV} for number in range(120)]
    await database.users.insert_many([*people, {"cvText": "Welder of no name"}])
    seen, path = list[str](), "/people"
    for rows in (50, 50, 21):
        with COUNTING.commands() as asked:
            told = await served.json(path)
        assert 0 < len(asked) <= 7, asked
        assert len(told["people"]) == rows
        seen += [person["name"] for person in told["people"]]
        path = f"/people?older={told['older']}"
    assert told["older"] == ""
    assert len(seen) == len(set(seen)) == 121
    assert {each["email"] for each in people} <= set(seen)
    assert "Further on" in await served.get("/people")


CV = "https://cv.example/cv.pdf"

ASKED_FOR = re.compile(r"\{(\w+)(?::(?:[^{}]|\{\d+\})*)?\}")
"""A `{name}` in a path, or a `{name:[0-9a-f]{24}}`."""


def screens_of(settings: Settings, database: ScoutlyDatabase) -> list[str]:
    """The path of every screen that is shown, with `{name}` where something is asked for."""
    health = HealthCheck(Heartbeat(), Availability())
    site = site_of(settings, database, health, RecentChanges())
    paths = [route for screen in SCREENS for route in screen(site).routes()]
    return [route.path for route in paths if route.method == "GET"]


def looked_at(settings: Settings, database: ScoutlyDatabase) -> list[str]:
    """Every address of a screen that is shown, with some id where one is asked for."""
    paths = screens_of(settings, database)
    return [ASKED_FOR.sub("0" * 24, path) for path in paths]


async def test_nothing_is_changed_by_looking(
    served: Served, settings: Settings, database: ScoutlyDatabase
) -> None:
    house = await built(database, ADA)
    await house.company("acme")
    await house.match(ADA, "Engineer")
    before = await database.handle.command("dbHash")
    paths = looked_at(settings, database)
    assert "/" in paths
    for path in paths:
        query = {"as": str(house.people[ADA]), "done": "x", "status": "APPLIED", "rank": "1"}
        with suppress(TimeoutError):  # what streams has no end
            async with asyncio.timeout(5), served.session.get(path, params=query) as answer:
                assert answer.status < 500, path
                await answer.read()
    after = await database.handle.command("dbHash")
    assert after["collections"] == before["collections"]
