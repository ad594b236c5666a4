"""What was learned of a company's page: which of its groups are postings, by their markup.

A rule names no place in a page and no words of postings, so that it holds from day to day.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Shape = tuple[str, ...]
"""Tags and classes of a line and of what it stands in, outermost first: `ul.jobs`, `li`, `a`."""

ALIKE = 0.75
"""From here on two shapes are taken for the same."""

CELLS = ("td", "th")
"""Tags of a table's cells; the level of one has its column: `td:2`."""

MOST_GROUPS = 5
"""Of one page that a rule names."""

_MOST_TEXTS = 12
_LONGEST_TEXT = 200
_FIELDS = ("title", "place", "under", "apart")
_NUMBER = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class GroupRule:
    """One group of a page that is postings.

    Attributes:
        title: the shape of its titles.
        place: the shape of the field that names their places, empty for none.
        under: the headings that it may stand under, as `heading_key` makes them; none: no heading.
        apart: what leads to blocks of the same markup that are something else.
    """

    title: Shape
    place: Shape = ()
    under: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageRule:
    """The groups of a page that are postings.

    Attributes:
        groups: these.
        borne_out: whether the page bore it out once; on other days less needs to speak for it.
    """

    groups: tuple[GroupRule, ...] = ()
    borne_out: bool = False

    def fields(self) -> list[dict[str, Any]]:
        """The rule as it is stored."""
        return [
            {name: list(getattr(each, name)) for name in _FIELDS if getattr(each, name)}
            for each in self.groups
        ]


def rule_from(stored: Any) -> PageRule:
    """The rule that was stored; what somebody made unreadable of it is left out."""
    found = stored if isinstance(stored, list) else []
    groups = tuple(filter(None, map(_group_from, found[:MOST_GROUPS])))
    return PageRule(groups, borne_out=bool(groups))


def heading_key(words: str) -> str:
    """What stays of a heading from day to day: its letters, without the number of postings."""
    return _NUMBER.sub(" ", words).strip().lower()


def likeness(one: Shape, other: Shape) -> float:
    """How alike two shapes are, 0 to 1: the line itself counts most, what is around it less."""
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
    return tuple(each[:_LONGEST_TEXT] for each in listed[:_MOST_TEXTS] if isinstance(each, str))
