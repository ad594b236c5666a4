"""What a model is told of a page that could not be read with certainty, and what it may answer.

An outline is data: numbered groups of records, a few of them field by field, each text cut. The
answer names groups and fields by their numbers, so nothing can come back that is not on the page.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self, TypeVar

from reactor.scrape.rule import (
    ALIKE,
    MOST_GROUPS,
    GroupRule,
    PageRule,
    Shape,
    heading_key,
    likeness,
)

MOST_BYTES = 13_000
"""Of an outline as JSON in UTF-8. Its instruction and the form of the answer are 3,000 more. Where
letters are rare and marks are many, a token has 2.7 bytes: together 6,000 tokens."""


_SEVERAL = 3
_MOST_OF_ALL = 0.66

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class OutlinedField:
    """One column of a group: its shape, and what it says in the first records."""

    shape: Shape
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutlinedGroup:
    """Records of one shape under one heading.

    Attributes:
        under: the heading.
        lead: what leads to them, if that is another.
        records: how many there are.
        fields: their columns, in the order of the page.
    """

    under: str
    lead: str
    records: int
    fields: tuple[OutlinedField, ...]

    def is_like(self, other: Self) -> bool:
        """Whether it has the markup of another, and stands under the same heading."""
        alike = likeness(self.fields[0].shape, other.fields[0].shape) >= ALIKE
        return alike and self.under == other.under

    def told(self, number: int) -> dict[str, Any]:
        """What a model is told of it."""
        fields = [
            {"field": place, "samples": list(each.samples)}
            for place, each in enumerate(self.fields, 1)
        ]
        around = {"under": self.under, "below": self.lead}
        known = {name: words for name, words in around.items() if words}
        return {"group": number, **known, "records": self.records, "fields": fields}


@dataclass(frozen=True, slots=True)
class Choice:
    """A group that somebody says is postings: numbers of the outline, counted from 1."""

    group: int
    title: int
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A page as groups of records.

    Attributes:
        title: the page's.
        groups: its groups, in the order of the page.
        likelihood: points of its likeliest group.
    """

    title: str
    groups: tuple[OutlinedGroup, ...]
    likelihood: float = 0.0

    def told(self) -> dict[str, Any]:
        """What a model is told."""
        groups = [group.told(number) for number, group in enumerate(self.groups, 1)]
        return {"title": self.title, "groups": groups}

    @property
    def size(self) -> int:
        """Bytes of what a model is told."""
        return len(json.dumps(self.told(), ensure_ascii=False).encode())

    @property
    def shape(self) -> str:
        """What stays of the page while only its texts change."""
        shapes = sorted({each.shape for group in self.groups for each in group.fields[:1]})
        return sha256(json.dumps(shapes).encode()).hexdigest()[:16]

    def rule(self, choices: Iterable[Choice]) -> PageRule:
        """The rule that these choices make.

        Raises:
            ValueError: a number is none of the outline's, or there are too many.
        """
        chosen = tuple(dict.fromkeys(choices))
        rules = dict.fromkeys(self._rule(choice, chosen) for choice in chosen)
        if len(rules) > MOST_GROUPS:
            raise ValueError(f"more than {MOST_GROUPS} kinds of groups cannot all be postings")
        kinds = {(group.under, group.fields[0].shape) for group in self.groups}
        if len(rules) >= _SEVERAL and len(rules) > _MOST_OF_ALL * len(kinds):
            raise ValueError("nearly everything on a page cannot be postings")
        return PageRule(tuple(rules))

    def _rule(self, choice: Choice, chosen: Sequence[Choice]) -> GroupRule:
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
