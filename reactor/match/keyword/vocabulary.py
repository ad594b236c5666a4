"""The skills of each field of work, which stand in `words/`, and how near the fields are."""

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
        name: as people write it.
        field: the field of work it belongs to, `""` for one that every field asks for.
        weight: how much having it says, 0 to 1.
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
# Fields whose occupations do not stand in for one another: a nurse is no dentist.
_APART = frozenset(name for name, known in _FIELDS.items() if known.get("apart"))
APART_KINSHIP = 0.35

SKILLS: Phrasebook[Skill] = Phrasebook(
    [
        *(one for name, known in _FIELDS.items() for one in _skills(known["skills"], name, 1.0)),
        *_skills(_load("general.toml")["skills"], "", GENERAL_WEIGHT),
    ]
)


def kinship(one: str, other: str) -> float:
    """How much somebody of one field has to offer in another, 0 to 1."""
    if one == other:
        return 1.0
    return float(max(_KINSHIP.get(one, {}).get(other, 0), _KINSHIP.get(other, {}).get(one, 0)))


_NEARNESS = _load("nearness.toml")
_NEAR = {frozenset((one, other)): float(near) for one, other, near in _NEARNESS["near"]}

GENERAL_OCCUPATIONS = frozenset[str](_NEARNESS["general"])
"""Those of every field of work, each as `field/name`."""

NEAR_OCCUPATIONS = frozenset(one for pair in _NEAR for one in pair)
"""The occupations, each as `field/name`, that are near others."""


def nearness(one: Occupation, other: Occupation) -> float:
    """How much somebody of one occupation has to offer in another, 0 to 1; 0 where none says."""
    if one == other:
        return 1.0
    return _NEAR.get(frozenset((f"{one.field}/{one.name}", f"{other.field}/{other.name}")), 0.0)


def is_general(occupation: Occupation) -> bool:
    """Whether an occupation is found in every field of work, such as a project manager's."""
    return f"{occupation.field}/{occupation.name}" in GENERAL_OCCUPATIONS


def likeness_within(field: str) -> float:
    """What an occupation has to offer in another of its field, where no list says how near."""
    name = "within_close" if field in _NEARNESS["close"] else "within"
    return float(_NEARNESS[name])


def is_apart(field: str) -> bool:
    """Whether the occupations of a field do not stand in for one another."""
    return field in _APART


def skills_in(words: tuple[str, ...]) -> tuple[Skill, ...]:
    """The skills that a text names, each once, in the order of their first mention."""
    return tuple(dict.fromkeys(found.entry for found in SKILLS.find(words)))
