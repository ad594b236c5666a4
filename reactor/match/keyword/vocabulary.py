"""The skills of each field of work, from `words/`, and the similarity of the fields."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from reactor.language.occupations import Occupation
from reactor.language.phrasebook import Phrasebook, spellings_of

GENERAL_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Skill:
    """A technology, tool or method.

    Attributes:
        name: its usual spelling.
        field: its field of work, `""` for a skill of every field.
        weight: its significance, 0 to 1.
    """

    name: str
    field: str
    weight: float = 1.0


def _load(name: str) -> dict[str, Any]:
    path = resources.files("reactor.match.keyword") / name
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _load_fields() -> dict[str, dict[str, Any]]:
    folder = resources.files("reactor.match.keyword") / "words"
    files = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return {name.removesuffix(".toml"): _load(f"words/{name}") for name in files}


def _skills(lines: Iterable[str], field: str, weight: float) -> Iterator[tuple[str, Skill]]:
    for spellings in map(spellings_of, lines):
        skill = Skill(spellings[0].removeprefix("="), field, weight)
        yield from ((spelling, skill) for spelling in spellings)


_FIELDS = _load_fields()
_KINSHIP = _load("kinship.toml")
# Fields whose occupations do not replace each other: a nurse is no dentist.
_APART = frozenset(name for name, known in _FIELDS.items() if known.get("apart"))
APART_KINSHIP = 0.35

SKILLS: Phrasebook[Skill] = Phrasebook(
    [
        *(one for name, known in _FIELDS.items() for one in _skills(known["skills"], name, 1.0)),
        *_skills(_load("general.toml")["skills"], "", GENERAL_WEIGHT),
    ]
)


def kinship(one: str, other: str) -> float:
    """How far a person of one field qualifies for another, 0 to 1."""
    if one == other:
        return 1.0
    return float(max(_KINSHIP.get(one, {}).get(other, 0), _KINSHIP.get(other, {}).get(one, 0)))


_NEARNESS = _load("nearness.toml")
_NEAR = {frozenset((one, other)): float(near) for one, other, near in _NEARNESS["near"]}

GENERAL_OCCUPATIONS = frozenset[str](_NEARNESS["general"])
"""The occupations of every field of work, each as `field/name`."""

NEAR_OCCUPATIONS = frozenset(one for pair in _NEAR for one in pair)
"""The occupations, each as `field/name`, that are similar to others."""


def nearness(one: Occupation, other: Occupation) -> float:
    """How far a person of one occupation qualifies for another, 0 to 1; 0 if not listed."""
    if one == other:
        return 1.0
    return _NEAR.get(frozenset((f"{one.field}/{one.name}", f"{other.field}/{other.name}")), 0.0)


def is_general(occupation: Occupation) -> bool:
    """Whether an occupation exists in every field of work, such as a project manager's."""
    return f"{occupation.field}/{occupation.name}" in GENERAL_OCCUPATIONS


def likeness_within(field: str) -> float:
    """How far an occupation qualifies for another of its field, if none is listed."""
    name = "within_close" if field in _NEARNESS["close"] else "within"
    return float(_NEARNESS[name])


def is_apart(field: str) -> bool:
    """Whether the occupations of a field do not replace each other."""
    return field in _APART


def skills_in(words: tuple[str, ...]) -> tuple[Skill, ...]:
    """The skills in a text, each once, in the order of their first mention."""
    return tuple(dict.fromkeys(found.entry for found in SKILLS.find(words)))
