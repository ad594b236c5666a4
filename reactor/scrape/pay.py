"""Pay, as people write it and as machines do."""

import re

from reactor.posting import Salary

_SYMBOLS = {"$": "USD", "US$": "USD", "CA$": "CAD", "A$": "AUD", "€": "EUR", "£": "GBP", "₹": "INR"}
_MONEY = r"(?P<{0}>\d{{1,3}}(?:[,.]\d{{3}})+|\d+(?:[.,]\d{{1,2}})?)\s?(?P<{0}_k>[kK])?"
_SYMBOL = r"(?:US\$|CA\$|A\$|[$€£₹])"
_RANGE = re.compile(
    rf"(?P<symbol>{_SYMBOL})\s?{_MONEY.format('low')}\s?\+?(?:\s?(?:[-\u2013\u2014]|to)\s?{_SYMBOL}?\s?"
    rf"{_MONEY.format('high')})?"
)
_LABEL = re.compile(r"salary|compensation|base pay|pay (?:range|rate)|hourly rate", re.IGNORECASE)
_PERIODS = ("year", "month", "week", "day", "hour")
_PERIOD_WORDS = re.compile(
    r"(?:per|an?|/)\s?(?P<per>year|month|week|day|hour|hr)|(?P<ly>hour|month|week)ly|\b(?P<pa>p\.?a\.?)\b",
    re.IGNORECASE,
)
_LEAST_YEARLY = 1000.0


def period_of(words: str) -> str | None:
    """The period that `words` such as `1 YEAR` or `per-hour-wage` name, as in `Salary`."""
    lowered = words.lower()
    return next((period for period in _PERIODS if period in lowered), None)


def amount(value: object) -> float | None:
    """A number that machines wrote, as a number or as text; None if it is not a positive one."""
    try:
        number = float(str(value).replace(",", "")) if isinstance(value, int | float | str) else 0.0
    except ValueError:
        return None
    return number if 0 < number < float("inf") else None


def stated_salary(text: str) -> Salary | None:
    """The pay in the first line of `text` that speaks of pay and names a sum of money."""
    lines = text.split("\n")
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if label := _LABEL.search(line):
            found = _RANGE.search(line, label.end()) or _RANGE.match(following.lstrip("- "))
            if found:
                return _salary(found)
    return None


def _salary(found: re.Match[str]) -> Salary | None:
    high = found["high"]
    # "$80-100k": the one k means both.
    thousands = bool(found["low_k"] or (high and found["high_k"]))
    least = _number(found["low"], thousands=thousands)
    most = _number(high, thousands=bool(found["high_k"])) if high else None
    if most is not None and most < least:
        return None
    after = _PERIOD_WORDS.search(found.string, found.end(), found.end() + 40)
    named = (after["per"] or after["ly"] or "year").lower() if after else None
    period = "hour" if named == "hr" else named
    if period is None:
        period = "year" if least >= _LEAST_YEARLY else None
    return Salary(least, most, _SYMBOLS[found["symbol"]], period)


def _number(digits: str, *, thousands: bool) -> float:
    grouped = re.sub(r"[,.](?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
    return float(grouped) * (1000 if thousands else 1)
