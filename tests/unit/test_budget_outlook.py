"""When a day's requests are used up if they go on as they did: a guess that is made late enough."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactor.decisions.quota_day import PACIFIC
from reactor.mongo.views.spending import used_up_at

NOON = datetime(2026, 3, 2, 12, tzinfo=PACIFIC)
HOUR = timedelta(hours=1)


def test_a_day_that_goes_on_as_it_began_ends_the_budget_at_a_known_time() -> None:
    assert used_up_at(400, 500, NOON) == NOON + 3 * HOUR


@pytest.mark.parametrize(
    ("requests", "now", "why"),
    [
        (250, NOON, "it ends with the day"),
        (10, NOON, "so few say nothing"),
        (400, NOON - 11.5 * HOUR, "nor does the first hour"),
        (500, NOON, "it is used up"),
        (0, NOON, "nothing was asked"),
    ],
)
def test_where_nothing_can_be_told_nothing_is(requests: int, now: datetime, why: str) -> None:
    assert used_up_at(requests, 500, now) is None, why


@given(st.integers(0, 2_000), st.integers(1, 2_000), st.integers(0, 24 * 60 - 1))
def test_the_time_that_is_told_lies_ahead_and_before_the_end_of_the_day(
    requests: int, most: int, minutes: int
) -> None:
    now = NOON.replace(hour=0) + timedelta(minutes=minutes)
    at = used_up_at(requests, most, now)
    assert at is None or now < at < NOON.replace(hour=0) + 24 * HOUR
