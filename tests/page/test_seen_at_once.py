"""What is edited elsewhere is on the open pages within a second; a hidden page costs nothing."""

import asyncio
import json
from collections.abc import AsyncIterator
from statistics import median
from typing import Any

import pytest
from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.chromium import Tab
from tests.conftest import Eventually
from tests.mongosh import Mongosh
from tests.page.house import ADA, House, built
from tests.page.streams import listening, reacting
from tests.page.test_push import commands, settle
from tests.page.test_push_in_chromium import has_stream, open_streams

TIMES = 5
WITHIN = 1_000
"""Milliseconds from an edit to the page, half of the time."""

ROUNDS = (81, 71, 91)
"""Where the ranks of each begin. A machine that is busy with other tests has more than one."""

HAS_STREAM = "!!document.querySelector('#live')?._htmx?.sse"
NOTE = """(marks) => {
    window.seen = {};
    const note = () => marks.filter((mark) => document.body.innerHTML.includes(mark))
        .forEach((mark) => { seen[mark] ??= Date.now(); });
    note();
    new MutationObserver(note).observe(document.body,
        {subtree: true, childList: true, characterData: true, attributes: true});
}"""
EDIT = """const at = {};
    for (const [collection, of, change, mark] of EJSON.deserialize(%s)) {
        at[mark] = Date.now();
        db[collection].updateOne(of, {$set: change});
        sleep(500);
    }
    return at;"""


@pytest.fixture
async def house(database: ScoutlyDatabase) -> House:
    house = await built(database, ADA)
    for number in range(TIMES):
        # Visited just now: the reactor has nothing to do of its own accord.
        of = await house.company(f"acme-{number}", lastSuccessfulScrape=house.now)
        whose = {"companyId": of, "userId": ADA, "userEmail": ADA}
        await database.histories.insert_one({**whose, "lastScrapeDate": house.now, "links": []})
    return house


PAGES = {
    "a rank in the list": "/companies",
    "a title in the inbox": "/matches",
    "a title on the company's page": "/companies/{}",
}


def edits(house: House, screen: str, saves: list[ObjectId], first: int) -> list[tuple[Any, ...]]:
    """Edits that show on a page: collection, filter, fields, and what is seen of it."""
    numbers = range(first, first + TIMES)
    if screen == "a rank in the list":
        return [
            ("usercompanypreferences", by("companyId", of), {"rank": rank}, f'value="{rank}"')
            for of, rank in zip(house.companies.values(), numbers, strict=True)
        ]
    return [
        ("savedjobs", by("_id", of), {"title": f"Baker {number}"}, f"Baker {number}")
        for of, number in zip(saves, numbers, strict=True)
    ]


def by(name: str, of: ObjectId) -> dict[str, Any]:
    return {name: {"$oid": str(of)}}


@pytest.fixture
async def page(settings: Settings, house: House, eventually: Eventually) -> AsyncIterator[str]:
    """A reactor that has nothing to do; gives where its page is."""
    async with reacting(settings) as address:
        await settle(house.database, eventually)
        yield address


@pytest.mark.parametrize("screen", PAGES)
async def test_an_edit_in_mongosh_is_on_the_page_within_a_second(
    screen: str, page: str, house: House, tab: Tab, request: pytest.FixtureRequest
) -> None:
    mongosh: Mongosh = request.getfixturevalue("mongosh")
    saves = [await house.match(ADA, f"Welder {n}", n + 60) for n in range(TIMES)]
    await tab.open(f"{page}{PAGES[screen].format(house.companies['acme-0'])}")
    await tab.until(HAS_STREAM)
    medians = list[float]()
    for first in ROUNDS:
        wanted = edits(house, screen, saves, first)
        marks = [mark for *_, mark in wanted]
        await tab.evaluate(f"({NOTE})({json.dumps(marks)})")
        assert await tab.evaluate("Object.keys(seen).length") == 0
        edited = await mongosh(EDIT % json.dumps(wanted))
        await tab.until(f"Object.keys(seen).length === {TIMES}")
        seen = await tab.evaluate("seen")
        medians.append(median(seen[mark] - edited[mark] for mark in marks))
        if medians[-1] < WITHIN:
            break
    request.node.user_properties.append(("milliseconds from mongosh to the page", medians))
    assert medians[-1] < WITHIN, medians
    assert tab.complaints == []


async def test_an_open_page_of_a_company_follows_all_that_it_shows(
    settings: Settings, house: House, tab: Tab, eventually: Eventually
) -> None:
    company, other = list(house.companies.values())[:2]
    database = house.database
    async with reacting(settings) as page:
        await settle(database, eventually)
        await tab.open(f"{page}/companies/{company}")
        await eventually(lambda: has_stream(tab))
        await tab.click("#field-selector")
        await tab.type("ul.jobs")
        await database.companies.update_one({"_id": company}, {"$set": {"company": "Bolt"}})
        await tab.until("document.querySelector('h1').innerText === 'Bolt'")
        edit = {"$set": {"rank": 87}}
        await database.preferences.update_one({"companyId": company}, edit)
        await tab.until("document.querySelector('#company-known [name=rank]').value === '87'")
        await house.match(ADA, "Welder", companyId=other)
        saved = await house.match(ADA, "Baker", companyId=company)
        await tab.until("document.querySelector('#company-best').innerText.includes('Baker')")
        assert "Welder" not in await tab.text("#company-best")
        await database.saved_jobs.update_one({"_id": saved}, {"$set": {"title": "Cook"}})
        await tab.until("document.querySelector('#company-best').innerText.includes('Cook')")
        await database.saved_jobs.delete_one({"_id": saved})
        await tab.until("!document.querySelector('#company-best ol')")
        await house.job(
            "acme-0", "failed", updatedAt=house.now, errorMessage="404 Not Found: it is gone"
        )
        await tab.until("document.querySelector('#company-visits').innerText.includes('404')")
        await database.companies.update_one({"_id": company}, {"$set": {"isProblematic": True}})
        await tab.until("!!document.querySelector('#company-trouble .said')")
        typed = "[document.activeElement.id, document.activeElement.value].join()"
        assert await tab.evaluate(typed) == "field-selector,ul.jobs"
        await database.companies.delete_one({"_id": company})
        await tab.until("document.querySelector('h1').innerText !== 'Bolt'")


async def test_a_later_page_of_visits_stays_the_page_that_it_is(
    settings: Settings, house: House
) -> None:
    company = house.companies["acme-0"]
    for number in range(20):
        await house.job("acme-0", "completed", result={"found": number + 1})
    async with reacting(settings) as address:
        async with listening(address, f"/events?of=company&at=/companies/{company}&since=x") as new:
            assert (await new.event())["event"] == "reload-list"
            await house.database.companies.update_one({"_id": company}, {"$set": {"company": "B"}})
            first = await new.until("#company-visits")
        older = first.partition("?visits=")[2].partition("#")[0]
        at = f"/events?of=company&at=/companies/{company}%3Fvisits%3D{older}&since=x"
        async with listening(address, at) as later:
            await later.event()
            await house.database.companies.update_one({"_id": company}, {"$set": {"company": "C"}})
            second = await later.until("#company-visits")
    assert older
    assert second.count("<tr>") < first.count("<tr>")


async def test_a_hidden_page_asks_for_nothing_however_much_is_edited(
    settings: Settings, house: House, tab: Tab, eventually: Eventually
) -> None:
    saved = await house.match(ADA, "Welder")
    database = house.database
    hidden = "Object.defineProperty(document, 'hidden', {value: true, configurable: true}), "
    async with reacting(settings) as page:
        await settle(database, eventually)
        await tab.open(f"{page}/matches")
        await eventually(lambda: has_stream(tab))
        streams, asked = await open_streams(page), len(tab.asked)
        await tab.evaluate(f"{hidden} document.dispatchEvent(new Event('visibilitychange'))")

        async def has_gone() -> bool:
            return await open_streams(page) < streams

        await eventually(has_gone)
        before = await commands(database)
        for number in range(50):
            edit = {"$set": {"notes": f"note {number}"}}
            await database.saved_jobs.update_one({"_id": saved}, edit)
        await asyncio.sleep(2)  # nothing is to happen, and there is nothing to wait for
        after = await commands(database)
    cost = {name: after[name] - before[name] for name in ("find", "aggregate", "count", "distinct")}
    assert sum(cost.values()) <= 1, cost
    assert len(tab.asked) == asked
