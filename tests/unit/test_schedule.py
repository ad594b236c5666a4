"""The arithmetic of the contract's section 2: intervals, next, priority, turn, backoff."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactor.decisions.schedule import PastTries, interval, next_scrape, priority, retry_delay, turn

NOW = datetime(2026, 3, 1, 12, 0, 0, 123_000, tzinfo=UTC)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)

ranks = st.integers(1, 100)
moments = st.integers(0, 10**9).map(lambda n: NOW + timedelta(milliseconds=1000 * n + n % 1000))
"""Dates as MongoDB stores them: to the millisecond."""


@pytest.mark.parametrize(
    ("lowest", "highest", "days"),
    [(81, 100, 1), (61, 80, 2), (31, 60, 3), (11, 30, 4), (1, 10, 5)],
)
def test_every_band_of_ranks_has_the_interval_of_the_contract(
    lowest: int, highest: int, days: int
) -> None:
    assert {interval(rank) for rank in range(lowest, highest + 1)} == {days * DAY}


def test_a_company_that_was_never_tried_is_due_now() -> None:
    assert next_scrape(50, PastTries(), NOW) == NOW


def test_next_is_one_interval_after_the_last_success() -> None:
    assert next_scrape(70, PastTries(last_success=NOW - DAY), NOW) == NOW + DAY


def test_a_called_off_company_waits_a_whole_interval_from_then() -> None:
    past = PastTries(last_success=NOW - 9 * DAY, called_off_at=NOW)
    assert next_scrape(90, past, NOW) == NOW + DAY


def test_a_company_called_off_before_its_first_run_waits_too() -> None:
    assert next_scrape(90, PastTries(called_off_at=NOW), NOW) == NOW + DAY


def test_a_success_after_the_calling_off_counts_from_the_success() -> None:
    past = PastTries(last_success=NOW, called_off_at=NOW - 9 * DAY)
    assert next_scrape(90, past, NOW) == NOW + DAY


@pytest.mark.parametrize(
    ("rank", "failures", "days"),
    [(100, 1, 2), (100, 2, 4), (100, 3, 8), (100, 4, 14), (50, 1, 6), (50, 2, 12), (5, 2, 14)],
)
def test_failures_in_a_row_double_the_pause_up_to_14_days(
    rank: int, failures: int, days: int
) -> None:
    past = PastTries(last_success=NOW - 30 * DAY, failures=failures, failed_at=NOW)
    assert next_scrape(rank, past, NOW) == NOW + days * DAY


@pytest.mark.parametrize("failures", [11, 1_000, 2**31, 2**62])
def test_a_huge_number_of_failures_does_not_overflow(failures: int) -> None:
    past = PastTries(failures=failures, failed_at=NOW)
    assert next_scrape(1, past, NOW) == NOW + 14 * DAY


def test_a_calling_off_after_failures_never_shortens_their_pause() -> None:
    past = PastTries(failures=4, failed_at=NOW, called_off_at=NOW)
    assert next_scrape(100, past, NOW) == NOW + 14 * DAY


def test_failures_before_the_last_success_count_no_more() -> None:
    """Somebody else's success (the older system's, a person's) ends the row of failures."""
    past = PastTries(last_success=NOW, failures=1, failed_at=NOW - 2 * DAY)
    assert next_scrape(90, past, NOW) == NOW + DAY


def test_a_failure_that_was_cleared_counts_no_more() -> None:
    past = PastTries(last_success=NOW - DAY / 2, failed_at=NOW)
    assert next_scrape(90, past, NOW) == NOW + DAY / 2


def test_failures_of_which_nobody_knows_when_stretch_nothing() -> None:
    """A person may have unset the date."""
    assert next_scrape(90, PastTries(last_success=NOW, failures=2), NOW) == NOW + DAY
    assert next_scrape(90, PastTries(failures=2), NOW) == NOW


def test_a_success_in_the_moment_of_a_failure_did_not_come_after_it() -> None:
    past = PastTries(last_success=NOW, failures=1, failed_at=NOW)
    assert next_scrape(90, past, NOW) == NOW + 2 * DAY


@pytest.mark.parametrize(
    ("past", "tried"),
    [
        (PastTries(), False),
        (PastTries(last_success=NOW + MINUTE), True),
        (PastTries(last_success=NOW), False),
        (PastTries(failed_at=NOW + MINUTE), True),
        (PastTries(last_success=NOW - DAY, failed_at=NOW + MINUTE), True),
        (PastTries(called_off_at=NOW + MINUTE), False),
    ],
)
def test_a_try_is_a_success_or_a_failure_but_no_calling_off(
    past: PastTries, *, tried: bool
) -> None:
    assert past.tried_since(NOW) is tried


@pytest.mark.parametrize(("ago", "tried"), [(0, True), (4, True), (5, False), (-1, False)])
def test_a_time_holds_the_tries_at_its_end_and_not_at_its_beginning(
    ago: int, *, tried: bool
) -> None:
    ended = NOW - ago * MINUTE
    for past in (PastTries(last_success=ended), PastTries(failed_at=ended)):
        found = past.last_try_between(NOW - 5 * MINUTE, NOW)
        assert found == (ended if tried else None)


def test_of_two_tries_within_a_time_the_later_one_is_the_last() -> None:
    past = PastTries(last_success=NOW - 2 * MINUTE, failed_at=NOW - MINUTE)
    assert past.last_try_between(NOW - 5 * MINUTE, NOW) == NOW - MINUTE
    assert past.last_try_between(NOW - 5 * MINUTE, NOW - 2 * MINUTE) == NOW - 2 * MINUTE


def test_a_company_never_scraped_has_its_rank_as_priority() -> None:
    assert priority(73, last_success=None, created_at=NOW) == 73.0


@pytest.mark.parametrize(("ago", "expected"), [(0, 90.0), (1, 90.0), (2, 180.0), (7, 630.0)])
def test_priority_grows_with_the_number_of_intervals_overdue(ago: int, expected: float) -> None:
    assert priority(90, last_success=NOW - ago * DAY, created_at=NOW) == expected


def test_priority_has_three_decimals() -> None:
    last_success = NOW - DAY - timedelta(seconds=7)
    assert priority(90, last_success=last_success, created_at=NOW) == 90.007


def test_a_success_after_the_jobs_creation_never_lowers_priority_below_the_rank() -> None:
    assert priority(90, last_success=NOW + 50 * DAY, created_at=NOW) == 90.0


def test_a_point_of_priority_is_a_minute_of_head_start() -> None:
    assert turn(NOW, 80.0) == NOW - 80 * MINUTE


@pytest.mark.parametrize("points", [1000.0, 1000.001, 1e9, float("inf")])
def test_the_head_start_is_bounded_so_that_nothing_waits_for_ever(points: float) -> None:
    assert turn(NOW, points) == NOW - 1000 * MINUTE


def test_of_two_jobs_made_together_the_higher_rank_goes_first() -> None:
    assert turn(NOW, 90.0) < turn(NOW, 40.0)


def test_a_low_rank_that_waited_long_goes_before_a_high_rank_made_now() -> None:
    assert turn(NOW - timedelta(hours=2), 1.0) < turn(NOW, 100.0)


@given(rank=ranks, last_success=st.none() | moments, created_at=moments)
def test_a_turn_survives_being_stored_in_milliseconds(
    rank: int, last_success: datetime | None, created_at: datetime
) -> None:
    points = priority(rank, last_success=last_success, created_at=created_at)
    assert points >= rank
    at = turn(created_at, points)
    assert at.microsecond % 1000 == 0
    assert created_at - 1000 * MINUTE <= at <= created_at - MINUTE


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 4), (3, 16), (4, 64)])
def test_each_retry_waits_four_times_as_long_as_the_one_before(attempts: int, minutes: int) -> None:
    delay = retry_delay(MINUTE, failed_attempts=attempts, retry_after=None, chance=0.5)
    assert delay == minutes * MINUTE


@pytest.mark.parametrize(("chance", "seconds"), [(0.0, 48), (0.25, 54), (1.0, 72)])
def test_more_chance_is_more_delay(chance: float, seconds: int) -> None:
    delay = retry_delay(MINUTE, failed_attempts=1, retry_after=None, chance=chance)
    assert delay == timedelta(seconds=seconds)


@pytest.mark.parametrize(("attempts", "doublings"), [(8, 14), (9, 16), (10, 16), (99, 16)])
def test_a_delay_grows_eight_times(attempts: int, doublings: int) -> None:
    second = timedelta(seconds=1)
    delay = retry_delay(second, failed_attempts=attempts, retry_after=None, chance=0.5)
    assert delay == 2**doublings * second


@given(attempts=st.integers(1, 8), chance=st.none() | st.floats(0, 1))
def test_jitter_stays_within_a_fifth(attempts: int, chance: float | None) -> None:
    middle = MINUTE * 4 ** (attempts - 1)
    delay = retry_delay(MINUTE, failed_attempts=attempts, retry_after=None, chance=chance)
    assert 0.8 * middle <= delay <= 1.2 * middle


def test_without_a_given_chance_two_retries_differ() -> None:
    """Many jobs that fail together must not all come back together."""
    delays = {retry_delay(MINUTE, failed_attempts=3, retry_after=None) for _ in range(20)}
    assert len(delays) > 1


def test_a_backoff_of_zero_retries_at_once() -> None:
    assert retry_delay(timedelta(), failed_attempts=3, retry_after=None) == timedelta()


@pytest.mark.parametrize("attempts", [30, 600, 2**31])
@pytest.mark.parametrize("base", [timedelta(), MINUTE, 30 * DAY])
def test_a_huge_number_of_attempts_does_not_overflow(attempts: int, base: timedelta) -> None:
    """`retryCount` may be typed by a person, and REACTOR_MAX_ATTEMPTS has no upper bound."""
    delay = retry_delay(base, failed_attempts=attempts, retry_after=None)
    assert NOW + delay >= NOW


def test_a_retry_after_is_honoured() -> None:
    assert retry_delay(MINUTE, failed_attempts=1, retry_after=90.5) == timedelta(seconds=90.5)


@pytest.mark.parametrize("seconds", [21_600.0, 21_601.0, 1e9])
def test_a_retry_after_is_honoured_up_to_six_hours(seconds: float) -> None:
    assert retry_delay(MINUTE, failed_attempts=1, retry_after=seconds) == timedelta(hours=6)


def test_a_negative_retry_after_means_at_once() -> None:
    assert retry_delay(MINUTE, failed_attempts=1, retry_after=-5) == timedelta()


@pytest.mark.parametrize("seconds", [1e15, 1e300, float("inf")])
def test_an_absurd_retry_after_does_not_overflow(seconds: float) -> None:
    assert retry_delay(MINUTE, failed_attempts=1, retry_after=seconds) == timedelta(hours=6)
