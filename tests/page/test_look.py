"""Looks: what a visit finds is shown before anything is saved, by the visit's own guard."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from reactor.tracking import foresight
from reactor.tracking.preview_session import PreviewSession
from tests.chromium import Tab
from tests.page.careers import careers as careers_site
from tests.page.conftest import Served, serving
from tests.page.house import ADA, NOOR, House, built

CV = "Senior Python engineer. Ten years of backend services: Python, asyncio, MongoDB, Docker."

PAGE = """<html><head><title>Careers at Acme Robotics</title></head><body><ul class="jobs">
<li><a href="/careers/welder">Welder &lt;b&gt; Senior</a> Kiel</li>
<li><a href="/careers/nurse">Nurse</a> Kiel</li></ul></body></html>"""


@pytest.fixture
async def house(database: ScoutlyDatabase) -> House:
    return await built(database, ADA)


@pytest_asyncio.fixture
async def careers() -> AsyncIterator[str]:
    """A careers page, on loopback."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=PAGE, content_type="text/html")

    app = web.Application()
    app.router.add_get("/careers", answer)
    async with TestServer(app) as server:
        yield str(server.make_url("/careers"))


async def written(database: ScoutlyDatabase) -> int:
    """How many companies, preferences, jobs and pages there are."""
    kept = (database.companies, database.preferences, database.jobs, database.pages)
    return sum([await each.count_documents({}) for each in kept])


async def test_an_address_is_looked_at_and_tracked_without_scripts(
    careers: str, served: Served, house: House, tab: Tab
) -> None:
    await tab.look(390, 844, scripts=False)
    await tab.open(f"{served.address}/companies")
    await tab.click("#what")
    await tab.type(careers)
    await tab.press("Enter")
    await tab.until("document.querySelector('.sight h2')?.innerText === 'Acme Robotics'")
    told = await tab.text(".sight")
    for said in ("2 postings", "Welder <b> Senior", "Kiel", "its own page", "the whole list"):
        assert said in told, said
    assert await written(house.database) == 0
    await tab.click(".track button.main")
    await tab.until("document.querySelector('h1')?.innerText === 'Acme Robotics'")
    company = await house.database.companies.find_one({"careers_url": careers})
    preference = await house.database.preferences.find_one({})
    assert company
    assert preference
    assert (preference["companyId"], preference["rank"]) == (company["_id"], 50)
    assert tab.complaints == []


async def test_scripts_put_a_look_into_the_list_and_say_that_it_goes_on(
    served: Served, house: House, tab: Tab
) -> None:
    await house.company("acme")
    await tab.open(f"{served.address}/companies")
    await tab.click("#what")
    await tab.type("10.0.0.1/jobs")
    seen = "getComputedStyle(document.querySelector('.looking')).display"
    assert await tab.evaluate(seen) == "none"
    await tab.evaluate(
        f"""new MutationObserver(() => {{ window.seen ??= {seen} }})
            .observe(document.querySelector("form.add"), {{attributes: true}}) && true"""
    )
    await tab.press("Enter")
    await tab.until("!!document.querySelector('#look section')")
    assert "not a public address" in await tab.text("#look")
    assert "Acme" in await tab.text("#companies")
    assert await tab.evaluate("[location.pathname, window.seen].join()") == "/companies,flex"
    assert tab.complaints == []


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/", "http://169.254.169.254/", "http://localhost:1/"]
)
async def test_the_guard_of_visits_guards_looks(
    url: str, settings: Settings, database: ScoutlyDatabase
) -> None:
    async with serving(settings, database, allow_hosts=()) as page:
        status, _, text = await page.post("/companies/look", what=url)
    assert status == 200
    assert "is not a public address" in text
    assert "allow_hosts" not in text


async def test_nothing_typed_is_said(served: Served) -> None:
    status, _, text = await served.post("/companies/look", what=" ")
    assert status == 422
    assert "Paste an address first" in text


async def test_what_is_there_already_is_tracked_as_it_is(served: Served, house: House) -> None:
    company = await house.company("acme", 30)
    fields = {"url": "ACME.example/jobs/", "name": "Acme again", "rank": "80"}
    done = await served.post("/companies/track", htmx=False, **fields)
    assert done[:2] == (303, f"/companies/{company}?done=tracked")
    assert await house.database.companies.count_documents({}) == 1
    preference = await house.database.preferences.find_one({})
    assert preference
    assert preference["rank"] == 80
    again = await served.post("/companies/track", htmx=False, **fields)
    assert again[1] == f"/companies/{company}?done=tracked_already"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "Give it a name."),
        ({"url": "no address"}, "This is no web address."),
        ({"rank": "0"}, "A rank is a whole number from 1 to 100."),
        ({"selector": "x" * 3_000}, "That is too long."),
    ],
)
async def test_what_cannot_be_tracked_is_corrected(
    fields: dict[str, str], said: str, served: Served, house: House
) -> None:
    sent = {"url": "https://acme.example/", "name": "Acme", "rank": "50"} | fields
    status, _, text = await served.post("/companies/track", htmx=False, **sent)
    assert status == 422
    assert said in text
    assert await written(house.database) == 0


async def test_of_several_people_one_is_named(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    house = await built(database, ADA, NOOR)
    async with serving(settings, database) as page:
        sent = {"url": "https://acme.example/", "name": "Acme", "rank": "50"}
        assert (await page.post("/companies/track", htmx=False, **sent))[0] == 422
        noor = str(house.people[NOOR])
        assert (await page.post("/companies/track", person=noor, htmx=False, **sent))[0] == 303
    preference = await database.preferences.find_one({})
    assert preference
    assert preference["userId"] == NOOR


async def test_a_look_foresees_whose_matches_its_postings_would_be(
    settings: Settings, database: ScoutlyDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A busy machine takes longer than anybody would wait.
    monkeypatch.setattr(foresight, "_COMPARING", 60)
    defaults = PreviewSession.__init__.__kwdefaults__ or {}
    monkeypatch.setitem(defaults, "within", 120)
    house = await built(database, ADA, NOOR)
    await database.users.update_one({"email": ADA}, {"$set": {"cvText": CV}})
    await database.users.update_one(
        {"email": NOOR}, {"$set": {"cvText": "Nurse. Ten years in intensive care, night shifts."}}
    )
    async with careers_site() as site, serving(settings, database) as page:
        fields = {"Origin": page.address, "Accept": "application/json"}
        async with page.session.post(
            "/companies/look", data={"what": site.url}, headers=fields
        ) as answer:
            (sight,) = (await answer.json())["sights"]
        _, _, text = await page.post("/companies/look", what=site.url)
    engineer, chef = sight["postings"]
    assert engineer["scores"].keys() == {ADA}
    assert engineer["scores"][ADA] >= settings.min_score
    assert chef["scores"] == {}
    assert sight["compared"] == 2
    assert f"would score {engineer['scores'][ADA]} for {ADA}" in text
    assert "2 of these were compared" in text
    assert await written(house.database) == 0
