"""The first page answers three questions: does it work, what is new for me, what needs me."""

import re
from datetime import UTC, timedelta

import pytest

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.mongo.views.days import read_days
from reactor.settings import Settings
from tests.page.conftest import Served, profiled, serving
from tests.page.house import ADA, NOOR, House, built


@pytest.fixture
async def house(database: ScoutlyDatabase) -> House:
    house = await built(database, ADA, NOOR)
    await house.company("acme-robotics")
    return house


async def test_new_matches_are_counted_and_the_best_come_first(
    served: Served, house: House
) -> None:
    await house.match(ADA, "Welder", 71)
    await house.match(ADA, "Engineer", 93)
    await house.match(ADA, "Clerk", 99, status="APPLIED")
    await house.match(ADA, "Baker", 99, withdrawnAt=house.now)
    await house.match(ADA, "Miller", 99, createdAt=house.now - timedelta(days=8))
    told = await served.json("/")
    assert told["new"] == 2
    assert [each["title"] for each in told["best"]] == ["Engineer", "Welder"]
    assert told["best"][0]["company"] == "Acme Robotics"
    text = await served.get("/")
    assert "2 new matches" in text
    assert text.index("Engineer") < text.index("Welder")


async def test_a_person_is_chosen_by_a_form_and_never_by_a_link(
    served: Served, house: House
) -> None:
    await house.match(ADA, "Welder")
    await house.match(NOOR, "Engineer")
    assert (await served.json("/"))["new"] == 2
    assert (await served.json(f"/?as={house.people[NOOR]}"))["new"] == 2
    status, there, _ = await served.post("/person", person=str(house.people[NOOR]), back="/?a=1")
    assert (status, there) == (303, "/?a=1")
    assert [each["title"] for each in (await served.json("/"))["best"]] == ["Engineer"]
    await served.post("/person", person="all")
    assert (await served.json("/"))["new"] == 2


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", ""])
async def test_a_form_leads_to_no_other_site(served: Served, back: str) -> None:
    assert (await served.post("/person", person="all", back=back))[:2] == (303, "/")


async def test_what_needs_a_look_says_what_happened_how_often_and_what_to_do(
    served: Served, house: House
) -> None:
    failed = house.now - timedelta(hours=2)
    marker = {"failures": 3, "failedAt": failed}
    globex = await house.company("globex", 90, isProblematic=True, reactor=marker)
    again = house.now + timedelta(minutes=90)
    timer = {"_id": {"kind": "scrape", "of": globex}, "expireAt": again}
    await house.database.timers.insert_one(timer)
    await house.job(
        "globex", "failed", updatedAt=failed, errorMessage="404 Not Found", errorCode="page_gone"
    )
    text = await served.get("/")
    for said in ("1 company needs a look", "Globex", "404 Not Found", "failed 3 times in a row"):
        assert said in text
    assert f'action="/companies/{globex}/find"' in text
    assert re.search(r"next <time[^>]*>in 1 h</time>", text)
    (trouble,) = (await served.json("/"))["troubles"]
    assert (trouble["rank"], trouble["errorCode"]) == (90, "page_gone")
    assert trouble["advice"]
    assert trouble["advice"] in text


async def test_what_passes_is_tried_again_from_the_first_page(served: Served, house: House) -> None:
    globex = await house.company("globex", isProblematic=True)
    await house.job("globex", "failed", errorMessage="503", errorCode="server_error")
    assert f'action="/companies/{globex}/visit"' in await served.get("/")
    status, there, _ = await served.post(f"/companies/{globex}/visit", back="/")
    assert (status, there) == (303, "/?done=visit_queued")
    assert await house.database.jobs.count_documents({"companyId": globex, "status": "pending"})


async def test_what_nobody_tracks_needs_no_look(served: Served, house: House) -> None:
    await house.database.companies.insert_one({"companyID": "hooli", "isProblematic": True})
    assert (await served.json("/"))["troubled"] == 0


async def test_days_count_visits_and_matches_and_judging_again_is_no_visit(
    served: Served, house: House
) -> None:
    for status in ("completed", "completed", "failed"):
        await house.job("acme-robotics", status, updatedAt=house.now)
    await house.job("acme-robotics", "completed", updatedAt=house.now, reason="profile")
    await house.match(ADA, "Welder", createdAt=house.now, status="DISCARDED")
    days = (await served.json("/"))["days"]
    assert len(days) == 14
    assert (days[-1]["completed"], days[-1]["failed"], days[-1]["matches"]) == (2, 1, 1)
    assert not any(day["completed"] or day["matches"] for day in days[:-1])


async def test_days_are_counted_from_indexes_alone(house: House) -> None:
    await bootstrap(house.database, timedelta(days=30))
    for number in range(20):
        reason = "profile" if number % 5 == 0 else "due"
        await house.job("acme-robotics", "completed", updatedAt=house.now, reason=reason)
        await house.match(ADA, f"Welder {number}", createdAt=house.now)
    async with profiled(house.database) as asked:
        whose = [house.people[ADA]]
        days = (await read_days(house.database, house.now, UTC, whose)).days
    assert (days[-1].completed, days[-1].matches) == (16, 20)
    assert [each["docsExamined"] for each in asked] == [0]


async def test_what_runs_and_what_comes_next_is_told_by_name(served: Served, house: House) -> None:
    await house.job("acme-robotics", "processing", lastAttemptAt=house.now)
    company = await house.company("globex")
    await house.database.timers.insert_one(
        {"_id": {"kind": "scrape", "of": company}, "expireAt": house.now + timedelta(minutes=90)}
    )
    text = await served.get("/")
    assert "Acme Robotics" in text
    assert "next: Globex" in text
    assert "in 1 h" in text


async def test_a_strangers_text_is_text(served: Served, house: House) -> None:
    bad = '<script>alert(1)</script>{{ 7 * 7 }}" onload="x'
    await house.match(ADA, bad, location=bad)
    text = await served.get("/")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}&#34; onload=" in text


@pytest.mark.parametrize(
    ("accepted", "language", "said"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de", "Keine neuen Treffer"),
        ("fr,es;q=0.5", "es", "Ninguna oferta nueva"),
        ("fr", "en", "No new matches"),
        ("de;q=0,en", "en", "No new matches"),
        ("*;q=x,,;", "en", "No new matches"),
    ],
)
async def test_the_browser_chooses_the_language(
    served: Served, accepted: str, language: str, said: str
) -> None:
    text = await served.get("/", Accept_Language=accepted)
    assert f'<html lang="{language}">' in text
    assert said in text


async def test_every_link_is_in_the_pages_folder(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    async with serving(settings, database, http_base="/scoutly") as page:
        for path in ("/", "/scoutly/"):
            text = await page.get(path)
            links = [part.partition('"')[0] for part in text.split('href="')[1:]]
            assert len(links) > 5
            assert [link for link in links if not link.startswith(("/scoutly/", "#"))] == []
        for link in links:
            if not link.startswith("#"):
                async with page.session.get(link) as answer:
                    assert answer.status in {200, 503}, link
