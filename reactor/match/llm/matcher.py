"""The matcher that uses a language model: it screens titles, then judges the wanted texts."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Self

from reactor.documents import Company
from reactor.fetch.connectivity import Connectivity
from reactor.match.llm.batch_outcome import Unanswered
from reactor.match.llm.batch_requests import BatchRequester
from reactor.match.llm.batches import posting_batches, speaks_out_of_turn, title_batches
from reactor.match.llm.client import ModelClient
from reactor.match.llm.model import Model
from reactor.match.llm.page_queries import PageQueries
from reactor.match.llm.question_kinds import Analysis, Screening
from reactor.match.llm.rate_limiter import RateLimiter
from reactor.match.llm.recorded_call import RecordedCalls
from reactor.match.llm.usage_ledger import Ledger, RequestBudget
from reactor.match.matcher import Candidate, Match
from reactor.match.page_questions import PageAnswer
from reactor.posting import Posting

MIN_TO_SCREEN = 3
"""With fewer titles, a screening costs more than the analyses it may save."""


class LlmMatcher:
    """Judges with a language model; an async context manager, or call `aclose`.

    Args:
        client: sends the questions.
        rates: the rate limiter.
        ledger: stores every answered call, usable or not, and the answers.
        budget: counts and limits the requests of a day.
        line: distinguishes a silent host from an offline machine.
    """

    def __init__(
        self,
        client: ModelClient,
        rates: RateLimiter,
        ledger: Ledger,
        budget: RequestBudget,
        line: Connectivity,
    ) -> None:
        self._model = Model(client, rates, budget, line)
        calls = RecordedCalls(self._model, ledger)
        self._requester = BatchRequester(calls)
        self._pages = PageQueries(calls)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._model.aclose()

    async def screen(
        self, candidate: Candidate, company: Company, postings: Sequence[Posting]
    ) -> Sequence[Posting]:
        """The postings worth reading, judged by their titles.

        A title that addresses the model is not screened, because it could influence the others. Its
        posting is read and judged alone.

        Raises:
            ModelTroubleError: the model is in trouble, or rejected.
            BudgetError: the day's budget is used up.
            OfflineError: no host is reachable.
        """
        if len(postings) < MIN_TO_SCREEN:
            return postings
        plain = await asyncio.to_thread(_plain, postings)
        dropped: set[str] = set()
        answers = self._requester.ask(Screening(candidate, company), plain, title_batches)
        async for posting, answer in answers:
            # A title without a usable answer is kept: the posting's text says more.
            if not isinstance(answer, Unanswered) and not Screening.is_worth_reading(answer):
                dropped.add(posting.url)
        return [posting for posting in postings if posting.url not in dropped]

    async def analyse(
        self, candidate: Candidate, company: Company, postings: Sequence[Posting]
    ) -> AsyncIterator[tuple[Posting, Match | None]]:
        """Yield each posting with its match, as it comes.

        Yields None if the provider blocked the answer, if a request with only this posting gave
        nothing usable, or if the request cap was reached. The posting stays new and is tried again.

        Raises:
            ModelTroubleError: the model is in trouble, or rejected, or gave nothing usable at all.
            BudgetError: the day's budget is used up.
            OfflineError: no host is reachable.
        """
        kind = Analysis(candidate, company)
        usable = malformed = 0
        async for posting, answer in self._requester.ask(kind, postings, posting_batches):
            malformed += answer is Unanswered.MALFORMED and not speaks_out_of_turn(posting)
            if isinstance(answer, Unanswered):
                yield posting, None
                continue
            usable += 1
            yield posting, Match.model_validate(answer)
        if malformed and not usable and self._requester.doubted:
            raise self._requester.useless()

    @property
    def name(self) -> str:
        """The matcher's name in logs and results: the provider."""
        return self._model.provider

    @property
    def model(self) -> str:
        """The model's name."""
        return self._model.name

    async def probe(self) -> None:
        """Send the model one small question.

        Raises:
            ReactorError: as in `Model.probe`.
        """
        await self._model.probe()

    async def read_page(self, company: Company, outline: Mapping[str, Any]) -> PageAnswer | None:
        """The groups of a page that are postings, in the model's judgement, by one request.

        Raises:
            ModelTroubleError: the model is in trouble, or rejected.
            BudgetError: the day's budget is used up.
            OfflineError: no host is reachable.
        """
        return await self._pages.read(company, outline)


def _plain(postings: Sequence[Posting]) -> list[Posting]:
    return [posting for posting in postings if not speaks_out_of_turn(posting)]
