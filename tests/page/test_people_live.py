"""People, their forms, health and what is waited for follow by themselves; what is typed stays."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.chromium import Tab
from tests.conftest import Eventually
from tests.page.conftest import profiled
from tests.page.house import ADA, NOOR, House, built
from tests.page.streams import listening, reacting
from tests.page.test_push_in_chromium import has_stream

CV = "Welder, eleven years of ships and pipes. TIG, MIG, reading of drawings, blueprints. " * 4
TEXT = "document.querySelector('#main').innerText"


@pytest.fixture
async def house(database: ScoutlyDatabase) -> House:
    house = await built(database, ADA, NOOR)
    await house.company("acme", lastSuccessfulScrape=house.now)
    return house


@asynccontextmanager
async def slow_cv() -> AsyncIterator[tuple[str, asyncio.Event]]:
    """The address of a CV, and what lets it be answered."""
    answers = asyncio.Event()

    async def cv(_: web.Request) -> web.Response:
        await answers.wait()
        return web.Response(text=CV)

    app = web.Application()
    app.router.add_get("/cv.txt", cv)
    async with TestServer(app) as server:
        yield str(server.make_url("/cv.txt")), answers


def field(name: str) -> str:
    return f"document.querySelector('#field-{name}')"


async def test_the_list_follows_and_a_half_typed_e_mail_stays(
    settings: Settings, house: House, tab: Tab, eventually: Eventually
) -> None:
    users, row = house.database.users, f"document.querySelector('#person-{house.people[ADA]}')"
    async with reacting(settings) as address:
        await tab.open(f"{address}/people")
        await eventually(lambda: has_stream(tab))
        await tab.click("#field-email")
        await tab.type("kim@exam")
        info = {"candidateInfo.languages": [{"language": "Basque", "level": "B1"}]}
        await users.update_one({"email": ADA}, {"$set": info})
        await tab.until(f"{row}.innerText.includes('Basque')")
        await house.match(ADA, "Welder")
        await tab.until(f"{row}.innerText.includes('1 match')")
        await users.insert_one({"email": "ines@example.org", "cvText": CV})
        await tab.until(f"{TEXT}.includes('ines@example.org')")
        await tab.type("ple.org")
        assert await tab.evaluate(f"{field('email')}.value") == "kim@example.org"
        assert await tab.evaluate(f"document.activeElement === {field('email')}")
        assert tab.complaints == []


async def test_forms_that_nobody_touched_follow_and_the_one_in_use_is_told_when_it_is_saved(
    settings: Settings, house: House, tab: Tab, eventually: Eventually
) -> None:
    id_, users = house.people[ADA], house.database.users
    async with reacting(settings) as address:
        await tab.open(f"{address}/people/{id_}")
        await eventually(lambda: has_stream(tab))
        await tab.click("#field-city")
        await tab.type("Kiel")
        await tab.evaluate(f"{field('city')}.blur()")
        theirs: Any = {
            "candidateInfo.languages": [{"language": "Basque", "level": "B1"}],
            "candidateInfo.logistics.currentResidence": {"city": "Bilbao", "country": "Spain"},
        }
        await users.update_one({"_id": id_}, {"$set": theirs})
        await tab.until(f"{field('language_0')}.value === 'Basque'")
        assert await tab.evaluate(f"{field('city')}.value") == "Kiel"
        await tab.click("#residence button.main")
        await tab.until("!!document.querySelector('#residence .clash')")
        assert "Bilbao" in await tab.evaluate("document.querySelector('#residence').innerText")
        assert await tab.evaluate(f"{field('city')}.value") == "Kiel"
        await users.update_one({"_id": id_}, {"$set": {"cvText": CV, "notifyUrls": ["ntfy://x"]}})
        await tab.until("document.querySelector('#person-cv').innerText.includes('Welder')")
        await tab.until("document.querySelector('#person-addresses').innerText.includes('ntfy')")
        assert await tab.evaluate(f"{field('city')}.value") == "Kiel"
        assert not [said for said in tab.complaints if "409" not in said]


async def test_what_was_saved_says_so_and_stays(
    settings: Settings, house: House, tab: Tab, eventually: Eventually
) -> None:
    id_ = house.people[ADA]
    async with reacting(settings) as address:
        await tab.open(f"{address}/people/{id_}")
        await eventually(lambda: has_stream(tab))
        await tab.click("#field-language_0")
        await tab.type("Danish")
        await tab.click("#languages button.main")
        await tab.until("!!document.querySelector('#languages .notice')")
        await house.database.users.update_one({"_id": id_}, {"$set": {"cvText": CV}})
        await tab.until("document.querySelector('#person-cv').innerText.includes('Welder')")
        assert await tab.evaluate("!!document.querySelector('#languages .notice')")
        assert await tab.evaluate(f"{field('language_0')}.value") == "Danish"


async def test_a_page_that_is_read_anew_keeps_the_form_in_use(
    settings: Settings, house: House, tab: Tab, eventually: Eventually
) -> None:
    company = house.companies["acme"]
    async with reacting(settings) as address:
        await tab.open(f"{address}/companies/{company}")
        await eventually(lambda: has_stream(tab))
        await tab.evaluate(f"{field('selector')}.focus()")
        await tab.type(".jobs")
        await tab.evaluate("document.activeElement.blur()")
        edit = {"$set": {"company": "Acme Robotics", "selector": ".theirs"}}
        await house.database.companies.update_one({"_id": company}, edit)
        await house.database.users.insert_one({"email": "ines@example.org"})  # all is read anew
        await tab.until("document.querySelector('h1').innerText === 'Acme Robotics'")
        assert await tab.evaluate(f"{field('selector')}.value") == ".jobs"
        assert await tab.evaluate("document.querySelector('[name=was_selector]').value") == ""


async def test_a_match_that_is_open_alone_follows_and_keeps_the_note_in_use(
    settings: Settings, house: House, tab: Tab, eventually: Eventually
) -> None:
    saved = await house.match(ADA, "Welder", notes="call")
    saves, note = house.database.saved_jobs, "document.querySelector('textarea')"
    async with reacting(settings) as address:
        await tab.open(f"{address}/matches/{saved}")
        await eventually(lambda: has_stream(tab))
        await saves.update_one({"_id": saved}, {"$set": {"status": "APPLIED", "notes": "called"}})
        await tab.until("!!document.querySelector('[value=APPLIED][aria-pressed=true]')")
        await tab.until(f"{note}.value === 'called'")
        await tab.evaluate(f"{note}.focus(), {note}.setSelectionRange(99, 99)")
        await tab.type(" twice")
        await tab.until("document.querySelector('[name=before]').value === 'called twice'")
        await tab.type("!")
        await saves.update_one({"_id": saved}, {"$set": {"title": "Master welder"}})
        await tab.until("document.querySelector('h1').innerText === 'Master welder'")
        assert await tab.evaluate(f"{note}.value") == "called twice!"
        assert await tab.evaluate(f"document.activeElement === {note}")


async def test_a_cv_is_waited_for_without_asking(
    settings: Settings, house: House, tab: Tab, eventually: Eventually
) -> None:
    id_ = house.people[ADA]
    async with slow_cv() as (link, answers), reacting(settings, allow_hosts="127.0.0.0/8") as page:
        await tab.open(f"{page}/people/{id_}")
        await tab.evaluate("document.querySelector('#cv details').open = true")
        await tab.click("#field-link")
        await tab.type(link)
        await tab.press("Enter")
        await tab.until("!!document.querySelector('#reading[aria-busy]')")
        await eventually(lambda: has_stream(tab))
        await tab.until("/[2-9] s/.test(document.querySelector('#reading').innerText)")
        asked = len(tab.asked)
        await tab.until("/[4-9] s/.test(document.querySelector('#reading').innerText)")
        assert tab.asked[asked:] == []
        answers.set()
        await tab.until(f"location.pathname === '/people/{id_}'")
        await tab.until(f"{TEXT}.includes('was read')")
        assert tab.complaints == []


async def test_a_test_that_is_sent_is_waited_for_without_asking(
    settings: Settings, house: House, tab: Tab
) -> None:
    id_ = house.people[ADA]
    told = {"$set": {"notifyUrls": ["syslog://secret-host"]}}
    await house.database.users.update_one({"_id": id_}, told)
    async with reacting(settings) as address:
        await tab.open(f"{address}/people/{id_}")
        await tab.click("#person-addresses > form button")
        await tab.until(f"{TEXT}.includes('not among the services')")


async def test_health_follows(settings: Settings, house: House) -> None:
    async with reacting(settings) as address, listening(address, page="/health") as stream:
        await house.job("acme", "completed", updatedAt=house.now)
        assert 'id="reactors"' in await stream.until('<div id="health-upkeep"')


async def test_names_are_read_when_somebody_changes_and_not_for_every_page(
    settings: Settings, house: House, eventually: Eventually
) -> None:
    database = house.database
    async with reacting(settings) as address, aiohttp.ClientSession(address) as session:

        async def menu() -> list[str]:
            async with session.get("/queue?state=failed") as answer:
                text = await answer.text()
            return re.findall(r'name="person" value="(?!all)\w+"[^>]*>([^<]+)<', text)

        assert await menu() == [ADA, NOOR]
        async with profiled(database) as asked:
            assert await menu() == await menu() == [ADA, NOOR]
        assert [each for each in asked if each["ns"] == f"{database.name}.users"] == []
        await database.users.insert_one({"email": "ines@example.org"})

        async def knows_ines() -> bool:
            return "ines@example.org" in await menu()

        await eventually(knows_ines)
        await database.users.delete_one({"email": NOOR})

        async def has_forgotten() -> bool:
            return NOOR not in await menu()

        await eventually(has_forgotten)
