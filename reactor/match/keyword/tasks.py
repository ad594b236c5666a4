"""The tasks of the parsing process for the keyword matcher.

Imports are inside the functions, so that the main process can name a task without loading the word
lists.
"""

# ruff: noqa: PLC0415 - see above

from collections.abc import Sequence

from reactor.documents import CandidateInfo, Company
from reactor.match.matcher import Candidate, Match
from reactor.posting import Posting


def exclude_by_title(info: CandidateInfo, titles: Sequence[str]) -> list[bool]:
    """Whether each of these titles meets an exclusion of the candidate."""
    from reactor.match.keyword import judgement

    return judgement.excluded(info, titles)


def judge_postings(
    candidate: Candidate, company: Company, postings: Sequence[Posting], commute_km: int
) -> list[Match]:
    """The match of each posting; distances up to `commute_km` count as the same place."""
    from reactor.match.keyword import judgement

    try:
        return [
            judgement.judge(candidate, company, posting, None, commute_km) for posting in postings
        ]
    finally:
        # This process has a memory limit for the parsing of pages.
        judgement.forget_texts()
