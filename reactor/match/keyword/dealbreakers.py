"""Reasons for which a posting is not for a candidate, whatever else fits."""

from reactor.documents import CandidateInfo, Company
from reactor.language.languages import language_of
from reactor.language.places import countries_in
from reactor.match.keyword.advert import not_a_posting
from reactor.match.keyword.exclusions import exclusion_of
from reactor.match.keyword.language_demands import language_demands
from reactor.match.keyword.offers import sponsorship_of
from reactor.match.keyword.places import countries_of_work, may_work_in
from reactor.match.keyword.spoken_languages import spoken_languages
from reactor.match.matcher import Candidate
from reactor.posting import Posting

# In which countries a language is at home, so that a town unknown by name is taken to be there.
_HOMES = {
    "German": {"DE", "AT", "CH", "LU"},
    "French": {"FR", "BE", "CH", "CA", "LU", "MA", "TN", "SN", "CI", "DZ"},
    "Spanish": {
        *("ES", "MX", "AR", "CO", "CL", "PE", "UY", "EC", "CR", "BO", "PY", "VE", "GT", "HN", "SV"),
        *("NI", "PA", "DO", "CU", "PR"),
    },
    "Portuguese": {"PT", "BR"},
    "Dutch": {"NL", "BE"},
    "Polish": {"PL"},
    "Italian": {"IT", "CH"},
    "Swedish": {"SE"},
    "Danish": {"DK"},
    "Norwegian": {"NO"},
    "Finnish": {"FI"},
    "Czech": {"CZ"},
    "Hungarian": {"HU"},
    "Romanian": {"RO"},
    "Turkish": {"TR"},
}


def deal_breaker(candidate: Candidate, company: Company, posting: Posting) -> str | None:
    """The first reason for which this posting is not for this candidate, in words, or None."""
    info = candidate.user.candidate_info
    return (
        _no_posting(posting)
        or _exclusion(info, company, posting)
        or _work_permit(info, company, posting)
        or _language(candidate, posting)
    )


def _no_posting(posting: Posting) -> str | None:
    shown = not_a_posting(posting)
    return f"This is no job posting: {shown}." if shown else None


def _exclusion(info: CandidateInfo, company: Company, posting: Posting) -> str | None:
    found = exclusion_of(info, company, posting)
    if found is None:
        return None
    return f"You have excluded the {found.kind} {found.name}: the posting says “{found.shown_by}”."


def _work_permit(info: CandidateInfo, company: Company, posting: Posting) -> str | None:
    allowed = may_work_in(info)
    countries = where(company, posting)
    if allowed is None or not countries or allowed & countries or sponsorship_of(posting.text):
        return None
    place = posting.location or ", ".join(sorted(countries))
    return (
        f"You may not work in {place}, and the posting offers no visa sponsorship:"
        f" you name permission for {_listed(sorted(allowed)) or 'no country'}."
    )


def where(company: Company, posting: Posting) -> frozenset[str]:
    """The countries of the work; an unknown town is where the company and the language are.

    Where only the language is known, it is one of the countries where that is at home.
    """
    countries = countries_of_work(posting.location, posting.text)
    if countries or posting.remote or not posting.location:
        return countries
    homes = frozenset(_HOMES.get(language_of(posting.text) or "", ()))
    return countries_in(company.headquarters) & homes or homes


def _language(candidate: Candidate, posting: Posting) -> str | None:
    spoken = spoken_languages(candidate)
    if spoken is None:
        return None
    for demand in language_demands(posting.text, posting.title):
        held = [one for one in demand.languages if one in spoken]
        if any(spoken[one] >= demand.least for one in held):
            continue
        asked = " or ".join(demand.languages)
        if held:
            return f"It requires {asked} at a higher level than the one that you list."
        return f"It requires {asked}, which you do not list."
    return None


def _listed(countries: list[str]) -> str:
    """A few countries by their codes; a whole region is counted."""
    few = 6
    if len(countries) <= few:
        return ", ".join(countries)
    return f"{', '.join(countries[:few])} and {len(countries) - few} more"
