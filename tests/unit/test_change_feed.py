"""The newest changes, each document once: bounded, and whoever is too far behind is told so."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from bson import ObjectId
from hypothesis import given
from hypothesis import strategies as st

from reactor.core.stream.recent_changes import STATE, Change, RecentChanges

ADA, ACME = ObjectId(), ObjectId()


def event(operation: str = "update", collection: str = "savedjobs", **more: Any) -> dict[str, Any]:
    return {"operationType": operation, "collection": collection, "key": 1} | more


def test_a_document_stands_once_with_what_is_known_of_it() -> None:
    feed = RecentChanges()
    feed.note([event("insert", company=ACME, user=ADA), event("update"), event(key=2)])
    assert feed.since(0) == [
        Change("savedjobs", 1, "insert", company=ACME, user=ADA),
        Change("savedjobs", 2),
    ]
    feed.note([event("delete")])
    assert feed.since(0) == [
        Change("savedjobs", 2),
        Change("savedjobs", 1, "delete", company=ACME, user=ADA),
    ]


def test_who_is_too_far_behind_is_told_so() -> None:
    feed = RecentChanges(most=2)
    for key in range(3):
        feed.note([event(key=key)])
    assert feed.since(0) is None
    assert [change.key for change in feed.since(1) or ()] == [1, 2]
    assert feed.since(3) == []
    assert feed.since(4) is None


def test_more_at_once_than_is_remembered_makes_everything_unknown() -> None:
    feed = RecentChanges(most=2)
    feed.note([event(key=key) for key in range(3)])
    assert feed.since(0) is None
    assert feed.since(feed.position) == []


@pytest.mark.parametrize("operation", ["drop", "rename", "dropDatabase"])
def test_a_collection_that_goes_makes_everything_unknown(operation: str) -> None:
    feed = RecentChanges()
    feed.note([{"operationType": operation}])
    assert feed.since(0) is None
    assert feed.since(feed.position) == []


def test_a_timer_is_told_by_what_it_is_for() -> None:
    feed = RecentChanges()
    job, keys = ObjectId(), [{"kind": "scrape", "of": ACME}]
    keys += [{"kind": "retry", "of": job}, {"kind": "report", "of": {"odd": []}}]
    feed.note([event("delete", "timers", key=key) for key in keys])
    assert [(each.kind, each.key, each.company) for each in feed.since(0) or ()] == [
        ("scrape", ACME, ACME),
        ("retry", job, None),
        ("report", {"odd": []}, None),
    ]


@pytest.mark.parametrize("key", [{"a": [1]}, [1], None, 1.5, "x", ObjectId()])
def test_ids_of_any_kind_are_taken(key: Any) -> None:
    feed = RecentChanges()
    feed.note([event(key=key), event(key=key)])
    assert [each.key for each in feed.since(0) or ()] == [key]


def test_events_of_indexes_are_no_changes() -> None:
    feed = RecentChanges()
    feed.note([{"operationType": "dropIndexes", "collection": "users"}])
    assert feed.position == 0


@pytest.mark.parametrize("stamp", ["", "-", "x-1", "1", "{}-", "{}-x", "{}--1", "{}-²", "{}-9" * 9])
def test_a_stamp_of_somebody_else_tells_nothing(stamp: str) -> None:
    feed = RecentChanges()
    feed.note([event()])
    assert feed.position_of(feed.stamp()) == 1
    assert feed.position_of(RecentChanges().stamp()) is None
    assert feed.position_of(stamp.replace("{}", feed.stamp().partition("-")[0])) is None


async def test_who_waits_is_woken_by_each_kind_of_news() -> None:
    feed = RecentChanges()
    tells: list[Callable[[], None]] = [
        lambda: feed.note([event()]),
        lambda: feed.note_run(1, ACME),
        feed.note_state,
        feed.forget,
        feed.nudge,
    ]
    for tell in tells:
        waiting = asyncio.create_task(feed.moved())
        await asyncio.sleep(0)
        tell()
        async with asyncio.timeout(5):
            await waiting
    assert feed.since(feed.position - 1) is None
    feed.note_state()
    assert feed.since(feed.position - 1) == [Change(STATE, "")]


@given(
    st.lists(st.lists(st.integers(0, 9), max_size=5), max_size=20),
    st.integers(1, 6),
    st.integers(0, 20),
)
def test_whoever_reads_at_any_time_misses_nothing(
    batches: list[list[int]], most: int, skipped: int
) -> None:
    feed, position, seen, owed = RecentChanges(most), 0, set[int](), set[int]()
    for number, keys in enumerate(batches):
        feed.note([event(key=key) for key in keys])
        owed |= set(keys)
        if number % (skipped + 1) == 0:
            changes = feed.since(position)
            seen = owed if changes is None else {change.key for change in changes}
            assert owed <= seen
            owed, position = set(), feed.position
    assert len(feed.since(feed.position - 1) or ()) <= most
