"""What only pages show is in the stream for them alone: the reactor acts on none of it."""

import asyncio
from typing import Any

from bson import ObjectId

from reactor.core.dispatch.dispatcher import Dispatcher
from reactor.core.leadership.lease import Lease
from reactor.core.liveness.heartbeat import Heartbeat
from reactor.core.stream.batch import Batch
from reactor.core.stream.inbox import Inbox
from reactor.core.stream.reader import StreamReader
from reactor.core.stream.recent_changes import RecentChanges
from reactor.documents import Job
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.settings import Settings


async def nothing(_: Job) -> bool:
    return True


async def test_a_match_that_is_edited_is_news_for_pages_and_none_for_the_reactor(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    inbox, feed, pulse = Inbox(), RecentChanges(), Heartbeat()
    idle = Dispatcher(Queue(database), Lease(database, settings), nothing, settings)
    reader = StreamReader(database, inbox, pulse, idle, on_lost=lambda: None, feed=feed)
    user, company, match = ObjectId(), ObjectId(), ObjectId()
    batches = list[Batch]()
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        group.create_task(reader.run(None))
        await pulse.opened.wait()
        saves = database.saved_jobs
        save: dict[str, Any] = {"_id": match, "user": user, "userId": "a", "jobId": "j"}
        await saves.insert_one(save | {"companyId": company, "description": "x" * 50_000})
        await saves.update_one({"_id": match}, {"$set": {"status": "APPLIED"}})
        await saves.update_one({"_id": match}, {"$set": {"techStack": ["no news"]}})
        await saves.delete_one({"_id": match})
        await database.companies.insert_one({"_id": company, "companyID": "acme"})
        while not any(batch.causes for batch in batches):
            batch = await inbox.take()
            assert batch is not None
            batches.append(batch)
        reader.stop()
    assert sum(batch.events for batch in batches) == 1
    told = [change for change in feed.since(0) or () if change.collection == "savedjobs"]
    assert [(change.key, change.operation) for change in told] == [(match, "delete")]
    assert (told[0].user, told[0].company) == (user, company)


async def test_a_companys_new_name_is_news_for_pages_and_none_for_the_reactor(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    inbox, feed, pulse = Inbox(), RecentChanges(), Heartbeat()
    idle = Dispatcher(Queue(database), Lease(database, settings), nothing, settings)
    reader = StreamReader(database, inbox, pulse, idle, on_lost=lambda: None, feed=feed)
    company, seen = ObjectId(), 0
    companies = database.companies
    await companies.insert_one({"_id": company, "companyID": "acme", "company": "Acme"})
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        group.create_task(reader.run(None))
        await pulse.opened.wait()
        for fields in ({"company": "Bolt"}, {"company": "Cord", "careers_url": "https://c.test"}):
            await companies.update_one({"_id": company}, {"$set": fields})
            while not any(each.key == company for each in feed.since(seen) or ()):
                await feed.moved()
            seen = feed.position
        reader.stop()
    batch = await inbox.take()
    assert batch is not None
    assert batch.events == 1
    assert batch.causes[company].edited_at
