"""A sentence independent of language: its key and its values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias


class Joined(Enum):
    """How the items of a list hang together; each language has its own words for it."""

    AND = "and"
    OR = "or"
    QUOTES = "quotes"
    COMMAS = "commas"


@dataclass(frozen=True, slots=True)
class Listed:
    """Several things as one part of a sentence.

    Attributes:
        items: the things, by the names that English speakers are told.
        joined: what stands between them.
        own_words: what all others are told instead, `""` or nothing where that is the same.
    """

    items: "Sequence[Part]"
    joined: Joined = Joined.AND
    own_words: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Languages:
    """Human languages by their English names, of which one is enough."""

    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Countries:
    """Countries by their two letters; of many, some are named and the rest is counted."""

    codes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a phrase in one, that `wording.py` tells in a language.

    Attributes:
        key: its section and name in `sentences/*.toml`.
        parts: what its template's names in braces stand for.
    """

    key: str
    parts: Mapping[str, "Part"] = field(default_factory=dict)

    def format(self, **parts: "Part") -> "Sentence":
        """The sentence with its parts filled in."""
        return Sentence(self.key, parts)


Part: TypeAlias = "str | int | Listed | Languages | Countries | Sentence | None"
"""What is nothing is never told: a distance is known in the sentences that name it."""
