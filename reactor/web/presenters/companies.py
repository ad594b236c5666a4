"""A company as it is shown: how often it is visited, its last visits as a bar, and what to do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reactor.advice import ADVICE
from reactor.decisions.schedule import interval
from reactor.lenient_fields import valid_rank
from reactor.mongo.views.company_rows import CompanyRow
from reactor.mongo.views.visits import LAST, Visit
from reactor.web.i18n import Words
from reactor.web.presenters.ages import age
from reactor.web.presenters.bars import GAP, HEIGHT, WIDTH, Bar, Chart, Segment

_FIND = frozenset({"page_gone", "no_such_host", "no_careers_url", "redirect_loop", "bad_redirect"})
"""Codes after which the company's board may be found by its name."""

_DIGITS = re.compile("[0-9]{1,3}")
_CLOCKS_DIFFER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ShownCompany:
    """A company, and what was worked out of it.

    Attributes:
        row: what was read.
        often: how often its rank has it visited.
        bar: its last visits.
        bar_says: the same in words.
        remedy: `try`, `edit` or `find`: what its one button does; `""` if nothing is wrong.
        waits_until: until when a changed rank leads to no visit; None if it does at once.
    """

    row: CompanyRow
    often: str
    bar: Chart
    bar_says: str
    remedy: str
    waits_until: datetime | None


def shown(row: CompanyRow, now: datetime, cooldown: timedelta, words: Words) -> ShownCompany:
    """A company as it is shown now."""
    well = sum(visit.completed and visit.recognised for visit in row.visits)
    says = words("companies.bar", count=len(row.visits), well=well)
    return ShownCompany(
        row=row,
        often=pace(row.rank, words),
        bar=bar_of(row.visits, now, words),
        bar_says=says if row.visits else words("companies.no_visits"),
        remedy=remedy(row),
        waits_until=waits_until(row.tried_at, now, cooldown),
    )


def pace(rank: int | None, words: Words) -> str:
    """`every day`, `every 3 days`; `""` without a rank."""
    return words("companies.pace", count=interval(rank).days) if rank else ""


def bar_of(visits: Sequence[Visit], now: datetime, words: Words) -> Chart:
    """The last visits, the newest at the right; what is not there yet is a thin line."""
    missing = LAST - len(visits)
    empty = (Segment(HEIGHT - 1, 1, "none"),)
    full = [(_kind(visit), _told(visit, now, words)) for visit in visits]
    bars = [Bar(at * (WIDTH + GAP), "", empty) for at in range(missing)]
    bars += [
        Bar((missing + at) * (WIDTH + GAP), title, (Segment(0, HEIGHT, kind),))
        for at, (kind, title) in enumerate(full)
    ]
    return Chart(tuple(bars), LAST * (WIDTH + GAP) - GAP)


def _kind(visit: Visit) -> str:
    if not visit.completed:
        return "bad"
    return "good" if visit.recognised else "warn"


def outcome(visit: Visit, words: Words) -> str:
    """How a visit ended, in a few words; what failed is told in the reactor's own."""
    if not visit.completed:
        return words("companies.visit_failed")
    if not visit.recognised:
        return words("companies.visit_unrecognised")
    if visit.found is None:
        return words("companies.visit_well")
    return words("companies.visit_found", count=visit.found, new=visit.new)


def _told(visit: Visit, now: datetime, words: Words) -> str:
    when = age(visit.ended_at, now, words) if visit.ended_at else ""
    why = f": {visit.error_message}" if visit.error_message and not visit.completed else ""
    return f"{when} {outcome(visit, words)}{why}".strip()


def remedy(row: CompanyRow) -> str:
    """What the one button of a company does."""
    if row.failing is None:
        return "find" if row.unrecognised else ""
    return remedy_of(row.failing.error_code or "")


def remedy_of(code: str) -> str:
    """What helps against a code: to find the board again, to edit the address, or to try."""
    if code in _FIND:
        return "find"
    do = ADVICE[code].do if code in ADVICE else ""
    return "edit" if "careers_url" in do and "tried again by itself" not in do else "try"


def waits_until(tried_at: datetime | None, now: datetime, cooldown: timedelta) -> datetime | None:
    """When the rest after a visit is over; None if it is."""
    if tried_at is None or tried_at > now + _CLOCKS_DIFFER or tried_at + cooldown <= now:
        return None
    return tried_at + cooldown


def chosen_rank(was: str, slider: str, number: str) -> int | None:
    """The rank that a form means; None if it is none.

    Without scripts the slider and the number beside it know nothing of each other: whichever was
    moved is meant.
    """
    said = number if number != was or not slider else slider
    return valid_rank(int(said)) if _DIGITS.fullmatch(said) else None
