"""Google's day, which ends at midnight in California."""

from datetime import UTC, date, datetime, timedelta

import pytest

from reactor.decisions.quota_day import quota_day, until_renewal


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (datetime(2026, 1, 15, 8, tzinfo=UTC), 24),
        (datetime(2026, 1, 15, 7, 30, tzinfo=UTC), 0.5),
        (datetime(2026, 7, 1, 0, tzinfo=UTC), 7),
        (datetime(2026, 3, 8, 8, tzinfo=UTC), 23),  # the day on which the clocks go forward
        (datetime(2026, 11, 1, 7, tzinfo=UTC), 25),  # and back
    ],
)
def test_midnight_in_california_is_known_in_summer_and_winter(now: datetime, hours: float) -> None:
    assert until_renewal(now) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 1, 15, 7, 59, 59, tzinfo=UTC), date(2026, 1, 14)),
        (datetime(2026, 1, 15, 8, tzinfo=UTC), date(2026, 1, 15)),
        (datetime(2026, 7, 1, 6, 59, 59, tzinfo=UTC), date(2026, 6, 30)),
    ],
)
def test_a_request_counts_to_the_day_that_it_is_in_california(now: datetime, day: date) -> None:
    assert quota_day(now) == day
