"""Google's quota day: daily request quotas are renewed at midnight Pacific time.

See https://ai.google.dev/gemini-api/docs/rate-limits.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

PACIFIC = ZoneInfo("America/Los_Angeles")


def quota_day(now: datetime) -> date:
    """The quota day of a request at `now`."""
    return now.astimezone(PACIFIC).date()


def until_renewal(now: datetime) -> timedelta:
    """The time from `now` to the end of the quota day."""
    tomorrow = quota_day(now) + timedelta(days=1)
    midnight = datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=PACIFIC)
    # In UTC, because subtraction within one zone ignores that a day may have 23 or 25 hours.
    return midnight.astimezone(UTC) - now.astimezone(UTC)
