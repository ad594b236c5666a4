"""What people are, in many languages; one list for whoever asks, a file for each field of work."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from reactor.language.phrasebook import Phrasebook, spellings_of


@dataclass(frozen=True, slots=True)
class Occupation:
    """What somebody is, in whatever language it is said: `nurse` is `infirmier` and `enfermera`."""

    name: str
    field: str


def _load() -> Iterator[tuple[str, Occupation]]:
    folder = resources.files("reactor.language.occupations")
    files = (file for file in folder.iterdir() if file.name.endswith(".toml"))
    for file in sorted(files, key=lambda file: file.name):
        field = file.name.removesuffix(".toml")
        for line in tomllib.loads(file.read_text(encoding="utf-8"))["roles"]:
            spellings = spellings_of(line)
            occupation = Occupation(spellings[0], field)
            yield from ((spelling, occupation) for spelling in spellings)


OCCUPATIONS: Phrasebook[Occupation] = Phrasebook(_load())
