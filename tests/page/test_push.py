"""An open page is told what changes, and costs nothing while nothing does."""

import asyncio
from contextlib import AsyncExitStack

import aiohttp
import pytest

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.conftest import Eventually
from tests.page.house import ADA, NOOR, House, built
from tests.page.streams import EVENTS, listening, reacting


@pytest.fixture
async def house(database: ScoutlyDatabase) -> House:
    house = await built(database, ADA, NOOR)
    await house.company("acme")
    return house


async def test_what_others_write_is_pushed_as_the_page_would_show_it(
    settings: Settings, house: House
) -> None:
    async with reacting(settings) as address, listening(address) as stream:
        saved = await house.match(ADA, "Engineer <b>of</b> roads", 93)
        best = await stream.until("Engineer")
        assert best.startswith('<hx-partial hx-target="#home-best" hx-swap="outerMorph">')
        assert "&lt;b&gt;of" in best
        await house.database.saved_jobs.update_one({"_id": saved}, {"$set": {"status": "APPLIED"}})
        assert "No new matches" in await stream.until("#home-hero")


async def test_what_happened_between_the_page_and_its_stream_is_made_up_for(
    settings: Settings, house: House
) -> None:
    async with reacting(settings) as address:
        async with listening(address) as first:
            await house.match(ADA, "Engineer")
            await first.until("Engineer")
            left_at = await first.stamp()
            await house.match(ADA, "Welder")
            await first.until("Welder")
        async with listening(address, Last_Event_ID=left_at) as stream:
            await stream.until("Welder")


@pytest.mark.parametrize("stamp", ["", "never-1", "1", "x" * 7_000])
@pytest.mark.usefixtures("house")
async def test_a_page_of_another_time_is_read_anew(settings: Settings, stamp: str) -> None:
    async with (
        reacting(settings) as address,
        listening(address, f"{EVENTS}&since=", Last_Event_ID=stamp) as stream,
    ):
        assert (await stream.event())["event"] == "reload-list"


@pytest.mark.usefixtures("house")
async def test_streams_are_few_and_an_ended_one_makes_room_at_once(
    settings: Settings, eventually: Eventually
) -> None:
    async with reacting(settings) as address, AsyncExitStack() as stack:
        streams = [await stack.enter_async_context(listening(address)) for _ in range(20)]
        async with aiohttp.ClientSession(address) as session:
            async with session.get(EVENTS) as answer:
                assert answer.status == 503
            async with session.get("/") as answer:
                assert answer.status == 200
            streams[0].answer.close()

            async def has_room() -> bool:
                async with session.get(EVENTS) as answer:
                    return answer.status == 200

            await eventually(has_room)


@pytest.mark.usefixtures("house")
async def test_nothing_is_pushed_of_what_nobody_shows(settings: Settings) -> None:
    async with reacting(settings) as address, aiohttp.ClientSession(address) as session:
        for path, status in (("/events?of=nothing", 404), ("/events", 404)):
            async with session.get(path) as answer:
                assert answer.status == status
        async with session.head(EVENTS) as answer:
            assert answer.status == 200


@pytest.mark.usefixtures("house")
async def test_streams_end_with_the_reactor(settings: Settings) -> None:
    async with AsyncExitStack() as stack:
        async with reacting(settings, grace="5s") as address:
            stream = await stack.enter_async_context(listening(address))
        while await stream.event():
            pass


async def test_ten_open_pages_ask_mongodb_for_nothing(
    settings: Settings, house: House, eventually: Eventually
) -> None:
    async def asked(seconds: float = 6.0) -> dict[str, int]:
        """Commands in a time in which nothing happens."""
        before = await commands(house.database)
        await asyncio.sleep(seconds)
        after = await commands(house.database)
        return {name: count - before.get(name, 0) for name, count in after.items()}

    async with reacting(settings) as address:
        await settle(house.database, eventually)
        alone = await asked()
        async with AsyncExitStack() as stack:
            for _ in range(10):
                await stack.enter_async_context(listening(address))
            await settle(house.database, eventually)
            beside = await asked()
    for name in ("find", "aggregate", "count", "insert", "update", "distinct"):
        assert beside.get(name, 0) <= alone.get(name, 0) + 1, (name, alone, beside)
    assert abs(beside.get("getMore", 0) - alone.get("getMore", 0)) <= 4, (alone, beside)


async def commands(database: ScoutlyDatabase) -> dict[str, int]:
    status = await database.client.admin.command("serverStatus")
    counts = status["metrics"]["commands"]
    return {name: each["total"] for name, each in counts.items() if isinstance(each, dict)}


async def settle(database: ScoutlyDatabase, eventually: Eventually) -> None:
    """Return once the first visit has ended, and what it led to is shown."""

    async def is_idle() -> bool:
        active = {"status": {"$in": ["pending", "processing"]}}
        return not await database.jobs.count_documents(active)

    await eventually(is_idle)
    await asyncio.sleep(1)
