"""Matches: an inbox that is sifted and paged, one match, and what people change of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from reactor.saved_job_status import STATUSES
from tests.page.conftest import Served, plans
from tests.page.house import ADA, NOOR, House, built


@pytest.fixture
async def house(database: ScoutlyDatabase) -> House:
    house = await built(database, ADA, NOOR)
    await house.company("acme-robotics")
    return house


async def titles(served: Served, path: str) -> list[str]:
    return [each["title"] for each in (await served.json(path))["matches"]]


async def stored(house: House, match: ObjectId) -> dict[str, Any]:
    found = await house.database.saved_jobs.find_one({"_id": match})
    assert found
    return found


# The list


async def test_an_inbox_holds_what_nobody_decided_about_the_newest_first(
    served: Served, house: House
) -> None:
    hour = timedelta(hours=1)
    await house.match(ADA, "Old", 99, createdAt=house.now - 9 * hour)
    await house.match(ADA, "New", 51, createdAt=house.now - hour, status="saved")
    await house.match(ADA, "Unsaid", createdAt=house.now - 2 * hour, status=None)
    await house.match(ADA, "Done", status="APPLIED")
    await house.match(ADA, "Withdrawn", withdrawnAt=house.now)
    assert await titles(served, "/matches") == ["New", "Unsaid", "Old"]
    assert (await titles(served, "/matches?sort=best"))[0] == "Old"
    assert await titles(served, "/matches?status=withdrawn") == ["Withdrawn"]
    assert await titles(served, "/matches?status=applied") == ["Done"]
    assert len(await titles(served, "/matches?status=all")) == 5
    assert "New" in await served.get("/matches")


@pytest.mark.usefixtures("without_validators")
async def test_every_tab_has_its_number(served: Served, house: House) -> None:
    for status in ("WANT_TO_APPLY", "saved", "APPLIED", "DISCARDED", "aplied"):
        await house.match(ADA, status, status=status)
    tallies = {each["tab"]: each["count"] for each in (await served.json("/matches"))["tallies"]}
    assert tallies == {"WANT_TO_APPLY": 2, "APPLIED": 1, "DISCARDED": 1, "aplied": 1}
    text = re.sub(r"\s+", " ", await served.get("/matches"))
    assert re.search(r'aria-current="true">\s*Want to apply <span class="count">2</span>', text)
    assert re.search(r'status=aplied">\s*aplied <span class="count">1</span>', text)
    assert await titles(served, "/matches?status=aplied") == ["aplied"]


async def test_did_i_apply_there_already(served: Served, house: House) -> None:
    """Whoever searches looks under every tab."""
    other = await house.company("globex-mills")
    await house.match(ADA, "Miller", status="REJECTED", companyId=other, notes="Spoke to Kim.")
    await house.match(ADA, "Welder", location="Köln (am Rhein)")
    assert await titles(served, "/matches?text=globex") == ["Miller"]
    assert await titles(served, "/matches?text=GLOBEX+mill") == ["Miller"]
    assert await titles(served, "/matches?text=kim") == ["Miller"]
    assert await titles(served, "/matches?text=globex+welder") == []
    assert await titles(served, "/matches?text=(am") == ["Welder"]
    assert await titles(served, "/matches?text=.*") == []
    assert await titles(served, "/matches?text=globex&status=WANT_TO_APPLY") == []
    text = await served.get("/matches?text=globex&status=WANT_TO_APPLY")
    assert "but 1 match under others" in text
    assert 'class="hidden" role="status">1 match<' in await served.get("/matches?text=globex")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("place=berlin", ["Baker"]),
        ("score=90", ["Baker"]),
        ("score=91&place=berlin", []),
        ("company=globex", ["Miller"]),
        ("company=ROBOTICS", ["Baker"]),
        ("company=nobody", []),
        ("score=x&sort=y&older=z", ["Miller", "Baker"]),
        ("score=-1&place=+&company=", ["Miller", "Baker"]),
    ],
)
async def test_a_list_is_sifted(query: str, found: list[str], served: Served, house: House) -> None:
    other = await house.company("globex-mills")
    await house.match(ADA, "Baker", 90, location="Berlin, Germany")
    await house.match(ADA, "Miller", 70, companyId=other, createdAt=house.now)
    assert await titles(served, f"/matches?{query}") == found


async def test_a_company_is_named_by_its_id_and_the_whole_address_stays(
    served: Served, house: House
) -> None:
    company = house.companies["acme-robotics"]
    former: dict[str, Any] = {"companyId": None, "company": company}
    await house.match(ADA, "Of June 2025", 80, **former)
    await house.match(ADA, "Elsewhere", companyId=ObjectId())
    query = f"status=all&company={company}&score=60&sort=best"
    assert await titles(served, f"/matches?{query}") == ["Of June 2025"]
    text = await served.get(f"/matches?{query}")
    assert "Only Acme Robotics" in text
    links = re.findall(r'href="(/matches\?[^"]*status=APPLIED[^"]*)"', text)
    assert links == [f"/matches?status=APPLIED&amp;company={company}&amp;score=60&amp;sort=best"]


async def test_each_person_has_a_list_of_their_own(served: Served, house: House) -> None:
    await house.match(ADA, "Welder")
    await house.match(NOOR, "Baker")
    assert set(await titles(served, "/matches")) == {"Welder", "Baker"}
    await served.post("/person", person=str(house.people[NOOR]))
    assert await titles(served, "/matches") == ["Baker"]
    assert (await served.json("/matches"))["tallies"] == [{"tab": "WANT_TO_APPLY", "count": 1}]


@pytest.mark.parametrize("sort", ["new", "best"])
async def test_pages_follow_each_other_and_nothing_is_shown_twice_or_left_out(
    sort: str, served: Served, house: House
) -> None:
    """Also where many have the same date or score, and some have none."""
    made = []
    for number in range(130):
        at = None if number % 40 == 0 else house.now - timedelta(minutes=number // 7)
        score = None if number % 40 == 1 else 50 + number % 5
        fields: dict[str, Any] = {"createdAt": at, "suitabilityScore": score}
        made.append(await house.match((ADA, NOOR)[number % 2], f"Job {number}", **fields))
    path, seen = f"/matches?sort={sort}", []
    for _ in range(3):
        page = await served.json(path)
        seen += [each["id"] for each in page["matches"]]
        path = f"/matches?sort={sort}&older={page['older']}"
    assert page["more"] is False
    assert len(seen) == 130
    assert {ObjectId(each) for each in seen} == set(made)
    assert "Further matches" in await served.get(f"/matches?sort={sort}")


@pytest.mark.parametrize("query", ["", "?status=APPLIED", "?sort=best", "?status=all&score=60"])
async def test_a_list_reads_an_index_in_its_order(query: str, served: Served, house: House) -> None:
    for number in range(120):
        await house.match(ADA, f"Job {number}", status=("APPLIED", "WANT_TO_APPLY")[number % 2])
    page = await served.json(f"/matches{query or '?'}")
    path = f"/matches{query or '?'}&older={page['older']}" if page["more"] else f"/matches{query}"
    async with plans(served.database) as found:
        await served.json(path)
    saves = [plan for collection, plan in found if collection == "savedjobs"]
    assert len(saves) == 2
    assert all("IXSCAN" in plan for plan in saves)
    assert not any("COLLSCAN" in plan for _, plan in found if _ == "savedjobs")


async def test_an_empty_list_says_what_to_do(served: Served, database: ScoutlyDatabase) -> None:
    assert '<a href="/people">Add yourself, with your CV.</a>' in await served.get("/matches")
    await built(database, ADA)
    assert "Track a few companies" in await served.get("/matches")
    assert "No match is like that" in await served.get("/matches?text=x")


async def test_htmx_gets_the_list_alone(served: Served, house: House) -> None:
    await house.match(ADA, "Welder")
    part = await served.get("/matches?text=weld", HX_Request="true")
    assert "Welder" in part
    assert "<html" not in part


# One match


async def test_a_match_tells_all_that_is_known(served: Served, house: House) -> None:
    link = "https://acme.example/jobs/1"
    company = house.companies["acme-robotics"]
    match = await house.match(
        ADA,
        "Welder",
        91,
        jobId=link,
        url=link,
        location="Kiel",
        goodFitReasons=["You weld"],
        considerationPoints=["Night shifts"],
        stretchGoals=["TIG"],
        techStack=["Lathe"],
        notes="Call <Kim>",
        salary={"min": 60000, "max": 75000, "currency": "EUR", "period": "year"},
        goneAt=house.now,
        judgedBy="meanwhile",
        withdrawnAt=house.now,
        description="shorter",
    )
    kept = {"companyId": company, "url": link, "text": "All of it\n\n<b>", "readAt": house.now}
    await house.database.postings.insert_one(kept)
    text = await served.get(f"/matches/{match}")
    for said in (
        *("Welder", "Acme Robotics", "Kiel", "You weld", "Night shifts", "TIG", "Lathe"),
        *("€60,000 to €75,000 a year", "No longer listed", "Suits the profile no more"),
        *("judged by keywords meanwhile", "Call &lt;Kim&gt;", "All of it\n\n&lt;b&gt;", ADA),
        f'href="{link}" target="_blank" rel="noopener noreferrer nofollow"',
    ):
        assert said in text
    told = await served.json(f"/matches/{match}")
    assert told["text"].startswith("All of it")
    assert told["match"]["pay"]["currency"] == "EUR"
    part = await served.get(f"/matches/{match}", HX_Request="true")
    assert "You weld" in part
    assert "<h1" not in part


async def test_without_a_kept_text_a_save_may_have_its_own(served: Served, house: House) -> None:
    match = await house.match(ADA, "Welder", description="the text of the save")
    assert "the text of the save" in await served.get(f"/matches/{match}")
    bare = await house.match(ADA, "Baker")
    assert "No text of this posting was kept" in await served.get(f"/matches/{bare}")


@pytest.mark.parametrize("path", ["/matches/nonsense", f"/matches/{'0' * 24}", "/matches/0/notes"])
async def test_what_is_no_match_is_not_there(path: str, served: Served) -> None:
    async with served.session.get(path) as answer:
        assert answer.status == 404


@pytest.mark.usefixtures("without_validators")
async def test_a_strangers_text_is_text(served: Served, house: House) -> None:
    bad = "<script>alert(1)</script>{{ 7 * 7 }}\" onload='x"
    fields: dict[str, Any] = {
        "location": bad,
        "goodFitReasons": [bad],
        "notes": bad,
        "description": bad,
    }
    danger: dict[str, Any] = {
        "url": "javascript:alert(1)",
        "jobId": "data:text/html,x",
        "status": bad,
    }
    match = await house.match(ADA, bad, **fields, **danger)
    paths = ("/matches?status=all", f"/matches/{match}", "/matches.atom")
    for path in (*paths, "/matches?text=%3Cscript%3E%22&company=%22%3E&place='&status=%3Cb%3E"):
        text = await served.get(path)
        assert "<script>alert" not in text
        assert "javascript:" not in text
        assert "data:text" not in text
        assert '<b>"' not in text
    text = await served.get(f"/matches/{match}")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}&#34; onload=&#39;x" in text


# What people change


@pytest.mark.parametrize("status", STATUSES)
async def test_a_status_is_written_as_the_command_writes_it(
    status: str, served: Served, house: House
) -> None:
    match = await house.match(ADA, "Welder", status="STALE" if status != "STALE" else "REJECTED")
    before = await stored(house, match)
    code, there, _ = await served.post(f"/matches/{match}/status", status=status)
    assert (code, there) == (303, f"/matches/{match}?done=marked#match-{match}")
    after = await stored(house, match)
    assert after.pop("updatedAt")
    assert after == {**before, "status": status}


async def test_a_form_leads_back_to_the_list_where_it_stood(served: Served, house: House) -> None:
    match = await house.match(ADA, "Welder")
    came = f"{served.address}/matches?score=60&done=marked"
    said = {"Origin": served.address, "Referer": came}
    path, fields = f"/matches/{match}/status", {"status": "discarded"}
    async with served.session.post(path, data=fields, headers=said, allow_redirects=False) as done:
        assert done.headers["Location"] == f"/matches?score=60&done=marked#match-{match}"
    said["Referer"] = "https://evil.example//evil.example/x"
    async with served.session.post(path, data=fields, headers=said, allow_redirects=False) as done:
        assert done.headers["Location"].startswith("/")
        assert not done.headers["Location"].startswith("//")


async def test_a_status_that_the_app_does_not_know_is_refused(served: Served, house: House) -> None:
    match = await house.match(ADA, "Welder")
    code, _, text = await served.post(f"/matches/{match}/status", status="aplied")
    assert code == 422
    assert "did you mean applied?" in text
    assert (await stored(house, match))["status"] == "WANT_TO_APPLY"
    assert (await served.post(f"/matches/{'0' * 24}/status", status="applied"))[0] == 404


async def test_htmx_gets_the_status_and_the_new_numbers(served: Served, house: House) -> None:
    match = await house.match(ADA, "Welder")
    said = {"HX-Request": "true", "Origin": served.address}
    said["HX-Current-URL"] = f"{served.address}/matches?text=weld"
    path, fields = f"/matches/{match}/status", {"status": "APPLIED"}
    async with served.session.post(path, data=fields, headers=said) as answer:
        text = re.sub(r"\s+", " ", await answer.text())
    assert f'id="status-{match}"' in text
    assert '<hx-partial hx-target="#match-tabs"' in text
    assert 'Applied <span class="count">1</span>' in text
    assert "hx-partial" not in (await served.post(path, htmx=True, status="APPLIED"))[2]


async def test_a_program_marks_and_reads_json(served: Served, house: House) -> None:
    match = await house.match(ADA, "Welder")
    said = {"Accept": "application/json", "Origin": served.address}
    fields = {"status": "offer"}
    async with served.session.post(f"/matches/{match}/status", data=fields, headers=said) as answer:
        assert (await answer.json())["status"] == "OFFER_RECEIVED"


async def test_a_note_is_kept_over_what_was_read(served: Served, house: House) -> None:
    match = await house.match(ADA, "Welder")
    path = f"/matches/{match}/notes"
    code, there, _ = await served.post(path, notes=" Call Kim\r\non Monday ", before="")
    assert (code, there) == (303, f"/matches/{match}?done=noted")
    after = await stored(house, match)
    assert after["notes"] == "Call Kim\non Monday"
    assert after["updatedAt"]
    assert after["status"] == "WANT_TO_APPLY"
    code, _, text = await served.post(
        path, htmx=True, notes="Called", before="Call Kim\r\non Monday"
    )
    assert code == 200
    assert 'name="before" value="Called"' in text
    assert (await served.post(path, notes="", before="Called"))[0] == 303
    assert (await stored(house, match))["notes"] == ""


@pytest.mark.parametrize("htmx", [False, True])
async def test_a_note_that_was_changed_elsewhere_is_a_conflict_with_both(
    htmx: bool, served: Served, house: House
) -> None:
    match = await house.match(ADA, "Welder", notes="from <the> phone")
    path = f"/matches/{match}/notes"
    code, _, text = await served.post(path, htmx, notes="from the desk", before="as it was")
    assert code == 409
    assert "from &lt;the&gt; phone" in text
    assert "from the desk" in text or htmx  # the field that is typed in is not touched
    assert (await stored(house, match))["notes"] == "from <the> phone"
    # What is there now has been read: mine may go over it.
    assert 'name="before" value="from &lt;the&gt; phone"' in text
    code, *_ = await served.post(path, htmx, notes="from the desk", before="from <the> phone")
    assert code in {200, 303}
    assert (await stored(house, match))["notes"] == "from the desk"


async def test_a_note_that_says_the_same_is_no_conflict(served: Served, house: House) -> None:
    match = await house.match(ADA, "Welder", notes="Called", updatedAt=house.now)
    before = await stored(house, match)
    assert (await served.post(f"/matches/{match}/notes", notes="Called", before=""))[0] == 303
    assert (await stored(house, match))["updatedAt"] == before["updatedAt"]


async def test_every_language_says_everything(served: Served, house: House) -> None:
    match = await house.match(
        ADA, "Welder", salary={"min": 30, "currency": "EUR", "period": "hour"}
    )
    for language, said in (("de", "30\xa0€ in der Stunde"), ("es", "30\xa0€ por hora")):
        assert said in await served.get("/matches", Accept_Language=language)
        for path in (f"/matches/{match}", "/matches?text=x", "/matches/feed"):
            assert f'<html lang="{language}">' in await served.get(path, Accept_Language=language)
