"""One reactor in a world of events: the real dispatcher, crash barrier and inbox."""

import asyncio
from collections.abc import Callable, Hashable, Sequence
from datetime import timedelta
from types import SimpleNamespace
from typing import cast

from reactor.core.dispatch.active_run import Run
from reactor.core.dispatch.crash_barrier import CrashBarrier
from reactor.core.dispatch.dispatcher import Dispatcher
from reactor.core.leadership.lease import Lease, Loss
from reactor.core.stream.batch import Position
from reactor.core.stream.inbox import Inbox
from reactor.documents import Job
from reactor.mongo.jobs.crashes import Crashes
from reactor.mongo.jobs.queue import Queue
from reactor.settings import Settings
from tests.faults.orders.client import Client
from tests.faults.orders.server import FINISHED, Change

SLOTS = 2
GRACE = 30.0


class _Barrier(CrashBarrier):
    """The real one, on a queue that is not MongoDB's."""

    def __init__(self, run: Run, crashes: Crashes) -> None:
        self._run = run
        self._crashes = crashes


class Reactor:
    """A reactor of which every step is an event.

    Args:
        number: which it is.
        client: its queue.
        on_start: called with each run that starts.

    Attributes:
        lease: under which it claims.
        runs: the jobs that run, by their tokens; not those that rest, or are handed back.
        background: what it does about the changes that it has read.
        lost: whether its lease is lost, and no other is taken yet.
        stopped: whether it was told to stop.
        gave_up: whether it has ended, and given up its lease.
    """

    def __init__(self, number: int, client: Client, on_start: Callable[["Reactor"], None]) -> None:
        self.number = number
        self.client = client
        self.runs: dict[str, Job] = {}
        self.lost = self.stopped = self.gave_up = False
        self._on_start = on_start
        self._generation = 0
        self.lease = SimpleNamespace(owner=self._new_owner(), holds=True)
        self.client.server.leases.add(self.owner)
        settings = SimpleNamespace(concurrency=SLOTS, grace=timedelta(seconds=GRACE))
        self.dispatcher = Dispatcher(
            cast(Queue, client),
            cast(Lease, self.lease),
            _Barrier(self._run, cast(Crashes, client)),
            cast(Settings, settings),
        )
        self._unread: list[Change] = []
        self.background: asyncio.Task[None] | None = None
        self.task = asyncio.create_task(self.dispatcher.run(), name=f"reactor {number}")

    @property
    def owner(self) -> str:
        return str(self.lease.owner)

    @property
    def frozen(self) -> bool:
        """Whether its process stands still, perhaps for ever."""
        return self.client.frozen

    @property
    def ended(self) -> bool:
        return self.task.done()

    @property
    def is_alive(self) -> bool:
        """Whether it claims jobs, or will."""
        return not (self.frozen or self.stopped or self.ended)

    @property
    def looks(self) -> bool:
        """Whether it is still at work on changes that it has read."""
        return self.background is not None and not self.background.done()

    def _new_owner(self) -> str:
        self._generation += 1
        return f"reactor {self.number}.{self._generation}"

    async def _run(self, job: Job, /) -> bool:
        self.runs[job.token] = job
        self._on_start(self)
        try:
            return await self.client.run(job)
        finally:
            del self.runs[job.token]

    # The change stream

    def hear(self, change: Change) -> None:
        """The server tells of a change, which has not been read yet."""
        if change.get("status") not in FINISHED or self.client.server.jobs[change["key"]].crashes:
            self._unread.append(change)

    @property
    def unread(self) -> frozenset[Hashable]:
        """What it has not read yet; nothing, if that is empty."""
        told = ("operationType", "key", "status", "ours", "claimedBy")
        return frozenset(tuple(change.get(name) for name in told) for change in self._unread)

    def read(self) -> None:
        """Read all changes, and act on them."""
        changes, self._unread = self._unread, []
        self.background = asyncio.create_task(self._act(changes), name=f"consumer {self.number}")

    async def _act(self, changes: Sequence[Change]) -> None:
        """Do what the stream's reader does, and then the consumer, as far as this is about jobs."""
        if any(change["operationType"] == "insert" for change in changes):
            self.dispatcher.wake()
        inbox = Inbox()
        await inbox.put_events(changes, Position(None, 0))
        await inbox.put_back({})  # what is urgent is taken at once
        batch = await inbox.take()
        assert batch is not None
        if batch.restarted:
            await self.client.start_over(batch.restarted)
        if batch.touched:
            await self.dispatcher.stop_lost(batch.touched)
        left = {number for number, by in batch.left.items() if by != self.owner}
        self.dispatcher.note_left(left)
        if batch.wake:
            self.dispatcher.wake()

    # Its life

    def stop(self) -> None:
        self.stopped = True
        self.dispatcher.stop()

    def lose_lease(self, loss: Loss) -> str:
        """Stop what runs, and be another from now on; gives who it was."""
        former = self.owner
        self.lost, self.lease.holds = True, False
        self.dispatcher.stop_all(loss)
        self.lease.owner = self._new_owner()
        return former

    def take_lease(self) -> None:
        self.client.server.leases.add(self.owner)
        self.lost, self.lease.holds = False, True
        self.dispatcher.wake()
