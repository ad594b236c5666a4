"""The hours between a candidate's day and the day of a remote job."""

from reactor.documents import CandidateInfo
from reactor.language.time_zones import (
    hours_of_countries,
    hours_of_zone,
    least_apart,
    stated_hours,
)
from reactor.match.keyword.workplace import Workplace
from reactor.posting import Posting


def hours_apart(info: CandidateInfo, posting: Posting, work: Workplace) -> float | None:
    """The smallest difference in hours between home and work; None if either is unknown.

    Only for work from home: other work is in the time zone of home.
    """
    if not work.remote:
        return None
    theirs = _hours_at_home(info, work)
    stated, give = stated_hours(f"{posting.location}\n{posting.text}")
    apart = least_apart(theirs, stated or hours_of_countries(work.countries))
    return None if apart is None else max(0.0, apart - give)


def _hours_at_home(info: CandidateInfo, work: Workplace) -> frozenset[float]:
    zone = hours_of_zone(info.timezone)
    if zone is not None:
        return frozenset({zone})
    in_towns = {hours_of_zone(town.time_zone) for town in work.home.towns} - {None}
    return frozenset(each for each in in_towns if each is not None) or hours_of_countries(
        work.home.countries
    )
