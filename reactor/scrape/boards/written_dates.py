"""Parses dates in the notations of lists that are made for people."""

import re
from datetime import date

_MONTHS = (
    *("jan tam", "feb hel", "mar maa mär", "apr huh", "maj mai may tou", "jun kes"),
    *("jul hei", "aug elo", "sep syy", "okt oct lok", "nov", "dec des dez jou"),
)
_BY_BEGINNING = {
    beginning: number
    for number, beginnings in enumerate(_MONTHS, start=1)
    for beginning in beginnings.split()
}
_NOVEMBER = "marras"
"""The Finnish name of November begins like that of March in other languages."""
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\.?\s(?P<month>[^\W\d_]{3,15})\.?,?\s(?P<year>\d{4})")
_MONTH_FIRST = re.compile(
    r"(?P<month>[^\W\d_]{3,15})\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<year>\d{4})"
)
_DOTTED = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{2}|\d{4})")
_SLASHED = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{2}|\d{4})")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:[ T][\d:.]{5,15})?")
_FORMS = (_ISO, _DAY_FIRST, _MONTH_FIRST, _DOTTED, _SLASHED)
_CENTURY = 2000


def date_written(words: str) -> str:
    """Return the ISO form of a date; `words` unchanged if they are not understood.

    It understands `21 april 2026`, `April 21, 2026` (English, German, Nordic), `21.4.26` and
    American `4/21/26`; the time of an ISO date is dropped.
    """
    plain = " ".join(words.split())
    for form in _FORMS:
        if found := form.fullmatch(plain):
            return _iso(found["year"], found["month"], found["day"]) or words
    return words


def _iso(year: str, month: str, day: str) -> str:
    number = int(month) if month.isdigit() else _month(month.lower())
    whole = int(year) + (_CENTURY if int(year) < 100 else 0)  # noqa: PLR2004 - two digits
    try:
        return date(whole, number, int(day)).isoformat()
    except ValueError:
        return ""


def _month(name: str) -> int:
    """Return the number of a month; 0 for any other word."""
    return 11 if name.startswith(_NOVEMBER) else _BY_BEGINNING.get(name[:3], 0)
