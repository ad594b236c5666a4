"""In which field of work ordinary titles are, in ten languages: run with `-s` for those that fail.

The lists in `titles/` were written by hand before the vocabulary was read, or mended on the one
before; a line is the fields that its titles may be in.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from reactor.language.occupations.in_titles import occupations_in_title

TITLES = Path(__file__).parent / "titles"
LISTS = ("first", "second", "third")


@dataclass(frozen=True)
class Labelled:
    """A title, the fields that it may be in, and those in which it is found."""

    title: str
    may_be: frozenset[str]

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(found.entry.field for found in occupations_in_title(self.title))

    @property
    def is_right(self) -> bool:
        return bool(self.fields) and ("any" in self.may_be or self.fields <= self.may_be)


def _labelled(name: str) -> Iterator[Labelled]:
    languages = tomllib.loads((TITLES / f"{name}.toml").read_text(encoding="utf-8"))
    for lines in languages.values():
        for fields, titles in lines.items():
            for title in titles.split(" | "):
                yield Labelled(title, frozenset(fields.split()))


@pytest.mark.parametrize("name", LISTS)
def test_hardly_any_ordinary_title_is_in_no_field(name: str) -> None:
    titles = list(_labelled(name))
    unknown = [one.title for one in titles if not one.fields]
    print(f"\n{name}: {len(titles)} titles, in no field: {unknown}")  # noqa: T201 - asked for by -s
    assert len(unknown) <= 0.01 * len(titles)


@pytest.mark.parametrize("name", LISTS)
def test_ordinary_titles_are_in_the_field_they_are_of(name: str) -> None:
    titles = list(_labelled(name))
    wrong = [(one.title, sorted(one.fields)) for one in titles if one.fields and not one.is_right]
    print(f"\n{name}: {len(titles)} titles, in a wrong field: {wrong}")  # noqa: T201 - asked for by -s
    assert len(wrong) <= 0.02 * len(titles)


def test_what_a_title_only_mentions_is_not_what_it_looks_for() -> None:
    assert [one.title for one in _labelled("besides") if not one.is_right] == []


@pytest.mark.parametrize("gendered", ["Enfermeir{}", "Programador{}", "Camarer{}", "Médic{}"])
def test_a_title_is_known_in_both_genders(gendered: str) -> None:
    endings = ("", "a") if gendered.startswith("Program") else ("o", "a")
    man, woman = (occupations_in_title(gendered.format(ending)) for ending in endings)
    assert man
    assert [one.entry for one in man] == [one.entry for one in woman]


@pytest.mark.parametrize(
    ("title", "occupation"),
    [
        ("Head of Mathematics", "education"),
        ("Stationsleitung Innere Medizin", "health"),
        ("Oficial de primera instalador fotovoltaico", "trades"),
        ("Transport Coordinator", "operations"),
        ("Spedytor", "operations"),
        ("Heilerziehungspfleger (m/w/d)", "health"),
        ("Fachinformatiker Systemintegration", "software"),
        ("Koch/Kellner (m/w/d)", "hospitality"),
    ],
)
def test_titles_that_were_in_no_field_are_in_theirs(title: str, occupation: str) -> None:
    assert {found.entry.field for found in occupations_in_title(title)} == {occupation}
