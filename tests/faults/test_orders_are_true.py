"""The changes that the played orders tell of are those that the change stream tells of."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest
from bson import ObjectId

from reactor.core.stream.event_filter import PIPELINE
from reactor.decisions.retry_policy import Fail
from reactor.documents import Job
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.crashes import Crashes
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.timers import Timers
from reactor.settings import Settings
from tests.faults.orders.server import Entry, Server
from tests.scoutly import Scoutly

ME = "a reactor"
_TOLD = ("operationType", "status", "statusBefore", "claimedBy")


class Real:
    """One job in MongoDB, and what is done to it."""

    def __init__(self, scoutly: Scoutly, settings: Settings) -> None:
        self._scoutly = scoutly
        self._jobs = scoutly.database.jobs
        self._queue = Queue(scoutly.database)
        self._crashes = Crashes(scoutly.database, settings)
        self._job: Job | None = None

    @property
    def job(self) -> Job:
        assert self._job
        return self._job

    async def insert(self, company: ObjectId, crashes: int) -> None:
        job = {"companyId": company, "status": "pending", "crashCount": crashes}
        await self._jobs.insert_one(job)

    async def claim(self) -> None:
        self._job = await self._queue.claim(ME)

    async def hand_back(self) -> None:
        await self._queue.hand_back(self.job)

    async def hand_back_strays(self) -> None:
        await self._queue.hand_back_strays(ME, running=[])

    async def complete(self) -> None:
        assert await self._scoutly.complete(self.job)

    async def count_crash(self) -> None:
        assert await self._crashes.count(self.job, Fail("it raised", "unexpected"))

    async def expire(self) -> None:
        crash = Fail("the reactor died", "crashed")
        assert await self._crashes.count(self.job, crash, abandoned=True)

    async def delete(self) -> None:
        await self._jobs.delete_one({"_id": self.job.id})

    async def requeue(self) -> None:
        await self._jobs.update_one({"_id": self.job.id}, {"$set": {"status": "pending"}})


class Modelled:
    """The same job as the played orders have it."""

    def __init__(self, crashes: int) -> None:
        self.changes: list[Mapping[str, Any]] = []
        self._server = Server({0: Entry("a", crashes, crashes)}, leases={ME})
        self._server.listeners.append(self.changes.append)
        self._server.insert(0)
        self._job: Job | None = None

    def do(self, deed: str) -> None:
        server = self._server
        if deed == "claim":
            self._job = server.claim(ME)
            return
        assert self._job
        deeds: dict[str, Callable[[Job], object]] = {
            "hand_back": server.hand_back,
            "hand_back_strays": lambda _: server.hand_back_strays(ME, []),
            "complete": server.complete,
            "count_crash": server.count_crash,
            "expire": lambda _: server.expire(ME, lambda _: True),
            "delete": lambda _: server.delete(0),
            "requeue": lambda _: server.requeue(0),
        }
        deeds[deed](self._job)


def shown(changes: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What a reactor goes by."""
    return [
        {name: change[name] for name in _TOLD if change.get(name) is not None}
        | {"ours": bool(change["ours"]), "retried": bool(change.get("retried"))}
        for change in changes
    ]


@pytest.mark.parametrize(
    "deeds",
    [
        ["claim", "hand_back"],
        ["claim", "hand_back_strays"],
        ["claim", "complete"],
        ["claim", "count_crash"],
        ["claim", "expire"],
        ["claim", "delete", "hand_back"],
        ["claim", "requeue", "hand_back"],
        ["claim", "requeue", "hand_back_strays", "claim"],
    ],
    ids=", ".join,
)
@pytest.mark.parametrize("crashes", [0, 1, 2])
async def test_the_model_tells_what_the_stream_tells(
    deeds: list[str], crashes: int, scoutly: Scoutly, settings: Settings, database: ScoutlyDatabase
) -> None:
    company = await scoutly.track()
    await Timers(database).set_in("lease", ME, timedelta(minutes=1))
    real, modelled = Real(scoutly, settings), Modelled(crashes)
    async with driver.watch(
        database.handle, PIPELINE, start_after=None, max_await_time_ms=1_000
    ) as stream:
        await real.insert(company, crashes)
        for deed in deeds:
            done: Callable[[], Awaitable[None]] = getattr(real, deed)
            await done()
            modelled.do(deed)
        last = await scoutly.track()
        changes: list[Mapping[str, Any]] = []
        while not changes or changes[-1]["key"] != last:
            changes += [e for e in await stream.next_batch() if e["collection"] != "timers"]
            changes = [e for e in changes if e["collection"] == "jobqueues" or e["key"] == last]
    assert shown(changes[:-1]) == shown(modelled.changes)
