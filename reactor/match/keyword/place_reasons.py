"""What of a posting's place speaks for it."""

from collections.abc import Iterator

from reactor.documents import CandidateInfo
from reactor.language.phrasebook import plain_words, words_of
from reactor.match.keyword.offers import says_remote
from reactor.match.keyword.places import may_work_in
from reactor.match.keyword.reach import Reach
from reactor.match.keyword.workplace import Workplace
from reactor.posting import Posting

REMOTE = "It can be done remotely ({place}), as you wish."
SAME_TOWN = "It is in {place}; you live in {home}."
NEAR = "It is in {place}, {km} km from {home}."
SAME_COUNTRY = "It is in {place}, in the country where you live."
FROM_YOUR_COUNTRY = "It can be done from {country}, where you live."
MAY_WORK = "It is in {place}, where you may work."


def reasons_of_place(info: CandidateInfo, posting: Posting, work: Workplace) -> Iterator[str]:
    """That it is near, that it is done from home as wished, or that they may work there."""
    place, home = work.distance.place or posting.location, info.city
    if work.remote and any(map(says_remote, info.work_environments)):
        yield REMOTE.format(place=posting.location or "as stated")
    if work.remote:
        if work.distance.reach is Reach.COUNTRY and info.country:
            yield FROM_YOUR_COUNTRY.format(country=info.country)
    elif home and work.distance.reach < Reach.TOWN and _is_in(home, posting.location or place):
        yield SAME_TOWN.format(place=posting.location or place, home=home)
    elif work.distance.reach is Reach.NEAR:
        yield NEAR.format(place=place, km=work.distance.km, home=home)
    elif work.distance.reach is Reach.COUNTRY:
        yield SAME_COUNTRY.format(place=place)
    elif place and info.willing_to_relocate and work.countries & (may_work_in(info) or frozenset()):
        yield MAY_WORK.format(place=place)


def _is_in(town: str, place: str) -> bool:
    return _in_words(town) in _in_words(place)


def _in_words(place: str) -> str:
    """A place as words between blanks, so that one is in another whatever stands around it."""
    return f" {' '.join(plain_words(words_of(place)))} "
