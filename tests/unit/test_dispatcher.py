"""Moments of the dispatcher that no order of events reaches: they lie within one."""

import asyncio
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from pymongo.errors import AutoReconnect

from reactor.core.active_run import Run
from reactor.core.dispatcher import Dispatcher
from reactor.core.lease import Lease, Loss
from reactor.documents import Job
from reactor.mongo.queue import Queue
from reactor.settings import Settings

_JOB = {"_id": 1, "status": "processing", "lease": {"owner": "me", "token": "t"}}


async def test_a_run_that_is_cancelled_before_its_first_turn_hands_its_job_back() -> None:
    handed_back, started = asyncio.Event(), list[Job]()

    class OneJob:
        def __init__(self) -> None:
            self.jobs = [Job.read(_JOB)]

        async def claim(self, _: str) -> Job | None:
            # It is called after the run's task was made, and before that has its first turn.
            asyncio.get_running_loop().call_soon(lose_lease)
            return self.jobs.pop() if self.jobs else None

        async def hand_back(self, _: Job) -> None:
            handed_back.set()

    def lose_lease() -> None:
        dispatcher.stop_all(Loss.GONE)

    async def run(job: Job) -> bool:
        started.append(job)
        return True

    lease: Any = SimpleNamespace(owner="me", holds=True)
    settings: Any = SimpleNamespace(concurrency=1, grace=timedelta())
    dispatcher = Dispatcher(
        cast(Queue, OneJob()), cast(Lease, lease), run, cast(Settings, settings)
    )
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        group.create_task(dispatcher.run())
        await handed_back.wait()
        dispatcher.stop()
    assert started == []


async def test_a_claim_that_is_carried_out_after_it_was_given_up_is_found_by_a_second_look(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A server that is slow carries it out when what was claimed unawares has been handed back."""
    monkeypatch.setattr("reactor.core.dispatcher._LATE_CLAIM", 0.5)
    looks, late = list[int](), asyncio.Event()

    class Slow:
        def __init__(self) -> None:
            self.answers: list[Exception | None] = [AutoReconnect("cut")]

        async def claim(self, _: str) -> Job | None:
            if self.answers and (answer := self.answers.pop()):
                raise answer
            return None

        async def hand_back_strays(self, owner: str, *, running: object) -> None:
            del owner, running
            looks.append(1)
            if len(looks) == 2:
                late.set()

    lease: Any = SimpleNamespace(owner="me", holds=True)
    settings: Any = SimpleNamespace(concurrency=1, grace=timedelta())
    dispatcher = Dispatcher(
        cast(Queue, Slow()), cast(Lease, lease), cast(Run, None), cast(Settings, settings)
    )
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        group.create_task(dispatcher.run())
        await late.wait()
        dispatcher.stop()
