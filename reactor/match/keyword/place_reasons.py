"""Reasons in favour of a posting from its place."""

from collections.abc import Iterator

from reactor.documents import CandidateInfo
from reactor.language.phrasebook import plain_words, words_of
from reactor.match.keyword.commute_distance import CommuteReach
from reactor.match.keyword.offers import says_remote
from reactor.match.keyword.places import may_work_in
from reactor.match.keyword.sentence import Sentence
from reactor.match.keyword.workplace import Workplace
from reactor.posting import Posting

REMOTE = Sentence("place.remote")
REMOTE_AS_STATED = Sentence("place.remote_as_stated")
SAME_TOWN = Sentence("place.same_town")
NEAR = Sentence("place.near")
SAME_COUNTRY = Sentence("place.same_country")
FROM_YOUR_COUNTRY = Sentence("place.from_your_country")
MAY_WORK = Sentence("place.may_work")


def reasons_of_place(info: CandidateInfo, posting: Posting, work: Workplace) -> Iterator[Sentence]:
    """The reason: it is near, it is done from home as wished, or the candidate may work there."""
    place, home = work.distance.place or posting.location, info.city
    if work.remote and any(map(says_remote, info.work_environments)):
        yield REMOTE.format(place=posting.location) if posting.location else REMOTE_AS_STATED
    if work.remote:
        if work.distance.reach is CommuteReach.COUNTRY and info.country:
            yield FROM_YOUR_COUNTRY.format(country=info.country)
    elif (
        home and work.distance.reach < CommuteReach.TOWN and _is_in(home, posting.location or place)
    ):
        yield SAME_TOWN.format(place=posting.location or place, home=home)
    elif work.distance.reach is CommuteReach.NEAR:
        yield NEAR.format(place=place, km=work.distance.km, home=home)
    elif work.distance.reach is CommuteReach.COUNTRY:
        yield SAME_COUNTRY.format(place=place)
    elif place and info.willing_to_relocate and work.countries & (may_work_in(info) or frozenset()):
        yield MAY_WORK.format(place=place)


def _is_in(town: str, place: str) -> bool:
    return _in_words(town) in _in_words(place)


def _in_words(place: str) -> str:
    """A place as words between blanks, so that one can be found within another."""
    return f" {' '.join(plain_words(words_of(place)))} "
