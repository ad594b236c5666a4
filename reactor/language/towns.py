"""Finds the towns in a place, in the notations of postings and people.

`Hamburg Altona`, `80331 München`, `Großraum Köln`, `Austin, TX`, `Berlin, Hamburg`. If several towns
have a name, all are returned; the caller chooses.
"""

# ruff: noqa: E501 - words of many languages

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reactor.language.gazetteer import Town, name_key, towns_named
from reactor.language.phrasebook import plain, words_of
from reactor.language.places import (
    PLACES,
    countries_in,
    countries_of_code,
    named_countries,
    names_country,
    names_province,
    towns_of_region,
    us_state,
    words_of_towns,
)
from reactor.language.remote import is_remote

REMEMBERED = 256
# A name before other words is a town's only if the town is large.
_MIN_IN_FRONT = 50_000
_SHORTEST = 3
_LONGEST = 200
"""Characters of a place that are read."""
_MAX_WORDS = 5
# A town with this name only in another language counts less than one with it as its own name.
_RENAMED = 400
# Towns this much smaller than their namesake are not meant, without further evidence.
_NAMESAKE = 20

_CODES = re.compile(r"^(?:[A-Z]{2,3}-){1,2}(?=[^\W\d]{3})")
_BRACKETS = re.compile(r"\s[-\u2013|]\s|[()]")
_POSTAL = re.compile(
    r"\b(?:[A-Z]{1,3}-)?\d{2,6}(?:[- ]\d{3,4})?(?: [A-Z]{2}\b)?|\b[A-Z]{1,2}\d[A-Z\d]?(?: ?\d[A-Z]{2})?\b"
    r"|\b\d+(?:e|er|ème|[ºª]|th|st|nd|rd)?(?!\w)"
)
# Words around a town's name: a direction, a kind of region.
_AROUND = words_of_towns("around")
# Ordinary words that are also a town's name: they count only in a country that is mentioned.
_WORDS = words_of_towns("ordinary")
# Regions with the name of a town.
_REGIONS_AND_TOWNS = words_of_towns("regions")
_NEAR = re.compile(
    r"\b(?:bei|b\.|near|nahe|pr[èe]s de|cerca de|vicino a|koło|k\.|perto de|bij)\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class NamedTown:
    """A name with its possible towns.

    Attributes:
        towns: all of them, the likeliest first.
        is_sure: whether the country is stated.
        is_word: whether the name is also an ordinary word.
        is_whole: whether it is the whole place, except for directions and the like. `Sala
            Bolognese` begins with a town's name and is another place.
    """

    towns: tuple[Town, ...]
    is_sure: bool = False
    is_word: bool = False
    is_whole: bool = True

    def likely(self) -> tuple[Town, ...]:
        """The likely towns without further evidence: the largest, and those of similar size."""
        most = _weight(self.towns[0], self.towns)
        return tuple(t for t in self.towns if _weight(t, self.towns) * _NAMESAKE >= most)


@dataclass(frozen=True, slots=True)
class PlacePart:
    """One of the places in a text.

    Attributes:
        text: as stated.
        countries: its stated countries, or those of its town.
        towns: its possible towns.
    """

    text: str
    countries: frozenset[str]
    towns: tuple[NamedTown, ...]


@lru_cache(maxsize=REMEMBERED)
def parts_of(place: str) -> tuple[PlacePart, ...]:
    """The places in a text such as `Berlin or Vienna`, without parts that are none."""
    place = place[:_LONGEST].replace(" of America", "")
    # Frankfurt (Oder) is one town, although brackets separate others.
    texts = [place] if towns_named(name_key(place)) else PLACES.split(_with_country(place))
    read = (_part(each.strip()) for each in texts)
    return tuple(part for part in read if part.countries or part.towns)


def _with_country(place: str) -> str:
    """A place with commas before its country, which is in brackets or after a dash: one place."""
    texts = [text.strip() for text in _BRACKETS.split(place) if text.strip()]
    countries = sum(map(names_country, texts))
    return ", ".join(texts) if 0 < countries < len(texts) else place


def _part(text: str) -> PlacePart:
    """One place: `DE-BY-München` begins with its country, `Austin, TX` ends with its state."""
    name = _CODES.sub("", text)
    stated = named_countries(text) or countries_of_code(text[: len(text) - len(name)][:2])
    state = us_state(text)
    chunks = [chunk.strip() for chunk in re.split(r"[,:]", name)]
    if len(chunks) > 1 and chunks[1] == "New York":
        # After one of the state's towns it is the state, after others a town.
        in_state = _named_town(chunks[0], frozenset({"US"}), "NY")
        if in_state is not None:
            return PlacePart(text, frozenset({"US"}), (in_state,))
    has_state = bool(state) or names_province(text)
    towns = tuple(
        found
        for chunk in chunks
        if (found := _named_town(chunk, stated, state, may_be_state=not has_state)) is not None
    )
    meant = towns[:1] if has_state else _without_counties(towns)
    return PlacePart(text, stated or countries_in(text), meant)


def _without_counties(towns: tuple[NamedTown, ...]) -> tuple[NamedTown, ...]:
    """A small town only of other countries that follows a town is the region of that town.

    In `Plymouth, Devon` the second is no town of South Africa.
    """
    lands = {town.country for named in towns[:1] for town in named.likely()}
    others = (
        each
        for each in towns[1:]
        if lands & {town.country for town in each.towns}
        or each.likely()[0].population >= _MIN_IN_FRONT
    )
    return (*towns[:1], *others)


def _named_town(
    chunk: str, stated: frozenset[str], state: str, *, may_be_state: bool = True
) -> NamedTown | None:
    for names, is_whole, is_part in _names_in(chunk, may_be_state=may_be_state):
        known = stated or (frozenset() if is_whole else countries_in(chunk))
        found = [
            town
            for name in names
            for town in towns_named(name)
            if (not known or town.country in known)
            and (not state or town.region == state or town.country != "US")
            and (is_whole or town.population >= _MIN_IN_FRONT)
        ]
        if found:
            likeliest_first = sorted(found, key=lambda town: -_weight(town, found))
            is_word = not _WORDS.isdisjoint(names)
            return NamedTown(tuple(likeliest_first), bool(stated), is_word, not is_part)
    return None


def _names_in(chunk: str, *, may_be_state: bool) -> Iterator[tuple[frozenset[str], bool, bool]]:
    """The possible names of towns in a chunk, or the towns of a region, and their extent.

    The extent says whether a name is the whole chunk, and whether it is part of a longer name.
    """
    words = tuple(map(plain, words_of(_POSTAL.sub(" ", chunk))))[:_MAX_WORDS]
    whole = " ".join(words)
    is_also_town = whole in _REGIONS_AND_TOWNS
    metropolis = towns_of_region(whole)
    if metropolis and (not is_also_town or whole in chunk.lower()):
        # `Munster` is a part of Ireland and a town of Germany, `Münster` is none of Ireland.
        yield metropolis | ({whole} if is_also_town else set()), True, False
    if len(whole) < _SHORTEST or is_remote(chunk) or (may_be_state and names_country(chunk)):
        return
    yield frozenset({whole}), True, False
    if may_be_state and named_countries(chunk):
        return
    first, last = 0, len(words)
    while first < last and words[first] in _AROUND:
        first += 1
    while last > first and words[last - 1] in _AROUND:
        last -= 1
    kept = words[first:last]
    yield frozenset({" ".join(kept)}), False, False
    if near := _NEAR.split(chunk, maxsplit=1)[1:]:
        yield frozenset({" ".join(map(plain, words_of(near[0])))}), True, False
    for length in range(len(kept) - 1, 0, -1):
        name = " ".join(kept[:length])
        if name not in _WORDS and len(name) > _SHORTEST:
            yield frozenset({name}), False, True
    # After other words, as in `Klinikum Ulm`, it is a town only if it is well known.
    if len(kept) > 1 and kept[-1] not in _WORDS and countries_in(chunk):
        yield frozenset({kept[-1]}), False, True


def _weight(town: Town, namesakes: "list[Town] | tuple[Town, ...]") -> float:
    renamed = town.renamed and not all(other.renamed for other in namesakes)
    return town.population / (_RENAMED if renamed else 1)


def is_ordinary_word(name: str) -> bool:
    """Whether a town's name is also an ordinary word, such as `Essen` or `Reading`."""
    return name_key(name) in _WORDS
