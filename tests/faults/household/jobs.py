"""The collection of jobs in memory: documents, the unique index, events, and what people do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bson import ObjectId

from reactor.core.stream.fold import ACTIVE
from reactor.documents import Job
from tests.faults.household.account import Account
from tests.faults.household.server import Server


@dataclass
class Jobs:
    """The collection of jobs.

    Attributes:
        account: is told what really happened to companies.
        note_capacity: called when a reactor may be able to claim now, or not any more.
        jobs: all of them.
        active: the one that waits or runs, by company: the unique index.
        ended: jobs that have a `completedAt`.
    """

    server: Server
    account: Account
    note_capacity: Callable[[], None] = lambda: None
    jobs: dict[ObjectId, Job] = field(default_factory=dict)
    active: dict[ObjectId, ObjectId] = field(default_factory=dict)
    ended: set[ObjectId] = field(default_factory=set)

    def of(self, company_id: ObjectId) -> Job | None:
        """The active job of a company."""
        job_id = self.active.get(company_id)
        return self.jobs[job_id] if job_id else None

    def activity(self) -> Iterator[Job]:
        """The jobs that wait or run."""
        return iter([self.jobs[job_id] for job_id in self.active.values()])

    # What people do

    def insert(self, company_id: ObjectId, **fields: Any) -> bool:
        """Insert a pending job; False if there is an active one."""
        if company_id in self.active:
            return False
        job = Job(_id=ObjectId(), company_id=company_id, status="pending", **fields)
        self._put(job)
        ours = job.turn is not None
        self._tell("insert", job, company=company_id, status="pending", ours=ours)
        return True

    def delete(self, job: Job) -> None:
        """A person deletes a job."""
        self._remove(job)
        self._tell("delete", job, before=job.company_id, statusBefore=job.status)

    def set_status(self, job: Job, status: str) -> bool:
        """A person sets the status of a job; False if the unique index keeps them from it."""
        other = self.active.get(job.company_id, job.id)
        if status in ACTIVE and other != job.id:
            return False
        self._put(job.model_copy(update={"status": status}))
        told = {"before": job.company_id, "statusBefore": job.status}
        self._tell("update", job, status=status, **told)
        return True

    # Documents

    def _change(self, job: Job, status: str, *, retried: bool = False, **fields: Any) -> None:
        """A run's or a look's end of a claim: it takes the lease away."""
        self._put(job.model_copy(update={"status": status, **fields}))
        told = {"before": job.company_id, "statusBefore": job.status, "retried": retried}
        status_told = {} if status == job.status else {"status": status}
        self._tell("update", job, ours=True, **status_told, **told)

    def _put(self, job: Job) -> None:
        self.jobs[job.id] = job
        if job.status in ACTIVE:
            self.active[job.company_id] = job.id
        elif self.active.get(job.company_id) == job.id:
            del self.active[job.company_id]

    def _remove(self, job: Job) -> None:
        del self.jobs[job.id]
        if self.active.get(job.company_id) == job.id:
            del self.active[job.company_id]

    def _tell(self, operation: str, job: Job, **fields: Any) -> None:
        self.server.tell("jobqueues", operation, job.id, **fields)
