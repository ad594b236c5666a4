"""The matcher that asks a language model: titles first, then the texts that are worth reading."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Self

from reactor.documents import Company
from reactor.fetch.connectivity import Connectivity
from reactor.match.llm.batches import posting_batches, speaks_out_of_turn, title_batches
from reactor.match.llm.client import ModelClient
from reactor.match.llm.inquirer import Inquirer
from reactor.match.llm.model import Model
from reactor.match.llm.page_queries import PageInquirer
from reactor.match.llm.question_kinds import Analysis, Screening
from reactor.match.llm.rate_limiter import RateLimiter
from reactor.match.llm.recorded_call import Asking
from reactor.match.llm.rounds import Unanswered
from reactor.match.llm.usage_ledger import Ledger, RequestBudget
from reactor.match.matcher import Candidate, Match
from reactor.match.page_questions import PageAnswer
from reactor.posting import Posting

FEWEST_TO_SCREEN = 3
"""For fewer titles a screening costs more than the analyses it may save."""


class LlmMatcher:
    """Judges with a language model; use it as an async context manager, or call `aclose`.

    Args:
        client: sends the questions.
        rates: let requests pass as fast as the quota allows.
        ledger: keeps every call that was answered, readable or not, and the answers.
        budget: says whether there may be another request today.
        line: tells a service that is silent from a line that is down.
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
        asking = Asking(self._model, ledger)
        self._inquirer = Inquirer(asking)
        self._pages = PageInquirer(asking)

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
        """Those postings that are worth reading, as the model judges by their titles.

        A title that speaks to the model is not shown to it here, where others stand beside it: its
        posting is read, and judged alone.

        Raises:
            ModelTroubleError: the model is in trouble, or refused.
            BudgetError: the day's budget is used up.
            OfflineError: no host at all can be reached.
        """
        if len(postings) < FEWEST_TO_SCREEN:
            return postings
        plain = await asyncio.to_thread(_plain, postings)
        dropped: set[str] = set()
        asking = self._inquirer.ask(Screening(candidate, company), plain, title_batches)
        async for posting, answer in asking:
            # Without a usable answer about a title, its posting is read: the text says more.
            if not isinstance(answer, Unanswered) and not Screening.is_worth_reading(answer):
                dropped.add(posting.url)
        return [posting for posting in postings if posting.url not in dropped]

    async def analyse(
        self, candidate: Candidate, company: Company, postings: Sequence[Posting]
    ) -> AsyncIterator[tuple[Posting, Match | None]]:
        """How well each posting suits a candidate, in the model's judgement, as it comes.

        None where the model withheld its answer, where nothing usable was said of this posting
        alone, and where enough was asked: it stays new.

        Raises:
            ModelTroubleError: the model is in trouble, or refused, or nothing usable was said of
                any posting.
            BudgetError: the day's budget is used up.
            OfflineError: no host at all can be reached.
        """
        inquiry = Analysis(candidate, company)
        usable = malformed = 0
        async for posting, answer in self._inquirer.ask(inquiry, postings, posting_batches):
            malformed += answer is Unanswered.MALFORMED and not speaks_out_of_turn(posting)
            if isinstance(answer, Unanswered):
                yield posting, None
                continue
            usable += 1
            yield posting, Match.model_validate(answer)
        if malformed and not usable and self._inquirer.doubted:
            raise self._inquirer.useless()

    @property
    def name(self) -> str:
        """What logs and results call this matcher: who runs its model."""
        return self._model.provider

    @property
    def model(self) -> str:
        """The model that is asked."""
        return self._model.name

    async def probe(self) -> None:
        """Ask the model something small, once.

        Raises:
            ReactorError: as `Model.ask`.
        """
        await self._model.probe()

    async def read_page(self, company: Company, outline: Mapping[str, Any]) -> PageAnswer | None:
        """Which groups of a page are postings, in the model's judgement; asked once.

        Raises:
            ModelTroubleError: the model is in trouble, or refused.
            BudgetError: the day's budget is used up.
            OfflineError: no host at all can be reached.
        """
        return await self._pages.read(company, outline)


def _plain(postings: Sequence[Posting]) -> list[Posting]:
    return [posting for posting in postings if not speaks_out_of_turn(posting)]
