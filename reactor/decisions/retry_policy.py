"""What becomes of a job whose run failed: retry, wait or fail, by the kind of error."""

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
    """Requeue the job after `delay`.

    Attributes:
        delay: how long the job waits.
        message: the cause, for people.
        code: the cause, for programs.
        counted: whether it counts as a failed attempt.
        quiet: whether it was already logged elsewhere.
        budget: the model whose budget it waits for, else None.
        model: the model in trouble that it waits for, else None; the job resumes only when that
            model does.
        undone: amount left over, if the job resumes where it stopped.
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
    """Fail the job; its company becomes problematic.

    Attributes:
        message: the cause, for people.
        code: the cause, for programs.
    """

    message: str
    code: Code


def verdict(error: ReactorError | TimeoutError, job: Job, settings: Settings) -> Retry | Fail:
    """The decision about `job` after `error` ended its run.

    Unforeseen errors are not passed here: they count as crashes (`core/crash_barrier.py`).
    """
    match error:
        case WaitingError():
            return _wait(error)
        case UnfinishedError() if job.undone is None or error.undone < job.undone:
            # Less is left each time, so a site whose list always changes comes to an end as well.
            # The back-off gives other jobs their turn.
            undone = error.undone
            return Retry(settings.backoff, str(error), error.code, counted=False, undone=undone)
        case UnfinishedError(reason=reason) if reason:
            # Nothing was gained since the last run, so it would never end.
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
    """A wait for an outside cause, uncounted."""
    delay = timedelta(seconds=error.delay)
    match error:
        case OfflineError():
            # The connectivity monitor logs it once, instead of every job.
            return Retry(delay, str(error), error.code, counted=False, quiet=True)
        case ModelTroubleError():
            return Retry(delay, str(error), error.code, counted=False, model=error.model)
        case BudgetError():
            return Retry(delay, str(error), error.code, counted=False, budget=error.model)
    return Retry(delay, str(error), error.code, counted=False)
