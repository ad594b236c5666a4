"""Times, sizes and numbers as people say them."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))
_SIZES = ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"))
_THOUSAND, _MILLION = 1_000, 1_000_000
_SHORT = 10
_MAX_NAMES = 3
_FAR = timedelta(days=180)


def duration(time: timedelta) -> str:
    """At most two units: `12 s`, `2 min 10 s`, `3 h`, `1 d 4 h`."""
    left = max(round(time.total_seconds()), 0)
    for at, (seconds, unit) in enumerate(_UNITS):
        if left >= seconds:
            whole, rest = divmod(left, seconds)
            smaller, name = _UNITS[at + 1] if seconds > 1 else (1, "")
            more = f" {rest // smaller} {name}" if name and rest // smaller else ""
            return f"{whole} {unit}{more}"
    return "0 s"


def ago(moment: datetime | None, now: datetime) -> str:
    """How long ago something was."""
    return "at an unknown time" if moment is None else f"{duration(now - moment)} ago"


def clock(moment: datetime, now: datetime, zone: tzinfo | None) -> str:
    """The time of day; the day too if that is not today, and the year if that is far."""
    try:
        local, today = moment.astimezone(zone), now.astimezone(zone)
    except OverflowError:
        # People date things to the year 9999, whose last day ends beyond it in some zones.
        return f"{moment:%Y}"
    if abs(moment - now) > _FAR:
        return f"{local:%Y-%m-%d}"
    return f"{local:%H:%M}" if local.date() == today.date() else f"{local:%a %d %b %H:%M}"


def zone_name(moment: datetime, zone: tzinfo | None) -> str:
    """What the zone of such times is called: `CET`, `UTC`, `+09`."""
    return moment.astimezone(zone).tzname() or "UTC"


def coming(moment: datetime | None, now: datetime, zone: tzinfo | None) -> str:
    """When something will be, and in how long."""
    if moment is None:
        return "at an unknown time"
    if moment <= now:
        return "now"
    return f"{clock(moment, now, zone)}, in {duration(moment - now)}"


def seconds(value: float) -> str:
    """A short time: `8 ms`, `0.4 s`, `2 min`."""
    if value < 1:
        return f"{value * 1000:.0f} ms"
    minute = 60
    return f"{value:.1f} s" if value < minute else duration(timedelta(seconds=value))


def size(number: int) -> str:
    """Bytes: `84 MB`."""
    for unit, name in _SIZES:
        if number >= unit:
            shown = number / unit
            return f"{shown:.1f} {name}" if shown < _SHORT else f"{shown:.0f} {name}"
    return f"{number} B"


def many(number: int) -> str:
    """A large number, short: `812`, `81 k`, `1.2 M`."""
    if number >= _MILLION:
        return f"{number / _MILLION:.1f} M"
    return f"{number / _THOUSAND:.0f} k" if number >= 10 * _THOUSAND else f"{number}"


def count(number: int, one: str, more: str) -> str:
    """`1 job`, `2 jobs`."""
    return f"{number} {one if number == 1 else more}"


def some_of(names: Sequence[str], total: int | None = None) -> str:
    """The first names, and how many more there are: `a, b, c and 4 more`."""
    shown = names[:_MAX_NAMES]
    left = (len(names) if total is None else total) - len(shown)
    return f"{', '.join(shown)}{f' and {left} more' if left > 0 else ''}"


def money(dollars: float) -> str:
    """US dollars, with as many digits as small sums need."""
    cent = 0.01
    return f"${dollars:.4f}" if 0 < dollars < cent else f"${dollars:,.2f}"
