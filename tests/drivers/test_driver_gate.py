"""What no driver can encode is made storable on its way, in writes and in filters."""

from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any

import pytest

ODD = "a\ud800b\0c"
KEPT = "a\ufffdbc"
MANY = 10**30
MOST = 2**63 - 1
Writing = Callable[[ModuleType, Any, Any], Awaitable[Any]]

WRITES: dict[str, Writing] = {
    "insert_one": lambda _, items, __: items.insert_one({"_id": ODD, "n": MANY}),
    "insert_many": lambda _, items, __: items.insert_many([{"_id": ODD, "n": MANY}]),
    "update_one": lambda _, items, __: items.update_one(
        {"_id": ODD}, {"$set": {"n": MANY}}, upsert=True
    ),
    "update_many": lambda _, items, __: items.update_many(
        {"_id": ODD}, {"$set": {"n": MANY}}, upsert=True
    ),
    "replace_one": lambda _, items, __: items.replace_one({"_id": ODD}, {"n": MANY}, upsert=True),
    "find_one_and_update": lambda _, items, __: items.find_one_and_update(
        {"_id": ODD}, [{"$set": {"n": {"$literal": MANY}}}], upsert=True
    ),
    "insert in bulk": lambda driver, items, _: items.bulk_write(
        [driver.InsertOne({"_id": ODD, "n": MANY})]
    ),
    "update in bulk": lambda driver, items, _: items.bulk_write(
        [driver.UpdateOne({"_id": ODD}, {"$set": {"n": MANY}}, upsert=True)], ordered=False
    ),
    "in a transaction": lambda driver, _, handle: driver.commit(
        handle, [driver.Write("items", {"_id": ODD}, {"$set": {"n": MANY}}, upsert=True)]
    ),
}


@pytest.fixture
def items(driver: ModuleType, handle: Any) -> Any:
    return driver.Collection(handle["items"])


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
async def test_every_write_stores_what_can_be_stored(
    driver: ModuleType, handle: Any, items: Any, write: Writing
) -> None:
    await write(driver, items, handle)
    assert [each async for each in items.raw.find()] == [{"_id": KEPT, "n": MOST}]


async def test_every_question_finds_what_was_stored(
    driver: ModuleType, handle: Any, items: Any
) -> None:
    await items.insert_one({"_id": ODD, "n": MANY})
    asked = {"_id": ODD, "n": MANY}
    assert await items.find_one(asked)
    assert len(await items.find(asked).to_list(None)) == 1
    assert await items.count_documents(asked) == 1
    assert await items.distinct("_id", asked) == [KEPT]
    assert len(await driver.aggregate(items, [{"$match": asked}])) == 1
    condition, write = driver.Condition("items", asked), driver.Write("items", asked, {"$set": {}})
    assert await driver.commit(handle, [write], provided=[condition])
    await items.bulk_write([driver.DeleteOne(asked)])
    assert await items.count_documents({}) == 0


@pytest.mark.parametrize("call", ["delete_one", "delete_many"])
async def test_every_deletion_finds_what_was_stored(items: Any, call: str) -> None:
    await items.insert_one({"_id": ODD})
    assert (await getattr(items, call)({"_id": ODD})).deleted_count == 1


async def test_what_is_ordinary_is_written_as_it_is(items: Any) -> None:
    document = {"text": "Zürich\n\t😀", "n": 2**62, "list": [1.5, None, {"$literal": "$x"}]}
    done = await items.insert_one(document)
    assert await items.find_one({"_id": done.inserted_id}) == document
