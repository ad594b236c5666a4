"""The schedule of the daily report, as a pure function of the last one."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo


def next_report(told_at: datetime, at: time, zone: tzinfo | None) -> tuple[date, datetime]:
    """The date and time of the first report after `told_at`.

    The time may be in the past if no reactor was running; that report is then sent late, once.

    Args:
        told_at: when the last report was sent.
        at: the configured time of day.
        zone: its time zone; None for this machine's own.
    """
    day = told_at.astimezone(zone).date()
    moment = _on(day, at, zone)
    if moment <= told_at:
        day += timedelta(days=1)
        moment = _on(day, at, zone)
    return day, moment


def _on(day: date, at: time, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)
