"""A queue of which every operation is two events: it is carried out, and its answer arrives."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any, cast

from reactor.documents import Job
from reactor.mongo import driver

OTHER = "another reactor"


class Refusal(driver.OperationFailure):
    """A validator of somebody else refuses a write."""

    def __init__(self) -> None:
        super().__init__("Document failed validation", 121)


@dataclass
class Entry:
    """A job as the server has it."""

    company: str
    crashes: int = 0
    status: str = "absent"
    owner: str | None = None
    token: str | None = None

    @property
    def claimable(self) -> bool:
        return self.status == "pending" and self.owner is None

    def let_go(self) -> None:
        self.owner = self.token = None


@dataclass(eq=False)
class Operation:
    """What the dispatcher asked of the server; `carried_out` once the server has done it."""

    kind: str
    work: Callable[[], Any]
    answer: asyncio.Future[Any]
    carried_out: bool = False
    result: Any = None


@dataclass
class Server:
    """The jobs, and what a dispatcher has asked about them.

    Attributes:
        jobs: by their ids; those that are absent have not been inserted yet.
        operations: those that are not answered.
        news: a change that lets a job be claimed has not been read by the stream yet.
    """

    jobs: dict[int, Entry]
    operations: list[Operation] = field(default_factory=list)
    news: bool = False
    _tokens: int = 0

    async def claim(
        self,
        owner: str,
        *,
        in_turn: bool = False,  # noqa: ARG002 - all jobs here have a turn
        but: Collection[int] = (),
        not_of: Collection[str] = (),
    ) -> Job | None:
        return cast(
            Job | None, await self._ask("claim", lambda: self.claim_now(owner, but, not_of))
        )

    async def first_claimable(self, *, but: Collection[int]) -> int | None:
        found = [n for n, entry in self.jobs.items() if entry.claimable and n not in but]
        return min(found, default=None)

    async def hand_back(self, job: Job) -> None:
        await self._ask("hand back", lambda: self._hand_back(job))

    async def hand_back_strays(self, owner: str, *, running: Collection[int]) -> None:
        await self._ask("hand back strays", lambda: self._hand_back_strays(owner, running))

    async def held_tokens(self, job_ids: Collection[int]) -> set[str]:
        entries = [self.jobs[number] for number in job_ids]
        return {e.token for e in entries if e.status == "processing" and e.token}

    async def ended(self, job_ids: Collection[int]) -> list[int]:
        return [number for number in job_ids if self.jobs[number].status == "completed"]

    async def _ask(self, kind: str, work: Callable[[], Any]) -> Any:
        operation = Operation(kind, work, asyncio.get_running_loop().create_future())
        self.operations.append(operation)
        try:
            return await operation.answer
        finally:
            if operation in self.operations:
                self.operations.remove(operation)

    def claim_now(
        self, owner: str, but: Collection[int] = (), not_of: Collection[str] = ()
    ) -> Job | None:
        """Carry out a claim."""
        for number, entry in sorted(self.jobs.items()):
            if entry.claimable and number not in but and entry.company not in not_of:
                self._tokens += 1
                entry.status, entry.owner, entry.token = "processing", owner, f"t{self._tokens}"
                claimed = {"_id": number, "companyId": entry.company, "crashCount": entry.crashes}
                lease = {"owner": owner, "token": entry.token}
                return Job.read(claimed | {"status": "processing", "lease": lease})
        return None

    def _hand_back(self, job: Job) -> None:
        entry = self.jobs[job.id]
        if entry.token == job.token:
            entry.status = "pending" if entry.status == "processing" else entry.status
            entry.let_go()
            self.news = True

    def _hand_back_strays(self, owner: str, running: Collection[int]) -> None:
        for number, entry in self.jobs.items():
            if (entry.owner, entry.status) == (owner, "processing") and number not in running:
                entry.status = "pending"
                entry.let_go()
                self.news = True
