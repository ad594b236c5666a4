"""Forms are sent by anybody: whatever stands in their fields, the page answers for itself."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import FormData
from bson import ObjectId

from reactor.core.liveness.health import HealthCheck
from reactor.core.liveness.heartbeat import Heartbeat
from reactor.core.stream.recent_changes import RecentChanges
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.outage_retry import Availability
from reactor.settings import Settings
from reactor.web import pages
from reactor.web.server import site_of
from tests.page.conftest import Served
from tests.page.house import ADA, House, built

TEMPLATES = Path(pages.__file__).parents[1] / "templates"
NAMES = {
    name
    for file in TEMPLATES.rglob("*.html")
    for name in re.findall(r'name="(\w+)"', file.read_text())
}
ODD = {
    "nothing": "",
    "a NUL": "a\0b",
    "a long text": "x" * 5_000,
    "a long number": "9" * 400,
    "no finite number": "nan",
    "an operator": '{"$gt": ""}',
    "markup": "<script>alert(1)</script>",
    "a line break": "a\r\nSet-Cookie: x=1",
    "an id of nothing": "0" * 24,
    "half of an address": "https://[::1",
    "blanks": " \u2028 ",
}


@pytest.fixture
async def house(database: ScoutlyDatabase) -> House:
    house = await built(database, ADA)
    await house.company("acme", 50)
    await house.match(ADA, "Welder")
    await house.job("acme", "failed")
    return house


def forms_of(settings: Settings, house: House, ids: dict[str, ObjectId]) -> Iterator[str]:
    """Where forms can be sent, with ids of what there is."""
    database = house.database
    health = HealthCheck(Heartbeat(), Availability())
    site = site_of(settings, database, health, RecentChanges())
    for screen in pages.SCREENS:
        for route in screen(site).routes():
            if route.method == "POST":
                kind = route.path.split("/")[1]
                yield re.sub(r"\{\w+(?::[^}]*)?\}+", str(ids.get(kind, ids["people"])), route.path)


def test_the_forms_are_found() -> None:
    assert {"rank", "notes", "status", "email"} <= NAMES


@pytest.mark.parametrize("odd", ODD)
async def test_any_text_in_every_field_is_taken_or_refused(
    served: Served, settings: Settings, house: House, odd: str
) -> None:
    database, ids = house.database, dict[str, ObjectId]()
    for kind, collection in (
        ("companies", database.companies),
        ("matches", database.saved_jobs),
        ("queue", database.jobs),
        ("people", database.users),
        ("welcome", database.users),
    ):
        found = await collection.find_one({}, {"_id": 1})
        assert found
        ids[kind] = found["_id"]
    answered = {}
    for path in forms_of(settings, house, ids):
        if "look" in path:
            continue  # what is at an address is looked at for many seconds
        sent = FormData([(name, ODD[odd]) for name in sorted(NAMES)])
        async with served.session.post(
            path, data=sent, headers={"Origin": served.address}, allow_redirects=False
        ) as answer:
            answered[path] = answer.status
            assert "Set-Cookie: x" not in str(answer.headers)
    assert len(answered) >= 15
    assert {path: status for path, status in answered.items() if status >= 500} == {}
