"""Converts boards' own terms to a posting's fields."""

import html
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from reactor.language.names import names_of_countries
from reactor.language.pay import amount, plausible, stated_salary
from reactor.language.pay_periods import period_of
from reactor.language.remote import is_remote
from reactor.posting import Salary
from reactor.scrape.boards.api_response import as_text
from reactor.scrape.boards.facets import key

_WORKPLACES = {
    **dict.fromkeys(("remote", "fully", "fullyremote", "telecommute", "anywhere"), True),
    **dict.fromkeys(("hybrid", "onsite", "office", "inoffice", "temporary", "physical"), False),
}
_PERIODS: dict[str, str | None] = {
    **dict.fromkeys(("annual", "annually", "perannum"), "year"),
    "daily": "day",
    # A period of half a month is not a month.
    **dict.fromkeys(("biweekly", "twoweeks", "fortnightly", "semimonthly"), None),
}


def remote_of(workplace: Any, *words: str) -> bool | None:
    """Whether the work is remote, by the field `workplace`, else by other `words`.

    Hybrid work is not remote.
    """
    stated = as_text(workplace)
    known = _WORKPLACES.get(key(stated))
    guesses = (known, *(is_remote(each) for each in (stated, *words)))
    return next((guess for guess in guesses if guess is not None), None)


def place_of(*parts: Any) -> str:
    """Join the parts of a place, from small to large: `Lyon, France`."""
    return ", ".join(dict.fromkeys(filter(None, map(as_text, parts))))


def country_of(code: Any) -> str:
    """Return a country's name for its two-letter code; other values are returned unchanged.

    `IL` is Israel as a country code, and Illinois after a town.
    """
    stated = as_text(code)
    return names_of_countries("en", [stated.upper()])[0].removeprefix("the ") if stated else ""


def address_of(site: str, path: str) -> str:
    """Return the absolute address of a link `path` on `site`; `""` if empty or malformed."""
    try:
        return urlsplit(urljoin(site, path)).geturl() if path else ""
    except ValueError:
        return ""


def salary_of(least: Any, most: Any, currency: Any, period: Any) -> Salary | None:
    """Return the pay from numbers; None if neither is one."""
    low, high = amount(least), amount(most)
    if low is None and high is None:
        return None
    words = as_text(period)
    named = _PERIODS[key(words)] if key(words) in _PERIODS else period_of(words)
    return plausible(Salary(low, high, as_text(currency).upper() or None, named))


def salary_in(words: Any) -> Salary | None:
    """Return the pay in a text about pay alone: `$60,000 - $70,000`."""
    stated = as_text(words)
    return stated_salary(f"Salary: {stated}") if stated else None


def sections(parts: Iterable[tuple[str, str]]) -> str:
    """Return HTML of sections with optional headings; their texts are HTML or plain lines."""
    written: list[str] = []
    for heading, body in parts:
        if body:
            written.append(f"<h3>{html.escape(heading)}</h3>" if heading else "")
            lines = body if "<" in body else body.replace("\n", "<br>")
            written.append(f"<div>{lines}</div>")
    return "\n".join(filter(None, written))


def plain_text(markup: str) -> str:
    """Return the plain text of a description, uncut: it may contain embedded images.

    It loads libxml: call it in the parsing process only.
    """
    from reactor.scrape.markup.text import text_of_html  # noqa: PLC0415 - see above

    return text_of_html(markup)


def date_of_milliseconds(value: Any) -> str:
    """Return the ISO date of a Unix time in milliseconds; `""` if it is none."""
    try:
        return datetime.fromtimestamp(value / 1000, UTC).date().isoformat()
    except (TypeError, ValueError, OverflowError, OSError):
        return ""


def date_of_mail(words: str) -> str:
    """Return the ISO form of an RFC 5322 time, as in feeds; `words` unchanged if it is none."""
    try:
        return parsedate_to_datetime(words).isoformat()
    except ValueError:
        return words
