"""The page in a real browser: it renders, and complains of nothing."""

from datetime import timedelta

import pytest

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.chromium import Tab
from tests.page.conftest import Served, serving
from tests.page.house import ADA, NOOR, House, built

WIDTH = "document.documentElement.scrollWidth"
PASSWORD = "correct horse"  # noqa: S105 - of the test


@pytest.fixture
async def house(database: ScoutlyDatabase) -> House:
    house = await built(database, ADA, NOOR)
    await house.company("acme-robotics-and-a-very-long-name-without-any-blank-in-it")
    await house.match(ADA, "Engineer <b>of</b> many words and one: " + "x" * 80, 93)
    await house.match(NOOR, "Welder", 70)
    failed = house.now - timedelta(hours=2)
    marker = {"failures": 12, "failedAt": failed}
    await house.company("globex", 90, isProblematic=True, reactor=marker)
    said = "404 Not Found: https://globex.example/" + "careers/" * 12
    await house.job("globex", "failed", updatedAt=failed, errorMessage=said, errorCode="page_gone")
    return house


async def test_home_renders_chooses_a_person_and_complains_of_nothing(
    served: Served, house: House, tab: Tab
) -> None:
    await tab.open(served.address)
    assert await tab.text("h1") == "2 new matches"
    assert await tab.evaluate("typeof htmx.version") == "string"
    await tab.click("details.person summary")
    await tab.click(f"button[value='{house.people[NOOR]}']")
    await tab.until("document.querySelector('h1')?.innerText === '1 new match'")
    assert "Welder" in await tab.text("main")
    assert NOOR in await tab.text("details.person summary")
    await tab.click("details.person summary")
    await tab.press("Escape")
    assert await tab.evaluate("document.querySelector('details.person').open") is False
    assert await tab.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert tab.complaints == []
    assert [url for url in tab.asked if not url.startswith(served.address)] == []


async def test_a_person_is_chosen_without_scripts(served: Served, house: House, tab: Tab) -> None:
    await tab.look(1280, 900, scripts=False)
    await tab.open(served.address)
    await tab.click("details.person summary")
    await tab.click(f"button[value='{house.people[ADA]}']")
    await tab.until("document.querySelector('main')?.innerText.includes('1 new match')")
    assert tab.complaints == []


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("de", "dark"), ("es", "light")])
async def test_nothing_is_wider_than_the_screen(
    language: str, theme: str, served: Served, tab: Tab
) -> None:
    await tab.call("Network.setExtraHTTPHeaders", headers={"Accept-Language": language})
    for width in (320, 390, 768, 1280):
        await tab.look(width, 700, theme=theme)
        await tab.open(served.address)
        assert await tab.evaluate(WIDTH) <= width
        ground = await tab.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ("rgb(19" in ground) is (theme == "dark")
    assert tab.complaints == []


async def test_the_keyboard_reaches_the_content_first(served: Served, tab: Tab) -> None:
    await tab.open(served.address)
    await tab.press("Tab")
    assert await tab.evaluate("document.activeElement.className") == "skip"
    await tab.press("Enter")
    await tab.until("location.hash === '#main' && document.activeElement.id === 'main'")


async def test_the_link_of_the_log_opens_and_leaves_no_trace(
    settings: Settings, database: ScoutlyDatabase, tab: Tab
) -> None:
    await built(database, ADA)
    async with serving(settings, database, http_password=PASSWORD) as page:
        await tab.open(f"{page.address}/enter#{PASSWORD.replace(' ', '%20')}")
        await tab.until("location.pathname === '/' && !!document.querySelector('h1')")
        assert not any(PASSWORD[:7] in url for url in tab.asked if "#" not in url)
        kept = await tab.call("Page.getNavigationHistory")
        assert not any("#" in entry["url"] for entry in kept["entries"])
        assert tab.complaints == []
