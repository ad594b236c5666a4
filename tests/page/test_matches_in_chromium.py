"""The inbox in a real browser: keys, notes as they are typed, and no script at all."""

from typing import Any

import pytest
from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.chromium import Tab
from tests.conftest import Eventually
from tests.page.conftest import Served
from tests.page.house import ADA, House, built
from tests.page.streams import reacting
from tests.page.test_accessibility import complaints_of
from tests.page.test_push_in_chromium import has_stream

WIDTH = "document.documentElement.scrollWidth"
FOCUS = "document.activeElement.innerText"


@pytest.fixture
async def house(database: ScoutlyDatabase) -> House:
    house = await built(database, ADA)
    await house.company("acme-robotics-and-a-very-long-name-without-any-blank-in-it")
    await house.match(ADA, "Engineer <b>of</b> many words and one: " + "x" * 80, 93)
    return house


async def value(house: House, match: ObjectId, field: str) -> Any:
    found = await house.database.saved_jobs.find_one({"_id": match})
    return (found or {}).get(field)


async def test_keys_walk_open_and_mark(served: Served, house: House, tab: Tab) -> None:
    match = await house.match(ADA, "Welder", createdAt=house.now, goodFitReasons=["You weld"])
    await tab.open(f"{served.address}/matches")
    await tab.press("j")
    assert await tab.evaluate(FOCUS) == "Welder"
    await tab.press("j")
    assert (await tab.evaluate(FOCUS)).startswith("Engineer")
    await tab.press("k")
    await tab.press("o")
    await tab.until("!!document.querySelector('.opened textarea')")
    await tab.press("a")
    await tab.until("!!document.querySelector('[data-status=APPLIED]')")
    assert await value(house, match, "status") == "APPLIED"
    await tab.until("document.querySelector('#match-tabs').innerText.match(/Applied\\s+1/)")
    assert await tab.evaluate("!!document.querySelector('.opened textarea')")
    await tab.press("x")
    await tab.until("!!document.querySelector('[data-status=DISCARDED]')")
    await tab.press("w")
    await tab.until("!document.querySelector('[data-status=DISCARDED]')")
    assert await value(house, match, "status") == "WANT_TO_APPLY"
    await tab.press("o")
    await tab.until("!document.querySelector('.opened textarea')")
    assert tab.complaints == []


async def test_keys_are_listed_and_off_while_somebody_types(
    served: Served, house: House, tab: Tab
) -> None:
    await tab.open(f"{served.address}/matches")
    await tab.press("/")
    assert await tab.evaluate("document.activeElement.name") == "text"
    for letter in "axe?":
        await tab.press(letter)
    assert await tab.evaluate("document.activeElement.value") == "axe?"
    await tab.until("location.search.includes('text=axe')")
    await tab.until("document.querySelector('#matches').innerText.includes('No match is like')")
    await tab.evaluate("document.activeElement.blur()")
    await tab.press("?")
    await tab.until("document.querySelector('dialog').open")
    await tab.press("Escape")
    await tab.until("!document.querySelector('dialog').open")
    await tab.click("button.keys")
    await tab.until("document.querySelector('dialog').open")
    await tab.click("[data-keys-off]")
    await tab.press("Escape")
    await tab.open(f"{served.address}/matches")
    await tab.press("j")
    assert await tab.evaluate("document.activeElement.tagName") == "BODY"
    assert house.people
    assert tab.complaints == []


async def test_keys_lead_to_every_screen_and_along_its_rows(
    served: Served, house: House, tab: Tab
) -> None:
    await house.company("globex")
    await tab.open(served.address)
    places = {"m": "matches", "q": "queue", "p": "people", "s": "health", "h": "", "c": "companies"}
    for letter, place in places.items():
        await tab.press("g")
        await tab.press(letter)
        await tab.until(f"location.pathname === '/{place}' && document.readyState === 'complete'")
        assert await tab.evaluate("!!document.querySelector('dialog[data-keys]')")
    await tab.press("g")
    await tab.press("z")
    await tab.press("j")
    opened = await tab.evaluate("document.activeElement.pathname")
    assert opened.startswith("/companies/")
    await tab.press("o")
    await tab.until(f"location.pathname === '{opened}'")
    await tab.click("#field-name")
    await tab.press("g")
    await tab.press("h")
    assert await tab.evaluate("location.pathname") == opened
    assert "gh" in await tab.evaluate("document.querySelector('#field-name').value")
    assert tab.complaints == []


async def test_a_note_is_saved_as_it_is_typed_and_nothing_is_lost(
    served: Served, house: House, tab: Tab
) -> None:
    match = await house.match(ADA, "Welder", createdAt=house.now)
    await tab.open(f"{served.address}/matches/{match}")
    await tab.click("textarea")
    await tab.type("Call Kim")
    await tab.until("document.querySelector('.noted').innerText.includes('Note saved')")
    assert await value(house, match, "notes") == "Call Kim"
    await tab.type(" on Monday")
    await tab.until("document.querySelector('[name=before]').value === 'Call Kim on Monday'")
    assert await tab.evaluate("document.activeElement.tagName") == "TEXTAREA"
    somewhere = {"$set": {"notes": "from elsewhere"}}
    await house.database.saved_jobs.update_one({"_id": match}, somewhere)
    await tab.type("!")
    await tab.until("document.querySelector('.conflict')?.innerText.includes('from elsewhere')")
    assert await tab.evaluate("document.querySelector('textarea').value") == "Call Kim on Monday!"
    assert await value(house, match, "notes") == "from elsewhere"
    await tab.click(".conflict button")
    await tab.until("!document.querySelector('.conflict')")
    assert await value(house, match, "notes") == "Call Kim on Monday!"
    # Only the conflict itself stands in the console.
    assert [each for each in tab.complaints if "409" not in each] == []


async def test_everything_works_without_scripts(served: Served, house: House, tab: Tab) -> None:
    match = await house.match(ADA, "Welder", createdAt=house.now)
    await tab.look(320, 700, scripts=False)
    await tab.open(f"{served.address}/matches")
    await tab.click(f"#status-{match} [value=APPLIED]")
    await tab.until("document.querySelector('.notice')?.innerText === 'Its status is saved.'")
    assert await value(house, match, "status") == "APPLIED"
    await tab.open(f"{served.address}/matches")
    await tab.click("[name=text]")
    await tab.type("weld")
    await tab.press("Enter")
    await tab.until("location.search.includes('text=weld') && !!document.querySelector('.entry')")
    await tab.click(".entry .name a")
    await tab.until(
        "document.readyState === 'complete' && document.querySelector('h1').innerText === 'Welder'"
    )
    await tab.click("textarea")
    await tab.type("Called")
    await tab.click(".noted button")
    await tab.until("document.querySelector('.notice')?.innerText === 'Note saved'")
    assert await value(house, match, "notes") == "Called"
    assert tab.complaints == []


async def test_what_changes_elsewhere_is_pushed_and_a_half_typed_note_stays(
    settings: Settings, house: House, tab: Tab, eventually: Eventually
) -> None:
    match = await house.match(ADA, "Welder", createdAt=house.now)
    saves = house.database.saved_jobs
    async with reacting(settings) as address:
        await tab.open(f"{address}/matches")
        await eventually(lambda: has_stream(tab))
        await tab.press("j")
        await tab.press("o")
        await tab.until("!!document.querySelector('.opened textarea')")
        await tab.click(".opened textarea")
        await tab.type("Call")
        elsewhere = {"$set": {"status": "APPLIED", "title": "Senior Welder"}}
        await saves.update_one({"_id": match}, elsewhere)
        await tab.until(f"document.querySelector('#match-{match} .name').innerText[0] === 'S'")
        await tab.until("document.querySelector('#match-tabs').innerText.match(/Applied\\s+1/)")
        await house.match(ADA, "Baker")
        await tab.until("document.querySelector('.entry .name').innerText === 'Baker'")
        await tab.type(" Kim")
        assert await tab.evaluate("document.activeElement.value") == "Call Kim"
        assert await tab.evaluate(f"document.activeElement.id === 'notes-{match}'")
        await tab.until("document.querySelector('[name=before]').value === 'Call Kim'")
        assert await value(house, match, "notes") == "Call Kim"
        await saves.delete_one({"_id": match})
        await tab.until(f"!document.querySelector('#match-{match}')")
        assert tab.complaints == []


async def test_the_first_match_comes_into_an_empty_list(
    settings: Settings, database: ScoutlyDatabase, tab: Tab, eventually: Eventually
) -> None:
    house = await built(database, ADA)
    async with reacting(settings) as address:
        await tab.open(f"{address}/matches")
        assert "Nothing has been found yet" in await tab.text("main")
        await eventually(lambda: has_stream(tab))
        await house.match(ADA, "Welder")
        await tab.until("document.querySelector('.entry .name')?.innerText === 'Welder'")
        assert "Nothing has been found yet" not in await tab.text("main")


@pytest.mark.holds_loop("axe is half a megabyte to read, and npm may install it first")
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_it_fits_every_screen_and_axe_finds_nothing_serious(
    theme: str, served: Served, house: House, tab: Tab
) -> None:
    reasons: dict[str, Any] = {
        "goodFitReasons": ["x" * 90],
        "considerationPoints": ["No"],
        "notes": "Call",
    }
    more: dict[str, Any] = {"goneAt": house.now, "techStack": ["Lathe"], "description": "All of it"}
    match = await house.match(ADA, "Welder", status="INTERVIEW_SCHEDULED", **reasons, **more)
    for path in ("/matches?status=all", f"/matches/{match}", "/matches/feed"):
        await tab.open(f"{served.address}{path}")
        if "status" in path:
            await tab.press("j")
            await tab.press("o")
            await tab.until("!!document.querySelector('.opened textarea')")
        for width in (320, 390, 1280):
            await tab.look(width, 700, theme=theme)
            await tab.until(f"innerWidth === {width}")
            assert await tab.evaluate(WIDTH) <= width, path
        assert await complaints_of(tab) == []
    assert tab.complaints == []
