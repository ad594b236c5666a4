"""Deal-breakers: reasons that rule out a posting for a candidate, whatever else fits."""

from reactor.documents import CandidateInfo, Company
from reactor.match.keyword.citizenship import is_own_citizen, wants_citizens
from reactor.match.keyword.commute_distance import CommuteReach
from reactor.match.keyword.exclusions import exclusion_of
from reactor.match.keyword.job_ad_detection import not_a_posting
from reactor.match.keyword.language_gap import missing_language
from reactor.match.keyword.offers import offered_in, sponsorship_of
from reactor.match.keyword.places import may_work_in
from reactor.match.keyword.sentence import Countries, Sentence
from reactor.match.keyword.workplace import Workplace
from reactor.match.matcher import Candidate
from reactor.posting import Posting

CITIZENS_ONLY = Sentence("deal_breakers.citizens_only")
ABROAD = Sentence("deal_breakers.abroad")
ABROAD_FROM_HOME = Sentence("deal_breakers.abroad_from_home")
EXCLUDED = {
    "role type": Sentence("deal_breakers.excluded_role_type"),
    "technology": Sentence("deal_breakers.excluded_technology"),
    "industry": Sentence("deal_breakers.excluded_industry"),
}
NO_PERMIT = Sentence("deal_breakers.no_permit")
NO_PERMIT_AT_ALL = Sentence("deal_breakers.no_permit_at_all")


def deal_breaker(
    candidate: Candidate, company: Company, posting: Posting, work: Workplace
) -> Sentence | None:
    """The first reason that rules out this posting for this candidate, or None."""
    info = candidate.user.candidate_info
    return (
        not_a_posting(posting)
        or _exclusion(info, company, posting)
        or _work_permit(info, work.countries, posting)
        or _citizenship(info, work.countries, posting)
        or missing_language(candidate, posting)
        or _abroad(info, work)
    )


def _exclusion(info: CandidateInfo, company: Company, posting: Posting) -> Sentence | None:
    found = exclusion_of(info, company, posting)
    if found is None:
        return None
    return EXCLUDED[found.kind].format(name=found.name, shown=found.shown_by)


def _work_permit(
    info: CandidateInfo, countries: frozenset[str], posting: Posting
) -> Sentence | None:
    allowed = may_work_in(info)
    if (
        allowed is None
        or not countries
        or allowed & countries
        or sponsorship_of(offered_in(posting))
    ):
        return None
    place = posting.location or Countries(sorted(countries))
    if not allowed:
        return NO_PERMIT_AT_ALL.format(place=place)
    return NO_PERMIT.format(place=place, countries=Countries(sorted(allowed)))


def _citizenship(
    info: CandidateInfo, countries: frozenset[str], posting: Posting
) -> Sentence | None:
    if is_own_citizen(info, countries) is not False or not wants_citizens(posting.text):
        return None
    return CITIZENS_ONLY


def _abroad(info: CandidateInfo, work: Workplace) -> Sentence | None:
    """Work in another country, for a candidate who will not move."""
    if info.willing_to_relocate is not False or work.distance.reach is not CommuteReach.ABROAD:
        return None
    place = work.distance.place
    if work.remote:
        return ABROAD_FROM_HOME.format(place=place)
    return ABROAD.format(place=place)
