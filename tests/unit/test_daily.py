"""When the daily report is due."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from reactor.decisions.daily import next_report

BERLIN = ZoneInfo("Europe/Berlin")
EIGHT = time(8)


@pytest.mark.parametrize(
    ("told_at", "day", "moment"),
    [
        ("2026-01-10T06:00", "2026-01-10", "2026-01-10T07:00"),
        ("2026-01-10T07:00", "2026-01-11", "2026-01-11T07:00"),
        ("2026-01-10T23:30", "2026-01-11", "2026-01-11T07:00"),
        ("2026-03-28T12:00", "2026-03-29", "2026-03-29T06:00"),
        ("2026-10-24T12:00", "2026-10-25", "2026-10-25T07:00"),
    ],
)
def test_a_report_comes_at_the_next_time_its_clock_shows(
    told_at: str, day: str, moment: str
) -> None:
    told = datetime.fromisoformat(told_at).replace(tzinfo=UTC)
    expected = (date.fromisoformat(day), datetime.fromisoformat(moment).replace(tzinfo=UTC))
    assert next_report(told, EIGHT, BERLIN) == expected


def test_without_a_zone_it_is_this_machines() -> None:
    day, moment = next_report(datetime(2026, 1, 10, tzinfo=UTC), EIGHT, None)
    local = moment.astimezone()
    assert (local.date(), local.hour) == (day, 8)


def test_reports_that_nobody_was_there_to_tell_are_told_as_one() -> None:
    """The moment lies in the past: its timer fires at once, and the next is counted from then."""
    last, back = datetime(2026, 1, 1, 9, tzinfo=UTC), datetime(2026, 1, 20, 12, tzinfo=UTC)
    assert next_report(last, EIGHT, UTC)[0] == date(2026, 1, 2)
    assert next_report(back, EIGHT, UTC)[0] == date(2026, 1, 21)
