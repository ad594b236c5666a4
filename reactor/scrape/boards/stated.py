"""What boards state in words of their own, as a posting has it."""

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
from reactor.scrape.boards.answer import as_text
from reactor.scrape.boards.facets import key

_WORKPLACES = {
    **dict.fromkeys(("remote", "fully", "fullyremote", "telecommute", "anywhere"), True),
    **dict.fromkeys(("hybrid", "onsite", "office", "inoffice", "temporary", "physical"), False),
}
_PERIODS: dict[str, str | None] = {
    **dict.fromkeys(("annual", "annually", "perannum"), "year"),
    "daily": "day",
    # Half a month is no month.
    **dict.fromkeys(("biweekly", "twoweeks", "fortnightly", "semimonthly"), None),
}


def remote_of(workplace: Any, *words: str) -> bool | None:
    """Whether the work is remote: as the field `workplace` says, else as other `words` do.

    Hybrid work is not remote.
    """
    stated = as_text(workplace)
    known = _WORKPLACES.get(key(stated))
    guesses = (known, *(is_remote(each) for each in (stated, *words)))
    return next((guess for guess in guesses if guess is not None), None)


def place_of(*parts: Any) -> str:
    """A place by its parts, from small to large: `Lyon, France`."""
    return ", ".join(dict.fromkeys(filter(None, map(as_text, parts))))


def country_of(code: Any) -> str:
    """The name of a country by its two letters, which may be a state's too; others stay.

    `IL` is Israel where it stands for a country, and Illinois behind a town.
    """
    stated = as_text(code)
    return names_of_countries("en", [stated.upper()])[0].removeprefix("the ") if stated else ""


def address_of(site: str, path: str) -> str:
    """The address of what `site` links as `path`; `""` if there is none, or it is malformed."""
    try:
        return urlsplit(urljoin(site, path)).geturl() if path else ""
    except ValueError:
        return ""


def salary_of(least: Any, most: Any, currency: Any, period: Any) -> Salary | None:
    """The pay in numbers; None if neither is one."""
    low, high = amount(least), amount(most)
    if low is None and high is None:
        return None
    words = as_text(period)
    named = _PERIODS[key(words)] if key(words) in _PERIODS else period_of(words)
    return plausible(Salary(low, high, as_text(currency).upper() or None, named))


def salary_in(words: Any) -> Salary | None:
    """The pay in a text that speaks of nothing else: `$60,000 - $70,000`."""
    stated = as_text(words)
    return stated_salary(f"Salary: {stated}") if stated else None


def sections(parts: Iterable[tuple[str, str]]) -> str:
    """HTML of headings, which may be empty, each with its text: HTML too, or plain lines."""
    written: list[str] = []
    for heading, body in parts:
        if body:
            written.append(f"<h3>{html.escape(heading)}</h3>" if heading else "")
            lines = body if "<" in body else body.replace("\n", "<br>")
            written.append(f"<div>{lines}</div>")
    return "\n".join(filter(None, written))


def plain_text(markup: str) -> str:
    """The plain text of a description, before anything is cut: it may hold a picture or two.

    Loads libxml: only ever in the parsing process.
    """
    from reactor.scrape.markup.text import text_of_html  # noqa: PLC0415 - see above

    return text_of_html(markup)


def date_of_milliseconds(value: Any) -> str:
    """The ISO date of a Unix time in milliseconds, `""` if it is none."""
    try:
        return datetime.fromtimestamp(value / 1000, UTC).date().isoformat()
    except (TypeError, ValueError, OverflowError, OSError):
        return ""


def date_of_mail(words: str) -> str:
    """The ISO form of a time as in mails and feeds (RFC 5322); `words` themselves if it is none."""
    try:
        return parsedate_to_datetime(words).isoformat()
    except ValueError:
        return words
