"""Places by name: the countries, regions and cities that postings name."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources

from reactor.language.phrasebook import Phrasebook, plain, words_of

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


# Names in Babel that more often mean something else: a state, a district, a meeting, given names.
_OTHERWISE = frozenset(
    ("chad", "georgia", "guinea", "jersey", "kongo", "mali", "man", "maurice", "niger", "reunion")
)
_LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "pt", "sv", "da", "nb", "fi", "cs")


@cache
def _cities() -> Phrasebook[frozenset[str]]:
    return Phrasebook(_named(_WORLD["cities"]))


@cache
def _names() -> Phrasebook[frozenset[str]]:
    """Countries, their states and regions; our own list takes precedence over Babel's."""
    return Phrasebook(
        [
            *_named(_WORLD["countries"]),
            *_named({code: region["names"] for code, region in _WORLD["regions"].items()}),
            *_names_of_countries(),
        ]
    )


def _names_of_countries() -> Iterator[tuple[str, frozenset[str]]]:
    """The names of countries in the languages of most postings.

    Babel is loaded on first use, and so never in the process that waits for events.
    """
    from babel import localedata  # noqa: PLC0415 - see above

    for language in _LANGUAGES:
        for code, name in localedata.load(language)["territories"].items():
            if _COUNTRY.fullmatch(code) and plain(name) not in _OTHERWISE:
                yield name, _COUNTRIES.get(code, frozenset({code}))
        # Babel caches all data of a language: 20 MB for these, which a Pi cannot spare.
        localedata._cache.clear()  # noqa: SLF001 - it has no public way to let go


# Two-letter codes, except those of no country: the EU, the UN, the euro area, unknown ones.
_COUNTRY = re.compile(r"(?!EU|UN|EZ|QO|XA|XB|ZZ)[A-Z]{2}")
# Without DE and IN: those are Germany and India about as often.
_US_STATE = re.compile(
    r",\s*(?:A[KLRZ]|C[AOT]|DC|FL|GA|HI|I[ADL]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI"
    r"|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\b"
)
_CANADIAN_PROVINCE = re.compile(r",\s*(?:BC|ON|QC|AB|MB|NS|SK|NB)\b")
_CODE = re.compile(r",\s*([A-Z]{2})\s*$")
_ALSO_STATES = frozenset({"DE", "IN"})
# Separators between the places of a posting with several.
PLACES = re.compile(r"[/|;•·()\n]|\s(?:or|oder|ou|o|of|lub|and|und|et|y|e|en|i|-|\u2013)\s")
REMEMBERED = 256
_MAX_TOWN = 60
_MAX_SPACES = 4


@lru_cache(maxsize=REMEMBERED)
def countries_in(text: str) -> frozenset[str]:
    """ISO codes of the countries of a place such as `Berlin` or `Austin, TX`.

    A region counts as all its members; the set is empty if no name is known.
    """
    return frozenset[str]().union(*map(_countries_of_place, PLACES.split(text)))


def _countries_of_place(text: str) -> frozenset[str]:
    """The countries of one place: a stated country or state takes precedence over its city."""
    stated = named_countries(text)
    if stated:
        return stated
    return frozenset[str]().union(*(found.entry for found in _cities().find(words_of(text))))


@lru_cache(maxsize=REMEMBERED)
def named_countries(text: str) -> frozenset[str]:
    """The countries in one place: by name, or by a region, a state or a code."""
    named = frozenset[str]().union(*(found.entry for found in _names().find(words_of(text))))
    if named:
        return named
    if _US_STATE.search(text):
        return frozenset({"US"})
    if _CANADIAN_PROVINCE.search(text):
        return frozenset({"CA"})
    code = _CODE.search(text)
    if code and code[1] in _COUNTRIES:
        return frozenset({code[1], "US"}) if code[1] in _ALSO_STATES else _COUNTRIES[code[1]]
    return frozenset()


def us_state(text: str) -> str:
    """The two-letter code of the state in a place such as `Austin, TX`; `""` if none."""
    state = _US_STATE.search(text)
    return state[0].lstrip(", ") if state else ""


def words_of_towns(kind: str) -> frozenset[str]:
    """The words `around` names of towns, or the `ordinary` words that are names of towns."""
    return frozenset(_WORLD["town_words"][kind])


def names_province(text: str) -> bool:
    """Whether a place such as `Québec, QC` has the code of a Canadian province."""
    return bool(_CANADIAN_PROVINCE.search(text))


def towns_of_region(name: str) -> frozenset[str]:
    """The central towns of a region such as the Île-de-France, in plain form; none if unknown."""
    return _metropolises().get(name, frozenset())


@cache
def _metropolises() -> dict[str, frozenset[str]]:
    known: dict[str, frozenset[str]] = {}
    for town, regions in _WORLD["metropolises"].items():
        for region in regions:
            name = " ".join(map(plain, words_of(region)))
            known[name] = known.get(name, frozenset()) | {town}
    return known


def countries_of_code(code: str) -> frozenset[str]:
    """The countries of a code of `places.toml`, such as `DE` or `EU`; none if unknown."""
    return _COUNTRIES.get(code.upper(), frozenset())


def names_country(words: str) -> bool:
    """Whether words are the name of a country, a state or a region."""
    parts = words_of(words)
    return any(found.end - found.start == len(parts) for found in _names().find(parts))


def is_place(word: str) -> bool:
    """Whether a single word is the name of a place."""
    return any(_names().find((word,))) or any(_cities().find((word,)))


def is_town(words: str) -> bool:
    """Whether a short line names a known place."""
    short = len(words) < _MAX_TOWN and words.count(" ") < _MAX_SPACES
    return short and words[:1].isupper() and bool(countries_in(words))
