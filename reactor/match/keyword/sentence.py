"""A sentence independent of language: its key and its values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias


class Joined(Enum):
    """How the items of a list are joined; each language has its own words."""

    AND = "and"
    OR = "or"
    QUOTES = "quotes"
    COMMAS = "commas"


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as one part of a sentence.

    Attributes:
        items: the items in English.
        joined: how they are joined.
        own_words: the items for all other languages; `""` or nothing if they are the same.
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
    """Countries by ISO 3166 code; of many, some are named and the rest is counted."""

    codes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a phrase in one, which `wording.py` words in a language.

    Attributes:
        key: its section and name in `sentences/*.toml`.
        parts: the values of its template's placeholders.
    """

    key: str
    parts: Mapping[str, "Part"] = field(default_factory=dict)

    def format(self, **parts: "Part") -> "Sentence":
        """The sentence with its parts filled in."""
        return Sentence(self.key, parts)


Part: TypeAlias = "str | int | Listed | Languages | Countries | Sentence | None"
"""A value of a placeholder. None is never worded: a sentence about a distance needs a distance."""
