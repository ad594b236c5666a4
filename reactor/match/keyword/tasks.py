"""What the parsing process is asked to judge.

The imports stand inside the functions: the main process names a task without loading the words
that are compared.
"""

# ruff: noqa: PLC0415 - see above

from collections.abc import Sequence

from reactor.documents import CandidateInfo, Company
from reactor.match.matcher import Candidate, Match
from reactor.posting import Posting


def exclude_by_title(info: CandidateInfo, titles: Sequence[str]) -> list[bool]:
    """Whether each of these titles names what the candidate excludes."""
    from reactor.match.keyword import judgement

    return judgement.excluded(info, titles)


def judge_postings(
    candidate: Candidate, company: Company, postings: Sequence[Posting], commute_km: int
) -> list[Match]:
    """The match of each posting; `commute_km` counts as the same place."""
    from reactor.match.keyword import judgement

    try:
        return [
            judgement.judge(candidate, company, posting, None, commute_km) for posting in postings
        ]
    finally:
        # What parses pages here has a limit to its memory.
        judgement.forget_texts()
