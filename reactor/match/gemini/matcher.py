"""The matcher that asks Gemini: titles first, then the texts of those that are worth reading."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Self

from loguru import logger

from reactor.documents import Company
from reactor.fetch.address_policy import AddressPolicy
from reactor.fetch.line import Line
from reactor.fetch.witnesses import Witnesses
from reactor.match.gemini.batches import posting_batches, speaks_out_of_turn, title_batches
from reactor.match.gemini.inquirer import Inquirer
from reactor.match.gemini.inquiry import Analysis, Screening
from reactor.match.gemini.model import Model
from reactor.match.gemini.pages import PageInquirer
from reactor.match.gemini.rates import Sleep
from reactor.match.ledger import Budget, Ledger
from reactor.match.matcher import Candidate, Match
from reactor.match.page_reading import PageAnswer
from reactor.match.prices import price_of
from reactor.posting import Posting
from reactor.settings import Settings

FEWEST_TO_SCREEN = 3
"""For fewer titles a screening costs more than the analyses it may save."""

_log = logger.bind(channel="job-matching-orchestrator")


class GeminiMatcher:
    """Judges with a Gemini model; use it as an async context manager, or call `aclose`.

    Args:
        settings: the key (which must be set), the model, the address and the rates.
        ledger: keeps every call that was answered, readable or not, and the answers.
        budget: says whether there may be another request today.
        line: tells a service that is silent from a line that is down.
        sleep: how a pause is spent that the service asks for.
    """

    name = "gemini"

    def __init__(
        self,
        settings: Settings,
        ledger: Ledger,
        budget: Budget,
        line: Line | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        line = line or Line(AddressPolicy.allowing(settings.allow_hosts), Witnesses())
        self._model = Model(settings, budget, line, sleep)
        self._inquirer = Inquirer(self._model, ledger)
        self._pages = PageInquirer(self._model, ledger)
        if price_of(self._model.name) is None:
            _log.warning("model has no known price: its cost is zero", model=self._model.name)

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
            PassingError: overload, the minute's quota, no connection.
            WaitingError: the day's budget is used up, or the key or the model is refused
                (`OfflineError`: no host at all can be reached).
        """
        if len(postings) < FEWEST_TO_SCREEN:
            return postings
        plain = await asyncio.to_thread(_plain, postings)
        dropped: set[str] = set()
        asking = self._inquirer.ask(Screening(candidate, company), plain, title_batches)
        async for posting, answer in asking:
            # Without a usable answer about a title, its posting is read: the text says more.
            if answer is not None and not Screening.is_worth_reading(answer):
                dropped.add(posting.url)
        return [posting for posting in postings if posting.url not in dropped]

    async def analyse(
        self, candidate: Candidate, company: Company, postings: Sequence[Posting]
    ) -> AsyncIterator[tuple[Posting, Match | None]]:
        """How well each posting suits a candidate, in the model's judgement, as it comes.

        None where the model twice said nothing usable.

        Raises:
            PassingError: overload, the minute's quota, no connection.
            WaitingError: the day's budget is used up, or the key or the model is refused
                (`OfflineError`: no host at all can be reached).
        """
        inquiry = Analysis(candidate, company)
        async for posting, answer in self._inquirer.ask(inquiry, postings, posting_batches):
            yield posting, None if answer is None else Match.model_validate(answer)

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
            PassingError: overload, the minute's quota, no connection.
            WaitingError: the day's budget is used up, or the key or the model is refused
                (`OfflineError`: no host at all can be reached).
        """
        return await self._pages.read(company, outline)


def _plain(postings: Sequence[Posting]) -> list[Posting]:
    return [posting for posting in postings if not speaks_out_of_turn(posting)]
