"""The text of new matches for a phone: title, place, pay, reasons and what speaks against it.

Nothing is repeated. For a single match, title and company are in the subject if they fit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from reactor.notify.short_text import Facts, counted, dicts, link, text, texts
from reactor.posting import Salary

MAX_MATCHES = 10
"""Matches per company in one message; the rest is counted."""

MAX_IN_DIGEST = 20
"""Matches of all companies in a daily digest."""

MAX_SUBJECT = 70
_MAX_REASONS = 3
_BETWEEN = " \u00b7 "
_AGAINST = "\u2013"


def matches_subject(facts: Facts) -> str:
    """The subject for the matches at one company."""
    matches, company = _by_score(dicts(facts, "matches")), text(facts, "company")
    if len(matches) == 1:
        return _only(matches[0], company).subject
    best = score(matches[0]) if matches else score({})
    return f"{len(matches)} new matches at {company}, best {best}"


def matches_lines(facts: Facts) -> Iterator[str]:
    """The lines for the matches at one company, best first."""
    matches, company = _by_score(dicts(facts, "matches")), text(facts, "company")
    if len(matches) == 1:
        yield from _only(matches[0], company).lines
        return
    for match in matches[:MAX_MATCHES]:
        yield from _lines(match, "", titled=True)
    yield _more(matches, MAX_MATCHES)


def digest_subject(facts: Facts) -> str:
    """The subject for a day's matches."""
    found = _of_all(facts)
    best = f", best {score(found[0][1])}" if found else ""
    return f"{counted(len(found), 'new match', 'new matches')} today{best}"


def digest_lines(facts: Facts) -> Iterator[str]:
    """The lines for a day's matches at all companies, best first."""
    found = _of_all(facts)
    for company, match in found[:MAX_IN_DIGEST]:
        yield from _lines(match, company, titled=True)
    yield _more(found, MAX_IN_DIGEST)


def score(match: Facts) -> str:
    """The score, `?` if there is none."""
    return text({"score": "?", **match}, "score")


def _lines(match: Facts, company: str, *, titled: bool) -> Iterator[str]:
    if titled:
        yield _headline(match)
    yield _BETWEEN.join(filter(None, [company, text(match, "location"), text(match, "way")]))
    yield _BETWEEN.join(filter(None, [_pay(match), _age(match)]))
    reasons = texts(match, "reasons") or list(filter(None, [text(match, "reason")]))
    yield from (f"+ {reason}" for reason in reasons[:_MAX_REASONS])
    if against := text(match, "consideration"):
        yield f"{_AGAINST} {against}"
    yield link(match, "url")


def _headline(match: Facts) -> str:
    return f"{score(match)} {text(match, 'title')}"


class _Told(NamedTuple):
    """A message about one match.

    Attributes:
        subject: title and company, as far as they fit.
        lines: the rest, without repetition.
    """

    subject: str
    lines: Iterable[str]


def _only(match: Facts, company: str) -> _Told:
    title = _headline(match)
    both = f"{title}, {company}"
    if len(both) <= MAX_SUBJECT:
        return _Told(both, _lines(match, "", titled=False))
    if len(title) <= MAX_SUBJECT:
        return _Told(title, _lines(match, company, titled=False))
    return _Told(f"{score(match)} at {company}", _lines(match, "", titled=True))


def _pay(match: Facts) -> str:
    stated = match.get("salary")
    if not isinstance(stated, Mapping):
        return ""
    least, most = (_amount(stated.get(name)) for name in ("min", "max"))
    currency, period = (text(stated, name) for name in ("currency", "period"))
    return Salary(least, most, currency, period).told


def _amount(value: Any) -> float | None:
    known = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if known else None


def _age(match: Facts) -> str:
    """The age of the posting when it was found."""
    try:
        posted, found = (date.fromisoformat(str(match.get(name))) for name in ("posted", "found"))
    except ValueError:
        return ""
    days = (found - posted).days
    if days < 0:
        return ""
    return f"posted {counted(days, 'day', 'days')} ago" if days else "posted today"


def _more(found: Sequence[Any], most: int) -> str:
    return f"and {len(found) - most} more" if len(found) > most else ""


def _of_all(facts: Facts) -> list[tuple[str, Facts]]:
    found = [
        (text(company, "company"), match)
        for company in dicts(facts, "companies")
        for match in dicts(company, "matches")
    ]
    return sorted(found, key=lambda each: _rank(each[1]), reverse=True)


def _by_score(matches: Sequence[Facts]) -> list[Facts]:
    return sorted(matches, key=_rank, reverse=True)


def _rank(match: Facts) -> float:
    return _amount(match.get("score")) or 0.0
