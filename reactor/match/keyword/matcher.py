"""The matcher that needs no key: it compares words, and says which."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace

from reactor.documents import Company
from reactor.match.keyword.comparison import SAME_FIELD, Comparison, compare
from reactor.match.keyword.dealbreakers import deal_breaker, excluded_by_title
from reactor.match.keyword.evidence import Evidence, evidence_of_candidate, evidence_of_posting
from reactor.match.keyword.languages import required_languages
from reactor.match.keyword.offers import relocation_of, sponsorship_of
from reactor.match.keyword.vocabulary import Skill
from reactor.match.keyword.wishes import Objection, objections
from reactor.match.matcher import Candidate, Match
from reactor.posting import Posting

# More skills than this in one sentence are not read.
NAMED_SKILLS = 8
# Longer texts are no longer postings; this much takes some 25 ms, in which nothing else runs.
MAX_TEXT_LENGTH = 30_000


class KeywordMatcher:
    """Judges by titles, skills, seniority, place, languages and exclusions; sends nothing."""

    name = "keyword"

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
        reason = deal_breaker(candidate, posting)
        if reason is not None:
            return _match(posting, evidence, score=0, against=[reason])
        comparison = compare(evidence_of_candidate(candidate), evidence)
        objected = list(objections(candidate.user.candidate_info, company, posting))
        points = sum(objection.points for objection in objected)
        return _match(
            posting,
            evidence,
            score=max(0, round(100 * comparison.score) - points),
            reasons=list(_reasons(comparison, posting)),
            against=list(_considerations(comparison, objected, posting)),
            stretches=list(_stretches(comparison)),
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
    stretches: Sequence[str] = (),
) -> Match:
    languages = required_languages(posting.text)
    return Match(
        suitability_score=score,
        good_fit_reasons=tuple(reasons),
        consideration_points=tuple(against),
        stretch_goals=tuple(stretches),
        location=posting.location,
        salary=posting.salary,
        tech_stack=tuple(skill.name for skill in evidence.skills if skill.field),
        experience_level=evidence.level.name.lower() if evidence.level is not None else None,
        language_requirements=tuple(" or ".join(alternatives) for alternatives in languages),
        visa_sponsorship_offered=sponsorship_of(posting.text),
        relocation_assistance_offered=relocation_of(posting.text),
    )


def _reasons(comparison: Comparison, posting: Posting) -> Iterator[str]:
    if comparison.field >= SAME_FIELD:
        yield f"{posting.title} is in your field of work."
    if comparison.shared:
        yield f"Your profile names {_listed(comparison.shared)}."
    if comparison.steps == 0 and comparison.field >= SAME_FIELD:
        yield "It is as senior as you are."


def _considerations(
    comparison: Comparison, objected: Sequence[Objection], posting: Posting
) -> Iterator[str]:
    yield from (objection.reason for objection in objected)
    if comparison.field < SAME_FIELD:
        yield f"{posting.title} is not in the field that your profile shows."
    elif comparison.steps is not None and comparison.steps < 0:
        yield "It is less senior than you are."
    elif comparison.steps is not None and comparison.steps > 1:
        yield "It is far more senior than your profile shows."
    if not posting.text:
        yield "Judged by its title alone: its text could not be read."
    elif comparison.skills is None:
        yield "Judged by titles: there are no skills to compare."
    elif comparison.missing and not comparison.shared:
        yield f"It asks for {_listed(comparison.missing)}, which your profile does not name."


def _stretches(comparison: Comparison) -> Iterator[str]:
    if comparison.field < SAME_FIELD:
        return
    if comparison.steps == 1:
        yield "A step up in seniority."
    if comparison.shared and comparison.missing:
        yield f"Your profile does not name {_listed(comparison.missing)}."


def _listed(skills: Sequence[Skill]) -> str:
    """Skills as a phrase, those that say most first."""
    telling = sorted(skills, key=lambda skill: -skill.weight)[:NAMED_SKILLS]
    names = [skill.name for skill in telling]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
