"""`reactor export` and `reactor import`: into a fresh database, and into one that is in use."""

import json
import stat
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from bson import Decimal128, ObjectId

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.command import last_line, run

ADA, ACME = ObjectId(), ObjectId()
SAVED_AT = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)


@pytest_asyncio.fixture
async def filled(database: ScoutlyDatabase) -> ScoutlyDatabase:
    """Ada tracks Acme, has applied for one job there, and wrote a note."""
    await database.users.insert_one({"_id": ADA, "email": "ada@example.org"})
    await database.companies.insert_one(
        {
            "_id": ACME,
            "companyID": "acme",
            "company": "Acme",
            "careers_url": "https://acme.example/jobs",
            "selector": "li a",
            "work_model": "HYBRID",
            "headquarters": "Utrecht",
        }
    )
    await database.preferences.insert_one({"userId": str(ADA), "companyId": ACME, "rank": 80.0})
    await database.saved_jobs.insert_one(
        {
            "user": ADA,
            "userId": str(ADA),
            "jobId": "https://acme.example/jobs/1",
            "companyId": ACME,
            "status": "APPLIED",
            "notes": "call Grace — ☎",
            "title": "Engineer",
            "suitabilityScore": 83,
            "createdAt": SAVED_AT,
            "updatedAt": SAVED_AT,
            # What another program keeps there.
            "interview": {"at": SAVED_AT, "with": ObjectId("64b000000000000000000001")},
            "offer": Decimal128("61000.50"),
        }
    )
    return database


@pytest_asyncio.fixture
async def fresh(
    database: ScoutlyDatabase, settings: Settings
) -> AsyncIterator[tuple[Settings, ScoutlyDatabase]]:
    """A database with nothing in it, and the settings that name it."""
    name = f"{database.name}_fresh"
    uri = settings.mongodb_uri.get_secret_value().replace(f"/{database.name}", f"/{name}")
    yield (
        Settings.from_environment(mongodb_uri=uri),
        ScoutlyDatabase(database.client, name),
    )
    await database.client.drop_database(name)


async def exported(settings: Settings, folder: Path, *arguments: str) -> dict[str, Any]:
    status, output, errors = await run(settings, folder, "export", *arguments)
    assert (status, errors) == (0, "")
    told: dict[str, Any] = json.loads(output)
    return told


async def test_the_document_names_people_and_companies_and_has_iso_dates(
    filled: ScoutlyDatabase, settings: Settings, tmp_path: Path
) -> None:
    told = await exported(settings, tmp_path)
    assert (told["format"], told["version"]) == ("scoutly-reactor", 1)
    assert told["database"] == filled.name
    company = {
        "companyID": "acme",
        "company": "Acme",
        "careers_url": "https://acme.example/jobs",
        "selector": "li a",
        "work_model": "HYBRID",
        "headquarters": "Utrecht",
    }
    assert told["ranks"] == [
        {"user": "ada@example.org", "company": company, "rank": 80, "isTracking": True}
    ]
    (job,) = told["savedJobs"]
    assert (job["user"], job["company"]) == ("ada@example.org", company)
    assert (job["status"], job["createdAt"]) == ("APPLIED", "2026-05-01T09:30:00+00:00")
    assert {"_id", "userId", "companyId"}.isdisjoint(job)


@pytest.mark.usefixtures("filled")
async def test_only_what_was_asked_for_is_exported(settings: Settings, tmp_path: Path) -> None:
    assert "savedJobs" not in await exported(settings, tmp_path, "--what", "ranks")
    assert "ranks" not in await exported(settings, tmp_path, "--what", "saved-jobs")


@pytest.mark.usefixtures("filled")
async def test_a_file_is_for_its_owner_only(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "scoutly.json"
    status, output, _ = await run(settings, tmp_path, "export", str(file))
    assert (status, output) == (0, f"1 ranks and 1 saved jobs written to {file}\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.glob("*scoutly.json*")] == ["scoutly.json"]
    assert (await run(settings, tmp_path, "export", "/nowhere/x.json"))[0] == 2


async def test_a_fresh_database_gets_all_of_it_back(
    filled: ScoutlyDatabase,
    fresh: tuple[Settings, ScoutlyDatabase],
    settings: Settings,
    tmp_path: Path,
) -> None:
    elsewhere, other = fresh
    _, text, _ = await run(settings, tmp_path, "export")
    status, output, errors = await run(
        elsewhere, tmp_path, "import", "-", "--create-users", said=text
    )
    assert (status, errors) == (0, "")
    assert last_line(output) == "4 added, 0 replaced, 0 kept, 0 left out"
    again = await exported(elsewhere, tmp_path)
    first = json.loads(text)
    assert {k: again[k] for k in ("ranks", "savedJobs")} == {
        k: first[k] for k in ("ranks", "savedJobs")
    }
    there = await other.saved_jobs.find_one({})
    here = await filled.saved_jobs.find_one({})
    assert there
    assert here
    own = ("_id", "user", "userId", "companyId", "company")
    assert {k: v for k, v in there.items() if k not in own} == {
        k: v for k, v in here.items() if k not in own
    }
    user, company = await other.users.find_one({}), await other.companies.find_one({})
    assert user
    assert company
    assert (there["user"], there["companyId"]) == (user["_id"], company["_id"])
    _, output, _ = await run(elsewhere, tmp_path, "enqueue", "--dry-run")
    assert last_line(output) == "1 would be enqueued"


async def test_what_exists_stays_unless_told_otherwise(
    filled: ScoutlyDatabase, settings: Settings, tmp_path: Path
) -> None:
    _, text, _ = await run(settings, tmp_path, "export")
    await filled.preferences.update_one({}, {"$set": {"rank": 10}})
    await filled.saved_jobs.update_one({}, {"$set": {"status": "REJECTED", "notes": "alas"}})
    await filled.companies.update_one({}, {"$set": {"selector": ".mine"}})
    status, output, _ = await run(settings, tmp_path, "import", "-", said=text)
    assert (status, last_line(output)) == (0, "0 added, 0 replaced, 2 kept, 0 left out")
    job = await filled.saved_jobs.find_one({})
    assert job
    assert (job["status"], job["notes"]) == ("REJECTED", "alas")

    _, output, _ = await run(settings, tmp_path, "import", "-", "--overwrite", said=text)
    assert last_line(output) == "0 added, 2 replaced, 0 kept, 0 left out"
    job, preference = await filled.saved_jobs.find_one({}), await filled.preferences.find_one({})
    assert job
    assert preference
    assert (job["status"], preference["rank"]) == ("APPLIED", 80)
    assert await filled.companies.find_one({"selector": ".mine"})
    assert await filled.preferences.count_documents({}) == 1


@pytest.mark.usefixtures("filled")
async def test_a_dry_run_tells_the_same_and_writes_nothing(
    fresh: tuple[Settings, ScoutlyDatabase], settings: Settings, tmp_path: Path
) -> None:
    elsewhere, other = fresh
    _, text, _ = await run(settings, tmp_path, "export")
    args = ("import", "-", "--create-users", "--dry-run")
    status, output, _ = await run(elsewhere, tmp_path, *args, said=text)
    assert (status, last_line(output)) == (0, "would be: 4 added, 0 replaced, 0 kept, 0 left out")
    assert await other.handle.list_collection_names() == []


async def test_people_are_made_where_the_web_app_wants_each_to_have_an_id_of_its_own(
    filled: ScoutlyDatabase,
    fresh: tuple[Settings, ScoutlyDatabase],
    settings: Settings,
    tmp_path: Path,
) -> None:
    elsewhere, other = fresh
    await other.users.create_index("userId", unique=True)
    bob = ObjectId()
    await filled.users.insert_one({"_id": bob, "email": "bob@example.org"})
    job = {"jobId": "https://acme.example/jobs/1", "companyId": ACME, "status": "APPLIED"}
    await filled.saved_jobs.insert_one({"user": bob, "userId": "bob@example.org", **job})
    _, text, _ = await run(settings, tmp_path, "export")
    args = ("import", "-", "--create-users")
    status, output, _ = await run(elsewhere, tmp_path, *args, said=text)
    assert (status, last_line(output)) == (0, "6 added, 0 replaced, 0 kept, 0 left out")
    users = await other.users.find().to_list(None)
    assert len({user["userId"] for user in users}) == len(users) == 2
    whose = await other.saved_jobs.distinct("user")
    assert set(whose) == {user["_id"] for user in users}
    status, output, _ = await run(elsewhere, tmp_path, *args, said=text)
    assert (status, last_line(output)) == (0, "0 added, 0 replaced, 3 kept, 0 left out")


async def test_what_an_index_forbids_is_told_and_not_counted_as_added(
    filled: ScoutlyDatabase,
    fresh: tuple[Settings, ScoutlyDatabase],
    settings: Settings,
    tmp_path: Path,
) -> None:
    elsewhere, other = fresh
    await other.saved_jobs.create_index("title", unique=True)
    second = {"user": ADA, "jobId": "https://acme.example/jobs/2", "title": "Engineer"}
    await filled.saved_jobs.insert_one(second)
    _, text, _ = await run(settings, tmp_path, "export")
    args = ("import", "-", "--create-users")
    status, output, _ = await run(elsewhere, tmp_path, *args, said=text)
    assert status == 1
    assert "refused: 1 saved jobs; a unique index forbids them (savedjobs: title)" in output
    assert last_line(output) == "4 added, 0 replaced, 0 kept, 0 left out, 1 refused"
    assert await other.saved_jobs.count_documents({}) == 1


async def test_an_older_app_s_saves_are_exported_too(
    filled: ScoutlyDatabase, settings: Settings, tmp_path: Path
) -> None:
    url = "https://acme.example/jobs/9"
    await filled.saved_jobs.insert_one({"user": ADA, "company": ACME, "url": url, "title": "Old"})
    _, job = (await exported(settings, tmp_path))["savedJobs"]
    assert (job["jobId"], job["company"]["companyID"]) == (url, "acme")


async def test_postings_texts_are_exported_when_asked_for(
    filled: ScoutlyDatabase, settings: Settings, tmp_path: Path
) -> None:
    await filled.saved_jobs.update_one({}, {"$set": {"description": "Builds things."}})
    (job,) = (await exported(settings, tmp_path))["savedJobs"]
    assert "description" not in job
    (job,) = (await exported(settings, tmp_path, "--descriptions"))["savedJobs"]
    assert job["description"] == "Builds things."
    await filled.saved_jobs.update_one({}, {"$unset": {"description": ""}})
    posting = {"companyId": ACME, "url": "https://acme.example/jobs/1", "text": "Builds more."}
    await filled.postings.insert_one(posting)
    (job,) = (await exported(settings, tmp_path, "--descriptions"))["savedJobs"]
    assert job["description"] == "Builds more."


@pytest.mark.usefixtures("filled")
async def test_unknown_users_are_named_and_not_created(
    fresh: tuple[Settings, ScoutlyDatabase], settings: Settings, tmp_path: Path
) -> None:
    elsewhere, other = fresh
    _, text, _ = await run(settings, tmp_path, "export")
    status, output, _ = await run(elsewhere, tmp_path, "import", "-", said=text)
    assert status == 1
    assert "2 entries of unknown users (ada@example.org); --create-users adds them" in output
    assert await other.users.count_documents({}) == 0
    assert await other.saved_jobs.count_documents({}) == 0


async def test_bad_preferences_are_left_out_of_the_export_and_counted(
    filled: ScoutlyDatabase, settings: Settings, tmp_path: Path
) -> None:
    await filled.handle.command({"collMod": "usercompanypreferences", "validator": {}})
    await filled.preferences.insert_many(
        [
            {"userId": "bob@example.org", "companyId": ACME, "rank": "high"},
            {"userId": "eve@example.org", "companyId": ObjectId(), "rank": 3},
            {"userId": str(ObjectId()), "companyId": ACME, "rank": 3},
        ]
    )
    status, output, errors = await run(settings, tmp_path, "export")
    assert status == 0
    assert len(json.loads(output)["ranks"]) == 1
    assert sorted(errors.splitlines()) == [
        "left out: 1 preferences for unknown companies",
        "left out: 1 preferences of unknown users",
        "left out: 1 preferences with a rank that is no whole number from 1 to 100",
    ]
