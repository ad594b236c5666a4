"""The last line of `reactor process`, and how much of its time limit people may spell out."""

import argparse
from datetime import UTC, datetime, timedelta

import pytest

from reactor.cli.process import _seconds
from reactor.mongo.views.totals import QueueTotals, WaitingJobs
from reactor.oneshot.drain import DrainResult
from reactor.oneshot.summary import as_json, summary

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def drained(remaining: QueueTotals, *, failed: int = 0, late: bool = False) -> DrainResult:
    return DrainResult(12, failed, remaining, stopped=False, late=late, now=NOW)


def test_everything_that_is_left_is_counted_with_what_it_waits_for() -> None:
    remaining = QueueTotals(
        claimable=4,
        running={"pi-1234": 1},
        retries=WaitingJobs(2, NOW + timedelta(hours=2, minutes=5)),
        budgeted=WaitingJobs(1, NOW + timedelta(hours=20)),
    )
    assert summary(drained(remaining, failed=1, late=True), UTC) == (
        "12 completed, 1 failed, "
        "3 wait (2 for a retry until 14:05, 1 for the budget until Tue 05 May 08:00), "
        "1 runs elsewhere, 4 left in the queue (out of time)"
    )


def test_what_is_none_is_not_mentioned() -> None:
    assert summary(drained(QueueTotals()), UTC) == "12 completed"


def test_a_wait_of_which_nobody_knows_the_end_is_told_without_it() -> None:
    assert summary(drained(QueueTotals(retries=WaitingJobs(1))), UTC).endswith(
        "1 waits (1 for a retry)"
    )
    assert '"until": null' in as_json(drained(QueueTotals(retries=WaitingJobs(1))))


@pytest.mark.parametrize(("text", "seconds"), [("90", 90.0), ("90s", 90.0), ("20m", 1200.0)])
def test_a_time_limit_is_seconds_or_a_duration(text: str, seconds: float) -> None:
    assert _seconds(text) == seconds


@pytest.mark.parametrize("text", ["", "soon", "-5", "1.5", "²"])
def test_any_other_time_limit_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        _seconds(text)
