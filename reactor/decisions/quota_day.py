"""Google's day: quotas of requests a day are renewed at midnight Pacific time.

See https://ai.google.dev/gemini-api/docs/rate-limits.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

PACIFIC = ZoneInfo("America/Los_Angeles")


def quota_day(now: datetime) -> date:
    """The day to which a request made `now` is counted."""
    return now.astimezone(PACIFIC).date()


def until_renewal(now: datetime) -> timedelta:
    """How long it is from `now` to the end of that day."""
    tomorrow = quota_day(now) + timedelta(days=1)
    midnight = datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=PACIFIC)
    # In UTC, because subtraction within one zone ignores that a day may have 23 or 25 hours.
    return midnight.astimezone(UTC) - now.astimezone(UTC)
