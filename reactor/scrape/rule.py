"""The rule learned for a company's page: which groups are postings, by their markup.

A rule names neither positions in the page nor words of postings, so it stays valid from day to day.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Shape = tuple[str, ...]
"""Tags and classes of a line and its ancestors, outermost first: `ul.jobs`, `li`, `a`."""

ALIKE = 0.75
"""Minimum likeness at which two shapes count as the same."""

CELLS = ("td", "th")
"""Tags of table cells; their level in a shape includes the column: `td:2`."""

MAX_GROUPS = 5
"""Maximum groups of one page in a rule."""

_MAX_TEXTS = 12
_MAX_TEXT = 200
_FIELDS = ("title", "place", "under", "apart")
_NUMBER = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class GroupRule:
    """One group of postings on a page.

    Attributes:
        title: the shape of its titles.
        place: the shape of the field with their places; empty for none.
        under: the headings it may have, as `heading_key` returns them; empty for no heading.
        apart: the introductions of blocks with the same markup that are not postings.
    """

    title: Shape
    place: Shape = ()
    under: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageRule:
    """The groups of a page that are postings.

    Attributes:
        groups: their rules.
        borne_out: whether the page confirmed the rule once; later visits then need less evidence.
    """

    groups: tuple[GroupRule, ...] = ()
    borne_out: bool = False

    def fields(self) -> list[dict[str, Any]]:
        """Return the rule in its stored form."""
        return [
            {name: list(getattr(each, name)) for name in _FIELDS if getattr(each, name)}
            for each in self.groups
        ]


def rule_from(stored: Any) -> PageRule:
    """Return the rule from its stored form; unreadable parts are left out."""
    found = stored if isinstance(stored, list) else []
    groups = tuple(filter(None, map(_group_from, found[:MAX_GROUPS])))
    return PageRule(groups, borne_out=bool(groups))


def heading_key(words: str) -> str:
    """Return a heading's stable part: its letters, without the number of postings."""
    return _NUMBER.sub(" ", words).strip().lower()


def likeness(one: Shape, other: Shape) -> float:
    """Return the likeness of two shapes, 0 to 1: inner levels weigh more than outer ones."""
    if not one or not other or _tag(one[-1]) != _tag(other[-1]):
        return 0.0
    points = total = 0.0
    for place in range(1, max(len(one), len(other)) + 1):
        weight = 1 / place
        total += weight
        if place <= len(one) and place <= len(other):
            if _are_other_columns(one[-place], other[-place]):
                return 0.0
            points += weight * _likeness_of_levels(one[-place], other[-place])
    return points / total


def _likeness_of_levels(one: str, other: str) -> float:
    if one == other:
        return 1.0
    (tag, *classes), (other_tag, *other_classes) = one.split("."), other.split(".")
    either = {*classes, *other_classes}
    shared = len({*classes} & {*other_classes}) / len(either) if either else 1.0
    return 0.5 * (tag == other_tag) + 0.5 * shared


def _are_other_columns(one: str, other: str) -> bool:
    return ":" in _tag(one) and _tag(one) != _tag(other)


def _tag(level: str) -> str:
    return level.partition(".")[0]


def _group_from(stored: Any) -> GroupRule | None:
    if not isinstance(stored, Mapping):
        return None
    title, *others = (_texts(stored.get(name)) for name in _FIELDS)
    return GroupRule(title, *others) if title else None


def _texts(stored: Any) -> tuple[str, ...]:
    listed: Sequence[Any] = stored if isinstance(stored, list) else ()
    return tuple(each[:_MAX_TEXT] for each in listed[:_MAX_TEXTS] if isinstance(each, str))
