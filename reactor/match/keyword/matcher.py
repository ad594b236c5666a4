"""The keyword matcher: it needs no model, compares words, and quotes them.

The texts are untrusted, and some take long to compare. So the comparison runs in the parsing
process, within its time limit, while the event loop continues.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from loguru import logger

from reactor.documents import Company
from reactor.errors import LastingError, ParsingBudgetError
from reactor.fetch.parser_worker import ParsingWorker
from reactor.fetch.parsing_budget import ParsingBudget, parsing_visit
from reactor.match.keyword import tasks
from reactor.match.matcher import Candidate, Match
from reactor.posting import Posting

_MAX_TITLES = 500
_MAX_POSTINGS = 20
_PATIENCE = 3
"""Consecutive postings over the time limit after which the rest of the list is left out."""
_MAX_TEXT = 100_000
"""Characters in a batch: judging them takes a fraction of a second, between other tasks."""
_MAX_TIME_OUTS = 40
"""Texts of one list that may exceed the time limit in total."""
JUDGING_BUDGET = 180.0
"""Seconds for the judgements of one list, apart from the parsing of a company's pages."""

Batch = Sequence[Posting]
_NOTHING: Sequence[Match | None] = ()

_log = logger.bind(channel="job-matching-orchestrator")


class KeywordMatcher:
    """Judges by titles, skills, seniority, place, languages and exclusions; sends nothing.

    Args:
        worker: the parsing process.
        commute_km: kilometres that count as the same place.
    """

    name = "keyword"

    def __init__(self, worker: ParsingWorker, commute_km: int = 50) -> None:
        self._worker = worker
        self._commute_km = commute_km

    async def screen(
        self,
        candidate: Candidate,
        company: Company,
        postings: Sequence[Posting],
    ) -> Sequence[Posting]:
        """All postings except those with an exclusion of the candidate in the title.

        If that takes too long, the postings are kept, because their texts decide.

        Raises:
            PassingError: the parsing process was lost.
        """
        chosen: list[Posting] = []
        for begin in range(0, len(postings), _MAX_TITLES):
            some = postings[begin : begin + _MAX_TITLES]
            info, titles = candidate.user.candidate_info, [posting.title for posting in some]
            what = f"a list of titles of {company.label}"
            try:
                excluded = await self._worker.run(tasks.exclude_by_title, info, titles, what=what)
            except LastingError as error:
                _log.warning("titles not screened", user=candidate.user_id, error=str(error))
                excluded = [False] * len(some)
            chosen += (p for p, is_excluded in zip(some, excluded, strict=True) if not is_excluded)
        return chosen

    async def analyse(
        self, candidate: Candidate, company: Company, postings: Sequence[Posting]
    ) -> AsyncIterator[tuple[Posting, Match | None]]:
        """The match of each posting; the same input always gives the same match.

        None if its judgement took too long, or too much memory. If a whole list takes too long, the
        last ones are left out.

        Raises:
            PassingError: the parsing process was lost.
        """
        known, failures, answered = _bounded(candidate), 0, 0
        account = ParsingBudget(JUDGING_BUDGET, patience=_MAX_TIME_OUTS)
        for batch in _batches(postings):
            given_up = failures >= _PATIENCE
            try:
                matches = (
                    _NOTHING if given_up else await self._judge(account, known, company, batch)
                )
            except ParsingBudgetError as error:
                left, user = len(postings) - answered, candidate.user_id
                _log.warning(
                    "judging stopped: it takes too long", user=user, left=left, error=error
                )
                return
            answered += len(batch)
            for posting, match in zip_longest(batch, matches):
                failures = 0 if match else failures + 1
                yield posting, match
                # A log line is written for each: other tasks run in between.
                await asyncio.sleep(0)

    async def aclose(self) -> None:
        """Do nothing: the matcher holds no resources."""

    async def _judge(
        self, account: ParsingBudget, candidate: Candidate, company: Company, batch: Batch
    ) -> Sequence[Match | None]:
        """The matches of a batch; each posting alone if one of them makes the batch fail.

        Raises:
            ParsingBudgetError: the list's time is used up.
            PassingError: the parsing process was lost.
        """
        what = f"the judgement of {batch[0].url}"
        try:
            with parsing_visit(account):
                return await self._worker.run(
                    tasks.judge_postings, candidate, company, batch, self._commute_km, what=what
                )
        except ParsingBudgetError:
            raise
        except LastingError as error:
            if len(batch) == 1:
                _log.warning("posting takes too long to judge", error=str(error))
                return [None]
        alone = [await self._judge(account, candidate, company, [each]) for each in batch]
        return [match for matches in alone for match in matches]


def _bounded(candidate: Candidate) -> Candidate:
    """The candidate reduced to what the other process needs: the document may hold a longer CV."""
    return replace(candidate, user=candidate.user.model_copy(update={"cv_text": ""}))


def _batches(postings: Sequence[Posting]) -> Iterator[Batch]:
    batch: list[Posting] = []
    size = 0
    for posting in postings:
        length = len(posting.text)
        if batch and (len(batch) == _MAX_POSTINGS or size + length > _MAX_TEXT):
            yield batch
            batch, size = [], 0
        batch.append(posting)
        size += length
    if batch:
        yield batch
