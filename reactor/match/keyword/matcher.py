"""The matcher that needs no key: it compares words, and says which."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from reactor.documents import Company
from reactor.match.keyword.comparison import compare
from reactor.match.keyword.dealbreakers import deal_breaker
from reactor.match.keyword.evidence import Evidence, evidence_of_candidate, evidence_of_posting
from reactor.match.keyword.exclusions import excluded_by_title
from reactor.match.keyword.language_demands import required_languages
from reactor.match.keyword.offers import relocation_of, sponsorship_of
from reactor.match.keyword.reasons import reasons_against, reasons_for, stretches
from reactor.match.keyword.wishes import objections
from reactor.match.matcher import Candidate, Match
from reactor.posting import Posting

# Longer texts are no longer postings; this much takes some 25 ms, in which nothing else runs.
MAX_TEXT_LENGTH = 30_000
# A score of 0 is for deal-breakers alone.
LEAST_SCORE = 1


class KeywordMatcher:
    """Judges by titles, skills, seniority, place, languages and exclusions; sends nothing.

    Args:
        year: the one in which "since 2021" is read; the present one if not given.
    """

    name = "keyword"

    def __init__(self, year: int | None = None) -> None:
        self._year = year

    async def screen(
        self,
        candidate: Candidate,
        company: Company,  # noqa: ARG002 - the protocol's; a title says enough here
        postings: Sequence[Posting],
    ) -> Sequence[Posting]:
        """All postings but those whose title names what the candidate excludes."""
        info = candidate.user.candidate_info
        return [posting for posting in postings if not excluded_by_title(info, posting.title)]

    async def analyse(
        self, candidate: Candidate, company: Company, postings: Sequence[Posting]
    ) -> AsyncIterator[tuple[Posting, Match]]:
        """The match of each posting; the same input always gives the same match."""
        for posting in postings:
            # It computes and never waits: the others must get their turn all the same.
            await asyncio.sleep(0)
            yield posting, self.judge(candidate, company, posting)

    def judge(self, candidate: Candidate, company: Company, posting: Posting) -> Match:
        """The match of one posting."""
        posting = replace(posting, text=posting.text[:MAX_TEXT_LENGTH])
        evidence = evidence_of_posting(posting)
        reason = deal_breaker(candidate, company, posting)
        if reason is not None:
            return _match(posting, evidence, score=0, against=[reason])
        year = self._year or datetime.now(UTC).year
        comparison = compare(evidence_of_candidate(candidate, year), evidence)
        objected = list(objections(candidate.user.candidate_info, company, posting))
        points = sum(objection.points for objection in objected)
        return _match(
            posting,
            evidence,
            score=max(LEAST_SCORE, round(100 * comparison.score) - points),
            reasons=list(reasons_for(candidate, company, posting, comparison)),
            against=list(reasons_against(comparison, objected, posting)),
            stretched=list(stretches(comparison)),
        )

    async def aclose(self) -> None:
        """Nothing is held."""


def _match(  # noqa: PLR0913 - the parts of one result, all named where it is called
    posting: Posting,
    evidence: Evidence,
    *,
    score: int,
    reasons: Sequence[str] = (),
    against: Sequence[str] = (),
    stretched: Sequence[str] = (),
) -> Match:
    languages = required_languages(posting.text, posting.title)
    return Match(
        suitability_score=score,
        good_fit_reasons=tuple(reasons),
        consideration_points=tuple(against),
        stretch_goals=tuple(stretched),
        location=posting.location,
        salary=posting.salary,
        tech_stack=tuple(skill.name for skill in evidence.skills if skill.field),
        experience_level=evidence.level.name.lower() if evidence.level is not None else None,
        language_requirements=tuple(" or ".join(alternatives) for alternatives in languages),
        visa_sponsorship_offered=sponsorship_of(posting.text),
        relocation_assistance_offered=relocation_of(posting.text),
    )
