"""Everyone can use every screen that a house has: no screen is left out of what axe looks at."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from bson import ObjectId

from reactor.settings import Settings
from reactor.web.i18n import LANGUAGES
from tests.chromium import Tab
from tests.page.conftest import Served
from tests.page.house import ADA, NOOR, built
from tests.page.test_accessibility import THEMES, complaints_of
from tests.page.test_answers import ASKED_FOR, screens_of
from tests.page.test_people_screens import ended, send

PHONE = 320
STATES = ("/companies?show=failing", "/queue?state=failed", "/matches?status=all", "/matches/feed")
"""Screens look otherwise there, or are not among `SCREENS`."""


async def _filled(served: Served) -> Mapping[str, ObjectId]:
    """A house with something for every screen, and an id for the `{id}` below each folder."""
    house = await built(served.database, ADA, NOOR)
    ids = {
        "companies": await house.company("acme"),
        "matches": await house.match(ADA, "Engineer", 95, reasons=["Python"], notes="Call them"),
        "people": house.people[ADA],
        "welcome": house.people[ADA],
    }
    marker = {"failures": 3, "failedAt": house.now}
    await house.company("globex", 90, isProblematic=True, reactor=marker)
    for score in (70, 55):
        await house.match(NOOR, "Engineer", score, status="APPLIED", goneAt=house.now)
    began = house.now - timedelta(minutes=1)
    failed = {"errorMessage": "404 Not Found", "errorCode": "page_gone", "lastAttemptAt": began}
    ids["queue"] = await house.job("globex", "failed", updatedAt=house.now, **failed)
    await house.job("acme", "completed", lastAttemptAt=began, updatedAt=house.now)
    await house.job("acme", "processing", lastAttemptAt=house.now)
    told = {"$set": {"notifyUrls": ["syslog://localhost"]}}
    await house.database.users.update_one({"_id": ids["people"]}, told)
    return ids


async def _watched(served: Served, person: ObjectId) -> Mapping[str, str]:
    """Errands that have ended and are still shown, by the screens that show them."""
    unreadable = ("cv.txt", b"...")
    begun = {
        "/people/{id}/cv/{errand}": await send(served, f"/people/{person}/cv", unreadable),
        "/people/{id}/told/{errand}": await served.post(f"/people/{person}/told/test"),
        "/welcome/reading/{errand}": await send(
            served, "/welcome", unreadable, email="eve@example.org"
        ),
    }
    for _, there, _ in begun.values():
        await ended(served, there)
    return {path: there for path, (_, there, _) in begun.items()}


def _address(path: str, ids: Mapping[str, ObjectId], watched: Mapping[str, str]) -> str:
    folder = path.split("/")[1]
    return watched.get(path) or ASKED_FOR.sub(
        lambda asked: str(ids[folder]) if asked[1] == "id" else asked[0], path
    )


async def _screens(served: Served, settings: Settings) -> list[str]:
    """The address of every screen, in a house that fills them all."""
    ids = await _filled(served)
    watched = await _watched(served, ids["people"])
    paths = screens_of(settings, served.database)
    paths = [path for path in paths if not path.endswith(".json")]  # no screen
    addresses = [*(_address(path, ids, watched) for path in paths), *STATES]
    assert [address for address in addresses if "{" in address] == []
    return addresses


@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_screen_is_wider_than_a_phone_in_any_language(
    language: str, served: Served, settings: Settings, tab: Tab
) -> None:
    await tab.call("Network.setExtraHTTPHeaders", headers={"Accept-Language": language})
    await tab.look(PHONE, 700)
    wider: dict[str, int] = {}
    for address in await _screens(served, settings):
        await tab.open(f"{served.address}{address}")
        assert await tab.evaluate("document.documentElement.lang") == language
        width = await tab.evaluate("document.documentElement.scrollWidth")
        if width > PHONE:
            wider[address] = width
    assert wider == {}


@pytest.mark.holds_loop("axe is half a megabyte to read, and npm may install it first")
async def test_axe_finds_nothing_serious_on_any_screen(
    served: Served, settings: Settings, tab: Tab
) -> None:
    found: dict[str, list[str]] = {}
    for address in await _screens(served, settings):
        await tab.look(1280, 900)
        await tab.open(f"{served.address}{address}")
        assert await tab.evaluate("location.pathname") == address.partition("?")[0]
        assert await tab.evaluate("!!document.querySelector('main h1')"), address
        for theme in THEMES:
            await tab.look(1280, 900, theme=theme)
            if complaints := await complaints_of(tab):
                found[f"{address} {theme}"] = complaints
    assert found == {}
