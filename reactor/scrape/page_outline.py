"""The outline of an uncertain page for a model, and the model's choice from it.

An outline is data: numbered groups of records, some of them field by field, with each text cut. The
answer names groups and fields by number, so it cannot contain anything that is not on the page.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self, TypeVar

from reactor.scrape.rule import (
    ALIKE,
    MAX_GROUPS,
    GroupRule,
    PageRule,
    Shape,
    heading_key,
    likeness,
)

MAX_BYTES = 13_000
"""Maximum bytes of an outline as JSON in UTF-8. The instruction and the answer's schema add 3,000.
With few letters and many punctuation marks, a token has 2.7 bytes: 6,000 tokens in all.
"""


_SEVERAL = 3
_MAX_OF_ALL = 0.66

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class OutlinedField:
    """One column of a group: its shape, and its texts in the first records."""

    shape: Shape
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutlinedGroup:
    """Records of one shape under one heading.

    Attributes:
        under: the heading.
        lead: the text that introduces them, if it differs from the heading.
        records: the number of records.
        fields: their columns, in page order.
    """

    under: str
    lead: str
    records: int
    fields: tuple[OutlinedField, ...]

    def is_like(self, other: Self) -> bool:
        """Whether both groups have similar markup and the same heading."""
        alike = likeness(self.fields[0].shape, other.fields[0].shape) >= ALIKE
        return alike and self.under == other.under

    def told(self, number: int) -> dict[str, Any]:
        """Return the group as JSON data for a model."""
        fields = [
            {"field": place, "samples": list(each.samples)}
            for place, each in enumerate(self.fields, 1)
        ]
        around = {"under": self.under, "below": self.lead}
        known = {name: words for name, words in around.items() if words}
        return {"group": number, **known, "records": self.records, "fields": fields}


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group chosen as postings, by outline numbers counted from 1."""

    group: int
    title: int
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A page as groups of records.

    Attributes:
        title: the page's title.
        groups: its groups, in page order.
        likelihood: the points of its likeliest group.
    """

    title: str
    groups: tuple[OutlinedGroup, ...]
    likelihood: float = 0.0

    def told(self) -> dict[str, Any]:
        """Return the outline as JSON data for a model."""
        groups = [group.told(number) for number, group in enumerate(self.groups, 1)]
        return {"title": self.title, "groups": groups}

    @property
    def size(self) -> int:
        """The size in bytes of the JSON for a model."""
        return len(json.dumps(self.told(), ensure_ascii=False).encode())

    @property
    def shape(self) -> str:
        """A hash of the page's structure, which stays the same while only texts change."""
        shapes = sorted({each.shape for group in self.groups for each in group.fields[:1]})
        return sha256(json.dumps(shapes).encode()).hexdigest()[:16]

    def rule(self, choices: Iterable[GroupChoice]) -> PageRule:
        """Return the rule that follows from these choices.

        Raises:
            ValueError: a number is not in the outline, or there are too many choices.
        """
        chosen = tuple(dict.fromkeys(choices))
        rules = dict.fromkeys(self._rule(choice, chosen) for choice in chosen)
        if len(rules) > MAX_GROUPS:
            raise ValueError(f"more than {MAX_GROUPS} kinds of groups cannot all be postings")
        kinds = {(group.under, group.fields[0].shape) for group in self.groups}
        if len(rules) >= _SEVERAL and len(rules) > _MAX_OF_ALL * len(kinds):
            raise ValueError("nearly everything on a page cannot be postings")
        return PageRule(tuple(rules))

    def _rule(self, choice: GroupChoice, chosen: Sequence[GroupChoice]) -> GroupRule:
        group = _numbered(self.groups, choice.group, "group")
        title = _numbered(group.fields, choice.title, "field").shape
        place: Shape = ()
        if choice.place is not None:
            place = _numbered(group.fields, choice.place, "field").shape
        under = (heading_key(group.under),) if group.under else ()
        numbers = {each.group for each in chosen}
        apart = dict.fromkeys(
            heading_key(other.lead)
            for number, other in enumerate(self.groups, 1)
            if number not in numbers and other.lead and other.is_like(group)
        )
        return GroupRule(title, () if place == title else place, under, tuple(apart))


def _numbered(items: tuple[Item, ...], number: int, what: str) -> Item:
    if not 1 <= number <= len(items):
        raise ValueError(f"there is no {what} {number}")
    return items[number - 1]
