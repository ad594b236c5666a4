"""Places by name: the countries, regions and cities that postings name."""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from reactor.language.phrasebook import Phrasebook, words_of

_WORLD = tomllib.loads(
    (resources.files("reactor.language") / "places.toml").read_text(encoding="utf-8")
)
_REGIONS: dict[str, frozenset[str]] = {
    code: frozenset(region["members"]) for code, region in _WORLD["regions"].items()
}
_COUNTRIES: dict[str, frozenset[str]] = {
    code: frozenset({code}) for code in _WORLD["countries"]
} | _REGIONS


def _named(names: dict[str, list[str]]) -> Iterator[tuple[str, frozenset[str]]]:
    for code, known in names.items():
        yield from ((name, _COUNTRIES[code]) for name in known)


_CITIES = Phrasebook(_named(_WORLD["cities"]))
_NAMES = Phrasebook(
    [
        *_named(_WORLD["countries"]),
        *_named({code: region["names"] for code, region in _WORLD["regions"].items()}),
    ]
)
# Without DE and IN: those are Germany and India about as often.
_US_STATE = re.compile(
    r",\s*(?:A[KLRZ]|C[AOT]|DC|FL|GA|HI|I[ADL]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI"
    r"|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\b"
)
_CANADIAN_PROVINCE = re.compile(r",\s*(?:BC|ON|QC|AB|MB|NS|SK|NB)\b")
_CODE = re.compile(r",\s*([A-Z]{2})\s*$")
_ALSO_STATES = frozenset({"DE", "IN"})
# What parts the places of a posting that is open in several.
_PLACES = re.compile(r"[/|;•·()\n]|\s(?:or|oder|ou|o|of|lub|and|und|et|y|e|en|i|-|\u2013)\s")
REMEMBERED = 256
_LONGEST_TOWN = 60
_MOST_SPACES = 4


@lru_cache(maxsize=REMEMBERED)
def countries_in(text: str) -> frozenset[str]:
    """ISO codes of the countries that a place such as `Berlin` or `Austin, TX` lies in.

    A region counts as all its members; no name known gives an empty set.
    """
    return frozenset[str]().union(*map(_countries_of_place, _PLACES.split(text)))


def _countries_of_place(text: str) -> frozenset[str]:
    """The countries of one place: what it says of country or state goes before its city."""
    words = words_of(text)
    named = frozenset[str]().union(*(found.entry for found in _NAMES.find(words)))
    if named:
        return named
    if _US_STATE.search(text):
        return frozenset({"US"})
    if _CANADIAN_PROVINCE.search(text):
        return frozenset({"CA"})
    code = _CODE.search(text)
    if code and code[1] in _COUNTRIES:
        return frozenset({code[1], "US"}) if code[1] in _ALSO_STATES else _COUNTRIES[code[1]]
    return frozenset[str]().union(*(found.entry for found in _CITIES.find(words)))


def countries_of_code(code: str) -> frozenset[str]:
    """The countries of a code of `places.toml`, such as `DE` or `EU`; none for one not known."""
    return _COUNTRIES.get(code.upper(), frozenset())


def is_place(word: str) -> bool:
    """Whether a word alone names a place."""
    return any(_NAMES.find((word,))) or any(_CITIES.find((word,)))


def is_town(words: str) -> bool:
    """Whether a short line names a place that is known."""
    short = len(words) < _LONGEST_TOWN and words.count(" ") < _MOST_SPACES
    return short and words[:1].isupper() and bool(countries_in(words))
