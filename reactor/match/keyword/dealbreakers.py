"""Reasons for which a posting is not for a candidate, whatever else fits."""

from reactor.documents import CandidateInfo
from reactor.match.keyword.languages import required_languages, spoken_languages
from reactor.match.keyword.offers import sponsorship_of
from reactor.match.keyword.phrasebook import words_of
from reactor.match.keyword.places import countries_of_work, may_work_in
from reactor.match.keyword.vocabulary import SKILLS, skills_in
from reactor.match.matcher import Candidate
from reactor.posting import Posting

_ENDINGS = ("eering", "ement", "ment", "ships", "ship", "eer", "ing", "ers", "er", "ors", "or", "s")
_MIN_ROOT = 4


def excluded_by_title(info: CandidateInfo, title: str) -> str | None:
    """The first role type or technology of a title that a candidate has excluded, or None."""
    roots = {_root(word) for word in words_of(title)}
    for role in info.excluded_role_types:
        wanted = {_root(word) for word in words_of(role)}
        if wanted and wanted <= roots:
            return role
    return next((name for name in info.excluded_technologies if _names(title, name)), None)


def deal_breaker(candidate: Candidate, posting: Posting) -> str | None:
    """The first reason for which this posting is not for this candidate, in words, or None."""
    info = candidate.user.candidate_info
    return _exclusion(info, posting) or _work_permit(info, posting) or _language(candidate, posting)


def _exclusion(info: CandidateInfo, posting: Posting) -> str | None:
    excluded = excluded_by_title(info, f"{posting.title} {posting.employment_type}")
    excluded = excluded or next(
        (name for name in info.excluded_technologies if _names(posting.text, name)), None
    )
    return f"You have excluded {excluded}, and the posting is about it." if excluded else None


def _work_permit(info: CandidateInfo, posting: Posting) -> str | None:
    allowed = may_work_in(info)
    countries = countries_of_work(posting.location, posting.text)
    if allowed is None or not countries or allowed & countries or sponsorship_of(posting.text):
        return None
    place = posting.location or ", ".join(sorted(countries))
    return f"You may not work in {place}, and the posting offers no visa sponsorship."


def _language(candidate: Candidate, posting: Posting) -> str | None:
    spoken = spoken_languages(candidate)
    if spoken is None:
        return None
    missing = (one for one in required_languages(posting.text) if not spoken & set(one))
    lacking = next(missing, None)
    return f"It requires {' or '.join(lacking)}, which you do not list." if lacking else None


def _root(word: str) -> str:
    """A word without its ending, so that manager, management and managing are one."""
    lowered = word.lower()
    for ending in _ENDINGS:
        if lowered.endswith(ending) and len(lowered) - len(ending) >= _MIN_ROOT:
            return lowered.removesuffix(ending)
    return lowered


def _names(text: str, technology: str) -> bool:
    """Whether a text names a technology: by any of its spellings if known, else word for word."""
    wanted = words_of(technology)
    known = {found.entry for found in SKILLS.find(wanted)}
    if known:
        return bool(known & set(skills_in(words_of(text))))
    phrase = " ".join(wanted).lower()
    return bool(phrase) and f" {phrase} " in f" {' '.join(words_of(text)).lower()} "
