"""The design's failure table: what becomes of a job whose run failed."""

from datetime import timedelta
from pathlib import Path

import pytest

from reactor.decisions.retry_policy import Fail, Retry, verdict
from reactor.documents import Job
from reactor.error_codes import Code
from reactor.errors import (
    BlockedError,
    BudgetError,
    LastingError,
    ModelTroubleError,
    NoSuchHostError,
    OfflineError,
    PassingError,
    ReactorError,
    RefusedError,
    UnfinishedError,
    UnreachableError,
    WaitingError,
)
from reactor.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)  # no .env of the checkout
    return Settings.from_environment(backoff="1m", max_attempts=3, job_timeout="10m")


def job(*, retries: int = 0, crashes: int = 0, undone: int | None = None) -> Job:
    return Job(_id=1, status="processing", retry_count=retries, crash_count=crashes, undone=undone)


@pytest.mark.parametrize("error", [PassingError("503"), BlockedError("a challenge")])
def test_a_passing_failure_goes_back_to_the_queue_and_counts(
    error: ReactorError, settings: Settings
) -> None:
    decision = verdict(error, job(), settings)
    assert isinstance(decision, Retry)
    assert decision.counted
    assert decision.message == str(error)


@pytest.mark.parametrize(("retries", "minutes"), [(0, 1), (1, 4)])
def test_each_failure_waits_four_times_as_long_give_or_take_a_fifth(
    retries: int, minutes: int, settings: Settings
) -> None:
    decision = verdict(PassingError("503"), job(retries=retries), settings)
    assert isinstance(decision, Retry)
    middle = timedelta(minutes=minutes)
    assert 0.8 * middle <= decision.delay <= 1.2 * middle


@pytest.mark.parametrize(("asked", "hours"), [(3600.0, 1), (99_999.0, 6)])
def test_a_retry_after_is_honoured_up_to_six_hours(
    asked: float, hours: int, settings: Settings
) -> None:
    error = PassingError("429", code="rate_limited", retry_after=asked)
    decision = verdict(error, job(), settings)
    assert decision == Retry(timedelta(hours=hours), "429", "rate_limited")


def test_an_absurd_retry_after_does_not_break_the_verdict(settings: Settings) -> None:
    decision = verdict(PassingError("429", retry_after=float("inf")), job(), settings)
    assert decision == Retry(timedelta(hours=6), "429", "unexpected")


@pytest.mark.parametrize("retries", [2, 3, 99])
def test_the_last_attempt_fails_the_job_and_says_which_it_was(
    retries: int, settings: Settings
) -> None:
    decision = verdict(UnreachableError("no answer"), job(retries=retries), settings)
    assert decision == Fail(f"no answer (attempt {retries + 1} of 3)", "unreachable")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (LastingError("no address", code="no_careers_url"), "no_careers_url"),
        (NoSuchHostError("no such host"), "no_such_host"),
        (RefusedError("too large", code="too_large"), "too_large"),
    ],
)
def test_a_lasting_failure_fails_the_job_at_the_first_attempt(
    error: ReactorError, code: Code, settings: Settings
) -> None:
    assert verdict(error, job(), settings) == Fail(str(error), code)


@pytest.mark.parametrize("retries", [0, 2, 99])
def test_waiting_is_never_counted_and_never_fails_the_job(retries: int, settings: Settings) -> None:
    error = WaitingError("no key", delay=90, code="model_key_refused")
    expected = Retry(timedelta(seconds=90), "no key", "model_key_refused", counted=False)
    assert verdict(error, job(retries=retries), settings) == expected


def test_a_used_up_budget_is_waited_for_by_name(settings: Settings) -> None:
    error = BudgetError("used up", delay=90, model="flash")
    expected = Retry(
        timedelta(seconds=90), "used up", "model_budget", counted=False, budget="flash"
    )
    assert verdict(error, job(retries=9), settings) == expected


def test_a_model_in_trouble_is_waited_for_by_name(settings: Settings) -> None:
    error = ModelTroubleError("no", delay=90, model="flash", code="model_overloaded")
    expected = Retry(timedelta(seconds=90), "no", "model_overloaded", counted=False, model="flash")
    assert verdict(error, job(retries=9), settings) == expected


def test_only_a_line_that_is_down_tells_of_itself(settings: Settings) -> None:
    error = OfflineError("no host answers", delay=90)
    expected = Retry(timedelta(seconds=90), str(error), error.code, counted=False, quiet=True)
    assert verdict(error, job(retries=9), settings) == expected
    for other in (BudgetError("used up", delay=90, model="flash"), PassingError("503")):
        decision = verdict(other, job(), settings)
        assert isinstance(decision, Retry)
        assert not decision.quiet


def test_an_error_of_no_kind_is_a_failed_attempt(settings: Settings) -> None:
    error = ReactorError("something of ours")
    decision = verdict(error, job(), settings)
    assert isinstance(decision, Retry)
    assert (decision.message, decision.code, decision.counted) == (str(error), error.code, True)


def test_a_run_out_of_time_is_a_passing_failure_that_names_the_limit(settings: Settings) -> None:
    decision = verdict(TimeoutError(), job(), settings)
    assert isinstance(decision, Retry)
    assert decision.counted
    assert (decision.message, decision.code) == ("the run took longer than 600 s", "timeout")


@pytest.mark.parametrize("undone", [None, 289])
def test_a_run_that_got_further_goes_on_uncounted(undone: int | None, settings: Settings) -> None:
    error = UnfinishedError("read 312 of 600 postings; goes on", undone=288)
    expected = Retry(timedelta(minutes=1), str(error), "unfinished", counted=False, undone=288)
    assert verdict(error, job(retries=2, undone=undone), settings) == expected


@pytest.mark.parametrize("undone", [0, 287, 288])
def test_a_run_that_got_no_further_counts(undone: int, settings: Settings) -> None:
    error = UnfinishedError("read 312 of 600 postings; goes on", undone=288)
    decision = verdict(error, job(undone=undone), settings)
    assert isinstance(decision, Retry)
    assert decision.counted
    assert (decision.message, decision.code) == ("the run took longer than 600 s", "timeout")


def test_crashes_are_no_attempts(settings: Settings) -> None:
    assert isinstance(verdict(PassingError("503"), job(crashes=9), settings), Retry)


def test_a_single_attempt_may_be_all_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    once = Settings.from_environment(max_attempts=1)
    error = PassingError("503", code="server_error")
    assert verdict(error, job(), once) == Fail("503 (attempt 1 of 1)", "server_error")


def test_a_run_that_may_parse_no_more_fails_with_its_cause_once_it_gets_no_further(
    settings: Settings,
) -> None:
    reason = "its pages took more than 60 s to parse"
    error = UnfinishedError(f"{reason}: read 3 of 60; goes on", undone=57, reason=reason)
    expected = Retry(timedelta(minutes=1), str(error), "unfinished", counted=False, undone=57)
    assert verdict(error, job(undone=60), settings) == expected
    assert verdict(error, job(undone=57), settings) == Fail(reason, "parsing_budget")
