"""The batch between the stream's reader and the consumer: bounded, and taken whole."""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest
from bson import ObjectId

from reactor.core.stream.batch import Position
from reactor.core.stream.inbox import Inbox
from reactor.decisions.look_causes import Cause

AT = datetime(2026, 3, 1, tzinfo=UTC)
EDITED = Cause(edited_at=AT, told_by="company", told_at=AT)
HERE, FURTHER = Position({"_data": "1"}, 0), Position({"_data": "2"}, 0)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """An inbox is full with two companies."""
    monkeypatch.setattr("reactor.core.stream.inbox._MAX_BATCH", 2)


def edited(company_id: ObjectId) -> dict[str, Any]:
    event = {"operationType": "update", "collection": "companies", "key": company_id}
    return event | {"wallTime": AT}


async def waits(work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """Start `work`, which must not come to its end although everything else has its turn."""
    task = asyncio.create_task(work)
    for _ in range(10):
        await asyncio.sleep(0)
    assert not task.done()
    return task


async def test_what_was_put_is_taken_whole_and_once() -> None:
    inbox, first, second = Inbox(), ObjectId(), ObjectId()
    await inbox.put_events([edited(first)], HERE)
    await inbox.put_events([edited(second)], FURTHER)
    batch = await inbox.take()
    assert batch is not None
    assert batch.causes == {first: EDITED, second: EDITED}
    assert (batch.events, batch.position) == (2, FURTHER)
    await inbox.put_events([], HERE)
    batch = await inbox.take()
    assert batch is not None
    assert (batch.events, batch.causes) == (0, {})


@pytest.mark.usefixtures("small")
async def test_many_edits_of_one_company_take_one_place() -> None:
    inbox, company_id = Inbox(), ObjectId()
    async with asyncio.timeout(5):
        for _ in range(1_000):
            await inbox.put_events([edited(company_id)], HERE)
    batch = await inbox.take()
    assert batch is not None
    assert batch.causes == {company_id: EDITED}
    assert batch.events == 1_000


async def test_an_empty_inbox_makes_the_consumer_wait() -> None:
    inbox = Inbox()
    taking = asyncio.create_task(inbox.take())
    await asyncio.sleep(0)
    assert not taking.done()
    await inbox.put_events([], HERE)
    batch = await taking
    assert batch is not None
    assert batch.position == HERE


@pytest.mark.usefixtures("small")
async def test_a_full_inbox_makes_its_writers_wait_until_it_is_taken() -> None:
    inbox, third = Inbox(), ObjectId()
    await inbox.put_companies([ObjectId(), ObjectId()])
    reader = await waits(inbox.put_events([edited(third)], HERE))
    assert await inbox.take() is not None
    async with asyncio.timeout(5):
        await reader
    batch = await inbox.take()
    assert batch is not None
    assert batch.causes.keys() == {third}


async def test_what_is_only_gone_through_waits_for_what_people_edited() -> None:
    inbox, edit, gone_through = Inbox(), ObjectId(), ObjectId()
    await inbox.put_events([edited(edit)], HERE)
    rebuild = await waits(inbox.put_companies([gone_through]))
    first = await inbox.take()
    async with asyncio.timeout(5):
        await rebuild
    second = await inbox.take()
    assert first is not None
    assert second is not None
    assert [*first.causes, *second.causes] == [edit, gone_through]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "nameless",
    [
        {"operationType": "update", "collection": "usercompanypreferences"},
        {"operationType": "update", "collection": "jobqueues", "status": "pending"},
        {"operationType": "update", "collection": "jobqueues", "before": ObjectId()},
    ],
    ids=["preferences", "jobs", "jobs of one company"],
)
async def test_an_inbox_is_bounded_also_in_what_names_no_new_company(
    nameless: dict[str, Any],
) -> None:
    """`updateMany` over a large collection must not fill the memory."""
    inbox = Inbox()

    async def put_many() -> None:
        for _ in range(100):
            await inbox.put_events([nameless | {"key": ObjectId()}], HERE)

    (await waits(put_many())).cancel()


@pytest.mark.usefixtures("small")
async def test_a_full_inbox_never_makes_the_consumer_wait_for_itself() -> None:
    inbox = Inbox()
    await inbox.put_companies([ObjectId(), ObjectId()])
    async with asyncio.timeout(5):
        await inbox.put_back({ObjectId(): Cause()})
        await inbox.put_events([], HERE)
    batch = await inbox.take()
    assert batch is not None
    assert len(batch.causes) == 3


async def test_what_is_put_back_comes_again() -> None:
    inbox, company_id = Inbox(), ObjectId()
    await inbox.put_back({company_id: Cause(called_off_at=AT)})
    batch = await inbox.take()
    assert batch is not None
    assert batch.causes == {company_id: Cause(called_off_at=AT)}


async def test_what_is_put_back_is_taken_by_a_consumer_that_waits_already() -> None:
    """Who retries skipped companies does so while the consumer waits."""
    inbox, company_id = Inbox(), ObjectId()
    taking = asyncio.create_task(inbox.take())
    await asyncio.sleep(0)
    await inbox.put_back({company_id: Cause()})
    async with asyncio.timeout(5):
        batch = await taking
    assert batch is not None
    assert batch.causes == {company_id: Cause()}


async def test_closing_ends_a_consumer_that_waits() -> None:
    inbox = Inbox()
    taking = asyncio.create_task(inbox.take())
    await asyncio.sleep(0)
    await inbox.close()
    assert await taking is None


async def test_what_was_not_taken_before_closing_is_left_for_the_next_start() -> None:
    inbox = Inbox()
    await inbox.put_companies([ObjectId()])
    await inbox.close()
    assert await inbox.take() is None


@pytest.mark.usefixtures("small")
async def test_closing_lets_writers_go_that_wait_for_room() -> None:
    inbox = Inbox()
    await inbox.put_companies([ObjectId(), ObjectId()])
    writer = await waits(inbox.put_events([edited(ObjectId())], HERE))
    await inbox.close()
    async with asyncio.timeout(5):
        await writer


@pytest.mark.usefixtures("small")
async def test_a_reader_that_waits_for_room_shows_that_it_lives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else who watches over it would take a full inbox for a reader that is stuck."""
    monkeypatch.setattr("reactor.core.stream.inbox._SIGN_OF_LIFE", 0.001)
    inbox, signs = Inbox(), asyncio.Semaphore(0)
    await inbox.put_companies([ObjectId(), ObjectId()])
    putting = inbox.put_events([edited(ObjectId())], HERE, on_wait=signs.release)
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        reader = group.create_task(putting)
        for _ in range(3):
            await signs.acquire()
        assert not reader.done()
        assert await inbox.take() is not None
        await reader
