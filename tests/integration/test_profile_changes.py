"""Who edits their CV or wishes is judged again by what is known, and keeps what is theirs."""

from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from reactor.errors import BudgetError, LastingError, PassingError
from reactor.mongo.views.saved_jobs import SavedJobFilter, read_saved
from reactor.settings import Settings
from tests.judged_again import GOOD, Changing
from tests.visits import ADA, BOB, Visits, visits

__all__ = ["visits"]


@pytest_asyncio.fixture
async def changing(visits: Visits, settings: Settings) -> Changing:
    """A company with three postings, of which two suit Ada, and were saved."""
    changing = Changing(visits, settings)
    await changing.edit(cvText="welder fitter")
    await changing.notice()
    await visits.completed("welder", "fitter", "pilot")
    assert await changing.shown() == {"welder", "fitter"}
    return changing


async def test_what_suits_no_more_is_withdrawn_and_what_suits_now_is_added(
    changing: Changing,
) -> None:
    before = await changing.saved()
    assert await changing.edit(cvText="pilot fitter") == {changing.visits.company}
    job = await changing.judge_again()
    assert job["status"] == "completed"
    assert job["result"] == {"rejudged": 3, "updated": 1, "withdrawn": 1, "matched": 1}
    assert await changing.shown() == {"pilot", "fitter"}
    after = await changing.saved()
    assert after["fitter"]["goodFitReasons"] == ["pilot fitter"]
    hidden = dict(after["welder"])
    assert hidden.pop("withdrawnAt")
    hidden["updatedAt"] = before["welder"]["updatedAt"]
    assert hidden == before["welder"], "what is withdrawn keeps all it had"


async def test_nobody_is_visited_and_the_company_is_as_it_was(changing: Changing) -> None:
    company = await changing.database.companies.find_one({})
    history = await changing.database.histories.find_one({})
    await changing.edit(cvText="pilot")
    await changing.judge_again()
    after = await changing.database.companies.find_one({})
    assert company
    assert after
    assert changing.visits.site.asked == []
    for name in ("lastSuccessfulScrape", "isProblematic"):
        assert after.get(name) == company.get(name)
    assert after["reactor"]["failures"] == company["reactor"]["failures"]
    now = await changing.database.histories.find_one({})
    assert history
    assert now
    assert now["lastScrapeDate"] == history["lastScrapeDate"]
    assert [link["url"] for link in now["links"]] == [link["url"] for link in history["links"]]


@pytest.mark.parametrize(
    "mine",
    [
        {"status": "APPLIED"},
        {"status": "DISCARDED"},
        {"notes": "call them"},
        {"title": "The one I want"},
        {"tags": ["mine"]},
        {"suitabilityScore": 99},
    ],
    ids=str,
)
async def test_what_a_person_touched_stays_byte_for_byte(
    mine: dict[str, Any], changing: Changing
) -> None:
    touched = [await changing.touch(slug, **mine) for slug in ("welder", "fitter")]
    await changing.edit(cvText="pilot fitter")
    job = await changing.judge_again()
    after = await changing.saved()
    assert [after["welder"], after["fitter"]] == touched
    assert job["result"] == {"rejudged": 1, "updated": 0, "withdrawn": 0, "matched": 1}
    assert changing.matcher.asked == ["pilot for ada@example.org"], "and costs nothing"


async def test_what_a_person_touches_meanwhile_stays_as_well(changing: Changing) -> None:
    await changing.edit(cvText="pilot fitter")

    async def touch() -> None:
        await changing.touch("welder", notes="mine")
        await changing.touch("fitter", status="APPLIED")

    changing.matcher.meanwhile = touch
    assert (await changing.judge_again())["status"] == "completed"
    after = await changing.saved()
    assert "withdrawnAt" not in after["welder"]
    assert after["welder"]["notes"] == "mine"
    assert after["fitter"]["goodFitReasons"] == ["welder fitter"]


async def test_what_somebody_applies_for_after_all_is_shown_again(changing: Changing) -> None:
    await changing.edit(cvText="pilot")
    await changing.judge_again()
    await changing.touch("welder", status="APPLIED")
    plain = await read_saved(changing.database, SavedJobFilter(), 10, None)
    assert {row.job.title for row in plain.rows} == {"Pilot", "Welder"}


async def test_what_suits_again_comes_back(changing: Changing) -> None:
    await changing.edit(cvText="pilot")
    await changing.judge_again()
    assert await changing.shown() == {"pilot"}
    await changing.edit(cvText="welder fitter")
    await changing.judge_again()
    assert await changing.shown() == {"welder", "fitter"}
    assert "withdrawnAt" not in (await changing.saved())["welder"]


async def test_withdrawn_matches_are_shown_on_demand_only(changing: Changing) -> None:
    await changing.edit(cvText="pilot")
    await changing.judge_again()
    database = changing.database
    plain = await read_saved(database, SavedJobFilter(), 10, None)
    every = await read_saved(database, SavedJobFilter(everything=True), 10, None)
    withdrawn = await read_saved(database, SavedJobFilter(withdrawn=True), 10, None)
    assert [row.job.title for row in plain.rows] == ["Pilot"]
    assert len(every.rows) == 3
    assert {row.job.title for row in withdrawn.rows} == {"Welder", "Fitter"}
    assert all(row.job.withdrawn_at for row in withdrawn.rows)


async def test_only_what_is_new_is_told(changing: Changing, settings: Settings) -> None:
    urls = {"notifyUrls": ["json://127.0.0.1:9/"]}
    await changing.database.users.update_one({"_id": ADA}, {"$set": urls})
    await changing.edit(cvText="pilot fitter")
    await changing.judge_again()
    told = await changing.database.notifications.find({"kind": "matches"}).to_list(None)
    titles = [match["title"] for letter in told[-1:] for match in letter["facts"]["matches"]]
    assert titles == ["Pilot"]
    assert settings.notify_score <= GOOD


async def test_an_edit_that_changes_nothing_that_matters_asks_for_no_look(
    changing: Changing,
) -> None:
    remembered = await changing.database.profiles.find_one({})
    assert await changing.edit(lastLogin="today", notifyUrls=["json://127.0.0.1:9/"]) == set()
    assert await changing.database.profiles.find_one({}) == remembered


async def test_a_database_that_knows_no_profiles_is_adopted_as_it_is(
    changing: Changing,
) -> None:
    """Of an earlier version: histories that do not say by which profile people were judged."""
    await changing.database.profiles.delete_many({})
    await changing.database.histories.update_many({}, {"$unset": {"reactor": ""}})
    await changing.changes.compare_everybody()
    await changing.visits.completed("welder", "fitter", "pilot")
    assert changing.matcher.asked.count("welder for ada@example.org") == 1
    assert await changing.edit(cvText="pilot") == {changing.visits.company}
    assert (await changing.judge_again())["result"]["withdrawn"] == 2


async def test_an_edit_made_while_no_reactor_ran_is_found_by_looking_at_everybody(
    changing: Changing,
) -> None:
    which = {"_id": ADA}
    await changing.database.users.update_one(which, {"$set": {"cvText": "pilot"}})
    await changing.changes.compare_everybody()
    remembered = await changing.database.profiles.find_one(which)
    assert remembered
    assert remembered["changed"]
    await changing.judge_again()
    assert await changing.shown() == {"pilot"}


async def test_a_visit_judges_again_as_well(changing: Changing) -> None:
    await changing.edit(cvText="pilot cook")
    changing.matcher.asked.clear()
    result = await changing.visits.completed("welder", "fitter", "pilot", "cook")
    assert sorted(changing.matcher.asked) == [
        f"{slug} for ada@example.org" for slug in ("cook", "fitter", "pilot", "welder")
    ]
    figures = {n: result[n] for n in ("new", "rejudged", "updated", "withdrawn", "matched")}
    assert figures == {"new": 1, "rejudged": 3, "updated": 0, "withdrawn": 2, "matched": 2}
    assert await changing.shown() == {"pilot", "cook"}
    changing.matcher.asked.clear()
    await changing.visits.completed("welder", "fitter", "pilot", "cook")
    assert changing.matcher.asked == [], "once is enough"


async def test_a_visit_neither_fails_nor_waits_for_judging_again(changing: Changing) -> None:
    await changing.edit(cvText="pilot")
    before = await changing.judged_by()
    changing.matcher.trouble = BudgetError("used up", delay=3600, model="flash")
    job = await changing.visits.visit("welder", "fitter", "pilot")
    assert job["status"] == "completed"
    assert await changing.judged_by() == before, "a job is to follow"


async def test_others_who_follow_the_company_are_left_alone(changing: Changing) -> None:
    await changing.visits.follow(BOB)
    await changing.edit(BOB, cvText="fitter")
    await changing.visits.completed("welder", "fitter", "pilot")
    bobs = await changing.saved(BOB)
    await changing.edit(cvText="pilot")
    await changing.judge_again()
    assert await changing.saved(BOB) == bobs
    assert not [each for each in changing.matcher.asked if "bob" in each]


@pytest.mark.parametrize(
    ("trouble", "status"),
    [
        (PassingError("overloaded"), "pending"),
        (BudgetError("used up", delay=3600, model="flash"), "pending"),
        (LastingError("refused"), "failed"),
        (RuntimeError("a bug"), "pending"),
    ],
)
async def test_a_failure_is_not_the_companys(
    trouble: Exception, status: str, changing: Changing
) -> None:
    company = await changing.database.companies.find_one({})
    await changing.edit(cvText="pilot")
    changing.matcher.trouble = trouble
    job = await changing.judge_again()
    after = await changing.database.companies.find_one({})
    assert company
    assert after
    assert job["status"] == status
    assert not after["isProblematic"]
    assert after["lastSuccessfulScrape"] == company["lastSuccessfulScrape"]
    assert after["reactor"]["failures"] == 0
    assert (after["reactor"].get("judgedAt") is not None) == (status == "failed")
    assert await changing.shown() == {"welder", "fitter"}


async def test_five_hundred_of_the_newest_open_postings_are_judged_again(
    changing: Changing,
) -> None:
    database, now = changing.database, await changing.database.now()
    many = [
        {
            "companyId": changing.visits.company,
            "url": f"https://acme.example/jobs/{number}",
            "title": f"Nr {number}",
            "text": "Weld.",
            "firstSeenAt": now - timedelta(days=1, minutes=number),
            "goneAt": now if number % 2 else None,
        }
        for number in range(1_200)
    ]
    await database.postings.insert_many(many)
    await changing.edit(cvText="welder 0 994 996")
    job = await changing.judge_again()
    assert job["result"]["rejudged"] == 500
    shown = await changing.shown()
    assert {"welder", "0"} <= shown
    assert "994" not in shown or "996" not in shown
    assert "1" not in {each.split()[0] for each in changing.matcher.asked}


async def test_what_was_spared_by_its_title_alone_is_offered_at_the_next_visit(
    changing: Changing,
) -> None:
    """Nobody has read it, so there is no text to judge; and judging again visits nobody."""
    changing.matcher.screens = True
    shown = ("welder", "fitter", "pilot", "cook", "baker")
    assert (await changing.visits.completed(*shown))["new"] == 2
    assert "cook" in await changing.visits.history()
    await changing.edit(cvText="cook")
    job = await changing.judge_again()
    assert job["result"] == {"rejudged": 3, "updated": 0, "withdrawn": 2, "matched": 0}
    assert changing.visits.site.asked == []
    assert sorted(await changing.visits.history()) == ["fitter", "pilot", "welder"]
    assert (await changing.visits.completed(*shown))["new"] == 2
    assert await changing.shown() == {"cook"}
    assert sorted(await changing.visits.history()) == sorted(shown)
