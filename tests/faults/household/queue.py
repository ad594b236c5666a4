"""The jobs of MongoDB in memory, written as `mongo/queue` and `mongo/outcomes` write them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bson import ObjectId

from reactor.core.stream.fold import ACTIVE
from reactor.decisions.actions import Enqueue, Release, Stamp
from reactor.decisions.company_facts import ORPHANED_AFTER, Facts
from reactor.decisions.look_causes import Cause
from reactor.decisions.reactions import depends_on_newcomers
from reactor.decisions.retry_policy import Retry
from reactor.documents import Company, Job, JobLease
from tests.faults.household.jobs import Jobs

MAX_CRASHES = 3
COOLDOWN = timedelta(minutes=5)
_TOKENS = count()

Asked = Mapping[Any, datetime | None]


class Queue(Jobs):
    """What reactors do to jobs."""

    def facts(self, company_id: ObjectId, cause: Cause) -> Facts:
        """What is true of a company now, as `mongo/facts` reads it."""
        server, job = self.server, self.of(company_id)
        ranks = server.ranks.get(company_id, {})
        facts = Facts(
            company_id,
            server.companies.get(company_id),
            max(ranks.values(), default=None),
            job=job,
            owner_alive=job is None or not self._is_orphan(job),
            timer=server.timers.get(("scrape", company_id)),
            cause=cause,
        )
        if not depends_on_newcomers(facts, server.now, COOLDOWN):
            return facts
        new = ranks.keys() - server.histories.get(company_id, set())
        return Facts(
            *(company_id, facts.company, facts.rank, bool(new)),
            *(facts.job, facts.owner_alive, facts.timer, cause),
        )

    def _is_orphan(self, job: Job) -> bool:
        if job.lease:
            return job.lease.owner not in self.server.leases
        started = job.last_attempt_at or job.created_at
        orphaned = started is None or started < self.server.now - ORPHANED_AFTER
        return job.status == "processing" and orphaned

    # What looks decide

    def enqueue(self, company_id: ObjectId, action: Enqueue, now: datetime) -> None:
        """Insert a job, if there is none."""
        given = {"priority": action.priority, "turn": action.turn, "reason": action.reason}
        self.insert(company_id, created_at=now, **given)

    def stamp(self, action: Stamp) -> None:
        """Give a job its turn."""
        if job := self.jobs.get(action.job.id):
            self._put(
                job.model_copy(
                    update={
                        "priority": action.priority,
                        "turn": action.turn,
                        "reason": action.reason,
                        "created_at": action.created_at,
                    }
                )
            )

    def withdraw(self, seen: Job) -> None:
        """Delete a job as it was seen."""
        job = self.jobs.get(seen.id)
        if job and (job.status, job.token) == (seen.status, seen.token):
            update = {"before": job.company_id, "statusBefore": job.status}
            self._tell("update", job, ours=True, withdrawn=True, **update)
            self._remove(job)
            self._tell("delete", job, ours=True, **update)
            self.account.withdrawn(job.company_id)

    def release(self, action: Release, by: str) -> None:
        """Take a job from an owner who is gone."""
        job = self.jobs.get(action.job.id)
        if job is None or job.token != action.job.token or job.status != action.job.status:
            return
        if job.status != "processing":
            self._change(job, "pending", lease=None)
            return
        assert job.lease
        self.account.crashed(job.company_id, job.lease.owner, by, self.server.now)
        crashes = job.crash_count + 1
        if crashes >= MAX_CRASHES:
            page = action.company.careers_url if action.company else ""
            self._failed(job, page)
        else:
            self._change(job, "pending", lease=None, crash_count=crashes)

    # Claims and runs

    def claim(self, owner: str, *, in_turn: bool) -> Job | None:
        """Take the job whose turn is earliest."""
        claimable = [self.jobs[job_id] for job_id in self.active.values()]
        claimable = [
            job
            for job in claimable
            if job.status == "pending" and job.not_before is None and job.lease is None
        ]
        turned = [job for job in claimable if job.turn]
        waiting = (in_turn and turned) or claimable
        if not waiting:
            return None
        job = min(waiting, key=lambda job: (job.turn is not None, job.turn))
        over = {"retry_count": 0, "crash_count": 0} if job.id in self.ended else {}
        crashed = job.crash_count > 0
        self.ended.discard(job.id)
        lease = JobLease(owner=owner, token=f"{next(_TOKENS)}")
        begun = {"status": "processing", "lease": lease, "last_attempt_at": self.server.now}
        claimed = job.model_copy(update={**over, **begun})
        self._put(claimed)
        if crashed:
            told = {"before": job.company_id, "statusBefore": "pending", "claimedBy": owner}
            self._tell("update", job, status="processing", ours=True, **told)
        self.account.begun(job.company_id, self.server.now)
        return claimed

    def holds(self, job: Job) -> bool:
        """Whether a claim still holds, and the lease under which it was made."""
        there = self.jobs.get(job.id)
        same = there is not None and (there.status, there.token) == ("processing", job.token)
        return same and job.lease is not None and job.lease.owner in self.server.leases

    def held_tokens(self, jobs: list[Job]) -> set[str]:
        """The tokens under which these jobs run."""
        found = [self.jobs.get(job.id) for job in jobs]
        return {job.token for job in found if job and job.status == "processing"}

    def has_ended(self, job: Job) -> bool:
        """Whether a run has ended a job."""
        there = self.jobs.get(job.id)
        return there is not None and there.status not in ACTIVE and there.lease is None

    def complete(self, job: Job, page: str, followers: set[str]) -> bool:
        """A run succeeds; False if its job was taken away."""
        if not self.holds(job):
            return False
        company_id, now = job.company_id, self.server.now
        self.account.ended(company_id, succeeded=True, now=now)
        self.server.histories.setdefault(company_id, set()).update(followers)
        marks = {"failures": 0, "failed_at": None, "url": page, "selector": ""}
        self.ended.add(job.id)
        self._change(self.jobs[job.id], "completed", lease=None, not_before=None)
        self.server.end_of_run(company_id, marks, is_problematic=False, last_successful_scrape=now)
        return True

    def fail(self, job: Job, page: str) -> bool:
        """A run fails for good; False if its job was taken away."""
        if not self.holds(job):
            return False
        self._failed(self.jobs[job.id], page)
        return True

    def _failed(self, job: Job, page: str) -> None:
        company_id, now = job.company_id, self.server.now
        self.account.ended(company_id, succeeded=False, now=now)
        company = self.server.companies[company_id]
        failures = (company.marker.failures if company.marker else 0) + 1
        self.ended.add(job.id)
        self._change(job, "failed", lease=None, not_before=None)
        marks = {"failures": failures, "failed_at": now, "url": page, "selector": ""}
        self.server.end_of_run(company_id, marks, is_problematic=True)

    def retry(self, job: Job, decision: Retry) -> bool:
        """A run fails for now; False if its job was taken away."""
        if not self.holds(job):
            return False
        until = self.server.now + decision.delay
        self.server.set_timer("retry", job.id, until)
        tries = self.jobs[job.id].retry_count + int(decision.counted)
        back = {"lease": None, "retry_count": tries, "not_before": until}
        self._change(self.jobs[job.id], "pending", retried=True, **back)
        self.account.interrupted(job.company_id, self.server.now, until)
        return True

    def hand_back(self, job: Job) -> None:
        """Let go of a job; what a person made of it stays."""
        there = self.jobs.get(job.id)
        if there is None or there.token != job.token:
            return
        if there.status == "processing":
            self._change(there, "pending", lease=None)
            self.account.interrupted(job.company_id, self.server.now)
        else:
            self._put(there.model_copy(update={"lease": None}))
            self._tell(
                "update", there, before=there.company_id, statusBefore=there.status, ours=True
            )

    def hand_back_all_of(self, owner: str) -> None:
        """Let go of all jobs that a reactor claimed."""
        for job in self._of_owner(owner):
            if job.status == "processing":
                self.hand_back(job)

    def companies_of(self, owner: str) -> set[ObjectId]:
        """The companies whose jobs a reactor runs."""
        return {job.company_id for job in self._of_owner(owner)}

    def _of_owner(self, owner: str) -> list[Job]:
        return [job for job in self.activity() if job.lease and job.lease.owner == owner]

    # What events ask for

    def start_over(self, jobs: Asked) -> None:
        """Forget the failures of jobs that a person set back, at these times."""
        for job_id, at in jobs.items():
            job = self.jobs.get(job_id)
            if job is None or not self.untried_since(job, at):
                continue
            if job.status in ACTIVE:
                self.ended.discard(job_id)
                self._put(job.model_copy(update={"retry_count": 0, "crash_count": 0}))
            self._wake_up(job_id)

    @staticmethod
    def untried_since(job: Job, at: datetime | None) -> bool:
        """Whether no try of a job began after a moment."""
        return at is None or job.last_attempt_at is None or job.last_attempt_at < at

    def clear_backoff(self, jobs: Asked) -> None:
        """Make jobs claimable whose retry timers are gone."""
        for job_id in jobs:
            if ("retry", job_id) not in self.server.timers:
                self._wake_up(job_id)

    def restore_timers(self) -> None:
        """Set the retry timers that waiting jobs lack."""
        for job in self.activity():
            if job.not_before and ("retry", job.id) not in self.server.timers:
                self.server.set_timer("retry", job.id, self.server.now)

    def _wake_up(self, job_id: Any) -> None:
        job = self.jobs.get(job_id)
        if job and job.status == "pending" and job.not_before:
            self._put(job.model_copy(update={"not_before": None}))
            self._tell("update", job, before=job.company_id, statusBefore="pending")


def page_of(company: Company | None) -> str:
    """The address that a run uses."""
    return company.careers_url if company else ""
