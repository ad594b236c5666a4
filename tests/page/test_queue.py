"""The queue says why each job is there, what it waits for and how it ended; and lets people act."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.settings import Settings
from tests.chromium import Tab
from tests.page.conftest import Served, plans, serving
from tests.page.house import ADA, NOOR, House, built
from tests.page.streams import listening, reacting

EVIL = "<script>alert(1)</script>{{ 7 * 7 }}\" onload='x"


@pytest.fixture
async def house(database: ScoutlyDatabase) -> House:
    house = await built(database, ADA, NOOR)
    await house.company("acme-robotics")
    await house.company("globex")
    return house


async def status_of(house: House, job: ObjectId) -> str:
    found = await house.database.jobs.find_one({"_id": job})
    return str(found["status"]) if found else ""


async def test_each_state_has_its_count_and_its_jobs(served: Served, house: House) -> None:
    await house.job("acme-robotics", "pending", priority=92.4, turn=house.now)
    await house.job("globex", "failed", errorMessage="404 Not Found", errorCode="page_gone")
    told = await served.json("/queue?state=failed")
    assert told["counts"] == {"pending": 1, "processing": 0, "completed": 0, "failed": 1}
    (job,) = told["jobs"]
    assert (job["company"], job["companyName"]) == ("globex", "Globex")
    assert (job["errorCode"], told["older"]) == ("page_gone", "")
    text = await served.get("/queue?state=failed")
    for said in ("404 Not Found", job["advice"], "Try again", 'lang="en"'):
        assert said in text
    assert (await served.json("/queue"))["state"] == "pending"  # nothing runs, and something waits
    assert "priority 92" in await served.get("/queue?state=pending")
    async with served.session.get("/queue?done=job_gone", allow_redirects=False) as answer:
        assert answer.headers["Location"] == "/queue?state=pending&done=job_gone"


@pytest.mark.parametrize(
    ("fields", "waits", "said"),
    [
        ({}, "turn", "waits for its turn for 1 h"),
        ({"notBefore": 1, "errorCode": "server_error"}, "retry", "is tried again"),
        ({"notBefore": 1, "waitsFor": "m-1"}, "budget", "waits for the budget of m-1"),
        (
            {"notBefore": 1, "waitsFor": "m-1", "errorCode": "model_overloaded"},
            "model",
            "waits until m-1 answers again",
        ),
    ],
)
async def test_a_waiting_job_says_for_what_and_how_long(
    fields: dict[str, object], waits: str, said: str, served: Served, house: House
) -> None:
    if "notBefore" in fields:
        fields = fields | {"notBefore": house.now + timedelta(minutes=90)}
    await house.job("globex", "pending", **fields)
    (job,) = (await served.json("/queue"))["jobs"]
    assert job["waits"] == waits
    text = await served.get("/queue?state=pending")
    assert said in re.sub("<[^>]+>", "", text)
    assert ("in 1 h" in text) is (waits != "turn")
    assert ("Try now" in text) is (waits != "turn")


async def test_a_running_job_whose_reactor_is_gone_says_so(served: Served, house: House) -> None:
    lease = {"owner": "pi", "token": "t"}
    await house.job("globex", "processing", lease=lease, lastAttemptAt=house.now)
    assert "Its reactor is gone" in await served.get("/queue?state=processing")
    timer = {"_id": {"kind": "lease", "of": "pi"}, "expireAt": house.now + timedelta(minutes=1)}
    await house.database.timers.insert_one(timer)
    assert "being visited" in await served.get("/queue?state=processing")


@pytest.mark.parametrize("status", ["pending", "processing", "completed", "failed"])
async def test_pages_hold_every_job_once_whatever_its_dates(
    status: str, served: Served, house: House
) -> None:
    await bootstrap(house.database, timedelta(days=30))
    field = {"pending": "turn", "processing": "lastAttemptAt"}.get(status, "updatedAt")
    at = [None, *(house.now - timedelta(seconds=number // 3) for number in range(110)), None]
    jobs = [{"companyId": ObjectId(), "status": status, field: each} for each in at]
    for job, each in zip(jobs, at, strict=True):
        if each is None:
            del job[field]
    await house.database.jobs.insert_many(jobs)
    seen: list[str] = []
    older = ""
    for _ in range(3):
        async with plans(house.database) as asked:
            told = await served.json(f"/queue?state={status}&older={older}")
        assert {plan for _, plan in asked if "COLLSCAN" in plan} == set()
        seen += [job["id"] for job in told["jobs"]]
        older = told["older"]
    assert older == ""
    assert len(seen) == len(set(seen)) == len(at)


async def test_a_job_is_set_back_as_people_do_it(served: Served, house: House) -> None:
    job = await house.job("globex", "failed", errorMessage="404 Not Found")
    status, there, _ = await served.post(f"/queue/{job}/again", status="failed")
    assert (status, there) == (303, f"/queue/{job}?done=job_set_back")
    assert await status_of(house, job) == "pending"
    assert "It starts over." in await served.get(there)


async def test_what_changed_meanwhile_is_left_alone_and_told(served: Served, house: House) -> None:
    job = await house.job("globex", "processing")
    for what in ("again", "delete"):
        status, _, text = await served.post(f"/queue/{job}/{what}", status="failed")
        assert (status, "The job has changed meanwhile" in text) == (409, True)
        status, _, text = await served.post(f"/queue/{job}/{what}", htmx=True, status="failed")
        assert (status, f'id="job-{job}"' in text, "<html" in text) == (409, True, False)
    assert await status_of(house, job) == "processing"


async def test_a_company_gets_no_second_job(served: Served, house: House) -> None:
    await bootstrap(house.database, timedelta(days=30))
    await house.job("globex", "pending")
    job = await house.job("globex", "failed")
    status, _, text = await served.post(f"/queue/{job}/again", status="failed")
    assert (status, "Another job of this company" in text) == (409, True)
    _, there, _ = await served.post(f"/queue/{job}/visit")
    assert there.endswith("done=visit_waits")


async def test_a_job_is_deleted_and_what_is_gone_is_told(served: Served, house: House) -> None:
    job = await house.job("globex", "pending")
    there = (await served.post(f"/queue/{job}/delete", status="pending"))[1]
    assert there == "/queue?state=pending&done=job_deleted"
    assert await status_of(house, job) == ""
    assert "The job is deleted." in await served.get(there)
    again = await served.post(f"/queue/{job}/delete", status="pending")
    assert again[:2] == (303, "/queue?done=job_gone")
    assert await served.post(f"/queue/{job}/delete", htmx=True, status="pending") == (200, "", "")


async def test_what_waits_is_tried_now(served: Served, house: House) -> None:
    later = house.now + timedelta(hours=1)
    job = await house.job("globex", "pending", notBefore=later, retryCount=1)
    text = (await served.post(f"/queue/{job}/visit", htmx=True))[2]
    assert "It is tried again now." in text
    found = await house.database.jobs.find_one({"_id": job})
    assert found is not None
    assert "notBefore" not in found
    (done,) = [await house.job("acme-robotics", "completed")]
    there = (await served.post(f"/queue/{done}/visit"))[1]
    assert there == f"/queue/{done}?done=visit_queued"
    assert "A visit is in the queue." in await served.get(there)


async def test_nothing_is_changed_by_looking(served: Served, house: House) -> None:
    job = await house.job("globex", "failed")
    for what in ("again", "visit", "delete"):
        async with served.session.get(f"/queue/{job}/{what}") as answer:
            assert answer.status == 405
    assert await status_of(house, job) == "failed"


async def test_an_open_list_is_told_what_changes(settings: Settings, house: House) -> None:
    events = "/events?of=queue&at=/queue?state%3Dfailed&since="
    async with reacting(settings) as address, listening(address, events) as stream:
        job = await house.job("globex", "failed", errorMessage=f"404 {EVIL}")
        row = await stream.until(f"job-{job}")
        assert '<hx-partial hx-target="#queue-list"' in row
        assert "<script>alert" not in row
        await house.database.jobs.delete_one({"_id": job})
        while f"job-{job}" in await stream.until("#queue-list"):
            pass


# One job's story


async def test_a_story_tells_what_came_of_it_and_to_whom(served: Served, house: House) -> None:
    began, ended = house.now - timedelta(minutes=2), house.now - timedelta(minutes=1)
    result = {"source": "page", "found": 214, "new": 2, "gone": 0, "matched": 1, "unread": "odd"}
    job = await house.job(
        "acme-robotics", "completed", lastAttemptAt=began, completedAt=ended, result=result
    )
    within = ended - timedelta(seconds=1)
    await house.match(ADA, "Welder", 91, createdAt=within)
    await house.match(ADA, "Earlier", 95)
    await house.match(NOOR, "Engineer", 70, createdAt=within)
    await house.job("acme-robotics", "failed")
    told = await served.json(f"/queue/{job}")
    assert [each["title"] for each in told["found"]] == ["Welder", "Engineer"]
    assert told["job"]["figures"]["found"] == 214
    assert [each["status"] for each in told["others"]] == ["failed"]
    await served.post("/person", person=str(house.people[NOOR]))
    text = await served.get(f"/queue/{job}")
    assert ("Engineer" in text, "Welder" in text) == (True, False)
    for said in ("214 postings", "2 new", "1 match saved", "read from: page", "1 min"):
        assert said in text


@pytest.mark.parametrize("row", ["x", "0" * 24, "..%2f..%2fetc"])
async def test_a_job_that_is_not_there_is_not_found(row: str, served: Served) -> None:
    async with served.session.get(f"/queue/{row}") as answer:
        assert answer.status == 404


async def test_only_a_jobs_own_lines_are_shown_and_strangers_text_is_text(
    settings: Settings, database: ScoutlyDatabase, tmp_path: Path
) -> None:
    house = await built(database, ADA)
    await house.company("globex", company=EVIL)
    job = await house.job("globex", "failed", errorMessage=EVIL, result={"source": EVIL})
    lines = [
        f"2026-11-30 10:00:00.000+00:00 INFO    run started  job={job} title={EVIL!r}",
        f"2026-11-30 10:00:01.000+00:00 INFO    of another  job={ObjectId()}",
    ]
    (tmp_path / "queue-processor.log").write_text("\n".join(lines) + "\n")
    async with serving(settings, database, log_dir=tmp_path) as page:
        told = await page.json(f"/queue/{job}")
        assert [line["said"].split("  ")[0] for line in told["log"]] == ["run started"]
        text = await page.get(f"/queue/{job}") + await page.get("/queue?state=failed")
    assert "<script>alert" not in text
    assert "of another" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}" in text


# In a browser


async def test_buttons_change_a_row_and_nothing_else(
    served: Served, house: House, tab: Tab
) -> None:
    await bootstrap(house.database, timedelta(days=30))
    failed = await house.job("globex", "failed", errorMessage="404 Not Found")
    other = await house.job("acme-robotics", "failed", errorMessage="503")
    await tab.open(f"{served.address}/queue?state=failed")
    await tab.evaluate("window.stays = 1")
    await tab.click(f"#job-{failed} button")
    await tab.until(f"!!document.querySelector('#job-{failed}.is-pending')")
    assert await status_of(house, failed) == "pending"
    await tab.click(f"#job-{other} summary")
    await tab.click(f"#job-{other} .danger")
    await tab.until(f"!document.querySelector('#job-{other}')")
    assert await status_of(house, other) == ""
    assert await tab.evaluate("window.stays") == 1
    assert tab.complaints == []


async def test_a_job_is_set_back_and_deleted_without_scripts_on_a_small_screen(
    served: Served, house: House, tab: Tab
) -> None:
    job = await house.job("globex", "failed", errorMessage="404 Not Found: " + "x" * 200)
    await tab.look(320, 700, theme="dark", scripts=False)
    await tab.open(f"{served.address}/queue?state=failed")
    assert await tab.evaluate("document.documentElement.scrollWidth") <= 320
    await tab.click(f"#job-{job} button")
    await tab.until("document.body?.innerText.includes('It starts over.')")
    assert await tab.evaluate("document.documentElement.scrollWidth") <= 320
    await tab.click(".deleting summary")
    await tab.click(".deleting .danger")
    await tab.until("document.body?.innerText.includes('The job is deleted.')")
    assert await status_of(house, job) == ""
    assert tab.complaints == []
