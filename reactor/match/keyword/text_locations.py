"""The towns of work in a posting's text."""

from collections.abc import Sequence

from reactor.language.gazetteer import Town
from reactor.language.text_towns import TownName, town_names_in
from reactor.language.towns import NamedTown, PlacePart, parts_of
from reactor.language.workplaces import workplaces_in
from reactor.match.keyword.commute_distance import countries_of_parts
from reactor.match.keyword.places import homes_of_language

# Towns within this distance are one place, such as a company's town and the city next to it.
_TOGETHER_KM = 40
_MOST = 6
_CITY = 100_000
_SHORT = 4


def told_places(text: str, countries: frozenset[str]) -> tuple[PlacePart, ...]:
    """The known towns of work in a text; none if unclear.

    Without a stated town of work, the only town in the text counts, or the one at its beginning.

    Args:
        text: the posting's.
        countries: countries in which small towns are looked up.
    """
    said = [part for place in workplaces_in(text) for part in parts_of(place)]
    named = [part for part in said if countries_of_parts([part], countries)]
    towns = tuple(part for part in named if part.towns)
    # Luxembourg and Singapore are treated as towns.
    return towns or _only_town(text, countries) or tuple(named)


def _only_town(text: str, countries: frozenset[str]) -> tuple[PlacePart, ...]:
    named = [(name, part) for name in town_names_in(text) if (part := _part(name, countries))]
    every = [part for _, part in named]
    early = [part for name, part in named if name.is_early]
    only = next((some for some in (every, early) if _are_together(some, countries)), [])
    # A town abroad is a customer's, unless an English text opens with it.
    may_be_abroad = only == early and not homes_of_language(text)
    return tuple(part for part in only if may_be_abroad or _lies(part, countries))


def _part(name: TownName, countries: frozenset[str]) -> PlacePart | None:
    """The town of a name in one of its spellings: of the whole name, not of its beginning."""
    for spelling in name.spellings:
        for part in parts_of(spelling):
            named = part.towns[0] if part.towns else None
            if named and _is_meant(named, spelling) and countries_of_parts([part], countries):
                return part
    return None


def _is_meant(named: NamedTown, spelling: str) -> bool:
    """Whether a name is a town's own, or a city's name in another language."""
    largest = named.likely()[0]
    is_city = largest.population >= _CITY and len(spelling) > _SHORT
    return named.is_whole and (is_city or not largest.renamed)


def _lies(part: PlacePart, countries: frozenset[str]) -> bool:
    return any(town.country in countries for named in part.towns for town in named.likely())


def _are_together(parts: Sequence[PlacePart], countries: frozenset[str]) -> bool:
    """Whether places are one town, or a town and its surroundings."""
    towns = [_towns(part, countries) for part in parts]
    return 0 < len(towns) <= _MOST and all(
        any(one.km_to(other) <= _TOGETHER_KM for one in towns[0] for other in others)
        for others in towns[1:]
    )


def _towns(part: PlacePart, countries: frozenset[str]) -> list[Town]:
    towns = [town for named in part.towns for town in named.likely()]
    return [town for town in towns if town.country in countries] or towns
