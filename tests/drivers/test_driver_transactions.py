"""Writes that are carried out together or not at all, on either driver."""

import asyncio
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import Eventually
from tests.drivers.conftest import Onlooker, Opening
from tests.drivers.events import next_events

CONFLICT = {"errorCode": 112, "errorLabels": ["TransientTransactionError"]}


@pytest.fixture
async def job(handle: Any) -> Any:
    """The collection whose document 1 the first write of each transaction wants."""
    await handle.jobs.insert_one({"_id": 1, "status": "processing"})
    return handle.jobs


def writes(driver: ModuleType) -> list[Any]:
    """The job, then something else."""
    return [
        driver.Write("jobs", {"_id": 1, "status": "processing"}, {"$set": {"status": "done"}}),
        driver.Write("saves", {"_id": 1}, {"$inc": {"n": 1}}, upsert=True),
    ]


async def outcome(handle: Any) -> tuple[str, Any]:
    """What became of the job, and how often the other write was done."""
    job = await handle.jobs.find_one({"_id": 1})
    save = await handle.saves.find_one({"_id": 1})
    return job["status"], save and save["n"]


DONE, NOTHING = ("done", 1), ("processing", None)


@pytest.mark.usefixtures("job")
async def test_all_writes_are_carried_out(driver: ModuleType, handle: Any) -> None:
    assert await driver.commit(handle, writes(driver)) is True
    assert await outcome(handle) == DONE


@pytest.mark.usefixtures("job")
async def test_all_writes_become_visible_at_one_moment(
    driver: ModuleType, handle: Any, watching: Opening
) -> None:
    updates = {"operationType": {"$in": ["insert", "update"]}}
    async with watching({"$match": updates}) as stream:
        await driver.commit(handle, writes(driver))
        events = await next_events(stream, 2)
    assert events[0]["txnNumber"] == events[1]["txnNumber"]
    assert events[0]["clusterTime"] == events[1]["clusterTime"]


async def test_nothing_is_written_if_the_first_matches_nothing(
    driver: ModuleType, handle: Any, job: Any
) -> None:
    await job.update_one({"_id": 1}, {"$set": {"status": "taken"}})
    assert await driver.commit(handle, writes(driver)) is False
    assert await outcome(handle) == ("taken", None)


@pytest.mark.usefixtures("job")
async def test_nothing_is_written_if_a_condition_fails(driver: ModuleType, handle: Any) -> None:
    await handle.timers.insert_one({"_id": {"kind": "lease", "of": "ada"}})
    held, lost = (
        driver.Condition("timers", {"_id": {"kind": "lease", "of": owner}})
        for owner in ("ada", "bob")
    )
    for provided in ([lost], [held, lost]):
        assert await driver.commit(handle, writes(driver), provided=provided) is False
        assert await outcome(handle) == NOTHING
    assert await driver.commit(handle, writes(driver), provided=[held]) is True
    assert await outcome(handle) == DONE


@pytest.mark.usefixtures("job")
async def test_a_later_write_may_match_nothing(driver: ModuleType, handle: Any) -> None:
    lost = driver.Write("saves", {"_id": 9}, {"$set": {"n": 1}})
    assert await driver.commit(handle, [*writes(driver), lost]) is True
    assert await outcome(handle) == DONE


@pytest.mark.usefixtures("job")
async def test_an_error_in_the_middle_leaves_nothing_behind(
    driver: ModuleType, handle: Any
) -> None:
    await handle.saves.insert_one({"_id": 2, "n": "text"})
    before, after = writes(driver)
    impossible = driver.Write("saves", {"_id": 2}, {"$inc": {"n": 1}})
    with pytest.raises(driver.OperationFailure) as error:
        await driver.commit(handle, [before, impossible, after])
    assert error.value.code == 14
    assert await outcome(handle) == NOTHING
    # The document is free again, not held by what was broken off.
    assert await driver.commit(handle, [before, after]) is True


@pytest.mark.usefixtures("job")
async def test_a_unique_index_stands_against_the_whole_transaction(
    driver: ModuleType, handle: Any
) -> None:
    await handle.saves.create_index([("user", 1)], unique=True)
    await handle.saves.insert_one({"_id": 2, "user": "ada"})
    taken = driver.Write("saves", {"_id": 3}, {"$set": {"user": "ada"}}, upsert=True)
    with pytest.raises(driver.DuplicateKeyError):
        await driver.commit(handle, [*writes(driver), taken])
    assert await outcome(handle) == NOTHING


@pytest.mark.usefixtures("job")
async def test_a_transaction_holds_every_kind_of_update(driver: ModuleType, handle: Any) -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    await handle.links.insert_many([{"_id": 1, "links": 5}, {"_id": 2, "links": "text"}])
    carried_out = await driver.commit(
        handle,
        [
            driver.Write("jobs", {"_id": 1}, {"$currentDate": {"completedAt": True}}),
            driver.Write("links", {}, {"$set": {"links": []}}, many=True),
            driver.Write(
                "links", {"_id": 2}, {"$push": {"links": {"$each": [1, 2], "$slice": -1}}}
            ),
            driver.Write("new", {"_id": 1}, {"$setOnInsert": {"createdAt": at}}, upsert=True),
            driver.Write(
                "companies",
                {"_id": 1},
                [{"$set": {"at": "$$NOW", "url": {"$literal": "$"}}}, {"$unset": "failedAt"}],
                upsert=True,
            ),
        ],
    )
    assert carried_out
    assert [one["links"] async for one in handle.links.find().sort("_id", 1)] == [[], [2]]
    assert (await handle.new.find_one({"_id": 1}))["createdAt"] == at
    company = await handle.companies.find_one({"_id": 1})
    job = await handle.jobs.find_one({"_id": 1})
    assert company["url"] == "$"
    assert abs((company["at"] - job["completedAt"]).total_seconds()) < 1


@pytest.mark.usefixtures("job")
async def test_many_commit_at_once(driver: ModuleType, handle: Any) -> None:
    await handle.jobs.insert_many([{"_id": n} for n in range(2, 22)])
    closing = [
        [driver.Write("jobs", {"_id": n}, {"$set": {"status": "done"}})] for n in range(2, 22)
    ]
    results = await asyncio.gather(*(driver.commit(handle, each) for each in closing))
    assert all(results)
    assert await handle.jobs.count_documents({"status": "done"}) == 20


@pytest.mark.usefixtures("job")
async def test_a_document_changed_meanwhile_is_no_reason_to_give_up(
    driver: ModuleType, handle: Any, onlooker: Onlooker, failing: Opening
) -> None:
    await handle.saves.insert_one({"_id": 1, "n": 10})
    entered = {"waitForFailPoint": "failCommand", "timesEntered": 1, "maxTimeMS": 5_000}
    async with failing("update", skip=1, blockConnection=True, blockTimeMS=200):
        committing = asyncio.create_task(driver.commit(handle, writes(driver)))
        await onlooker.admin.command(entered)
        # The transaction has begun and will not see this.
        await onlooker[handle.name].saves.update_one({"_id": 1}, {"$set": {"n": 20}})
    assert await committing is True
    assert await outcome(handle) == ("done", 21)


@pytest.mark.usefixtures("job")
@pytest.mark.parametrize("command", ["update", "commitTransaction"])
@pytest.mark.parametrize("code", [112, 251], ids=["conflict", "ended-by-the-server"])
async def test_passing_conflicts_are_tried_again(
    driver: ModuleType, handle: Any, failing: Opening, command: str, code: int
) -> None:
    async with failing(command, times=3, **CONFLICT | {"errorCode": code}):
        assert await driver.commit(handle, writes(driver)) is True
    assert await outcome(handle) == DONE


@pytest.mark.usefixtures("job")
async def test_a_conflict_that_stays_is_raised(
    driver: ModuleType, handle: Any, failing: Opening
) -> None:
    async with failing("update", **CONFLICT):
        with pytest.raises(driver.OperationFailure) as error:
            await driver.commit(handle, writes(driver))
    assert error.value.code == 112
    assert await outcome(handle) == NOTHING


@pytest.mark.usefixtures("job")
@pytest.mark.parametrize("command", ["update", "commitTransaction", "abortTransaction"])
async def test_connections_that_break_neither_lose_nor_double_anything(
    driver: ModuleType, handle: Any, failing: Opening, command: str
) -> None:
    async with failing(command, times=3, closeConnection=True):
        assert await driver.commit(handle, writes(driver)) is True
    assert await outcome(handle) == DONE


@pytest.mark.usefixtures("job")
async def test_a_commit_whose_answer_was_lost_is_not_taken_for_another_ones(
    driver: ModuleType, handle: Any, failing: Opening
) -> None:
    """Else the job would seem taken away though its result was just saved."""
    lost = {"writeConcernError": {"code": 91, "errmsg": "shutting down"}}
    async with failing("commitTransaction", times=3, **lost):
        assert await driver.commit(handle, writes(driver)) is True
    assert await outcome(handle) == DONE


@pytest.mark.usefixtures("job")
async def test_an_outage_is_raised_as_one(
    driver: ModuleType, handle: Any, failing: Opening
) -> None:
    async with failing("update", "commitTransaction", "abortTransaction", closeConnection=True):
        with pytest.raises(driver.AutoReconnect):
            await driver.commit(handle, writes(driver))
    assert await outcome(handle) == NOTHING


@pytest.mark.usefixtures("job")
async def test_nothing_stays_open_on_the_server(
    driver: ModuleType, handle: Any, onlooker: Onlooker, eventually: Eventually
) -> None:
    async def none_open() -> bool:
        status = await onlooker.admin.command("serverStatus")
        return bool(status["transactions"]["currentOpen"] == 0)

    assert await driver.commit(handle, writes(driver)) is True
    assert await driver.commit(handle, writes(driver)) is False
    await eventually(none_open)


async def test_a_commit_that_is_given_up_is_not_in_the_way_of_the_next_try(
    driver: ModuleType, handle: Any, failing: Opening
) -> None:
    await handle["things"].insert_one({"_id": 1})
    write = driver.Write("things", {"_id": 1}, {"$set": {"done": True}})
    async with failing("commitTransaction", errorCode=11602):
        with pytest.raises(driver.PyMongoError):
            await driver.commit(handle, [write])
    assert await driver.commit(handle, [write])


async def test_a_unique_index_in_the_way_tells_which_write_it_refused(
    driver: ModuleType, handle: Any, job: Any
) -> None:
    await handle.saves.create_index("url", unique=True)
    await handle.saves.insert_one({"_id": 0, "url": "taken"})
    both = [*writes(driver), driver.Write("saves", {"_id": 2}, {"$set": {"url": "taken"}}, True)]
    with pytest.raises(driver.TakenError) as refused:
        await driver.commit(handle, both)
    assert refused.value.number == 2
    assert dict(refused.value.details["keyPattern"]) == {"url": 1}
    assert await outcome(handle) == NOTHING
    assert await job.count_documents({}) == 1
