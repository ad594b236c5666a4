"""Who has just started the reactor is led to the first match, with scripts and without."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.chromium import Tab
from tests.conftest import Eventually
from tests.page.careers import careers
from tests.page.conftest import Served, plans, serving
from tests.page.house import ADA, House, built
from tests.page.streams import reacting
from tests.page.test_people_screens import CV, HTML, ended, send
from tests.page.test_push_in_chromium import has_stream
from tests.page.test_stories import CV as ENGINEER


async def led_to(served: Served, path: str) -> str:
    """Where a browser that asks for a page is led; `""` if it is shown."""
    async with served.session.get(path, headers=HTML, allow_redirects=False) as answer:
        return answer.headers.get("Location", "")


async def test_home_leads_there_while_nobody_is_in_the_database(
    served: Served, database: ScoutlyDatabase
) -> None:
    assert await led_to(served, "/") == "/welcome"
    assert (await served.json("/"))["new"] == 0
    await database.users.insert_one({"cvText": "somebody without an e-mail"})
    assert await led_to(served, "/") == ""


async def test_a_person_a_page_and_samples_lead_to_the_first_visits(
    served: Served, database: ScoutlyDatabase
) -> None:
    status, there, _ = await send(
        served, "/welcome", ("cv.txt", CV.encode()), email=" ADA@example.org"
    )
    assert (status, there.rpartition("/")[0]) == (303, "/welcome/reading")
    status, there, _ = await ended(served, there)
    ada: Any = await database.users.find_one({"email": ADA})
    assert ada["cvText"].startswith("Welder")
    assert (status, there) == (303, f"/welcome/{ada['_id']}/companies?done=cv_read")
    assert "The CV was read" in await served.get(there)
    step = f"/welcome/{ada['_id']}"
    fields: Any = {"address_1": "jobs.lever.co/acme", "trade_energy": "on"}
    status, there, _ = await served.post(f"{step}/companies", **fields)
    assert (status, there) == (303, f"{step}/matcher?done=tracked")
    text = await served.get(there)
    assert "by keywords" in text
    assert "GEMINI_API_KEY" in text
    told = await served.json(f"{step}/visits")
    assert len(told["visits"]) == 5
    assert {visit["state"] for visit in told["visits"]} == {"expected"}
    lever: Any = await database.companies.find_one({"careers_url": "https://jobs.lever.co/acme"})
    assert lever["company"] == "Acme"
    assert await database.preferences.count_documents({"isTracking": True}) == 5


async def test_a_cv_that_cannot_be_read_adds_nobody_and_may_be_tried_again(
    served: Served, database: ScoutlyDatabase
) -> None:
    _, there, _ = await send(served, "/welcome", ("cv.png", b"\x89PNG\r\n\x1a\n" * 99), email=ADA)
    status, _, text = await ended(served, there)
    assert (status, "a picture" in text) == (422, True)
    assert f'name="email" value="{ADA}"' in text
    assert await database.users.count_documents({}) == 0


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"email": "ada"}, "That is no e-mail"),
        ({"email": ADA, "link": "ftp://x"}, "A link begins with"),
    ],
)
async def test_what_is_wrong_is_told_beside_the_field(
    served: Served, fields: Any, said: str
) -> None:
    status, _, text = await send(served, "/welcome", **fields)
    assert (status, said in text) == (422, True)
    assert f'value="{fields["email"]}"' in text


async def test_without_a_cv_one_goes_on(served: Served, database: ScoutlyDatabase) -> None:
    status, there, _ = await send(served, "/welcome", email=ADA)
    ada: Any = await database.users.find_one({"email": ADA})
    assert (status, there) == (303, f"/welcome/{ada['_id']}/companies")


@pytest.mark.parametrize(
    ("fields", "said"),
    [({}, "Paste an address"), ({"address_2": "my <b>company"}, "That is no address")],
)
async def test_no_company_is_added_of_what_is_no_address(
    served: Served, database: ScoutlyDatabase, fields: Any, said: str
) -> None:
    house = await built(database, ADA)
    status, _, text = await served.post(f"/welcome/{house.people[ADA]}/companies", **fields)
    assert (status, said in text, "<b>company" in text) == (422, True, False)
    assert await database.companies.count_documents({}) == 0


@pytest.fixture
async def house(database: ScoutlyDatabase) -> House:
    house = await built(database, ADA)
    for slug, status, more in (
        ("acme", "completed", {"result": {"found": 40, "matched": 2}}),
        ("blank", "completed", {"result": {"found": 0, "recognised": False}}),
        ("gone", "failed", {"errorMessage": "404 Not <Found>", "errorCode": "page_gone"}),
        ("busy", "processing", {"lastAttemptAt": house.now - timedelta(seconds=9)}),
        ("later", "pending", {}),
    ):
        await house.company(slug)
        await house.job(slug, status, **more)
    await house.company("next")
    return house


async def test_visits_are_watched_one_by_one_with_what_came_of_them(
    served: Served, house: House
) -> None:
    path = f"/welcome/{house.people[ADA]}/visits"
    text = await served.get(path)
    for said in (
        "Your companies are being visited",
        "3 of 6 visits done",
        "40 postings, 2 matches",
        "no list of postings was recognised",
        "404 Not &lt;Found&gt;",
        "is being read",
        'http-equiv="refresh"',
    ):
        assert said in text
    await house.match(ADA, "Welder <i>", 91)
    text = await served.get(path)
    assert "First matches: the best scores 91" in text
    assert "Welder &lt;i&gt;" in text


async def test_a_page_that_was_looked_at_for_long_stops_asking(
    served: Served, house: House
) -> None:
    path = f"/welcome/{house.people[ADA]}/visits"
    assert 'look=8"' in await served.get(f"{path}?look=7")
    text = await served.get(f"{path}?look=300")
    assert ("refresh" in text, "Look again" in text) == (False, True)
    for said in ("x", "9" * 5_000, "-1"):
        assert 'look=1"' in await served.get(f"{path}?look={said}")


async def test_what_has_ended_is_not_asked_for_again(
    served: Served, database: ScoutlyDatabase
) -> None:
    house = await built(database, ADA)
    await house.company("acme")
    await house.job("acme", "completed", result={"found": 3})
    text = await served.get(f"/welcome/{house.people[ADA]}/visits")
    assert ("No match yet" in text, "refresh" in text) == (True, False)


async def test_visits_are_read_by_indexes(served: Served, house: House) -> None:
    await house.match(ADA, "Welder")
    async with plans(house.database) as found:
        await served.get(f"/welcome/{house.people[ADA]}/visits")
    scanned = [name for name, plan in found if "COLLSCAN" in plan]
    assert {"jobqueues", "savedjobs"} & set(scanned) == set()
    assert {"jobqueues", "savedjobs"} <= {name for name, _ in found}


async def test_with_a_key_the_model_is_named_and_the_key_is_not(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    house = await built(database, ADA)
    key = "AIza" + "x" * 35
    async with serving(settings, database, gemini_api_key=key) as page:
        text = await page.get(f"/welcome/{house.people[ADA]}/matcher")
    assert "A model reads postings: " in text
    assert key not in text


async def come_in(tab: Tab, address: str, careers: str, cv: str = CV) -> None:
    """Go through the first steps by hand, up to the first visits."""
    await tab.open(address)
    await tab.until("location.pathname === '/welcome' && !!document.querySelector('#field-email')")
    await tab.click("#field-email")
    await tab.type(ADA)
    await tab.click(".give details summary")
    await tab.click("#field-text")
    await tab.type(cv)
    await tab.click(".give button")
    await tab.until("location.pathname.endsWith('/companies')")
    await tab.until("!!document.querySelector('#field-address_1')")
    await tab.click("#field-address_1")
    await tab.type(careers)
    await tab.press("Enter")
    await tab.until("location.pathname.endsWith('/matcher') && !!document.querySelector('.main')")
    await tab.click("a.main")
    await tab.until("document.querySelector('h1')?.innerText.includes('being visited')")


async def test_the_first_match_arrives_while_somebody_watches(
    settings: Settings, database: ScoutlyDatabase, tab: Tab, eventually: Eventually
) -> None:
    await tab.look(390, 844)
    async with careers() as site, reacting(settings) as page:
        site.answers.clear()
        await come_in(tab, page, site.url, ENGINEER)
        await eventually(lambda: has_stream(tab))
        asked = len(tab.asked)
        site.answers.set()
        await tab.until("document.querySelector('h1')?.innerText.startsWith('First matches')")
        await tab.until("document.querySelector('progress').value === 1")
        assert "1 of 1 visit done" in await tab.text("#visits")
        assert len(tab.asked) == asked
        job: Any = await database.jobs.find_one({})
        await tab.open(f"{page}/queue/{job['_id']}")
        await eventually(lambda: has_stream(tab))
        await database.jobs.update_one({}, {"$set": {"status": "failed", "errorMessage": "oh"}})
        await tab.until("document.querySelector('h1 ~ .job')?.innerText.includes('Failed')")
        assert tab.complaints == []


async def test_somebody_comes_in_without_scripts_and_sees_the_first_match_arrive(
    served: Served, database: ScoutlyDatabase, tab: Tab
) -> None:
    await tab.look(390, 844, scripts=False)
    await come_in(tab, served.address, "acme.example/careers")
    ada: Any = await database.users.find_one({"email": ADA})
    acme: Any = await database.companies.find_one({})
    now = await database.now()
    house = House(database, now, {ADA: ada["_id"]}, {"acme": acme["_id"]})
    await house.job("acme", "completed", createdAt=now, result={"found": 9, "matched": 1})
    await house.match(ADA, "Welder", 91)
    async with asyncio.timeout(20):
        await tab.until("document.querySelector('h1')?.innerText.endsWith('scores 91')")
    assert tab.complaints == []
