"""The matcher that needs no key: it compares words, and names them.

Strangers write what is compared, and some texts take long. So it is compared in the parsing
process, within its time limit: meanwhile the event loop turns.
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
"""Postings that may take too long, one after another; then no more is asked about that list."""
_MAX_TEXT = 100_000
"""Characters in a batch: judging them takes a fraction of a second, and others have their turn."""
_MAX_TIME_OUTS = 40
"""Texts of one list that may take too long, however many others lie between them."""
JUDGING_BUDGET = 180.0
"""Seconds for the judgements of one list: what a company's pages take is no part of it."""

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
        """All postings but those whose title names what the candidate excludes.

        Where that cannot be told in time, the postings are read: their texts say more.

        Raises:
            PassingError: the parsing process was not there.
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

        None where judging it took too long, or too much memory. Of a list that takes too long as a
        whole, the last ones are left out.

        Raises:
            PassingError: the parsing process was not there.
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
                # A line is logged about each of them: the others get their turn in between.
                await asyncio.sleep(0)

    async def aclose(self) -> None:
        """Nothing is held."""

    async def _judge(
        self, account: ParsingBudget, candidate: Candidate, company: Company, batch: Batch
    ) -> Sequence[Match | None]:
        """The matches of a batch; each posting alone if one of them spoils it for the others.

        Raises:
            ParsingBudgetError: the list may take no more.
            PassingError: the parsing process was not there.
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
    """The candidate as the other process needs them: their document may hold a longer CV."""
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
