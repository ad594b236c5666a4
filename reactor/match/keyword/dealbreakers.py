"""Reasons for which a posting is not for a candidate, whatever else fits."""

from reactor.documents import CandidateInfo, Company
from reactor.match.keyword.advert import not_a_posting
from reactor.match.keyword.citizenship import is_own_citizen, wants_citizens
from reactor.match.keyword.exclusions import exclusion_of
from reactor.match.keyword.language_gap import missing_language
from reactor.match.keyword.offers import offered_in, sponsorship_of
from reactor.match.keyword.places import may_work_in
from reactor.match.keyword.reach import Reach
from reactor.match.keyword.workplace import Workplace
from reactor.match.matcher import Candidate
from reactor.posting import Posting

CITIZENS_ONLY = "It wants citizens of the country; you name a permit to work there."
ABROAD = "It is in {place}, outside your country, and you will not move."
ABROAD_FROM_HOME = "It is done from {place} only, outside your country, and you will not move."


def deal_breaker(
    candidate: Candidate, company: Company, posting: Posting, work: Workplace
) -> str | None:
    """The first reason for which this posting is not for this candidate, in words, or None."""
    info = candidate.user.candidate_info
    return (
        _no_posting(posting)
        or _exclusion(info, company, posting)
        or _work_permit(info, work.countries, posting)
        or _citizenship(info, work.countries, posting)
        or missing_language(candidate, posting)
        or _abroad(info, work)
    )


def _no_posting(posting: Posting) -> str | None:
    shown = not_a_posting(posting)
    return f"This is no job posting: {shown}." if shown else None


def _exclusion(info: CandidateInfo, company: Company, posting: Posting) -> str | None:
    found = exclusion_of(info, company, posting)
    if found is None:
        return None
    return f"You have excluded the {found.kind} {found.name}: the posting says “{found.shown_by}”."


def _work_permit(info: CandidateInfo, countries: frozenset[str], posting: Posting) -> str | None:
    allowed = may_work_in(info)
    if (
        allowed is None
        or not countries
        or allowed & countries
        or sponsorship_of(offered_in(posting))
    ):
        return None
    place = posting.location or ", ".join(sorted(countries))
    return (
        f"You may not work in {place}, and the posting offers no visa sponsorship:"
        f" you name permission for {_listed(sorted(allowed)) or 'no country'}."
    )


def _citizenship(info: CandidateInfo, countries: frozenset[str], posting: Posting) -> str | None:
    if is_own_citizen(info, countries) is not False or not wants_citizens(posting.text):
        return None
    return CITIZENS_ONLY


def _abroad(info: CandidateInfo, work: Workplace) -> str | None:
    """Work in another country, for somebody who will not move."""
    if info.willing_to_relocate is not False or work.distance.reach is not Reach.ABROAD:
        return None
    place = work.distance.place
    if work.remote:
        return ABROAD_FROM_HOME.format(place=place)
    return ABROAD.format(place=place)


def _listed(countries: list[str]) -> str:
    """A few countries by their codes; a whole region is counted."""
    few = 6
    if len(countries) <= few:
        return ", ".join(countries)
    return f"{', '.join(countries[:few])} and {len(countries) - few} more"
