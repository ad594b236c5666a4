"""The fields of work, and which words tell of them; the words stand in `vocabulary.toml`."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from reactor.match.keyword.phrasebook import Phrasebook

GENERAL_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Skill:
    """A technology, tool or method.

    Attributes:
        name: as people write it.
        field: the field of work it belongs to, `""` for one that every field asks for.
        weight: how much having it says, 0 to 1.
    """

    name: str
    field: str
    weight: float = 1.0


def _load() -> dict[str, Any]:
    path = resources.files("reactor.match.keyword") / "vocabulary.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _skills(lines: Iterable[str], field: str, weight: float) -> Iterator[tuple[str, Skill]]:
    for line in lines:
        spellings = [spelling.strip() for spelling in line.split("|")]
        skill = Skill(spellings[0].removeprefix("="), field, weight)
        yield from ((spelling, skill) for spelling in spellings)


def _all_skills(words: dict[str, Any]) -> Iterator[tuple[str, Skill]]:
    for field, known in words["fields"].items():
        yield from _skills(known["skills"], field, 1.0)
    yield from _skills(words["general"]["skills"], "", GENERAL_WEIGHT)


_WORDS = _load()

SKILLS: Phrasebook[Skill] = Phrasebook(_all_skills(_WORDS))
ROLES: Phrasebook[str] = Phrasebook(
    (role, field) for field, known in _WORDS["fields"].items() for role in known["roles"]
)


def kinship(one: str, other: str) -> float:
    """How much somebody of one field has to offer in another, 0 to 1."""
    if one == other:
        return 1.0
    related = _WORDS["related"]
    return float(max(related.get(one, {}).get(other, 0), related.get(other, {}).get(one, 0)))


def skills_in(words: tuple[str, ...]) -> tuple[Skill, ...]:
    """The skills that a text names, each once, in the order of their first mention."""
    return tuple(dict.fromkeys(found.entry for found in SKILLS.find(words)))
