"""Times, sizes and numbers in a status."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from reactor import wording

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        *((0, "0 s"), (0.4, "0 s"), (12, "12 s"), (60, "1 min"), (130, "2 min 10 s")),
        *((3600, "1 h"), (3660, "1 h 1 min"), (86_400, "1 d"), (100_800, "1 d 4 h"), (-5, "0 s")),
    ],
)
def test_a_duration_has_at_most_two_units(seconds: float, said: str) -> None:
    assert wording.duration(timedelta(seconds=seconds)) == said


def test_a_time_of_today_needs_no_day_and_one_far_away_no_hour() -> None:
    assert wording.clock(NOW + timedelta(hours=3), NOW, UTC) == "15:00"
    assert wording.clock(NOW + timedelta(hours=13), NOW, UTC) == "Mon 02 Mar 01:00"
    assert wording.clock(datetime(2035, 1, 1, tzinfo=UTC), NOW, UTC) == "2035-01-01"


def test_the_end_of_time_can_be_told_in_every_zone() -> None:
    end = datetime.max.replace(tzinfo=UTC)
    assert wording.clock(end, NOW, ZoneInfo("Asia/Tokyo")) == "9999"


def test_what_should_have_been_is_now() -> None:
    assert wording.coming(NOW - timedelta(hours=1), NOW, UTC) == "now"
    assert wording.coming(NOW + timedelta(minutes=4), NOW, UTC) == "12:04, in 4 min"
    assert wording.coming(None, NOW, UTC) == "at an unknown time"


@pytest.mark.parametrize(
    ("number", "said"),
    [(12, "12 B"), (84_000_000, "84 MB"), (1_500_000_000, "1.5 GB"), (64e9, "64 GB")],
)
def test_sizes_are_short(number: int, said: str) -> None:
    assert wording.size(number) == said


def test_small_sums_keep_the_digits_that_matter() -> None:
    assert [wording.money(sum_) for sum_ in (0, 0.00021, 0.5, 1234.5)] == [
        *("$0.00", "$0.0002", "$0.50", "$1,234.50")
    ]
