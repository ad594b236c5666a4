"""How long ago something was goes on, on a page where nothing else happens."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from reactor.mongo.database import ScoutlyDatabase
from reactor.web.i18n import LANGUAGES, words_of
from reactor.web.presenters.ages import age, lasting
from tests.chromium import Tab
from tests.page.conftest import Served
from tests.page.house import ADA, House, built

SECONDS = (45, 75, 105, 3_585, 3_675, 86_300, 90_000, 200_000, 1e8, 5e9)
"""None is near to where another text begins: a busy machine takes its time."""

LOOKED_AT = "document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))"
SHOW = """([[now, moments], how]) => {
    const real = Date.now() - now;
    document.querySelector("main").replaceChildren(...moments.map((at) => {
        const shown = document.createElement("time");
        shown.dateTime = new Date(at + real).toISOString();
        shown.dataset.age = how;
        return shown;
    }));
    document.dispatchEvent(new Event("visibilitychange", {bubbles: true}));
    return [...document.querySelectorAll("main time")].map((each) => each.textContent);
}"""
LATER = "(() => { const now = Date.now; Date.now = () => now() + %d * 60000; })(), "
AGE = "document.querySelector('#home-best time').textContent"


@pytest.fixture
async def house(database: ScoutlyDatabase) -> House:
    house = await built(database, ADA)
    await house.company("acme")
    return house


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("house")
async def test_scripts_tell_ages_as_the_page_does(language: str, served: Served, tab: Tab) -> None:
    now, words = datetime.now(UTC), words_of(language)
    lengths = [timedelta(seconds=sign * each) for sign in (1, -1) for each in SECONDS]
    await tab.call("Network.setExtraHTTPHeaders", headers={"Accept-Language": language})
    await tab.open(served.address)
    moments = [(now - each).timestamp() * 1000 - 500 for each in lengths]
    asked = [now.timestamp() * 1000, moments]
    assert await tab.evaluate(f"({SHOW})([{asked}, ''])") == [
        age(now - each, now, words) for each in lengths
    ]
    running = await tab.evaluate(f"({SHOW})([{asked}, '<{{length}}>'])")
    assert running[1:] == [f"<{lasting(each, words)}>" for each in lengths][1:]
    assert re.fullmatch(r"<4\d s>", running[0])
    assert tab.complaints == []


async def test_ages_go_on_without_a_request_and_rest_while_nobody_looks(
    served: Served, house: House, tab: Tab
) -> None:
    await house.match(ADA, "Welder", createdAt=house.now)
    await house.job("acme", "processing", lastAttemptAt=house.now)
    await tab.open(served.address)
    assert await tab.evaluate(AGE) == "now"
    asked = len(tab.asked)
    running = "document.querySelector('#home-now time').textContent"
    first = await tab.evaluate(running)
    await tab.until(f"{running} !== {first!r}")
    assert first.startswith("for ")
    assert first.endswith(" s")
    await tab.evaluate(LATER % 5 + LOOKED_AT)
    assert await tab.evaluate(AGE) == "5 min ago"
    hidden = "Object.defineProperty(document, 'hidden', {value: %s, configurable: true}), "
    await tab.evaluate(hidden % "true" + LOOKED_AT)
    await tab.evaluate(LATER % 60 + LOOKED_AT)
    assert await tab.evaluate(AGE) == "5 min ago"
    await tab.evaluate(hidden % "false" + LOOKED_AT)
    assert await tab.evaluate(AGE) == "1 h ago"
    assert len(tab.asked) == asked
    assert tab.complaints == []


async def test_a_browser_whose_clock_is_wrong_tells_ages_by_the_reactors(
    served: Served, house: House, tab: Tab
) -> None:
    await house.match(ADA, "Welder", createdAt=house.now)
    wrong = "const now = Date.now; Date.now = () => now() - 864e5;"
    await tab.call("Page.addScriptToEvaluateOnNewDocument", source=wrong)
    await tab.open(served.address)
    await tab.evaluate(LATER % 5 + LOOKED_AT)
    assert await tab.evaluate(AGE) == "5 min ago"
