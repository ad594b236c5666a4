"""When the daily report is due: a pure function of the last one."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo


def next_report(told_at: datetime, at: time, zone: tzinfo | None) -> tuple[date, datetime]:
    """The day and the moment of the first report after the one of `told_at`.

    The moment may have passed, if nobody was there to tell: it is told late then, and once.

    Args:
        told_at: when the last report was told.
        at: the time of day to tell it.
        zone: where that time is shown by the clocks; None for this machine's own zone.
    """
    day = told_at.astimezone(zone).date()
    moment = _on(day, at, zone)
    if moment <= told_at:
        day += timedelta(days=1)
        moment = _on(day, at, zone)
    return day, moment


def _on(day: date, at: time, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)
