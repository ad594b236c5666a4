"""What becomes of a job whose run failed: a pure decision, the design's failure table."""

from dataclasses import dataclass
from datetime import timedelta

from reactor.decisions import schedule
from reactor.documents import Job
from reactor.error_codes import Code
from reactor.errors import (
    BudgetError,
    LastingError,
    ModelTroubleError,
    OfflineError,
    PassingError,
    ReactorError,
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
        code: why, for programs.
        counted: whether it was a failed attempt.
        quiet: whether the log has been told already.
        budget: the model whose budget it waits for, if that is what it waits for.
        model: the model in trouble that it waits for, if that is what it waits for: it goes on
            when that model does, and not before.
        undone: how much is left, where the job goes on where it was.
    """

    delay: timedelta
    message: str
    code: Code
    counted: bool = True
    quiet: bool = False
    budget: str | None = None
    model: str | None = None
    undone: int | None = None


@dataclass(frozen=True, slots=True)
class Fail:
    """Over and out; the company becomes problematic.

    Attributes:
        message: why, for people.
        code: why, for programs.
    """

    message: str
    code: Code


def verdict(error: ReactorError | TimeoutError, job: Job, settings: Settings) -> Retry | Fail:
    """What to do with `job` after `error` ended its run.

    Errors that nobody foresaw are none of these: they count as crashes (`core/crash_barrier.py`).
    """
    match error:
        case WaitingError():
            return _wait(error)
        case UnfinishedError() if job.undone is None or error.undone < job.undone:
            # Less is left each time, so that even a site that never looks the same comes to an
            # end. Others get their turn in between.
            undone = error.undone
            return Retry(settings.backoff, str(error), error.code, counted=False, undone=undone)
        case UnfinishedError(reason=reason) if reason:
            # As much is left as the time before: it comes to no end.
            return Fail(reason, "parsing_budget")
        case LastingError():
            return Fail(str(error), error.code)
        case PassingError():
            message, code, retry_after = str(error), error.code, error.retry_after
        case TimeoutError() | UnfinishedError():
            limit = settings.job_timeout.total_seconds()
            message, code, retry_after = f"the run took longer than {limit:g} s", "timeout", None
        case _:
            message, code, retry_after = str(error), error.code, None
    attempts = job.retry_count + 1
    if attempts >= settings.max_attempts:
        return Fail(f"{message} (attempt {attempts} of {settings.max_attempts})", code)
    delay = schedule.retry_delay(
        settings.backoff, failed_attempts=attempts, retry_after=retry_after
    )
    return Retry(delay, message, code)


def _wait(error: WaitingError) -> Retry:
    """Nobody's fault: it waits, uncounted."""
    delay = timedelta(seconds=error.delay)
    match error:
        case OfflineError():
            # The line tells of itself: once, and not for every job.
            return Retry(delay, str(error), error.code, counted=False, quiet=True)
        case ModelTroubleError():
            return Retry(delay, str(error), error.code, counted=False, model=error.model)
        case BudgetError():
            return Retry(delay, str(error), error.code, counted=False, budget=error.model)
    return Retry(delay, str(error), error.code, counted=False)
