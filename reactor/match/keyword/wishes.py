"""Conflicts of a posting with a candidate's wishes that do not rule it out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reactor.documents import CandidateInfo
from reactor.match.keyword.commute_distance import CommuteReach
from reactor.match.keyword.job_types import JobType, job_types_in, opposite_of, unwanted_type
from reactor.match.keyword.offers import says_remote
from reactor.match.keyword.pay_country import country_of_pay
from reactor.match.keyword.places import may_work_in
from reactor.match.keyword.sentence import Countries, Joined, Listed, Sentence
from reactor.match.keyword.time_zone_gap import hours_apart
from reactor.match.keyword.travel_work import is_away_from_home
from reactor.match.keyword.workplace import Workplace
from reactor.posting import Posting

ABROAD_POINTS = 25
ELSEWHERE_POINTS = 25
ELSEWHERE_MOST = 45
"""The maximum score in another town, for a candidate who will not move: never saved."""
UNSAID_POINTS = 5
PAY_POINTS = 25
HOURS_POINTS = 10
MANY_HOURS = 5
ABROAD = Sentence("wishes.abroad")
TOO_FAR = Sentence("wishes.too_far")
ELSEWHERE = Sentence("wishes.elsewhere")
NOT_REMOTE = Sentence("wishes.not_remote")
ACROSS = Sentence("wishes.across")
PAID_ABROAD = Sentence("wishes.paid_abroad")
AWAY = Sentence("wishes.away")
AWAY_POINTS = 15
OTHER_HOURS = Sentence("wishes.other_hours")
OTHER_TYPE = Sentence("wishes.other_type")
EMPLOYMENT = {
    "fulltime": Sentence("employment.full_time"),
    "parttime": Sentence("employment.part_time"),
    "permanent": Sentence("employment.permanent"),
    "temporary": Sentence("employment.temporary"),
    "contract": Sentence("employment.contract"),
    "contractor": Sentence("employment.contract"),
    "freelance": Sentence("employment.freelance"),
    "intern": Sentence("employment.internship"),
    "internship": Sentence("employment.internship"),
}
NOT_REMOTE_POINTS = 15
JOB_TYPE_POINTS = 15
OTHER_TYPE_MOST = 48
"""The maximum score of part-time or temporary posts against the candidate's wish: never saved."""


@dataclass(frozen=True, slots=True)
class Objection:
    """A reason against a posting.

    Attributes:
        points: the points that it costs.
        reason: as a sentence.
        most: the maximum score with it.
    """

    points: int
    reason: Sentence
    most: int = 100


def objections(info: CandidateInfo, posting: Posting, work: Workplace) -> Iterator[Objection]:
    """All objections to a posting from a candidate's wishes; the place comes first."""
    if not info.willing_to_relocate:
        yield from _of_place(work, has_said=info.willing_to_relocate is not None)
    if info.willing_to_relocate is False and not work.remote and is_away_from_home(posting):
        yield Objection(AWAY_POINTS, AWAY, most=OTHER_TYPE_MOST)
    yield from _of_pay(info, posting, work)
    yield from _of_hours(info, posting, work)
    wants_remote = [wish for wish in info.work_environments if says_remote(wish)]
    if work.remote is False and wants_remote and len(wants_remote) == len(info.work_environments):
        yield Objection(NOT_REMOTE_POINTS, NOT_REMOTE)
    if posting.employment_type and info.job_types and not _is_wanted_type(info, posting):
        wanted = Listed(list(map(_type, info.job_types)), Joined.OR)
        told = OTHER_TYPE.format(offered=_type(posting.employment_type), wanted=wanted)
        yield Objection(JOB_TYPE_POINTS, told)
    elif (unwanted := unwanted_type(info.job_types, posting)) is not None:
        wanted = Listed(list(map(_type, info.job_types)), Joined.OR)
        told = OTHER_TYPE.format(offered=EMPLOYMENT[unwanted.value], wanted=wanted)
        yield Objection(JOB_TYPE_POINTS, told, most=OTHER_TYPE_MOST)


def _of_place(work: Workplace, *, has_said: bool) -> Iterator[Objection]:
    """Objections to a place, for a candidate who has not stated that they would move."""
    place, km, home = work.distance.place, work.distance.km, work.home.name
    if work.distance.reach is CommuteReach.ABROAD:
        yield Objection(ABROAD_POINTS, ABROAD.format(place=place))
    elif work.distance.reach is CommuteReach.TOWN:
        if has_said:
            away = TOO_FAR.format(place=place, km=km, home=home)
            yield Objection(ELSEWHERE_POINTS, away, most=ELSEWHERE_MOST)
        else:
            yield Objection(UNSAID_POINTS, ELSEWHERE.format(place=place, km=km, home=home))
    elif work.distance.reach is CommuteReach.NEAR and work.distance.is_foreign:
        yield Objection(UNSAID_POINTS, ACROSS.format(place=place, km=km, home=home))


def _of_pay(info: CandidateInfo, posting: Posting, work: Workplace) -> Iterator[Objection]:
    """The objection from the currency, which hints at the country if nothing else does."""
    allowed, paid = may_work_in(info), country_of_pay(posting)
    if not work.countries and allowed and paid and paid[1] not in allowed:
        told = PAID_ABROAD.format(currency=paid[0], country=Countries([paid[1]]))
        yield Objection(PAY_POINTS, told)


def _of_hours(info: CandidateInfo, posting: Posting, work: Workplace) -> Iterator[Objection]:
    apart = hours_apart(info, posting, work)
    if apart is not None and apart >= MANY_HOURS:
        yield Objection(HOURS_POINTS, OTHER_HOURS.format(hours=round(apart)))


def _is_wanted_type(info: CandidateInfo, posting: Posting) -> bool:
    stated = _letters(posting.employment_type)
    kinds = job_types_in(posting.employment_type)
    wanted = frozenset[JobType]().union(*map(job_types_in, info.job_types))
    if kinds and wanted:
        return not kinds.isdisjoint(wanted) or not wanted & opposite_of(kinds)
    return any(_letters(wish) in stated or stated in _letters(wish) for wish in info.job_types)


def _type(written: str) -> str | Sentence:
    """A common type of employment in the reader's language; any other as written."""
    return EMPLOYMENT.get(_letters(written), written)


def _letters(text: str) -> str:
    """Only the letters, so that FULL_TIME, Full-time and fulltime are equal."""
    return re.sub(r"[\W_]", "", text).lower()
