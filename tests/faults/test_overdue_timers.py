"""Timers fire also where MongoDB's TTL monitor is asleep or switched off."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest_asyncio
from bson import ObjectId

from reactor.embedded_mongod.temporary import TemporaryMongod
from tests.faults.reactors import reacting
from tests.faults.scene import scene

LONG_AGO = timedelta(hours=2)


@pytest_asyncio.fixture
async def sleeping() -> AsyncIterator[TemporaryMongod]:
    """A mongod whose TTL monitor deletes nothing, as after its clock was set back."""
    async with TemporaryMongod("--setParameter", "ttlMonitorEnabled=false") as mongod:
        yield mongod


async def test_what_is_long_overdue_fires_at_the_next_look_at_everything(
    sleeping: TemporaryMongod,
) -> None:
    async with scene(sleeping.uri) as play:
        now = await play.database.now()
        waiting, crashed = await play.editor.track(), await play.editor.track()
        retry, lease = ObjectId(), {"owner": "dead", "token": "t"}
        await play.database.jobs.insert_many(
            [
                {"_id": retry, "companyId": waiting, "status": "pending", "notBefore": now},
                {"companyId": crashed, "status": "processing", "lease": lease},
            ]
        )
        await play.database.timers.insert_many(
            {"_id": {"kind": kind, "of": of}, "expireAt": now - LONG_AGO}
            for kind, of in (("retry", retry), ("lease", "dead"))
        )
        async with reacting(play.settings, play.visits):
            await play.ends_well()
        jobs = play.database.jobs
        assert await jobs.count_documents({"status": "completed", "companyId": waiting}) == 1
        assert await jobs.count_documents({"status": "completed", "crashCount": 1}) == 1
