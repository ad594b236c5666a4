"""Tokens that are of no use: the reader opens a fresh stream, and says so in one line."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import pytest_asyncio
from bson import ObjectId

from reactor.core.dispatch.dispatcher import Dispatcher
from reactor.core.leadership.lease import Lease
from reactor.core.liveness.heartbeat import Heartbeat
from reactor.core.stream.inbox import Inbox
from reactor.core.stream.reader import StreamReader
from reactor.documents import Job
from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.settings import Settings
from tests.faults.scene import HISTORY_LOST, STREAM_BROKE, scene
from tests.faults.tokens import Token, at, corrupted, token_of


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server() -> AsyncIterator[TemporaryMongod]:
    async with TemporaryMongod() as mongod:
        yield mongod


async def nothing(_: Job) -> bool:
    return True


@asynccontextmanager
async def reading(database: ScoutlyDatabase, token: Any) -> AsyncIterator[tuple[Inbox, list[str]]]:
    """A reader that goes on behind `token`; gives what it reads, and its losses."""
    inbox, losses = Inbox(), list[str]()
    settings = Settings.from_environment()
    idle = Dispatcher(Queue(database), Lease(database, settings), nothing, settings)
    reader = StreamReader(database, inbox, Heartbeat(), idle, on_lost=lambda: losses.append("lost"))
    async with asyncio.TaskGroup() as group:
        group.create_task(reader.run(token))
        yield inbox, losses
        reader.stop()
        await database.companies.delete_many({})  # something to read: a read is never cut short


async def hear(database: ScoutlyDatabase, inbox: Inbox) -> None:
    """Return once an edit is read soon after it was made: the first ones may be too early."""
    company = ObjectId()
    await database.companies.insert_one({"_id": company, "companyID": str(company)})
    async with asyncio.timeout(10):
        while True:
            edit = {"$inc": {"lastSuccessfulScrape": 1}}
            await database.companies.update_one({"_id": company}, edit)
            with suppress(TimeoutError):
                async with asyncio.timeout(0.2):
                    while batch := await inbox.take():
                        if company in batch.causes:
                            return


@pytest.mark.parametrize(
    "forged",
    [
        {"_data": "no hex"},
        {"_data": ""},
        {"_data": 5},
        {"_data": "82"},
        {"_data": "82deadbeef"},
        {"at": "the end"},
    ],
)
async def test_a_token_that_is_none_costs_one_look_at_everything(
    server: TemporaryMongod, forged: Token
) -> None:
    async with scene(server.uri) as play:
        async with reading(play.database, forged) as (inbox, losses):
            await hear(play.database, inbox)
        assert losses == ["lost"]
        assert play.told.messages[HISTORY_LOST] == 1
        assert play.told.messages[STREAM_BROKE] == 0


async def test_a_token_of_another_stream_or_another_time_costs_one_look_at_everything(
    server: TemporaryMongod,
) -> None:
    async with scene(server.uri) as play:
        good = await token_of(play.database)
        elsewhere = await token_of(ScoutlyDatabase(play.database.client, "elsewhere"))
        for useless in (elsewhere, at(good, 10**9), at(good, time.time() + 10**6)):
            play.told.clear()
            async with reading(play.database, useless) as (inbox, losses):
                await hear(play.database, inbox)
            assert losses == ["lost"]
            assert play.told.messages[HISTORY_LOST] == 1


async def test_tokens_of_one_of_our_collections_or_of_the_database_s_end_are_gone_on_behind(
    server: TemporaryMongod,
) -> None:
    async with scene(server.uri) as play:
        of_one = await token_of(play.database, "companies")
        async with play.database.handle.watch([]) as stream:
            await play.database.client.drop_database(play.database.name)
            async for event in stream:
                of_the_end = event["_id"]
        for useful in (of_one, of_the_end):
            async with reading(play.database, useful) as (inbox, _):
                await hear(play.database, inbox)
        assert play.told.messages[STREAM_BROKE] == 0


async def test_no_corrupt_token_stops_the_stream(server: TemporaryMongod) -> None:
    chance = random.Random(3)  # noqa: S311 - no secret
    async with scene(server.uri) as play:
        good = await token_of(play.database)
        for _ in range(60):
            bad = corrupted(good, chance)
            play.told.clear()
            async with reading(play.database, bad) as (inbox, _losses):
                await hear(play.database, inbox)
            assert play.told.messages[STREAM_BROKE] == 0, bad
