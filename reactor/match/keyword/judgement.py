"""The judgement of the keyword matcher on one posting: pure, computed in the parsing process."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from reactor.documents import CandidateInfo, Company
from reactor.language.phrasebook import forget_words
from reactor.language.sentences import sentences_of
from reactor.match.keyword.commute_distance import COMMUTE_KM
from reactor.match.keyword.comparison import compare
from reactor.match.keyword.dealbreakers import deal_breaker
from reactor.match.keyword.exclusions import excluded_by_title
from reactor.match.keyword.language_demands import required_languages
from reactor.match.keyword.language_gap import languages_short_of
from reactor.match.keyword.offers import offered_in, relocation_of, sponsorship_of
from reactor.match.keyword.posting_sections import passages_of
from reactor.match.keyword.reasons import reasons_against, reasons_for, stretches
from reactor.match.keyword.sentence import Sentence
from reactor.match.keyword.shortfalls import other_functions, subjects_lacking
from reactor.match.keyword.text_features import (
    TextFeatures,
    evidence_of_candidate,
    evidence_of_posting,
)
from reactor.match.keyword.unwanted_work import objections_of_wishes
from reactor.match.keyword.wishes import objections
from reactor.match.keyword.wording import language_for, told
from reactor.match.keyword.workplace import workplace_of
from reactor.match.matcher import Candidate, Match
from reactor.posting import Posting

# The part of a text that is read: postings are no longer than this.
MAX_TEXT_LENGTH = 30_000
# Only deal-breakers have a score of 0.
MIN_SCORE = 1


@dataclass(frozen=True, slots=True)
class Judgement:
    """The judgement on one posting, before it is worded in a language.

    Attributes:
        posting: with the part of its text that was read.
        evidence: its features.
        score: 0 to 100.
        reasons: reasons in its favour, the strongest first.
        against: reasons against it; only the deal-breaker if there is one.
        stretched: things to learn.
    """

    posting: Posting
    evidence: TextFeatures
    score: int
    reasons: Sequence[Sentence] = ()
    against: Sequence[Sentence] = ()
    stretched: Sequence[Sentence] = ()


def excluded(info: CandidateInfo, titles: Sequence[str]) -> list[bool]:
    """Whether each of these titles names what the candidate excludes."""
    return [excluded_by_title(info, title) is not None for title in titles]


def judge(
    candidate: Candidate,
    company: Company,
    posting: Posting,
    year: int | None = None,
    commute_km: int = COMMUTE_KM,
) -> Match:
    """The match of one posting, worded in the candidate's language; see `weigh`."""
    judged = weigh(candidate, company, posting, year, commute_km)
    return _match(judged, language_for(candidate))


def weigh(
    candidate: Candidate,
    company: Company,
    posting: Posting,
    year: int | None = None,
    commute_km: int = COMMUTE_KM,
) -> Judgement:
    """The judgement on one posting; deterministic.

    Args:
        candidate: the person.
        company: the employer.
        posting: with its text, of which the beginning counts.
        year: the present year for "since 2021"; by default the clock's.
        commute_km: kilometres that count as the same place.
    """
    posting = replace(posting, text=posting.text[:MAX_TEXT_LENGTH])
    evidence = evidence_of_posting(posting)
    work = workplace_of(candidate.user.candidate_info, company, posting, commute_km)
    reason = deal_breaker(candidate, company, posting, work)
    if reason is not None:
        return Judgement(posting, evidence, score=0, against=[reason])
    profile = evidence_of_candidate(candidate, year or datetime.now(UTC).year)
    comparison = compare(profile, evidence)
    objected = list(objections(candidate.user.candidate_info, posting, work))
    objected += objections_of_wishes(candidate, company, posting)
    objected += languages_short_of(candidate, posting)
    objected += subjects_lacking(candidate, posting, profile, evidence, comparison)
    objected += other_functions(candidate, posting, profile, evidence, comparison)
    points = sum(objection.points for objection in objected)
    most = min((objection.most for objection in objected), default=100)
    return Judgement(
        posting,
        evidence,
        score=max(MIN_SCORE, min(most, round(100 * comparison.score) - points)),
        reasons=list(reasons_for(candidate, posting, comparison, work)),
        against=list(reasons_against(candidate, comparison, objected, posting)),
        stretched=list(stretches(comparison)),
    )


def forget_texts() -> None:
    """Clear the caches of words and sentences, which are of use only while a posting is judged."""
    forget_words()
    sentences_of.cache_clear()
    passages_of.cache_clear()


def _match(judged: Judgement, language: str) -> Match:
    posting, evidence = judged.posting, judged.evidence
    languages = required_languages(posting.text, posting.title)
    level = evidence.level.level
    return Match(
        suitability_score=judged.score,
        good_fit_reasons=told(judged.reasons, language),
        consideration_points=told(judged.against, language),
        stretch_goals=told(judged.stretched, language),
        location=posting.location,
        salary=posting.salary,
        tech_stack=tuple(skill.name for skill in evidence.skills if skill.field),
        experience_level=level.name.lower() if level is not None else None,
        language_requirements=tuple(" or ".join(alternatives) for alternatives in languages),
        visa_sponsorship_offered=sponsorship_of(offered_in(posting)),
        relocation_assistance_offered=relocation_of(offered_in(posting)),
    )
