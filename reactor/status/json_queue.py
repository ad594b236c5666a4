"""The queue's part of a status as JSON."""

import math
from datetime import UTC, datetime
from typing import Any

from reactor.mongo.views.queue import ListedJob
from reactor.status.state import Status


def record_of_queue(status: Status) -> dict[str, Any]:
    """The names that `record` describes for the queue and its jobs."""
    queue = status.overview.queue
    return {
        "queue": {
            "pending": queue.ready,
            "waiting": queue.waiting,
            "waitingForBudget": queue.parked,
            "toJudgeAgain": queue.judging,
            "processing": queue.processing,
            "completedLastDay": queue.completed,
            "failedLastDay": queue.failed,
            "declinedLastDay": queue.declined,
        },
        "running": [_job(status, job) for job in queue.running],
        "next": [_job(status, job) for job in queue.upcoming],
        "waiting": [_job(status, job) for job in queue.resting],
        "failedWithoutCompany": [_job(status, job) for job in queue.homeless],
    }


def _job(status: Status, job: ListedJob) -> dict[str, Any]:
    finite = job.priority is not None and math.isfinite(job.priority)
    return {
        "id": status.said(str(job.id)),
        "company": status.said(job.label),
        "reason": status.said(job.reason) or "manual",
        "priority": job.priority if finite else None,
        "turn": iso(job.turn),
        "createdAt": iso(job.created_at),
        "startedAt": iso(job.last_attempt_at) if job.status == "processing" else None,
        "attempt": job.retry_count + 1,
        "notBefore": iso(job.not_before),
        "waitsFor": status.said(job.waits_for) or None,
        "errorMessage": status.said(job.error_message) or None,
        "errorCode": status.said(job.error_code) or None,
        "reactor": status.said(job.lease.owner) if job.lease else None,
        "reactorAlive": not status.is_forsaken(job) if job.lease else None,
    }


def iso(moment: datetime | None) -> str | None:
    """A moment in UTC to the millisecond, as ISO 8601 writes it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds") if moment else None
