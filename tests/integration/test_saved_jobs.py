"""Matches read for their people, and marked by number, link, or the end of an id."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from bson import ObjectId

from reactor.documents import User
from reactor.errors import SettingsError
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.saved_jobs import SavedJobFilter, SavedJobList, read_saved
from reactor.saved_jobs.last_list import remember
from reactor.saved_jobs.marking import mark
from reactor.settings import Settings

ADA, BOB, ACME = ObjectId(), ObjectId(), ObjectId()
TODAY = datetime(2026, 5, 4, 8, tzinfo=UTC)
SITE = "https://acme.example/jobs"


@pytest.fixture(autouse=True)
def state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest_asyncio.fixture
async def ada(database: ScoutlyDatabase) -> User:
    """Ada and Bob, and a company."""
    people = [{"_id": ADA, "email": "ada@example.org"}, {"_id": BOB, "email": "bob@example.org"}]
    await database.users.insert_many(people)
    await database.companies.insert_one({"_id": ACME, "companyID": "acme", "company": "Acme"})
    return User.read(people[0])


async def save(database: ScoutlyDatabase, slug: str, score: int, **fields: Any) -> ObjectId:
    """Save a posting for Ada, as the reactor does."""
    job = {
        "_id": ObjectId(),
        "user": ADA,
        "userId": "ada@example.org",
        "jobId": f"{SITE}/{slug}",
        "url": f"{SITE}/{slug}",
        "companyId": ACME,
        "status": "WANT_TO_APPLY",
        "title": slug.title(),
        "suitabilityScore": score,
        "createdAt": TODAY,
        "description": "long",
    }
    await database.saved_jobs.insert_one(job | fields)
    made = (job | fields)["_id"]
    assert isinstance(made, ObjectId)
    return made


def titles(listed: SavedJobList) -> list[str]:
    return [row.job.title for row in listed.rows]


async def read(database: ScoutlyDatabase, most: int = 20, **wanted: Any) -> SavedJobList:
    return await read_saved(database, SavedJobFilter(**wanted), most, UTC)


async def test_the_newest_day_comes_first_and_of_a_day_the_best(
    database: ScoutlyDatabase, ada: User
) -> None:
    yesterday = TODAY - timedelta(days=1)
    await save(database, "old-but-good", 99, createdAt=yesterday)
    await save(database, "fair", 60, createdAt=TODAY + timedelta(hours=2))
    await save(database, "good", 90)
    listed = await read(database, user=ada)
    assert titles(listed) == ["Good", "Fair", "Old-But-Good"]
    assert {(row.company, row.person) for row in listed.rows} == {("Acme", "ada@example.org")}
    short = await read(database, most=2)
    assert (titles(short), short.total) == (["Good", "Fair"], 3)


async def test_each_filter_leaves_what_was_asked_for(database: ScoutlyDatabase, ada: User) -> None:
    await save(database, "new", 90)
    await save(database, "older", 90, status="saved", createdAt=TODAY - timedelta(days=9))
    await save(database, "applied", 60, status="APPLIED")
    await save(database, "discarded", 70, status="DISCARDED")
    await save(database, "withdrawn", 71, withdrawnAt=TODAY)
    await save(database, "bobs", 80, user=BOB, userId="bob@example.org")
    assert set(titles(await read(database))) == {"New", "Older", "Applied", "Bobs"}
    assert "Bobs" not in titles(await read(database, user=ada))
    assert titles(await read(database, statuses=("APPLIED",))) == ["Applied"]
    assert set(titles(await read(database, user=ada, statuses=("WANT_TO_APPLY",)))) == {
        *("New", "Older", "Withdrawn")
    }
    assert len((await read(database, everything=True)).rows) == 6
    assert "Older" not in titles(await read(database, since=TODAY - timedelta(days=1)))
    assert set(titles(await read(database, min_score=80))) == {"New", "Older", "Bobs"}


@pytest.mark.parametrize(
    "named", [str(ADA), "ADA@example.org", "ada@example.org"], ids=["id", "capitals", "e-mail"]
)
async def test_a_save_is_somebodys_however_it_names_them(
    database: ScoutlyDatabase, ada: User, named: str
) -> None:
    whose = {"user": None, "userId": named} if named.islower() else {"userId": named}
    await save(database, "welder", 80, **whose)
    assert titles(await read(database, user=ada)) == ["Welder"]


async def test_what_the_first_generation_saved_is_shown_and_marked_too(
    database: ScoutlyDatabase, settings: Settings, ada: User
) -> None:
    older = {"user": ADA, "company": ACME, "url": f"{SITE}/old", "title": "Old", "status": None}
    await database.saved_jobs.insert_one(older)
    (row,) = (await read(database, user=ada)).rows
    assert (row.company, row.job.link) == ("Acme", f"{SITE}/old")
    marked = await mark(settings, database, f"{SITE}/old", "REJECTED", None)
    assert (marked.before, marked.now) == ("WANT_TO_APPLY", "REJECTED")


async def test_a_posting_is_marked_by_number_link_and_end_of_id_and_nothing_else_changes(
    database: ScoutlyDatabase, settings: Settings, ada: User
) -> None:
    first = await save(database, "welder", 80, notes="mine")
    second = await save(database, "nurse", 70)
    remember(settings, [second, first])
    for posting in ("2", f"{SITE}/welder", f"{SITE}/welder/?utm_source=x", str(first)[-6:]):
        await database.saved_jobs.update_many({}, {"$set": {"status": "WANT_TO_APPLY"}})
        marked = await mark(settings, database, posting, "APPLIED", ada)
        assert marked.row.job.id == first
        found = await database.saved_jobs.find_one({"_id": first})
        assert found
        assert (found["status"], found["notes"], found["description"]) == (
            "APPLIED",
            "mine",
            "long",
        )
        assert found["updatedAt"] > found["createdAt"]
        assert await database.saved_jobs.count_documents({"status": "APPLIED"}) == 1


@pytest.mark.usefixtures("ada")
async def test_marking_again_writes_nothing(database: ScoutlyDatabase, settings: Settings) -> None:
    await save(database, "welder", 80)
    await mark(settings, database, f"{SITE}/welder", "APPLIED", None)
    before = await database.saved_jobs.find_one({})
    again = await mark(settings, database, f"{SITE}/welder", "APPLIED", None)
    assert (again.before, again.now) == ("APPLIED", "APPLIED")
    assert await database.saved_jobs.find_one({}) == before


async def test_a_posting_that_several_people_have_is_listed_and_marked_by_whose_it_is(
    database: ScoutlyDatabase, settings: Settings, ada: User
) -> None:
    await save(database, "welder", 80)
    await save(database, "welder", 80, user=BOB, userId="bob@example.org")
    with pytest.raises(SettingsError, match="means several") as told:
        await mark(settings, database, f"{SITE}/welder", "APPLIED", None)
    assert "Welder (Acme), ada@example.org" in str(told.value)
    assert "Welder (Acme), bob@example.org" in str(told.value)
    assert (await mark(settings, database, f"{SITE}/welder", "APPLIED", ada)).row.job.user == ADA
    assert await database.saved_jobs.count_documents({"status": "APPLIED"}) == 1


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(
    ("posting", "said"),
    [
        ("7", "no match has a number"),
        ("ffffff", "no saved posting is 'ffffff'"),
        ("https://acme.example/none", "no saved posting"),
        ("abc", "names no posting"),
        (".*", "names no posting"),
        ("https://[", "no saved posting"),
    ],
)
async def test_what_names_no_posting_is_told_with_what_would(
    database: ScoutlyDatabase, settings: Settings, posting: str, said: str
) -> None:
    await save(database, "welder", 80, _id=ObjectId("65f000000000000000abcdef"))
    with pytest.raises(SettingsError, match=said):
        await mark(settings, database, posting, "APPLIED", None)
