"""How long ago, how long still: in the largest unit that says enough."""

from datetime import datetime, timedelta

from reactor.web.i18n import Words

_UNITS = (
    ("days", timedelta(days=1)),
    ("hours", timedelta(hours=1)),
    ("minutes", timedelta(minutes=1)),
)


def age(at: datetime, now: datetime, words: Words) -> str:
    """`2 h ago`, `in 14 min`, `now`."""
    passed = now - at
    ahead = passed < timedelta()
    length = abs(passed)
    for unit, size in _UNITS:
        if length >= size:
            number = int(length / size)
            return words(f"ages.{unit}_ahead" if ahead else f"ages.{unit}_ago", count=number)
    return words("ages.now")


def lasting(length: timedelta, words: Words) -> str:
    """`42 s`, `7 min`, `3 h`, `2 days`."""
    for unit, size in _UNITS:
        if length >= size:
            return words(f"ages.{unit}", count=int(length / size))
    return words("ages.seconds", count=max(int(length.total_seconds()), 0))
