"""One company: what is known of it, and what people write about it, also two at a time."""

from datetime import timedelta
from typing import Any

import pytest

from reactor.mongo.database import ScoutlyDatabase
from tests.chromium import Tab
from tests.page.conftest import Served
from tests.page.house import ADA, NOOR, House, built
from tests.page.test_accessibility import complaints_of

BOARD = "https://job-boards.greenhouse.io/acme"


@pytest.fixture
async def house(database: ScoutlyDatabase) -> House:
    house = await built(database, ADA)
    await house.company("acme", 92, careers_url=BOARD)
    return house


async def stored(house: House) -> dict[str, Any]:
    found = await house.database.companies.find_one({"_id": house.companies["acme"]})
    assert found
    return found


def there(house: House, what: str = "") -> str:
    return f"/companies/{house.companies['acme']}{what and f'/{what}'}"


def form(**fields: str) -> dict[str, str]:
    """The form that edits, as the page gives it, with some fields typed."""
    shown = {"name": "Acme", "careers_url": BOARD, "selector": ""}
    return {f"was_{name}": value for name, value in shown.items()} | shown | fields


async def test_what_is_known_of_a_company_is_told(served: Served, house: House) -> None:
    await house.database.companies.update_one(
        {"_id": house.companies["acme"]},
        {
            "$set": {
                "reactor.rule": {
                    "groups": [],
                    "learnedAt": house.now - timedelta(days=12),
                    "model": "a-model",
                }
            }
        },
    )
    await house.match(ADA, "Welder", 91)
    await house.job(
        "acme",
        "completed",
        lastAttemptAt=house.now - timedelta(seconds=42),
        completedAt=house.now,
        result={"found": 214, "new": 2, "gone": 1, "matched": 1},
    )
    await house.database.postings.insert_one(
        {
            "companyId": house.companies["acme"],
            "url": "https://acme.example/1",
            "title": "Baker",
            "firstSeenAt": house.now - timedelta(hours=3),
            "goneAt": house.now,
        }
    )
    told = await served.json(there(house))
    assert (told["board"], told["seen"], told["followersNamed"]) == ("Greenhouse", 1, [ADA])
    assert told["rule"]["model"] == "a-model"
    text = await served.get(there(house))
    for said in (
        *("Greenhouse board", "214 postings, 2 new", "1 gone", "42 s", "it was due"),
        *("12 days ago", "a-model", "Welder", "Baker", "1 posting read", ADA),
    ):
        assert said in text, said


async def test_visits_and_postings_come_a_page_at_a_time(served: Served, house: House) -> None:
    for number in range(40):
        at = house.now - timedelta(hours=number)
        await house.job("acme", "completed", createdAt=at, result={"found": number})
    company = house.companies["acme"]
    await house.database.postings.insert_many(
        [
            {"companyId": company, "url": f"https://x.example/{n}", "firstSeenAt": house.now}
            for n in range(45)
        ]
    )
    visits, postings, older = list[int](), set[str](), ("", "")
    for _ in range(3):
        told = await served.json(f"{there(house)}?visits={older[0]}&postings={older[1]}")
        visits += [visit["found"] for visit in told["visits"]]
        postings |= {posting["url"] for posting in told["postings"]}
        older = told["olderVisits"], told["olderPostings"]
    assert older == ("", "")
    assert visits == list(range(40))
    assert len(postings) == 45


async def test_what_was_edited_is_written_and_nothing_else(served: Served, house: House) -> None:
    before = await stored(house)
    done = await served.post(
        there(house, "edit"), htmx=False, **form(careers_url="acme.example/jobs")
    )
    assert done[:2] == (303, f"{there(house)}?done=company_edited")
    after = await stored(house)
    assert after.pop("careers_url") == "https://acme.example/jobs"
    assert after.pop("updatedAt")
    assert after == {name: before[name] for name in before if name != "careers_url"}
    before = await stored(house)
    unchanged = form(careers_url="https://acme.example/jobs")
    assert (await served.post(there(house, "edit"), htmx=False, **unchanged))[0] == 303
    assert await stored(house) == before


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "Give it a name."),
        ({"careers_url": "not an address"}, "This is no web address."),
        ({"careers_url": ""}, "This is no web address."),
        ({"careers_url": "javascript:alert(1)"}, "This is no web address."),
        ({"careers_url": "https://x.example/" + "y" * 3_000}, "This is no web address."),
        ({"selector": "y" * 3_000}, "That is too long."),
    ],
)
async def test_what_is_wrong_is_told_beside_it_and_kept(
    fields: dict[str, str], said: str, served: Served, house: House
) -> None:
    before = await stored(house)
    status, _, text = await served.post(there(house, "edit"), htmx=False, **form(**fields))
    assert status == 422
    assert said in text
    assert 'aria-invalid="true"' in text
    assert await stored(house) == before


async def test_who_edits_what_was_changed_meanwhile_sees_both(served: Served, house: House) -> None:
    elsewhere = {"$set": {"careers_url": "https://elsewhere.example/"}}  # as in mongosh
    await house.database.companies.update_one({}, elsewhere)
    mine = form(careers_url="https://mine.example/")
    status, _, text = await served.post(there(house, "edit"), htmx=False, **mine)
    assert status == 409
    assert "Somebody changed it meanwhile" in text
    assert "https://elsewhere.example/" in text
    assert 'value="https://mine.example/"' in text
    assert (await stored(house))["careers_url"] == "https://elsewhere.example/"
    again = mine | {"was_careers_url": "https://elsewhere.example/"}
    assert (await served.post(there(house, "edit"), htmx=False, **again))[0] == 303
    assert (await stored(house))["careers_url"] == "https://mine.example/"


async def test_two_companies_do_not_get_one_address(served: Served, house: House) -> None:
    await house.company("bolt")
    taken = form(careers_url="HTTPS://bolt.example/jobs/")
    status, _, text = await served.post(there(house, "edit"), htmx=False, **taken)
    assert status == 422
    assert f'href="/companies/{house.companies["bolt"]}"' in text


async def test_an_address_that_was_found_is_taken_unless_it_changed(
    served: Served, house: House
) -> None:
    new = "https://jobs.lever.co/acme"
    status, _, text = await served.post(there(house, "address"), url=new, was="https://old.example")
    assert status == 409
    assert f'value="{new}"' in text
    assert (await served.post(there(house, "address"), url=new, was=BOARD))[0] == 303
    assert (await stored(house))["careers_url"] == new


async def test_a_problematic_company_is_called_well(served: Served, house: House) -> None:
    await house.database.companies.update_one({}, {"$set": {"isProblematic": True}})
    assert "It is well again" in await served.get(there(house))
    done = await served.post(there(house, "well"))
    assert done[1] == f"{there(house)}?done=company_well"
    assert (await stored(house))["isProblematic"] is False


async def test_a_company_that_somebody_typed_is_shown(served: Served, house: House) -> None:
    await house.database.companies.update_one(
        {},
        {"$set": {"company": 7, "careers_url": None, "selector": [], "reactor": "x"}},
        bypass_document_validation=True,
    )
    await house.database.jobs.insert_one(
        {"companyId": house.companies["acme"], "status": "failed", "result": 7}
    )
    await house.database.postings.insert_one({"companyId": house.companies["acme"], "url": 7})
    assert "It has no address yet." in await served.get(there(house))
    assert "acme" in await served.get("/companies")


@pytest.mark.parametrize("language", ["de", "es"])
async def test_it_is_told_in_other_languages(language: str, served: Served, house: House) -> None:
    text = await served.get(there(house), Accept_Language=language)
    assert ("Jetzt besuchen" if language == "de" else "Visitar ahora") in text


async def test_it_is_edited_without_scripts(served: Served, house: House, tab: Tab) -> None:
    await built(served.database, NOOR)
    await tab.look(390, 844, scripts=False)
    await tab.open(f"{served.address}{there(house)}")
    await tab.click("#field-name")
    await tab.type(" Robotics")
    await tab.click("#edit button.main")
    await tab.until("document.querySelector('h1')?.innerText.includes('Robotics')")
    assert "Saved" in await tab.text(".notice")
    assert tab.complaints == []


@pytest.mark.holds_loop("axe is half a megabyte to read, and npm may install it first")
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_axe_finds_nothing_serious(
    theme: str, served: Served, house: House, tab: Tab
) -> None:
    rule = {"groups": [], "learnedAt": house.now, "model": "a-model"}
    marker = {"failures": 3, "failedAt": house.now, "rule": rule}
    await house.database.companies.update_one(
        {}, {"$set": {"isProblematic": True, "reactor": marker}}
    )
    await house.match(ADA, "Welder", 91)
    await house.job("acme", "failed", updatedAt=house.now, errorMessage="404 Not Found")
    await house.job("acme", "completed", result={"found": 0, "recognised": False})
    await tab.look(1280, 900, theme=theme)
    await tab.open(f"{served.address}{there(house)}")
    assert await complaints_of(tab) == []
    await tab.look(390, 844, theme=theme)
    await tab.open(f"{served.address}/companies")
    assert await complaints_of(tab) == []
