"""Time zones in postings and of countries, as UTC offsets in hours."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

REMEMBERED = 256
# Summer time shifts most zones together: one day in winter represents the year.
_DAY = datetime(2026, 1, 15)  # noqa: DTZ001 - each zone says what it is there
_HALF_DAY, _DAY_HOURS = 12, 24

# Names with their possible offsets: IST is India's, Israel's and Ireland's.
_NAMES: dict[str, tuple[float, ...]] = {
    "pst": (-8,),
    "pdt": (-8,),
    "pt": (-8,),
    "pacific": (-8,),
    "mst": (-7,),
    "mdt": (-7,),
    "mountain": (-7,),
    "cst": (-6, 8),
    "cdt": (-6,),
    "est": (-5,),
    "edt": (-5,),
    "et": (-5,),
    "eastern": (-5,),
    "brt": (-3,),
    "art": (-3,),
    "gmt": (0,),
    "utc": (0,),
    "bst": (0,),
    "wet": (0,),
    "uk time": (0,),
    "cet": (1,),
    "cest": (1,),
    "mez": (1,),
    "eet": (2,),
    "eest": (2,),
    "msk": (3,),
    "gst": (4,),
    "ist": (5.5, 2, 0),
    "sgt": (8,),
    "jst": (9,),
    "aest": (10,),
    "aedt": (10,),
    "nzst": (12,),
}
_ZONE = (
    r"(?P<name>P[SD]T|PT|M[SD]T|C[SD]T|E[SD]T|ET|BRT|ART|GMT|UTC|BST|WET|CES?T|MEZ|EES?T|MSK|GST|IST|SGT|JST"
    r"|AE[SD]T|NZST|(?:US )?(?:Pacific|Mountain|Eastern)"
    r"(?= (?:[Tt]ime|[Hh]ours|[Ss]tandard|[Bb]usiness|[Ww]orking|TZ|[Tt]imezone))"
    r"|UK time)\b"
    r"(?: ?(?P<sign>[+\u2212\u2013-]) ?(?P<shift>\d{1,2})(?!\d))?"
    r"(?: ?\(?(?:±|\+/-|\+-) ?(?P<give>\d{1,2}))?"
)  # fmt: skip
_STATED = re.compile(_ZONE)
# From UTC+1 to UTC+4: any offset between the two.
_UP_TO = re.compile(
    r" ?(?:to|through|and|bis|und|à|et|a|y|do|tot|\u2013|-) ?(?:UTC|GMT)?"
    r" ?([+\u2212\u2013-]?) ?(\d{1,2})\b"
)
# A zone next to words for working hours is the zone of the work.
_OF_WORK = re.compile(
    r"remote|hours?\b|time ?zone|overlap|\btime\b|working|zeitzone|arbeitszeit|\buhr\b|fuseau"
    r"|heures|huso|horari|horas|\bfuso\b|\bore\b|orari|\buur\b|tijdzone|godzin|stref|fuso"
    r"|tidszon|\d ?[ap]m\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"webinar|deadline|apply (?:by|before)|applications? close|interview", re.IGNORECASE
)


@lru_cache(maxsize=4)
def stated_hours(text: str) -> tuple[frozenset[float], int]:
    """The UTC offsets in which a text requires work to be done, and the stated tolerance in hours.

    None if it states no time zone.
    """
    for met in _STATED.finditer(text):
        begin = max(text.rfind(mark, 0, met.start()) for mark in ".!?;\n") + 1
        ends = [end for mark in ".!?;\n" if (end := text.find(mark, met.end())) >= 0]
        sentence = text[begin : min(ends, default=len(text))]
        if not _OF_WORK.search(sentence) or _EVENT.search(sentence):
            continue
        name = met["name"].lower().removeprefix("us ")
        shift = int(met["shift"] or 0) * (1 if met["sign"] == "+" else -1)
        if abs(shift) <= _HALF_DAY:
            last = _last_of_range(text, met) if met["shift"] else None
            shifts = range(min(shift, last), max(shift, last) + 1) if last is not None else [shift]
            hours = frozenset(hours + each for hours in _NAMES[name] for each in shifts)
            return hours, int(met["give"] or 0)
    return frozenset(), 0


def _last_of_range(text: str, met: re.Match[str]) -> int | None:
    """The end of a range of zones after its beginning; None if it is no range."""
    up_to = _UP_TO.match(text, met.end())
    if up_to is None or int(up_to[2]) > _HALF_DAY:
        return None
    return int(up_to[2]) * (-1 if up_to[1] not in {"", "+"} else 1)


@lru_cache(maxsize=REMEMBERED)
def hours_of_zone(name: str) -> float | None:
    """The UTC offset of a zone such as `Europe/Berlin`; None if unknown."""
    try:
        offset = ZoneInfo(name).utcoffset(_DAY) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return offset.total_seconds() / 3600 if offset is not None else None


def hours_of_countries(countries: Iterable[str]) -> frozenset[float]:
    """All UTC offsets of some countries."""
    zones = _zones()
    told = (hours_of_zone(zone) for country in countries for zone in zones.get(country, ()))
    return frozenset(hours for hours in told if hours is not None)


def least_apart(some: Iterable[float], others: Iterable[float]) -> float | None:
    """The smallest difference between two sets of offsets; None if either is empty."""
    others = list(others)
    gaps = (abs(one - other) for one in some for other in others)
    return min((min(gap, _DAY_HOURS - gap) for gap in gaps), default=None)


@cache
def _zones() -> dict[str, list[str]]:
    """The zones of each country, from Babel; loaded on first use."""
    from babel.core import get_global  # noqa: PLC0415 - see above

    zones: defaultdict[str, list[str]] = defaultdict(list)
    for zone, country in get_global("zone_territories").items():
        zones[country].append(zone)
    return dict(zones)
