"""Occupations in many languages; one list for all rooms, a file for each field of work.

A line is one occupation in all its spellings; lines with the same first name are one occupation.
Braces hold alternatives: `enfermeir{o,a}`, `{care,support} worker`. A spelling with `~` names the
work, not the worker: `~nursing` shows that a CV is a nurse's, but is no title. Spellings that are
also names, places or everyday words are repeated with `~`, because lists are full of those.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from reactor.language.phrasebook import Phrasebook, plain, spellings_of

_WORK = "~"
_ALTERNATIVES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation, in any language: `nurse` is also `infirmier` and `enfermera`."""

    name: str
    field: str


def _load() -> Iterator[tuple[str, Occupation]]:
    folder = resources.files("reactor.language.occupations")
    files = (file for file in folder.iterdir() if file.name.endswith(".toml"))
    for file in sorted(files, key=lambda file: file.name):
        field = file.name.removesuffix(".toml")
        for line in tomllib.loads(file.read_text(encoding="utf-8"))["roles"]:
            spellings = [one for piece in spellings_of(line) for one in _expanded(piece)]
            occupation = Occupation(spellings[0].removeprefix(_WORK), field)
            yield from ((spelling, occupation) for spelling in spellings)


def _expanded(piece: str) -> Iterator[str]:
    """The spellings of a piece with braces, in order."""
    braces = _ALTERNATIVES.search(piece) if "{" in piece else None
    if braces is None:
        yield piece
        return
    before, rest = piece[: braces.start()], piece[braces.end() :]
    for alternative in braces[1].split(","):
        yield from _expanded(f"{before}{alternative}{rest}")


_SPELLINGS = tuple(_load())

ALL_OCCUPATIONS = frozenset(occupation for _, occupation in _SPELLINGS)

_NO_TITLES = frozenset(plain(one[1:]) for one, _ in _SPELLINGS if one.startswith(_WORK))

NAMES_OF_PEOPLE = tuple(
    one for one, _ in _SPELLINGS if not one.startswith(_WORK) and plain(one) not in _NO_TITLES
)
"""The spellings that name a worker, in the form of a `Phrasebook`."""

OCCUPATIONS: Phrasebook[Occupation] = Phrasebook(
    (spelling.removeprefix(_WORK), occupation) for spelling, occupation in _SPELLINGS
)
