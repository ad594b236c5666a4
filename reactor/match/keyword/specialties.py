"""Specialties of an occupation: a teacher of mathematics does not teach French."""

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from importlib import resources

from reactor.language.occupations import OCCUPATIONS, Occupation
from reactor.language.phrasebook import Phrasebook

_WORDS = tomllib.loads(
    (resources.files("reactor.match.keyword") / "specialties.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True)
class Branch:
    """A specialty of some occupations.

    Attributes:
        kind: the occupations, as the index of their list.
        name: the specialty.
    """

    kind: int
    name: str


@dataclass(frozen=True, slots=True)
class _Kind:
    occupations: frozenset[str]
    anywhere: bool
    books: Phrasebook[Branch]

    def is_of(self, occupations: Iterable[Occupation]) -> bool:
        return any(f"{one.field}/{one.name}" in self.occupations for one in occupations)


_KINDS = [
    _Kind(
        frozenset(kind["occupations"]),
        kind.get("anywhere", False),
        Phrasebook(
            (phrase, Branch(place, name))
            for name, phrases in kind["branches"].items()
            for phrase in phrases
        ),
    )
    for place, kind in enumerate(_WORDS["kind"])
]

BRANCHED_OCCUPATIONS = frozenset[str]().union(*(kind.occupations for kind in _KINDS))
"""The occupations with specialties, each as `field/name`."""


def branches_of_title(
    words: tuple[str, ...], occupations: Collection[Occupation]
) -> frozenset[Branch]:
    """The specialties of its occupations in a title."""
    return frozenset(
        found.entry
        for kind in _KINDS
        if kind.is_of(occupations)
        for found in kind.books.find(words)
    )


def branches_of_profile(lines: Iterable[tuple[str, ...]]) -> frozenset[Branch]:
    """The specialties in a candidate's goals and CV, one line each."""
    branches: set[Branch] = set()
    for words in lines:
        occupations = [found.entry for found in OCCUPATIONS.find(words)]
        for kind in _KINDS:
            if kind.anywhere or kind.is_of(occupations):
                branches.update(found.entry for found in kind.books.find(words))
    return frozenset(branches)


def are_apart(wanted: Collection[Branch], own: Collection[Branch]) -> bool:
    """Whether the posting is of another specialty than the candidate."""
    return any(
        one.kind == other.kind and wanted_of_kind.isdisjoint(own)
        for one in wanted
        if (wanted_of_kind := {each for each in wanted if each.kind == one.kind})
        for other in own
    )
