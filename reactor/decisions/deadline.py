"""Whether the application deadline on a page has passed: a pure decision.

Date formats vary by country and program. A deadline has passed only if every reading of the date
has passed everywhere on Earth. Implausible dates (1970, the year 9999, a day before the posting was
published) are ignored.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

_LAST_ZONE = timedelta(hours=12)
"""Offset behind UTC of the last place on Earth where a day ends."""

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_LONGEST = 100
_ISO = re.compile(r"(?<!\d)(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d{2})(?!\d)")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th|er|º|°)?\s?(?:de\s|of\s|-)?([^\W\d_]{3,12})\.?,?(?:\sde\s|\sdel\s|\s|-)(\d{4})"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})")
_MONTHS = (
    "jan gen ene sty led sij ian",
    "feb fév fev lut úno februar",
    "mar mär maa mrt mrz brez bře márc",
    "apr avr abr kwi dub ápr",
    "may mai mei mag maj kvě maí máj",
    "jun giu cze červen června jún iun",
    "jul juil lug lip července červenec júl iul",
    "aug aoû aou ago sie srp",
    "sep set wrz zář szept",
    "oct okt out ott paź říj",
    "nov listopad noi",
    "dec dez déc dic gru pro des",
)
_EXACT = {"lis": 11, "juin": 6, "jui": 6, "maj": 5}


def is_over(stated: str, now: datetime, posted: str = "") -> bool:
    """Whether the last day to apply has passed.

    Args:
        stated: the date as stated, `""` if none is.
        now: the present time.
        posted: publication date as stated.
    """
    published = max(_readings(posted), default=None)
    last = [day for day in _readings(stated) if published is None or day >= published]
    today = (now.astimezone(UTC) - _LAST_ZONE).date()
    return bool(last) and max(last) < today


def day_stated(stated: str) -> date | None:
    """The date, if the text has exactly one reading, else None.

    Args:
        stated: the date as stated.
    """
    days = set(_readings(stated))
    return days.pop() if len(days) == 1 else None


def _readings(stated: str) -> Iterator[date]:
    """All plausible readings of a date; none for an implausible date."""
    said = " ".join(stated[:_LONGEST].split())
    if found := _ISO.search(said):
        yield from _day(found[1], found[2], found[3])
    elif found := _NUMBERS.search(said):
        one, other = found[1], found[3]
        year = found[4] if len(found[4]) > 2 else f"20{found[4]}"  # noqa: PLR2004 - two digits of a year
        yield from _day(year, other, one)
        # Only English writes the month first, and never with dots.
        if found[2] != ".":
            yield from _day(year, one, other)
    elif found := _DAY_FIRST.search(said):
        yield from _day(found[3], _month(found[2]), found[1])
    elif found := _MONTH_FIRST.search(said):
        yield from _day(found[3], _month(found[1]), found[2])


def _day(year: str, month: str | int, day: str) -> Iterator[date]:
    if not _FIRST_YEAR < int(year) < _LAST_YEAR:
        return
    try:
        yield date(int(year), int(month), int(day))
    except ValueError:
        return


def _month(name: str) -> int:
    """The number of the month with this name in any known language, 0 for none."""
    wanted = name.casefold()
    if wanted in _EXACT:
        return _EXACT[wanted]
    # The longest beginning tells: `červen` is June, `červenec` July.
    return max(
        (
            (len(each), number)
            for number, beginnings in enumerate(_MONTHS, start=1)
            for each in beginnings.split()
            if wanted.startswith(each)
        ),
        default=(0, 0),
    )[1]
