"""Companies tracked by command: what is written is what people write in mongosh."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from bson import ObjectId

from reactor.documents import Company, User
from reactor.errors import SettingsError
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.timers import Timers
from reactor.people.person import spelling, whose
from reactor.tracking.company import CompanyFields, at_address, one_company
from reactor.tracking.following import rerank, track, untrack
from reactor.tracking.visit_request import VisitRequestResult, ask_for_visit
from tests.scoutly import Running, Scoutly

URL = "https://acme.example/careers"
ACME = CompanyFields("Acme Robotics", URL)


@pytest_asyncio.fixture
async def ada(database: ScoutlyDatabase) -> User:
    """The only person there is."""
    document = {"_id": ObjectId(), "userId": ObjectId(), "email": "ada@example.org"}
    await database.users.insert_one(document)
    return User.read(document)


async def written(database: ScoutlyDatabase) -> list[dict[str, Any]]:
    """Every preference, without ids and stamps."""
    shown = {"_id": 0, "createdAt": 0, "updatedAt": 0}
    return await database.preferences.find({}, shown).to_list(None)


async def test_a_company_and_a_preference_are_written_as_the_apps_write_them(
    database: ScoutlyDatabase, ada: User
) -> None:
    done = await track(database, ada, ACME, None)
    company = await database.companies.find_one({})
    assert company
    assert company["companyID"] == "acme-robotics"
    # What Mongoose's schema of the web app demands of every company.
    assert all(company[name] for name in ("company", "careers_url", "work_model", "headquarters"))
    assert {"createdAt", "updatedAt", "selector", "isProblematic"} <= set(company)
    wish = {"userId": "ada@example.org", "companyId": company["_id"]}
    assert await written(database) == [wish | {"rank": 50, "isTracking": True}]
    assert (done.company_added, done.tracks, done.rank) == (True, True, 50)


async def test_tracking_again_changes_nothing_and_a_rank_only_where_one_is_given(
    database: ScoutlyDatabase, ada: User
) -> None:
    await track(database, ada, ACME, 80)
    before = await database.preferences.find().to_list(None)
    again = await track(database, ada, ACME, None)
    assert (again.changed, again.rank) == (False, 80)
    assert await database.preferences.find().to_list(None) == before
    moved = await track(database, ada, ACME, 90)
    assert (moved.rank_before, moved.rank) == (80, 90)
    assert await database.companies.count_documents({}) == 1


@pytest.mark.parametrize(
    "spelt",
    [
        "https://acme.example/careers/",
        "http://www.acme.example/careers",
        "https://ACME.example/careers?utm_source=x#top",
    ],
)
async def test_the_same_address_spelt_otherwise_is_the_same_company(
    database: ScoutlyDatabase, ada: User, spelt: str
) -> None:
    await track(database, ada, ACME, None)
    done = await track(database, ada, CompanyFields("Other", spelt), None)
    assert not done.company_added
    assert await database.companies.count_documents({}) == 1


async def test_two_addresses_of_one_board_are_one_company_and_a_narrowed_one_is_not(
    database: ScoutlyDatabase, ada: User
) -> None:
    await track(database, ada, CompanyFields("Acme", "https://boards.greenhouse.io/acme"), None)
    assert await at_address(database, "https://job-boards.greenhouse.io/acme")
    assert not await at_address(database, "https://job-boards.greenhouse.io/acme?department=sales")
    assert not await at_address(database, "https://job-boards.greenhouse.io/acme2")


async def test_another_company_of_the_same_name_gets_a_slug_of_its_own(
    database: ScoutlyDatabase, ada: User
) -> None:
    await track(database, ada, ACME, None)
    other = CompanyFields("Acme Robotics", "https://other.example")
    assert (await track(database, ada, other, None)).company.slug == "acme-robotics-2"


async def test_what_was_switched_off_is_switched_on_with_the_rank_it_had(
    database: ScoutlyDatabase, ada: User
) -> None:
    company = (await track(database, ada, ACME, 70)).company
    off = await untrack(database, ada, company)
    assert (off.tracked_before, off.tracks, off.rank) == (True, False, 70)
    assert not (await untrack(database, ada, company)).changed
    assert (await written(database))[0]["isTracking"] is False
    assert (await track(database, ada, company, None)).rank == 70
    assert (await written(database))[0]["isTracking"] is True


async def test_what_was_never_tracked_is_untracked_without_a_trace(
    database: ScoutlyDatabase, ada: User
) -> None:
    company = Company.read({"_id": ObjectId(), "companyID": "acme"})
    assert not (await untrack(database, ada, company)).tracked_before
    with pytest.raises(SettingsError, match="reactor track acme --rank 9 begins"):
        await rerank(database, ada, company, 9)
    assert await written(database) == []


@pytest.mark.usefixtures("without_validators")
async def test_a_rank_that_nobody_understands_is_put_right_by_tracking_again(
    database: ScoutlyDatabase, ada: User
) -> None:
    company = (await track(database, ada, ACME, 70)).company
    await database.preferences.update_one({}, {"$set": {"rank": "high"}})
    assert (await track(database, ada, company, None)).rank == 50
    await database.preferences.update_one({}, {"$set": {"rank": "high"}})
    assert (await rerank(database, ada, company, 9)).tracks
    assert (await written(database))[0]["rank"] == 9


async def test_a_preference_by_id_is_changed_and_not_written_twice(
    database: ScoutlyDatabase, ada: User
) -> None:
    company = (await track(database, ada, ACME, 70)).company
    await database.preferences.update_one({}, {"$set": {"userId": str(ada.id)}})
    await track(database, ada, company, 80)
    assert [(each["userId"], each["rank"]) for each in await written(database)] == [
        (str(ada.id), 80)
    ]


async def test_whoever_prefers_a_company_twice_changes_both(
    database: ScoutlyDatabase, ada: User
) -> None:
    company = (await track(database, ada, ACME, 70)).company
    for name in (str(ada.id), "Ada@example.org"):
        other = {"userId": name, "companyId": company.id, "rank": 90, "isTracking": True}
        await database.preferences.insert_one(other)
    assert (await rerank(database, ada, company, 10)).rank_before == 90
    assert {each["rank"] for each in await written(database)} == {10}
    await untrack(database, ada, company)
    assert {each["isTracking"] for each in await written(database)} == {False}


async def test_two_who_track_the_same_at_once_leave_one_preference(
    database: ScoutlyDatabase, ada: User
) -> None:
    company = (await track(database, ada, ACME, 70)).company
    await database.preferences.delete_many({})
    async with asyncio.TaskGroup() as group:
        for _ in range(5):
            group.create_task(track(database, ada, company, 60))
    assert len(await written(database)) == 1


# How preferences name people


async def test_people_are_named_as_the_house_names_them(
    database: ScoutlyDatabase, ada: User
) -> None:
    assert await spelling(database, ada) == "ada@example.org"
    bob = {"_id": ObjectId(), "userId": ObjectId(), "email": "bob@example.org"}
    await database.users.insert_one(bob)
    own = await database.users.find_one({"_id": ada.id})
    assert own
    for field in ("_id", "userId"):
        await database.preferences.delete_many({})
        theirs = {"userId": str(bob[field]), "companyId": ObjectId(), "rank": 5}
        await database.preferences.insert_one(theirs)
        assert await spelling(database, ada) == str(own[field])
    await database.preferences.insert_one(
        {"userId": "ada@example.org", "companyId": ObjectId(), "rank": 5}
    )
    assert await spelling(database, ada) == "ada@example.org"


async def test_the_first_preference_of_todays_app_is_found_by_it(
    database: ScoutlyDatabase, ada: User
) -> None:
    await database.users.create_index("userId", unique=True)
    assert await spelling(database, ada) == ada.user_id


async def test_the_only_person_need_not_be_named_and_of_several_all_are_listed(
    database: ScoutlyDatabase, ada: User
) -> None:
    assert (await whose(database, None)).id == ada.id
    await database.users.insert_one({"email": "bob@example.org"})
    with pytest.raises(SettingsError, match=r"--user: there are ada@example.org, bob@example.org"):
        await whose(database, None)
    assert (await whose(database, "Ada@Example.org")).id == ada.id


async def test_without_anybody_it_is_told_how_to_add_somebody(database: ScoutlyDatabase) -> None:
    with pytest.raises(SettingsError, match=r"reactor add-user you@example\.org --cv FILE"):
        await whose(database, None)


# How companies are named


async def test_a_company_is_found_by_id_slug_name_and_address(
    database: ScoutlyDatabase, ada: User
) -> None:
    company = (await track(database, ada, ACME, None)).company
    for named in (str(company.id), "ACME-robotics", "acme robotics", URL):
        assert (await one_company(database, named)).id == company.id
    with pytest.raises(SettingsError, match=r"did you mean acme-robotics or Acme Robotics"):
        await one_company(database, "acme-robotic")


async def test_several_companies_of_one_name_are_listed(database: ScoutlyDatabase) -> None:
    await database.companies.insert_many(
        {"companyID": slug, "company": "Acme", "careers_url": f"https://{slug}.example"}
        for slug in ("acme-de", "acme-us")
    )
    with pytest.raises(SettingsError, match=r"acme-de \(https://acme-de.example\); acme-us"):
        await one_company(database, "Acme")
    assert (await one_company(database, "acme-us")).slug == "acme-us"


# Visits


async def test_a_visit_is_a_job_like_one_that_people_insert_and_never_a_second(
    database: ScoutlyDatabase, ada: User
) -> None:
    company = (await track(database, ada, ACME, None)).company
    asked = await ask_for_visit(database, company)
    assert (asked.visit, asked.reactors) == (VisitRequestResult.QUEUED, 0)
    assert (await ask_for_visit(database, company)).visit is VisitRequestResult.WAITS
    assert await database.jobs.count_documents({"companyId": company.id, "status": "pending"}) == 1
    await database.jobs.update_one({}, {"$set": {"status": "processing"}})
    assert (await ask_for_visit(database, company)).visit is VisitRequestResult.RUNS


async def test_a_job_that_waits_for_a_retry_is_claimed_at_once(
    database: ScoutlyDatabase, running: Running, scoutly: Scoutly
) -> None:
    company_id = ObjectId()
    await database.companies.insert_one({"_id": company_id, "careers_url": URL})
    later, job_id = await database.now() + timedelta(days=300), ObjectId()
    job = {"_id": job_id, "companyId": company_id, "status": "pending", "notBefore": later}
    await database.jobs.insert_one(job)
    await Timers(database).set_at("retry", job_id, later)
    async with running(scoutly.complete):
        assert scoutly.ran == []
        company = Company.read({"_id": company_id})
        asked = await ask_for_visit(database, company)
        assert (asked.visit, asked.reactors) == (VisitRequestResult.HASTENED, 1)
        await scoutly.job(_id=job_id, status="completed")
