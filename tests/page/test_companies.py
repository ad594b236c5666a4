"""The list of companies: what it tells, what its rows change, and that it stays quick."""

from datetime import timedelta
from typing import Any

import pytest
from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.indexes import ANY_CASE
from reactor.mongo.views.companies import CompanySearch, filter_of
from reactor.mongo.views.paging import PageKey
from reactor.settings import Settings
from tests.chromium import Tab
from tests.page.conftest import Served, serving
from tests.page.house import ADA, NOOR, House, built


@pytest.fixture
async def house(database: ScoutlyDatabase) -> House:
    house = await built(database, ADA)
    await house.company("acme-robotics", 92)
    return house


async def preference(house: House, slug: str) -> dict[str, Any]:
    found = await house.database.preferences.find_one({"companyId": house.companies[slug]})
    assert found
    return found


def path(house: House, slug: str, what: str = "") -> str:
    return f"/companies/{house.companies[slug]}{what and f'/{what}'}"


async def test_a_row_tells_rank_visits_postings_and_matches(served: Served, house: House) -> None:
    at = house.now - timedelta(hours=2)
    well: dict[str, Any] = {"completedAt": at, "result": {"found": 214, "new": 3, "matched": 1}}
    await house.job("acme-robotics", "completed", **well)
    await house.job("acme-robotics", "completed", reason="profile", result={"found": 1})
    unread: dict[str, Any] = {"recognised": False, "found": 0}
    await house.job("acme-robotics", "completed", result=unread, createdAt=house.now)
    await house.job("acme-robotics", "failed", errorMessage="503", createdAt=at)
    await house.match(ADA, "Welder")
    await house.match(ADA, "Baker", withdrawnAt=house.now)
    told = (await served.json("/companies"))["companies"][0]
    assert (told["name"], told["rank"], told["tracked"]) == ("Acme Robotics", 92, True)
    assert (told["found"], told["matches"], told["effectiveRank"]) == (214, 1, 92)
    assert [visit["completed"] for visit in told["visits"]] == [False, True, True]
    text = await served.get("/companies")
    for said in ("every day", "214", "Acme Robotics", "The last 3 visits: 1 well"):
        assert said in text


async def test_a_failing_company_says_why_and_offers_one_thing(
    served: Served, house: House
) -> None:
    failed = house.now - timedelta(hours=2)
    marker = {"failures": 3, "failedAt": failed}
    await house.company("globex", 90, isProblematic=True, reactor=marker)
    await house.job(
        "globex", "failed", updatedAt=failed, errorMessage="404 Not Found", errorCode="page_gone"
    )
    found = await served.json("/companies?show=failing")
    assert [each["name"] for each in found["companies"]] == ["Globex"]
    assert found["companies"][0]["failing"]["errorCode"] == "page_gone"
    text = await served.get("/companies?show=failing")
    for said in ("404 Not Found", "Failed 3 times in a row", "Find again"):
        assert said in text
    assert path(house, "globex", "find") in text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Acme Robotics", "Bolt", "Crane"]),
        ("?show=on", ["Acme Robotics", "Crane"]),
        ("?show=off", ["Bolt"]),
        ("?show=failing", ["Crane"]),
        ("?show=whatever", ["Acme Robotics", "Bolt", "Crane"]),
        ("?text=ROBOT", ["Acme Robotics"]),
        ("?text=bolt.example", ["Bolt"]),
        ("?text=.*", []),
        ("?show=on&text=bolt", []),
    ],
)
async def test_the_address_says_what_is_shown(
    query: str, names: list[str], served: Served, house: House
) -> None:
    await house.company("bolt")
    await house.company("crane", isProblematic=True)
    off = {"$set": {"isTracking": False}}
    await house.database.preferences.update_one({"companyId": house.companies["bolt"]}, off)
    found = await served.json(f"/companies{query}")
    assert [each["name"] for each in found["companies"]] == names
    assert found["counts"] == {"all": 3, "on": 2, "off": 1, "failing": 1}


async def test_every_company_is_on_one_page_of_them(served: Served, house: House) -> None:
    many: list[dict[str, Any]] = [
        {"companyID": f"n{number}", "company": f"{'Nn'[number % 2]}ame {number // 2}"}
        for number in range(110)
    ]
    many += [{"companyID": f"x{number}"} for number in range(60)]  # without a name
    await house.database.companies.insert_many(many)
    seen: list[str] = []
    older = ""
    for _ in range(4):
        found = await served.json(f"/companies?older={older}")
        seen += [each["id"] for each in found["companies"]]
        older = found["older"]
    assert older == ""
    assert len(seen) == len(set(seen)) == 171


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(
    "search",
    [
        CompanySearch(),
        CompanySearch(text="a"),
        CompanySearch(after=PageKey("Acme", ObjectId())),
        CompanySearch(show="off"),
    ],
)
async def test_a_page_of_the_list_comes_out_of_an_index(
    search: CompanySearch, database: ScoutlyDatabase
) -> None:
    plan = await database.handle.command(
        "explain",
        {
            "find": "companies",
            "filter": filter_of(search, [], []),
            "sort": {"company": 1, "_id": 1},
            "collation": ANY_CASE,
        },
    )
    told = str(plan["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in told
    assert "COLLSCAN" not in told
    assert "'SORT'" not in told


# Changes


@pytest.mark.parametrize(
    ("fields", "rank"),
    [
        ({"was": "92", "slider": "40", "rank": "92"}, 40),
        ({"was": "92", "slider": "92", "rank": "7"}, 7),
        ({"was": "92", "slider": "40", "rank": "40"}, 40),
        ({"rank": "100"}, 100),
    ],
)
async def test_slider_or_number_whichever_was_moved_is_saved(
    fields: dict[str, str], rank: int, served: Served, house: House
) -> None:
    done = await served.post(
        path(house, "acme-robotics", "rank"), back="/companies?a=1", htmx=False, **fields
    )
    assert done[:2] == (303, "/companies?a=1&done=rank_saved")
    assert (await preference(house, "acme-robotics"))["rank"] == rank
    assert "The rank is saved." in await served.get(done[1])


@pytest.mark.parametrize("rank", ["0", "101", "abc", "", "5.5", "-3", "٣"])
async def test_what_is_no_rank_changes_nothing(rank: str, served: Served, house: House) -> None:
    there = path(house, "acme-robotics", "rank")
    status, _, text = await served.post(there, htmx=True, rank=rank, slider="", was="92")
    assert status == 422
    assert "from 1 to 100" in text
    assert (await preference(house, "acme-robotics"))["rank"] == 92
    assert (await served.post(there, rank=rank))[1] == "/companies?done=rank_wrong"


async def test_htmx_gets_the_changed_row_alone(served: Served, house: House) -> None:
    there = path(house, "acme-robotics", "rank")
    status, _, text = await served.post(there, htmx=True, rank="15", slider="15", was="92")
    assert status == 200
    assert text.lstrip().startswith("<li")
    assert f'id="company-{house.companies["acme-robotics"]}"' in text
    assert "every 4 days" in text


async def test_a_rank_within_the_rest_says_that_it_waits(
    settings: Settings, database: ScoutlyDatabase, house: House
) -> None:
    await house.company("bolt", lastSuccessfulScrape=house.now - timedelta(minutes=3))
    async with serving(settings, database, cooldown="5m") as page:
        _, there, _ = await page.post(path(house, "bolt", "rank"), rank="15")
        assert "done=rank_waits" in there
        assert "waits until it has rested" in await page.get(there)
        text = await page.get(path(house, "bolt"))
        assert "It was visited" in text
        assert "3 min ago" in text


async def test_a_company_is_switched_off_and_on_and_keeps_its_rank(
    served: Served, house: House
) -> None:
    there = path(house, "acme-robotics", "tracking")
    await served.post(there, on="no")
    assert (await preference(house, "acme-robotics"))["isTracking"] is False
    assert 'aria-checked="false"' in await served.get("/companies")
    await served.post(there, on="yes")
    kept = await preference(house, "acme-robotics")
    assert (kept["isTracking"], kept["rank"]) == (True, 92)


async def test_a_person_whose_preference_is_spelled_otherwise_has_one(
    served: Served, house: House
) -> None:
    for named in (ADA.upper(), house.people[ADA], str(house.people[ADA])):
        change = {"$set": {"userId": named}}
        await house.database.preferences.update_one({}, change, bypass_document_validation=True)
        assert (await served.json("/companies"))["counts"]["on"] == 1
        await served.post(path(house, "acme-robotics", "rank"), rank="33")
        assert (await preference(house, "acme-robotics"))["rank"] == 33
        await served.post(path(house, "acme-robotics", "rank"), rank="92")
    assert await house.database.preferences.count_documents({}) == 1


async def test_a_form_is_for_whom_its_page_showed(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    house = await built(database, ADA, NOOR)
    await house.company("acme", 50)
    async with serving(settings, database) as page:
        text = await page.get("/companies")
        assert "Whose do you want to change?" in text
        assert "<form" in text
        assert 'role="switch"' not in text
        there = path(house, "acme", "rank")
        assert (await page.post(there, rank="7"))[0] == 422
        await page.post("/person", person=str(house.people[NOOR]))
        # The page that was open showed Ada's.
        await page.post(there, rank="7", person=str(house.people[ADA]))
        assert (await preference(house, "acme"))["rank"] == 7
        assert (await page.json("/companies"))["companies"][0]["tracked"] is False


async def test_a_visit_is_asked_for_once(served: Served, house: House) -> None:
    there = path(house, "acme-robotics", "visit")
    assert (await served.post(there))[1] == "/companies?done=visit_queued"
    assert (await served.post(there))[1] == "/companies?done=visit_waits"
    assert await house.database.jobs.count_documents({"status": "pending"}) == 1
    assert "in the queue" in await served.get("/companies")


@pytest.mark.parametrize("what", ["", "/rank", "/tracking", "/visit", "/edit", "/well", "/find"])
@pytest.mark.parametrize("which", ["0" * 24, "nothing"])
async def test_a_company_that_is_not_there_is_not_found(
    what: str, which: str, served: Served
) -> None:
    there = f"/companies/{which}{what}"
    fields = {"rank": "5", "name": "x", "careers_url": "https://x.example"}
    if what:
        status = (await served.post(there, htmx=False, **fields))[0]
    else:
        async with served.session.get(there) as answer:
            status = answer.status
    assert status == 404


async def test_a_strangers_text_is_text(served: Served, house: House) -> None:
    bad = '<script>alert(1)</script>{{ 7 * 7 }}" onload="x'
    await house.company("evil", company=bad, careers_url=f"javascript:alert(1)//{bad}")
    await house.job("evil", "failed", errorMessage=bad)
    for there in ("/companies", path(house, "evil")):
        text = await served.get(there)
        assert "<script>alert" not in text
        assert 'href="javascript' not in text
        assert '" onload="x' not in text


async def test_an_empty_list_says_what_to_do(served: Served) -> None:
    text = await served.get("/companies")
    assert "Paste the address of a careers page above" in text
    assert "Nobody is here yet" in text


# In a browser


async def test_a_slider_saves_once_it_rests_and_says_how_often(
    served: Served, house: House, tab: Tab
) -> None:
    await tab.open(f"{served.address}/companies")
    await tab.click(f"#company-{house.companies['acme-robotics']} input[type=number]")
    await tab.evaluate("document.activeElement.select()")
    await tab.type("25")
    assert await tab.evaluate("document.querySelector('input[type=range]').value") == "25"
    assert await tab.text("output") == "every 4 days"
    await tab.press("Tab")
    await tab.until("document.querySelector('.done')?.innerText.includes('saved')")
    assert (await preference(house, "acme-robotics"))["rank"] == 25
    assert [url for url in tab.asked if url.endswith("/rank")] == [
        f"{served.address}{path(house, 'acme-robotics', 'rank')}"
    ]
    await tab.click("button[role=switch]")
    await tab.until("!!document.querySelector('.company.off [aria-checked=false]')")
    assert tab.complaints == []


async def test_a_slider_works_without_scripts(served: Served, house: House, tab: Tab) -> None:
    await tab.look(320, 700, scripts=False)
    await tab.open(f"{served.address}/companies?show=on")
    await tab.click("input[type=range]")
    await tab.click("button.save")
    await tab.until("location.search === '?show=on&done=rank_saved'")
    assert 45 <= (await preference(house, "acme-robotics"))["rank"] <= 55
    assert tab.complaints == []


async def test_a_search_narrows_while_it_is_typed_and_keeps_the_focus(
    served: Served, house: House, tab: Tab
) -> None:
    await house.company("bolt")
    await tab.open(f"{served.address}/companies")
    await tab.click("#text")
    await tab.type("bol")
    await tab.until("document.querySelectorAll('.company').length === 1")
    assert await tab.evaluate("location.search") == "?text=bol"
    assert await tab.evaluate("[document.activeElement.id, text.value].join()") == "text,bol"
    assert tab.complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_nothing_is_wider_than_the_screen(
    theme: str, served: Served, house: House, tab: Tab
) -> None:
    marker = {"failures": 3, "failedAt": house.now}
    await house.company("x" * 90, isProblematic=True, reactor=marker)
    await house.job("x" * 90, "failed", updatedAt=house.now, errorMessage="y" * 200)
    await house.job("x" * 90, "completed", result={"found": 12_345, "new": 1, "gone": 2})
    for there in ("/companies", "/companies/look", path(house, "x" * 90)):
        await tab.open(f"{served.address}{there}")
        for width in (320, 390, 700, 1280):
            await tab.look(width, 700, theme=theme)
            await tab.until(f"innerWidth === {width}")
            wide = await tab.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, there
    assert tab.complaints == []
