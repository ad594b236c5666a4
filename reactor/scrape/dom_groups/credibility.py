"""Checks a claim that a group of records is postings against the page.

The claim may be wrong or malicious. So something in the records other than their position must
support it, nothing strong may contradict it, and no better group may be missing from it.
"""

from collections.abc import Callable, Sequence

from reactor.language.roles import sounds_like_trade
from reactor.scrape.dom_groups.entry import Entry
from reactor.scrape.dom_groups.group_verdict import (
    GroupJudgement,
    Verdict,
    is_no_posting,
    is_occupation,
)
from reactor.scrape.dom_groups.sections import PageSection
from reactor.scrape.dom_groups.title_columns import JudgedGroup

_MIN_FITTING = 0.5
_MAX_AGAINST = 2.5
_SOME = 0.2
_MANY = 0.6
_ANNOUNCED = 0.5
_BETTER = 1.0
"""Points by which an unnamed group must exceed the named ones to refute the claim."""


def is_credible(
    entries: Sequence[Entry],
    sections: Sequence[PageSection],
    judgement: GroupJudgement,
    *,
    borne_out: bool = False,
) -> bool:
    """Whether a group of records may be postings.

    Args:
        entries: the entries of its records.
        sections: the section of each entry.
        judgement: the judgement of the group.
        borne_out: whether it was credible on an earlier day; no support is then needed now.
    """
    fitting = [each for each in entries if not is_no_posting(each)]
    if not fitting or len(fitting) < _MIN_FITTING * len(entries):
        return False
    against = -sum(min(each.points, 0.0) for each in judgement.evidence if each.weighs)
    return against <= _MAX_AGAINST and (borne_out or _speaks_for_itself(fitting, sections))


def passes_over_better(named: Sequence[JudgedGroup], all_groups: Sequence[JudgedGroup]) -> bool:
    """Whether an unnamed group may be postings and is clearly better than the named ones."""
    best = max((each.judgement.score for each in named), default=0.0)
    others = (
        each.judgement.score
        for each in all_groups
        if each.judgement.verdict is Verdict.UNSURE and not any(each is one for one in named)
    )
    return max(others, default=0.0) > best + _BETTER


def _speaks_for_itself(entries: Sequence[Entry], sections: Sequence[PageSection]) -> bool:
    occupations = _share(entries, lambda e: is_occupation(e.title) or sounds_like_trade(e.title))
    leading = _share(entries, lambda e: e.link is not None and e.link.is_job)
    stated = _share(entries, lambda e: bool(e.location or e.employment_type))
    asked = _share(entries, lambda e: e.applies or e.has_duties)
    announced = sum(each.weight for each in sections) / len(sections)
    if len(entries) == 1 and not occupations:
        return False
    return (
        occupations >= _MANY
        or leading >= _MANY
        or (occupations >= _SOME and max(stated, asked) >= _MANY)
        or (stated >= _MANY and announced >= _ANNOUNCED)
    )


def _share(entries: Sequence[Entry], test: Callable[[Entry], bool]) -> float:
    return sum(map(test, entries)) / len(entries)
