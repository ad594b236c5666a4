"""The queue as one reactor sees it: every operation is carried out, and then its answer arrives."""

import asyncio
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from reactor.documents import Job
from reactor.mongo import driver
from tests.faults.orders.server import FINISHED, Server

RUN = "run"


class Refusal(driver.OperationFailure):
    """A validator of somebody else refuses a write."""

    def __init__(self) -> None:
        super().__init__("Document failed validation", 121)


@dataclass(eq=False)
class Operation:
    """What a reactor asked of the server, or a run of a job, which ends with a write.

    Attributes:
        kind: what is asked for.
        reactor: the number of the reactor that asks.
        work: carries it out.
        answer: arrives at the reactor.
        token: of the claim that it is about, if it is about one.
        about: what else it is about.
        sent: whether it has left its process, which may stand still.
        carried_out: whether the server has done it.
        result: what it then answers.
    """

    kind: str
    reactor: int
    work: Callable[[], Any]
    answer: asyncio.Future[Any]
    token: str | None = None
    about: Hashable = None
    sent: bool = True
    carried_out: bool = False
    result: Any = None

    @property
    def owner(self) -> str | None:
        """Under whose name a claim is made."""
        return self.about[0] if isinstance(self.about, tuple) else None

    def carry_out(self) -> None:
        self.carried_out, self.result = True, self.work()


@dataclass
class Client:
    """Stands for `Queue` and `Crashes` of one reactor.

    Attributes:
        server: has the jobs.
        operations: of all reactors, those that are not answered.
        reactor: whose this is.
        slow_looks: whether what only reads is an operation, too.
        frozen: whether its process stands still.
    """

    server: Server
    operations: list[Operation]
    reactor: int
    slow_looks: bool = False
    frozen: bool = False

    async def claim(
        self,
        owner: str,
        *,
        in_turn: bool = False,  # noqa: ARG002 - all jobs here have a turn
        but: Collection[int] = (),
        not_of: Collection[str] = (),
    ) -> Job | None:
        work = partial(self.server.claim, owner, but, not_of)
        about = owner, tuple(but), frozenset(not_of)
        return cast(Job | None, await self._ask("claim", work, about=about))

    async def first_claimable(self, *, but: Collection[int]) -> int | None:
        jobs = self.server.jobs
        return min((n for n, job in jobs.items() if job.claimable and n not in but), default=None)

    async def hand_back(self, job: Job) -> None:
        await self._ask("hand back", partial(self.server.hand_back, job), job=job)

    async def hand_back_strays(self, owner: str, *, running: Collection[int]) -> None:
        work = partial(self.server.hand_back_strays, owner, running)
        await self._ask("hand back strays", work, about=(owner, tuple(running)))

    async def run(self, job: Job) -> bool:
        """A run of a job, until its result is saved; whether it was."""
        return bool(await self._ask(RUN, partial(self.server.complete, job), job=job))

    async def count(self, job: Job, *_: object) -> bool:
        work = partial(self.server.count_crash, job)
        return bool(await self._ask("count", work, job=job))

    async def held_tokens(self, job_ids: Collection[int]) -> set[str]:
        return cast(set[str], await self._look(lambda: self._held(job_ids)))

    def _held(self, job_ids: Collection[int]) -> set[str]:
        entries = [self.server.jobs[number] for number in job_ids]
        return {e.token for e in entries if e.status == "processing" and e.token}

    async def ended(self, job_ids: Collection[int]) -> list[int]:
        return cast(list[int], await self._look(lambda: self._ended(job_ids)))

    def _ended(self, job_ids: Collection[int]) -> list[int]:
        return [number for number in job_ids if self.server.jobs[number].status in FINISHED]

    async def start_over(self, job_ids: Collection[int]) -> None:
        self.server.start_over(job_ids)

    async def _look(self, work: Callable[[], Any]) -> Any:
        return await self._ask("look", work) if self.slow_looks else work()

    async def _ask(
        self, kind: str, work: Callable[[], Any], *, job: Job | None = None, about: Hashable = None
    ) -> Any:
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        token = job.token if job else None
        operation = Operation(kind, self.reactor, work, answer, token, about, not self.frozen)
        self.operations.append(operation)
        try:
            return await answer
        finally:
            if operation in self.operations:
                self.operations.remove(operation)
