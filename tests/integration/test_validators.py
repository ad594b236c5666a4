"""What MongoDB refuses by itself, what it must never refuse, and whose validators are replaced."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from bson import Decimal128, Int64, ObjectId
from loguru import logger

from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.mongo.setup.validators import VALIDATED, install_validators, schema, validation
from reactor.saved_job_status import STATUSES
from tests.unvalidated import remove_validators

PASSWORD = "s3cret"  # noqa: S105 - made up
ACME, NOW = ObjectId("65f000000000000000000001"), datetime(2026, 1, 2, tzinfo=UTC)
PREFERENCE: dict[str, Any] = {"userId": "ada@example.org", "companyId": ACME}
JOB: dict[str, Any] = {"companyId": ACME, "status": "pending"}
SAVE: dict[str, Any] = {"userId": "ada@example.org", "jobId": "x", "companyId": ACME}
TIMER: dict[str, Any] = {"_id": {"kind": "scrape", "of": ACME}, "expireAt": NOW}
PERSON, QUEUE, TIMERS, SAVES = VALIDATED


async def insert(database: ScoutlyDatabase, collection: str, document: dict[str, Any]) -> str:
    """What MongoDB says against a document: the advice of our schema, "" if it takes it."""
    try:
        await database[collection].raw.insert_one(dict(document))
    except driver.OperationFailure as error:
        return str((error.details or {})["errInfo"])
    return ""


async def options(database: ScoutlyDatabase, collection: str) -> dict[str, Any]:
    found = await database.handle.command("listCollections", filter={"name": collection})
    its: dict[str, Any] = found["cursor"]["firstBatch"][0]["options"]
    its.pop("changeStreamPreAndPostImages", None)
    return its


NO_RANKS: list[Any] = [
    *("high", "80", 0, -1, 101, 500, 2.5, float("nan"), float("inf"), True, [50], {}, NOW),
    Decimal128("0.5"),
]
NO_SWITCHES: list[Any] = ["yes", "true", 1, []]
MISTYPED: list[tuple[str, dict[str, Any], str]] = [
    *((PERSON, PREFERENCE | {"rank": rank}, "a whole number from 1 to 100") for rank in NO_RANKS),
    *((PERSON, PREFERENCE | {"isTracking": on}, "true or false") for on in NO_SWITCHES),
    *((PERSON, PREFERENCE | {"companyId": of}, "ObjectId") for of in ("acme", str(ACME), 7, None)),
    (PERSON, PREFERENCE | {"companyId": [ACME]}, "ObjectId"),
    (PERSON, PREFERENCE | {"userId": ObjectId()}, "userId is a text"),
    (PERSON, PREFERENCE | {"userId": ""}, "userId is a text"),
    (PERSON, {"companyId": ACME, "rank": 50}, "'missingProperties': ['userId']"),
    (PERSON, {"userId": "ada@example.org"}, "'missingProperties': ['companyId']"),
    *((QUEUE, JOB | {"status": status}, "status is 'pending'")
      for status in ("pendng", "Pending", "done", "", None, 1)),
    (QUEUE, {"companyId": ACME}, "'missingProperties': ['status']"),
    (QUEUE, {"status": "pending"}, "'missingProperties': ['companyId']"),
    (QUEUE, JOB | {"companyId": str(ACME)}, "ObjectId"),
    (QUEUE, JOB | {"retryCount": "none"}, "retryCount is a number"),
    (QUEUE, JOB | {"notBefore": "tomorrow"}, "notBefore is a date"),
    (QUEUE, JOB | {"lease": {"owner": 1}}, "the reactor's own"),
    (QUEUE, JOB | {"lease": "me"}, "the reactor's own"),
    (QUEUE, JOB | {"turn": 5}, "turn is a date"),
    (QUEUE, JOB | {"priority": "high"}, "priority is a number"),
    *((SAVES, SAVE | {"status": status}, "reactor mark understands")
      for status in ("aplied", "applied", "", 1, ["APPLIED"])),
    *((TIMERS, TIMER | {"expireAt": at}, "not a text") for at in ("tomorrow", None, 5)),
    (TIMERS, {"_id": TIMER["_id"]}, "'missingProperties': ['expireAt']"),
    (TIMERS, {"_id": "acme", "expireAt": NOW}, "_id is {kind: 'scrape'"),
    (TIMERS, {"_id": {"kind": "scrape"}, "expireAt": NOW}, "_id is {kind: 'scrape'"),
]  # fmt: skip

WRITTEN_BY_PROGRAMS: list[tuple[str, dict[str, Any]]] = [
    # The three generations of the older app: the first names people by their id, and the second
    # says "saved" where nobody said anything.
    *((SAVES, SAVE | {"status": status}) for status in STATUSES),
    (SAVES, {"userId": "ada@example.org", "jobId": "x", "companyId": ACME, "status": "saved"}),
    (SAVES, {"user": ACME, "company": ACME, "url": "x", "title": "y", "statusHistory": []}),
    (SAVES, SAVE | {"status": None, "notes": None, "__v": 0}),
    *((PERSON, PREFERENCE | {"rank": rank})
      for rank in (1, 100, 80.0, Int64(7), Decimal128("50"), Decimal128("1E+2"), None)),
    (PERSON, PREFERENCE),
    (PERSON, PREFERENCE | {"userId": str(ObjectId()), "isTracking": False}),
    (PERSON, PREFERENCE | {"isTracking": None}),
    (PERSON, PREFERENCE | {"rank": 50, "isTracking": True, "__v": 0, "createdAt": NOW, "note": {}}),
    (QUEUE, JOB),
    # As the older app's Mongoose writes a job through its life.
    (QUEUE, JOB | {"retryCount": 0, "createdAt": NOW, "updatedAt": NOW, "__v": 0}),
    (QUEUE, JOB | {"status": "processing", "retryCount": 1.0, "lastAttemptAt": NOW}),
    (QUEUE, JOB | {"status": "completed", "completedAt": NOW, "errorMessage": None}),
    (QUEUE, JOB | {"status": "failed", "retryCount": Int64(3), "completedAt": None,
                   "lastAttemptAt": None, "errorMessage": "answered 404"}),
    *((QUEUE, JOB | {"status": "failed", "errorCode": code}) for code in ("page_gone", 404, None)),
    (QUEUE, JOB | {"_id": "mine", "retryCount": None, "result": {"any": ["thing"]}}),
    (QUEUE, JOB | {"lease": {"owner": "a", "token": "b"}, "turn": NOW, "priority": 80.5,
                   "reason": "due", "notBefore": NOW, "crashCount": 1, "waitsFor": "flash"}),
    (QUEUE, JOB | {"reason": "because", "lease": None, "notBefore": None, "turn": None}),
    *((TIMERS, {"_id": {"kind": kind, "of": of}, "expireAt": NOW})
      for kind, of in (("scrape", ACME), ("retry", 7), ("lease", "pi-1"), ("budget", "flash"),
                       ("report", "2026-01-02"), ("of-tomorrow", None))),
]  # fmt: skip


@pytest.mark.parametrize(("collection", "document", "advice"), MISTYPED)
async def test_what_is_mistyped_is_refused_with_advice(
    database: ScoutlyDatabase, collection: str, document: dict[str, Any], advice: str
) -> None:
    assert advice in await insert(database, collection, document)
    assert await database[collection].count_documents({}) == 0


@pytest.mark.parametrize(("collection", "document"), WRITTEN_BY_PROGRAMS)
async def test_what_other_programs_write_is_taken(
    database: ScoutlyDatabase, collection: str, document: dict[str, Any]
) -> None:
    assert await insert(database, collection, document) == ""


async def test_a_mistyped_edit_leaves_the_document_as_it_was(database: ScoutlyDatabase) -> None:
    await database.preferences.insert_one(PREFERENCE | {"rank": 50})
    with pytest.raises(driver.OperationFailure, match="Document failed validation"):
        await database.preferences.update_many({}, {"$set": {"rank": "high"}})
    assert await database.preferences.count_documents({"rank": 50}) == 1


@pytest.mark.parametrize("of", VALIDATED)
def test_every_rule_says_how_to_put_it_right(of: str) -> None:
    rules = schema(of)
    assert rules["description"]
    assert all(rule["description"].startswith(name) for name, rule in rules["properties"].items())


# Databases older than the validators


@pytest_asyncio.fixture
async def aged(database: ScoutlyDatabase) -> ScoutlyDatabase:
    """A database with bad documents, to which validators come later."""
    await remove_validators(database)
    await database.preferences.insert_one(PREFERENCE | {"rank": "high"})
    await database.jobs.insert_one({"status": "pending", "retryCount": "none"})
    for collection in VALIDATED:
        await database.handle.command({"collMod": collection, "validationLevel": "moderate"})
    await install_validators(database)
    return database


async def test_bad_documents_stay_and_can_be_edited_otherwise(aged: ScoutlyDatabase) -> None:
    await aged.preferences.update_one({}, {"$set": {"isTracking": False}})
    await aged.jobs.update_one({}, [{"$set": {"status": "failed", "updatedAt": "$$NOW"}}])
    assert await aged.preferences.count_documents({"rank": "high", "isTracking": False}) == 1
    assert await aged.jobs.count_documents({"status": "failed"}) == 1
    assert await insert(aged, QUEUE, {"status": "pending"})


async def test_a_bad_document_put_right_stays_right(aged: ScoutlyDatabase) -> None:
    await aged.preferences.update_one({}, {"$set": {"rank": 80}})
    with pytest.raises(driver.OperationFailure):
        await aged.preferences.update_one({}, {"$set": {"rank": "low"}})


# Whose they are


async def test_validators_that_are_removed_come_back(database: ScoutlyDatabase) -> None:
    await database.handle.command({"collMod": TIMERS, "validator": {}})
    await bootstrap(database, timedelta(days=30))
    assert await options(database, TIMERS) == validation(TIMERS)


async def test_an_older_validator_of_ours_is_renewed_as_strict_as_people_made_it(
    database: ScoutlyDatabase,
) -> None:
    older = {"$jsonSchema": {"title": "Scoutly Reactor: timers", "required": ["at"]}}
    change = {"collMod": TIMERS, "validator": older, "validationAction": "warn"}
    await database.handle.command(change)
    await install_validators(database)
    assert await options(database, TIMERS) == validation(TIMERS) | {"validationAction": "warn"}


@pytest.mark.parametrize(
    "theirs",
    [
        {"$jsonSchema": {"required": ["userId", "companyId", "rank"]}},
        {"rank": {"$type": "int"}},
        {"$and": [validation(PERSON)["validator"], {"note": {"$exists": True}}]},
    ],
    ids=["a schema", "a query", "ours within theirs"],
)
async def test_the_validator_of_another_program_is_left_as_it_is(
    database: ScoutlyDatabase, theirs: dict[str, Any]
) -> None:
    await database.handle.command({"collMod": PERSON, "validator": theirs})
    await bootstrap(database, timedelta(days=30))
    assert (await options(database, PERSON))["validator"] == theirs


async def test_validation_that_a_person_switched_off_stays_off(database: ScoutlyDatabase) -> None:
    await database.handle.command({"collMod": QUEUE, "validationLevel": "off"})
    await bootstrap(database, timedelta(days=30))
    assert await insert(database, QUEUE, {"status": "pendng"}) == ""


async def test_an_unchanged_validator_is_not_written_again(database: ScoutlyDatabase) -> None:
    """Changing a collection locks it, and a rebuild looks after it every hour."""
    told: list[str] = []
    sink = logger.add(lambda message: told.append(message.record["message"]), level="DEBUG")
    await install_validators(database)
    logger.remove(sink)
    assert told == []


# Rights


async def told_by_a_bootstrap(uri: str, name: str) -> list[str]:
    """What the log says when a reactor that may only read and write prepares a database."""
    told: list[str] = []
    client = driver.connect(uri, username="app", password=PASSWORD, authSource="admin")
    sink = logger.add(lambda message: told.append(message.record["message"]))
    await bootstrap(ScoutlyDatabase(client, name), timedelta(days=30))
    logger.remove(sink)
    await driver.disconnect(client)
    return [line for line in told if "validators not installed" in line]


async def test_without_the_right_to_change_collections_one_line_says_so_and_all_goes_on(
    tmp_path: Path,
) -> None:
    """MongoDB's role `readWrite` may create collections, and with them their validators."""
    key = tmp_path / "key"
    key.write_text("anythingsixto1024characterslong")
    key.chmod(0o600)
    async with TemporaryMongod("--auth", "--keyFile", str(key)) as mongod:
        client = driver.connect(mongod.uri)
        await client.admin.command("createUser", "root", pwd=PASSWORD, roles=["root"])
        await driver.disconnect(client)
        client = driver.connect(mongod.uri, username="root", password=PASSWORD, authSource="admin")
        writes = [{"role": "readWrite", "db": name} for name in ("fresh", "older")]
        await client.admin.command("createUser", "app", pwd=PASSWORD, roles=writes)
        await client["older"].create_collection(PERSON)
        assert await told_by_a_bootstrap(mongod.uri, "fresh") == []
        assert len(await told_by_a_bootstrap(mongod.uri, "older")) == 1
        fresh, older = (ScoutlyDatabase(client, name) for name in ("fresh", "older"))
        assert await insert(fresh, PERSON, PREFERENCE | {"rank": 0})
        assert await insert(older, PERSON, PREFERENCE | {"rank": 0}) == ""
        assert "one_active_job_per_company" in await older.jobs.index_information()
        await driver.disconnect(client)
