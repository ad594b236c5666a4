"""The workplace of a posting, and its distance from a candidate's home."""

import re
from dataclasses import dataclass

from reactor.documents import CandidateInfo, Company
from reactor.language.places import countries_in, named_countries
from reactor.language.towns import PlacePart, parts_of
from reactor.match.keyword.commute_distance import (
    COMMUTE_KM,
    UNKNOWN,
    CommuteReach,
    Distance,
    Home,
    countries_of_parts,
    home_of,
    nearest,
)
from reactor.match.keyword.demanded_countries import demanded_countries, is_open_to
from reactor.match.keyword.offers import is_done_remotely, says_remote
from reactor.match.keyword.places import (
    ANYWHERE,
    countries_of_work,
    homes_of_language,
    residence,
)
from reactor.match.keyword.text_locations import told_places
from reactor.posting import Posting

_REMOTE_AROUND = re.compile(
    r"^\W{0,3}(?:100 ?% |fully |full )?"
    r"(?:remote|home[- ]?office|remoto|télétravail|zdalnie)(?:ly)?\b"
    r"[\W_]{0,3}(?:(?:within|in|from|work)\s{1,3})?|[\W_]{0,4}\bremote\W{0,3}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Workplace:
    """The workplace of a posting.

    Attributes:
        remote: whether the work is from home; None if not stated.
        countries: the countries in which, or from which, it is done; empty if unknown.
        distance: the distance from the candidate's home; unknown for work from home, unless
            it must be done in another country.
        home: the candidate's home.
    """

    remote: bool | None
    countries: frozenset[str]
    distance: Distance
    home: Home


def workplace_of(
    info: CandidateInfo, company: Company, posting: Posting, commute_km: int = COMMUTE_KM
) -> Workplace:
    """The workplace of a posting, for a candidate.

    Args:
        info: the candidate's information.
        company: the employer.
        posting: with its text.
        commute_km: kilometres that count as the same place.
    """
    remote, home = is_done_remotely(posting, company), home_of(info, residence(info))
    stated = () if ANYWHERE.search(posting.location) else parts_of(posting.location)
    near_by = homes_of_language(posting.text) or countries_in(company.headquarters)
    has_town = any(part.towns for part in stated)
    told = () if remote or has_town else told_places(posting.text, near_by | home.countries)
    if remote:
        distance = _from_home(home, stated, posting)
    else:
        distance = _on_site(home, stated, told, near_by, posting, commute_km)
        if distance.reach is CommuteReach.ABROAD and is_open_to(posting.text, home.countries):
            # A candidate who works from home for most of the week need not move.
            distance = UNKNOWN
    countries = _land_of_town(stated, posting) or countries_of_work(posting.location, posting.text)
    if not countries and not remote:
        countries = countries_of_parts(stated or told, near_by) or _by_language(company, posting)
    if distance.reach is CommuteReach.NEAR and not distance.is_foreign:
        # A town near the candidate's home is not its namesake in another country.
        countries |= home.countries
    return Workplace(remote, countries, distance, home)


def _land_of_town(stated: tuple[PlacePart, ...], posting: Posting) -> frozenset[str]:
    """The country of a place that is one town, if no country is named otherwise.

    `Nova Lima` has a part that is a town of Peru.
    """
    if named_countries(posting.location) or len(stated) != 1 or len(stated[0].towns) != 1:
        return frozenset()
    town = stated[0].towns[0]
    lands = frozenset(each.country for each in town.towns)
    return lands if town.is_whole and not town.is_word and len(lands) == 1 else frozenset()


def _on_site(  # noqa: PLR0913, PLR0917 - what is known of one place, each from another source
    home: Home,
    stated: tuple[PlacePart, ...],
    told: tuple[PlacePart, ...],
    near_by: frozenset[str],
    posting: Posting,
    km: int,
) -> Distance:
    """The places of the posting: of the list, or of the text if the list has only a country."""
    distance = nearest(home, stated, near_by, km)
    if distance.reach not in {CommuteReach.UNKNOWN, CommuteReach.COUNTRY} or any(
        part.towns for part in stated
    ):
        return distance
    by_text = nearest(home, told, near_by, km)
    if distance.reach is CommuteReach.COUNTRY:
        return by_text if by_text.reach in {CommuteReach.NEAR, CommuteReach.TOWN} else distance
    if by_text.reach is not CommuteReach.UNKNOWN:
        return by_text
    return _among(home, demanded_countries(posting.text)) if not posting.location else distance


def _from_home(home: Home, stated: tuple[PlacePart, ...], posting: Posting) -> Distance:
    """Whether work from home must be done in the candidate's country, if stated."""
    lands = [part for part in stated if named_countries(part.text) and _is_land(part)]
    allowed = frozenset[str]().union(*(named_countries(part.text) for part in lands))
    place = " or ".join(_REMOTE_AROUND.sub("", part.text) for part in lands)
    if allowed:
        found = _among(home, allowed)
        return Distance(found.reach, place or found.place, is_foreign=found.is_foreign)
    return _among(home, demanded_countries(posting.text))


def _is_land(part: PlacePart) -> bool:
    """Whether a place of work from home is a country; after a town, it is only the town's."""
    return not part.towns or says_remote(part.text)


def _among(home: Home, countries: frozenset[str]) -> Distance:
    if not countries or not home.countries:
        return UNKNOWN
    place = ", ".join(sorted(countries))
    if countries & home.countries:
        return Distance(CommuteReach.COUNTRY)
    return Distance(CommuteReach.ABROAD, place, is_foreign=True)


def _by_language(company: Company, posting: Posting) -> frozenset[str]:
    """The assumed countries of an unknown town: those of the company and the language.

    If only the language is known, all of its countries.
    """
    if not posting.location:
        return frozenset()
    homes = homes_of_language(posting.text)
    return countries_in(company.headquarters) & homes or homes
