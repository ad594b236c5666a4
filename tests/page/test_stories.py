"""Whole stories in a real browser, on a whole reactor: from an address to a match, and back."""

from typing import Any

import aiohttp
import pytest
from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.chromium import Tab
from tests.conftest import Eventually
from tests.page.careers import Careers, behind_proxy, careers
from tests.page.house import ADA, NOOR, House, built
from tests.page.streams import reacting
from tests.page.test_push_in_chromium import has_stream

CV = "Senior Python engineer. Ten years of backend services: Python, asyncio, MongoDB, Docker."
FOUND = "Senior Python Engineer"
FOLDER = "/scoutly"
LINKS = """[...document.querySelectorAll("[href], [src], [action], [hx-get], [hx-post], *")]
    .flatMap((each) => [...each.attributes])
    .filter(({name}) => /^(href|src|action|formaction|hx-get|hx-post|hx-sse:connect)$/.test(name))
    .map(({value}) => value).filter((value) => value && !value.startsWith("#"))"""


@pytest.fixture
async def house(database: ScoutlyDatabase) -> House:
    """Ada, with a CV that fits one posting, and a match from before."""
    house = await built(database, ADA)
    await database.users.update_one({}, {"$set": {"cvText": CV}})
    return house


async def track(tab: Tab, page: str, site: Careers) -> None:
    """Look at an address and track what is there, as a person does."""
    await tab.open(f"{page}/companies")
    await tab.click("#what")
    await tab.type(site.url)
    await tab.press("Enter")
    await tab.until(f"document.querySelector('#look')?.innerText.includes('{FOUND}')")
    site.answers.clear()
    await tab.evaluate("document.querySelector('#look [name=name]').select()")
    await tab.type("Acme")
    await tab.click("#look .track button.main")
    await tab.until("/[0-9a-f]{24}$/.test(location.pathname)")
    await tab.until("document.querySelector('h1')?.innerText === 'Acme'")


async def test_an_address_becomes_a_match_that_is_applied_for(
    settings: Settings, house: House, tab: Tab, eventually: Eventually
) -> None:
    known = await house.match(ADA, "Welder")
    saves = house.database.saved_jobs
    async with careers() as site, reacting(settings) as page:
        await track(tab, page, site)
        await tab.open(f"{page}/companies")
        await tab.until("document.querySelector('.company')?.innerText.includes('Acme')")
        await tab.until("document.querySelector('.company').innerText.includes('being visited')")
        await tab.open(f"{page}/matches")
        await eventually(lambda: has_stream(tab))
        await tab.click(f"#match-{known} .name a")
        await tab.until(f"!!document.querySelector('#notes-{known}')")
        await tab.click(f"#notes-{known}")
        await tab.type("Call")
        site.answers.set()
        await tab.until(f"document.querySelector('.entry .name').innerText === '{FOUND}'")
        await tab.type(" Kim")
        await tab.until(
            f"document.querySelector('#noted-{known} [name=before]').value === 'Call Kim'"
        )
        elsewhere = {"$set": {"status": "INTERVIEW_SCHEDULED"}}  # as in mongosh
        await saves.update_one({"_id": known}, elsewhere)
        await tab.until(f"!!document.querySelector('#match-{known} .pill')")
        await tab.type("!")
        focused = "[document.activeElement.id, document.activeElement.value].join()"
        assert await tab.evaluate(focused) == f"notes-{known},Call Kim!"
        await tab.until(
            f"document.querySelector('#noted-{known} [name=before]').value.at(-1) === '!'"
        )
        await tab.evaluate("document.activeElement.blur()")
        await tab.press("j")
        await tab.press("a")
        await tab.until("!!document.querySelector('[data-status=APPLIED]')")
        await tab.open(f"{page}/matches?status=all")
        assert await tab.text("[data-status=APPLIED] [aria-pressed=true]") == "Applied"
        assert FOUND in await tab.text(".entry:has([data-status=APPLIED])")
        await tab.open(f"{page}/matches/{known}")
        assert await tab.evaluate("document.querySelector('textarea').value") == "Call Kim!"
        kept = {each["title"]: each async for each in saves.find({})}
        assert kept[FOUND]["status"] == "APPLIED"
        assert kept["Welder"]["notes"] == "Call Kim!"
        assert tab.complaints == []


@pytest.mark.parametrize("way", ["setting", "kept", "header"])
async def test_behind_a_proxy_everything_stays_in_its_folder(
    way: str, settings: Settings, house: House, tab: Tab, eventually: Eventually
) -> None:
    match = await house.match(ADA, "Welder")
    said = {"X_Forwarded_Prefix": FOLDER} if way == "header" else {}
    changes: Any = {"trusted_proxies": ("127.0.0.1",)} if said else {"http_base": FOLDER}
    async with (
        careers() as site,
        reacting(settings, **changes) as reactor,
        behind_proxy(reactor, FOLDER, kept=way == "kept", **said) as proxy,
    ):
        page = f"{proxy}{FOLDER}"
        await track(tab, page, site)
        site.answers.set()
        await eventually(lambda: house.database.saved_jobs.find_one({"title": FOUND}))
        company = await house.database.companies.find_one({})
        job = await house.database.jobs.find_one({})
        assert company
        assert job
        for path in (
            *("/", "/matches?status=all", f"/matches/{match}", "/matches/feed", "/companies"),
            *("/companies/look", f"/companies/{company['_id']}", "/queue", f"/queue/{job['_id']}"),
            *("/people", f"/people/{house.people[ADA]}", "/health", "/welcome", "/nowhere"),
        ):
            await tab.open(f"{page}{path}")
            links = await tab.evaluate(LINKS)
            assert links
            outside = [each for each in links if not within(each, page, site)]
            assert outside == [], path
        await tab.open(f"{page}/matches")
        await eventually(lambda: has_stream(tab))
        await tab.press("j")
        await tab.press("a")
        await tab.until("!!document.querySelector('[data-status=APPLIED]')")
        await house.match(ADA, "Baker")
        await tab.until("document.querySelector('.entry .name').innerText === 'Baker'")
        await tab.click("details.person summary")
        await tab.click("details.person [value=all]")
        await tab.until(
            "document.querySelector('.person summary')?.innerText.includes('Everybody')"
        )
        assert [each for each in tab.asked if not each.startswith(f"{page}/")] == []
        assert [each for each in tab.complaints if "404" not in each] == []


async def test_who_enters_behind_a_proxy_comes_back_into_its_folder(
    settings: Settings, house: House, tab: Tab, eventually: Eventually
) -> None:
    password = "correct horse"  # noqa: S105 - this test's own
    async with (
        reacting(settings, http_base=FOLDER, http_password=password) as reactor,
        behind_proxy(reactor, FOLDER) as proxy,
    ):
        await tab.open(f"{proxy}{FOLDER}/matches")
        await tab.click("[name=password]")
        await tab.type(password)
        await tab.press("Enter")
        await tab.until("!!document.querySelector('#match-tabs')")
        assert await tab.evaluate("location.pathname") == f"{FOLDER}/matches"
        await eventually(lambda: has_stream(tab))
        await house.match(ADA, "Baker")
        await tab.until("document.querySelector('.entry .name')?.innerText === 'Baker'")
        assert [each for each in tab.asked if not each.startswith(f"{proxy}{FOLDER}/")] == []


def within(link: str, page: str, site: Careers) -> bool:
    """Whether a link stays in the folder, or leads to what was found."""
    if link.startswith(("/", page)):
        path = link.removeprefix(page.removesuffix(FOLDER))
        return path == FOLDER or path.startswith((f"{FOLDER}/", f"{FOLDER}?"))
    return link.startswith((site.url, "https://"))


async def test_two_people_see_each_their_own(
    settings: Settings, database: ScoutlyDatabase, tab: Tab, eventually: Eventually
) -> None:
    house = await built(database, ADA, NOOR)
    await house.match(ADA, "Welder")
    await house.match(NOOR, "Baker")
    titles = "[...document.querySelectorAll('.entry .name')].map((each) => each.innerText).join()"
    async with reacting(settings) as page:
        await tab.open(f"{page}/matches")
        for email, own, other in ((ADA, "Welder", "Cook"), (NOOR, "Baker", "Smith")):
            await choose(tab, house.people[email])
            await tab.until(
                f"document.querySelector('.person summary').innerText.includes('{email}')"
            )
            await tab.until("document.readyState === 'complete'")
            assert await tab.evaluate(titles) == own
            await eventually(lambda: has_stream(tab))
            await house.match(NOOR if email == ADA else ADA, other)
            await house.match(email, "Miller")
            await tab.until(f"{titles}.startsWith('Miller')")
            assert await tab.evaluate(titles) == f"Miller,{own}"
            await database.saved_jobs.delete_many({"title": {"$in": ["Miller", other]}})
        assert tab.complaints == []


async def choose(tab: Tab, person: ObjectId) -> None:
    """Choose somebody in the menu."""
    await tab.click("details.person summary")
    await tab.click(f"details.person [value='{person}']")


async def test_two_reactors_serve_the_same(
    settings: Settings, house: House, tab: Tab, eventually: Eventually
) -> None:
    async def is_idle() -> bool:
        active = {"status": {"$in": ["pending", "processing"]}}
        return not await house.database.jobs.count_documents(active)

    async with (
        careers() as site,
        reacting(settings) as one,
        reacting(settings) as other,
        aiohttp.ClientSession(headers={"Accept": "application/json"}) as session,
    ):
        await track(tab, one, site)
        site.answers.set()
        await eventually(lambda: house.database.saved_jobs.find_one({"title": FOUND}))
        await eventually(is_idle)
        for path in ("/companies", "/queue", "/queue?state=completed", "/matches"):

            async def is_same(path: str = path) -> bool:
                told = [await content(session, f"{page}{path}") for page in (one, other)]
                return told[0] == told[1] and (FOUND if "mat" in path else "Acme") in str(told)

            await eventually(is_same)


async def content(session: aiohttp.ClientSession, address: str) -> dict[str, Any]:
    """What a program reads there, but for when it asked."""
    async with session.get(address) as answer:
        told: dict[str, Any] = await answer.json()
        told.pop("now", None)
        return told
