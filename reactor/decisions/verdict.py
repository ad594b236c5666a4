"""What becomes of a job whose run failed: a pure decision, the design's failure table."""

from dataclasses import dataclass
from datetime import timedelta

from reactor.decisions import schedule
from reactor.documents import Job
from reactor.errors import (
    BudgetError,
    LastingError,
    OfflineError,
    PassingError,
    UnfinishedError,
    WaitingError,
)
from reactor.settings import Settings


@dataclass(frozen=True, slots=True)
class Retry:
    """Back to the queue for `delay`.

    Attributes:
        delay: how long the job waits.
        message: why, for people.
        counted: whether it was a failed attempt.
        quiet: whether the log has been told already.
        budget: the model whose budget it waits for, if that is what it waits for.
        undone: how much is left, where the job goes on where it was.
    """

    delay: timedelta
    message: str
    counted: bool = True
    quiet: bool = False
    budget: str | None = None
    undone: int | None = None


@dataclass(frozen=True, slots=True)
class Fail:
    """Over and out; the company becomes problematic."""

    message: str


def verdict(error: Exception, job: Job, settings: Settings) -> Retry | Fail:
    """What to do with `job` after `error` ended its run.

    An error that nobody foresaw counts as passing: it is tried again, but not for ever.
    """
    match error:
        case WaitingError():
            return _wait(error)
        case UnfinishedError() if job.undone is None or error.undone < job.undone:
            # Less is left each time, so that even a site that never looks the same comes to an
            # end. Others get their turn in between.
            return Retry(settings.backoff, str(error), counted=False, undone=error.undone)
        case UnfinishedError(reason=reason) if reason:
            return Fail(reason)  # as much is left as the time before: it comes to no end
        case LastingError():
            return Fail(str(error))
        case PassingError():
            message, retry_after = str(error), error.retry_after
        case TimeoutError() | UnfinishedError():
            limit = settings.job_timeout.total_seconds()
            message, retry_after = f"the run took longer than {limit:g} s", None
        case _:
            message, retry_after = f"unexpected {type(error).__name__}: {error}", None
    attempts = job.retry_count + 1
    if attempts >= settings.max_attempts:
        return Fail(f"{message} (attempt {attempts} of {settings.max_attempts})")
    delay = schedule.retry_delay(
        settings.backoff, failed_attempts=attempts, retry_after=retry_after
    )
    return Retry(delay, message)


def _wait(error: WaitingError) -> Retry:
    """Nobody's fault: it waits, uncounted."""
    delay = timedelta(seconds=error.delay)
    match error:
        case OfflineError():
            # The line tells of itself: once, and not for every job.
            return Retry(delay, str(error), counted=False, quiet=True)
        case BudgetError():
            return Retry(delay, str(error), counted=False, budget=error.model)
    return Retry(delay, str(error), counted=False)
