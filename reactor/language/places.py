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


# What a name of Babel's is besides, and oftener: a state, a city's part, a meeting, given names.
_OTHERWISE = frozenset(
    ("chad", "georgia", "guinea", "jersey", "kongo", "mali", "man", "maurice", "niger", "reunion")
)
_LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "pt", "sv", "da", "nb", "fi", "cs")


@cache
def _cities() -> Phrasebook[frozenset[str]]:
    return Phrasebook(_named(_WORLD["cities"]))


@cache
def _names() -> Phrasebook[frozenset[str]]:
    """Countries, their states and regions; those of our own list go before Babel's."""
    return Phrasebook(
        [
            *_named(_WORLD["countries"]),
            *_named({code: region["names"] for code, region in _WORLD["regions"].items()}),
            *_names_of_countries(),
        ]
    )


def _names_of_countries() -> Iterator[tuple[str, frozenset[str]]]:
    """What countries are called in the languages of most postings.

    Babel is loaded by whoever asks: the process that waits for events does not.
    """
    from babel import localedata  # noqa: PLC0415 - see above

    for language in _LANGUAGES:
        for code, name in localedata.load(language)["territories"].items():
            if _COUNTRY.fullmatch(code) and plain(name) not in _OTHERWISE:
                yield name, _COUNTRIES.get(code, frozenset({code}))
        # Babel keeps all that it knows of a language: 20 MB for these, which a Pi cannot spare.
        localedata._cache.clear()  # noqa: SLF001 - it has no public way to let go


# Two letters, but not those that stand for no country: the EU, the UN, the euro's, unknown ones.
_COUNTRY = re.compile(r"(?!EU|UN|EZ|QO|XA|XB|ZZ)[A-Z]{2}")
# Without DE and IN: those are Germany and India about as often.
_US_STATE = re.compile(
    r",\s*(?:A[KLRZ]|C[AOT]|DC|FL|GA|HI|I[ADL]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI"
    r"|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\b"
)
_CANADIAN_PROVINCE = re.compile(r",\s*(?:BC|ON|QC|AB|MB|NS|SK|NB)\b")
_CODE = re.compile(r",\s*([A-Z]{2})\s*$")
_ALSO_STATES = frozenset({"DE", "IN"})
# What parts the places of a posting that is open in several.
PLACES = re.compile(r"[/|;•·()\n]|\s(?:or|oder|ou|o|of|lub|and|und|et|y|e|en|i|-|\u2013)\s")
REMEMBERED = 256
_MAX_TOWN = 60
_MAX_SPACES = 4


@lru_cache(maxsize=REMEMBERED)
def countries_in(text: str) -> frozenset[str]:
    """ISO codes of the countries that a place such as `Berlin` or `Austin, TX` lies in.

    A region counts as all its members; no name known gives an empty set.
    """
    return frozenset[str]().union(*map(_countries_of_place, PLACES.split(text)))


def _countries_of_place(text: str) -> frozenset[str]:
    """The countries of one place: what it says of country or state goes before its city."""
    stated = named_countries(text)
    if stated:
        return stated
    return frozenset[str]().union(*(found.entry for found in _cities().find(words_of(text))))


@lru_cache(maxsize=REMEMBERED)
def named_countries(text: str) -> frozenset[str]:
    """The countries that one place names itself, or by a region, a state or a code."""
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
    """The two letters of the state that a place such as `Austin, TX` names; `""` if none."""
    state = _US_STATE.search(text)
    return state[0].lstrip(", ") if state else ""


def words_of_towns(kind: str) -> frozenset[str]:
    """The words that stand `around` the names of towns, or the `ordinary` ones that are such."""
    return frozenset(_WORLD["town_words"][kind])


def names_province(text: str) -> bool:
    """Whether a place such as `Québec, QC` names a Canadian province by its letters."""
    return bool(_CANADIAN_PROVINCE.search(text))


def towns_of_region(name: str) -> frozenset[str]:
    """The towns around which a region such as the Île-de-France lies, plain; none if unknown."""
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
    """The countries of a code of `places.toml`, such as `DE` or `EU`; none for one not known."""
    return _COUNTRIES.get(code.upper(), frozenset())


def names_country(words: str) -> bool:
    """Whether words are the name of a country, of one of its states, or of a region."""
    parts = words_of(words)
    return any(found.end - found.start == len(parts) for found in _names().find(parts))


def is_place(word: str) -> bool:
    """Whether a word alone names a place."""
    return any(_names().find((word,))) or any(_cities().find((word,)))


def is_town(words: str) -> bool:
    """Whether a short line names a place that is known."""
    short = len(words) < _MAX_TOWN and words.count(" ") < _MAX_SPACES
    return short and words[:1].isupper() and bool(countries_in(words))
