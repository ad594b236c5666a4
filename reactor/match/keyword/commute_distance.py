"""The distance from a candidate's home to the work. Pure.

Of several places the nearest counts. An unclear place has no distance; nothing is guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from reactor.documents import CandidateInfo
from reactor.language.gazetteer import Town
from reactor.language.places import countries_in
from reactor.language.towns import NamedTown, PlacePart, parts_of

COMMUTE_KM = 50
# A town abroad without its country is identified by its size, or not at all.
_KNOWN_BY_PART = 200_000
"""Population of a town that is meant although its name continues: `Hamburg Altona`."""
_WELL_KNOWN = 100_000


class CommuteReach(IntEnum):
    """How far away work is, the nearest first."""

    NEAR = 0
    COUNTRY = 1
    UNKNOWN = 2
    TOWN = 3
    ABROAD = 4


@dataclass(frozen=True, slots=True)
class Home:
    """A candidate's home.

    Attributes:
        countries: the country, as a set of one or none.
        towns: the possible towns; none if unknown.
        name: the town as written.
    """

    countries: frozenset[str]
    towns: tuple[Town, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Distance:
    """The distance to a place of work.

    Attributes:
        reach: its class.
        place: the place as stated, `""` if none.
        km: as the crow flies, from town to town; None if one of them is unknown.
        is_foreign: whether it is in another country, at any distance.
    """

    reach: CommuteReach = CommuteReach.UNKNOWN
    place: str = ""
    km: int | None = None
    is_foreign: bool = False

    @property
    def order(self) -> tuple[int, int]:
        """The sort key: of several distances, the smallest counts."""
        return self.reach, self.km or 0


UNKNOWN = Distance()


def home_of(info: CandidateInfo, countries: frozenset[str]) -> Home:
    """A candidate's home, in the stated country.

    Args:
        info: the candidate's information.
        countries: the country of residence, as a set of one or none.
    """
    named = [town for part in parts_of(info.city) for town in part.towns]
    at_home = (
        NamedTown(tuple(town for town in each.towns if town.country in countries)) for each in named
    )
    towns = next((each.likely() for each in at_home if each.towns), ())
    return Home(countries, towns, info.city)


def nearest(home: Home, parts: Iterable[PlacePart], near_by: frozenset[str], km: int) -> Distance:
    """The distance to the nearest of several places; unknown if there are none.

    Args:
        home: the candidate's home.
        parts: the places in the posting.
        near_by: countries in which a small town without its country is looked up.
        km: the distance that counts as the same place.
    """
    distances = [_to(home, part, near_by, km) for part in parts]
    return min(distances, key=lambda each: each.order, default=UNKNOWN)


def countries_of_parts(parts: Iterable[PlacePart], near_by: frozenset[str]) -> frozenset[str]:
    """The possible countries of places; none if unclear."""
    return frozenset[str]().union(*(_countries_of(part, near_by) for part in parts))


def _to(home: Home, part: PlacePart, near_by: frozenset[str], km: int) -> Distance:
    ways = [_to_town(home, named, part, near_by, km) for named in part.towns]
    told = [way for way in ways if way.reach is not CommuteReach.UNKNOWN]
    if told:
        return min(told, key=lambda each: each.order)
    if ways or not (part.countries and home.countries):
        return Distance(place=part.text)
    if part.countries & home.countries:
        return Distance(CommuteReach.COUNTRY, part.text)
    return Distance(CommuteReach.ABROAD, part.text, is_foreign=True)


def _to_town(
    home: Home, named: NamedTown, part: PlacePart, near_by: frozenset[str], most: int
) -> Distance:
    likely = named.likely()
    # Near home a small town may be meant, although a namesake is larger.
    meant = [town for town in named.towns if town in likely or not town.renamed]
    apart, town = _closest(home, meant)
    if town is not None and apart <= most:
        foreign = town.country not in home.countries
        return Distance(CommuteReach.NEAR, part.text, round(apart), foreign)
    countries = _countries_of_town(named, part, near_by | home.countries)
    if not countries or not home.countries:
        return Distance(place=part.text)
    if not countries & home.countries:
        return Distance(CommuteReach.ABROAD, part.text, is_foreign=True)
    in_country = [each for each in named.towns if each.country in home.countries]
    away, other = _closest(home, [each for each in in_country if each in likely] or in_country)
    if other is None:
        return Distance(CommuteReach.COUNTRY, part.text)
    if not named.is_whole and other.population < _KNOWN_BY_PART:
        # `Bielany Wrocławskie` begins as a quarter of Warsaw does.
        return Distance(place=part.text)
    return Distance(CommuteReach.TOWN, part.text, round(away))


def _closest(home: Home, towns: Iterable[Town]) -> tuple[float, Town | None]:
    """The nearest of some towns, and its distance."""
    ways = ((here.km_to(town), town) for town in towns for here in home.towns)
    return min(ways, key=lambda each: each[0], default=(0.0, None))


def _countries_of(part: PlacePart, near_by: frozenset[str]) -> frozenset[str]:
    by_towns = (_countries_of_town(each, part, near_by) for each in part.towns)
    return frozenset[str]().union(*by_towns) or (frozenset() if part.towns else part.countries)


def _countries_of_town(
    named: NamedTown, part: PlacePart, near_by: frozenset[str]
) -> frozenset[str]:
    """The possible countries of a town; none if it is too small to decide."""
    likely = named.likely()
    if named.is_sure:
        return frozenset(town.country for town in named.towns)
    known = countries_in(part.text)
    by_hand = frozenset(town.country for town in named.towns if town.country in known)
    at_hand = frozenset(town.country for town in likely if town.country in near_by)
    if at_hand or by_hand:
        return at_hand | by_hand
    if named.is_word or not named.is_whole or likely[0].population < _WELL_KNOWN:
        return frozenset()
    return frozenset(town.country for town in likely)
