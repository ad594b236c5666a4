"""What waits is claimed by turn, however fast new jobs come."""

import asyncio
from datetime import timedelta

from bson import ObjectId

from reactor.core.dispatch.dispatcher import Dispatcher
from reactor.core.leadership.lease import Lease
from reactor.documents import Job
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.settings import Settings
from tests.conftest import Eventually


async def test_a_job_without_a_turn_does_not_overtake_those_that_wait(
    database: ScoutlyDatabase, settings: Settings, eventually: Eventually
) -> None:
    claimed: list[Job] = []
    free = asyncio.Semaphore(0)

    async def run(job: Job) -> bool:
        claimed.append(job)
        await free.acquire()
        await database.jobs.delete_one({"_id": job.id})
        return True

    async def insert(**fields: object) -> ObjectId:
        company_id = ObjectId()
        await database.jobs.insert_one({"companyId": company_id, "status": "pending", **fields})
        return company_id

    lease = Lease(database, settings)
    await lease.take()
    dispatcher = Dispatcher(Queue(database), lease, run, settings)
    slots, now = settings.concurrency, await database.now()
    for _ in range(slots):
        await insert(turn=now)
    async with asyncio.TaskGroup() as group:
        group.create_task(dispatcher.run())

        async def runs(count: int) -> bool:
            return len(claimed) >= count

        await eventually(lambda: runs(slots))
        waiting = await insert(turn=now - timedelta(days=1))
        newcomer = await insert()
        free.release()
        await eventually(lambda: runs(slots + 1))
        assert claimed[-1].company_id == waiting
        free.release()
        await eventually(lambda: runs(slots + 2))
        assert claimed[-1].company_id == newcomer
        for _ in range(slots):
            free.release()
        dispatcher.stop()
