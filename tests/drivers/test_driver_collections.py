"""What the reactor relies on when it reads and writes documents, on either driver."""

from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

import pytest
from bson import ObjectId
from bson.datetime_ms import DatetimeMS

YEAR_11476 = 300_000_000_000_000


async def test_dates_come_back_as_utc(driver: ModuleType, handle: Any) -> None:
    at = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
    await handle.items.insert_one({"_id": 1, "at": at})
    assert (await handle.items.find_one({"_id": 1}))["at"] == at
    (aggregated,) = await driver.aggregate(handle.items, [{"$match": {"_id": 1}}])
    assert aggregated["at"].tzinfo is not None
    updated = await handle.items.find_one_and_update({"_id": 1}, {"$set": {"n": 1}})
    assert updated["at"].tzinfo is not None


async def test_a_date_beyond_python_makes_nothing_unreadable(
    driver: ModuleType, handle: Any
) -> None:
    await handle.items.insert_many([{"_id": 1, "at": DatetimeMS(YEAR_11476)}, {"_id": 2}])
    far, near = [document async for document in handle.items.find().sort("_id", 1)]
    assert isinstance(far["at"], DatetimeMS)
    assert near == {"_id": 2}
    assert len(await driver.aggregate(handle.items, [])) == 2


async def test_the_server_tells_its_time_without_a_zone(client: Any) -> None:
    hello = await client.admin.command("hello")
    assert hello["localTime"].tzinfo is None
    assert abs(hello["localTime"].replace(tzinfo=UTC) - datetime.now(UTC)) < timedelta(minutes=1)


async def test_a_query_gives_its_documents_in_every_way_it_is_read(handle: Any) -> None:
    await handle.items.insert_many([{"_id": n, "big": n >= 2, "rest": "x"} for n in range(5)])
    query = {"big": True}, {"_id": 1}
    expected = [{"_id": 4}, {"_id": 3}, {"_id": 2}]
    assert [one async for one in handle.items.find(*query).sort("_id", -1)] == expected
    assert await handle.items.find(*query).sort("_id", -1).to_list(None) == expected
    assert {one["_id"] async for one in handle.items.find(*query)} == {2, 3, 4}
    assert await handle.items.find_one({"_id": 9}) is None
    assert await handle.items.find({"_id": 9}).to_list(None) == []


async def test_a_query_is_read_over_many_batches(handle: Any) -> None:
    await handle.items.insert_many([{"_id": n} for n in range(250)])
    assert len([one async for one in handle.items.find({}, {"_id": 1})]) == 250
    assert len(await handle.items.find().to_list(None)) == 250


async def test_an_upsert_by_pipeline_gives_the_document_as_written(handle: Any) -> None:
    written = await handle.timers.find_one_and_update(
        {"_id": {"kind": "retry", "of": 1}},
        [{"$set": {"expireAt": {"$add": ["$$NOW", 60_000]}}}],
        upsert=True,
        return_document=True,
    )
    assert written["_id"] == {"kind": "retry", "of": 1}
    assert written["expireAt"] > datetime.now(UTC)


async def test_a_claim_takes_the_first_in_order(driver: ModuleType, handle: Any) -> None:
    await handle.jobs.insert_many([{"_id": n, "turn": -n, "status": "pending"} for n in (1, 2)])
    claim = (
        {"status": "pending"},
        {"$set": {"status": "processing"}, "$currentDate": {"updatedAt": True}},
    )
    options = {"sort": {"turn": 1}, "return_document": driver.ReturnDocument.AFTER}
    claimed = await handle.jobs.find_one_and_update(*claim, **options)
    assert (claimed["_id"], claimed["status"]) == (2, "processing")
    assert (await handle.jobs.find_one_and_update(*claim, **options))["_id"] == 1
    assert await handle.jobs.find_one_and_update(*claim, **options) is None


async def test_updates_tell_what_they_did(handle: Any) -> None:
    inserted = await handle.items.insert_one({"n": 1})
    assert isinstance(inserted.inserted_id, ObjectId)
    hit = await handle.items.update_one({"n": 1}, [{"$set": {"n": {"$add": ["$n", 1]}}}])
    assert (hit.matched_count, hit.modified_count, hit.upserted_id) == (1, 1, None)
    miss = await handle.items.update_one({"n": 1}, {"$set": {"n": 2}})
    assert (miss.matched_count, miss.modified_count) == (0, 0)
    birth = await handle.items.update_one({"_id": 7}, {"$set": {"n": 2}}, upsert=True)
    assert (birth.matched_count, birth.upserted_id) == (0, 7)
    many = await handle.items.update_many({"n": 2}, {"$unset": {"n": ""}})
    assert (many.matched_count, many.modified_count) == (2, 2)
    assert (await handle.items.delete_one({"_id": 7})).deleted_count == 1
    assert await handle.items.count_documents({}) == 1


async def test_writes_in_bulk_tell_how_many_they_matched(driver: ModuleType, handle: Any) -> None:
    await handle.items.insert_one({"_id": 1})
    result = await handle.items.bulk_write(
        [
            driver.InsertOne({"_id": 2}),
            driver.UpdateOne({"_id": 1}, {"$set": {"n": 1}}),
            driver.UpdateOne({"_id": 3}, {"$set": {"n": 1}}, upsert=True),
            driver.UpdateOne({"_id": 9}, {"$set": {"n": 1}}),
            driver.DeleteOne({"_id": 1, "n": 1}),
        ],
        ordered=False,
    )
    assert result.matched_count == 1
    assert {one["_id"] async for one in handle.items.find()} == {2, 3}


async def test_duplicates_in_bulk_harm_no_other_write(driver: ModuleType, handle: Any) -> None:
    await handle.items.insert_many([{"_id": 1}, {"_id": 2}])
    with pytest.raises(driver.BulkWriteError) as refusal:
        await handle.items.bulk_write(
            [
                driver.InsertOne({"_id": 1}),
                driver.InsertOne({"_id": 3}),
                driver.UpdateOne({"_id": 2}, {"$set": {"n": 1}}),
                driver.InsertOne({"_id": 2}),
            ],
            ordered=False,
        )
    details = refusal.value.details
    assert details["nMatched"] == 1
    assert [(each["index"], each["code"]) for each in details["writeErrors"]] == [
        (0, 11000),
        (3, 11000),
    ]
    assert await handle.items.find_one({"_id": 2}) == {"_id": 2, "n": 1}
    assert await handle.items.find_one({"_id": 3})


async def test_a_duplicate_names_the_key_that_is_taken(driver: ModuleType, handle: Any) -> None:
    await handle.items.insert_one({"_id": 1})
    with pytest.raises(driver.DuplicateKeyError) as refusal:
        await handle.items.insert_one({"_id": 1})
    assert refusal.value.code == 11000
    assert refusal.value.details["keyValue"] == {"_id": 1}


async def test_an_aggregation_reads_several_collections_as_one(
    driver: ModuleType, handle: Any
) -> None:
    await handle.items.insert_one({"_id": 1})
    await handle.others.insert_one({"_id": 2})
    others = {"coll": "others", "pipeline": [{"$set": {"of": "others"}}]}
    spoken = {"pipeline": [{"$documents": [{"_id": 3}]}]}
    by_collection = [{"$unionWith": others}, {"$unionWith": spoken}, {"$sort": {"_id": 1}}]
    expected = [{"_id": 1}, {"_id": 2, "of": "others"}, {"_id": 3}]
    assert await driver.aggregate(handle.items, by_collection) == expected
    by_database = [{"$documents": [{"_id": 0}]}, {"$unionWith": others}]
    assert await driver.aggregate(handle, by_database) == [{"_id": 0}, expected[1]]


async def test_a_long_aggregation_is_read_to_its_end(driver: ModuleType, handle: Any) -> None:
    await handle.items.insert_many([{"_id": n} for n in range(250)])
    assert len(await driver.aggregate(handle.items, [{"$match": {}}])) == 250


async def test_a_database_can_be_made_ready(driver: ModuleType, handle: Any) -> None:
    await handle.create_collection("items")
    assert await handle.list_collection_names() == ["items"]
    with pytest.raises(driver.PyMongoError):
        await handle.create_collection("items")
    keys = [("at", 1)]
    await handle["items"].create_index(keys, expireAfterSeconds=60)
    await handle["items"].create_index(keys, expireAfterSeconds=60)  # is there: no news
    with pytest.raises(driver.OperationFailure) as refusal:
        await handle["items"].create_index(keys, expireAfterSeconds=90)
    assert refusal.value.code == 85
    expiry = {"keyPattern": {"at": 1}, "expireAfterSeconds": 90}
    await handle.command({"collMod": "items", "index": expiry})
    indexes = await handle["items"].index_information()
    assert indexes["at_1"]["expireAfterSeconds"] == 90
    await handle["items"].drop()
    assert await handle.list_collection_names() == []


async def test_an_index_that_documents_stand_against_says_so(
    driver: ModuleType, handle: Any
) -> None:
    await handle.items.insert_many([{"slug": "acme"}, {"slug": "acme"}])
    with pytest.raises(driver.OperationFailure) as refusal:
        await handle.items.create_index([("slug", 1)], unique=True)
    assert refusal.value.code == 11000
    assert refusal.value.details["keyValue"] == {"slug": "acme"}
