"""Stands between a model and those who ask it: nobody asks one in trouble, and it hears of the end.

It is a budget, so that whoever is about to ask is held back; and a ledger, so that the first usable
answer is noticed whoever asked.
"""

from collections.abc import Collection, Mapping, Sequence

from loguru import logger

from reactor.decisions.model_trouble import ModelTrouble, stands_in, worth_telling
from reactor.errors import ModelStillInTroubleError, ModelTroubleError
from reactor.match.llm.usage_ledger import Ledger, PaidAnswer, Recalled, RequestBudget, TokenUsage
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.troubles import ModelTroubles
from reactor.mongo.notifications.job_news import JobNews
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")


class CircuitBreaker:
    """Hands everything on to a ledger and a budget, but for what is asked of a model in trouble."""

    def __init__(self, troubles: "ToldTroubles", ledger: Ledger, budget: RequestBudget) -> None:
        self._troubles = troubles
        self._ledger = ledger
        self._budget = budget

    async def reserve(self, model: str) -> int:
        """Count one request that is about to be made; gives how many reactors share a minute.

        Raises:
            BudgetError: today's are used up.
            ModelStillInTroubleError: the model is in trouble, and its pause is not over.
        """
        await self._troubles.known.refuse_if_open(model)
        return await self._budget.reserve(model)

    async def record(self, usage: TokenUsage, answers: Sequence[PaidAnswer]) -> None:
        """Keep one call and its answers, together; one that is usable ends the model's trouble."""
        await self._ledger.record(usage, answers)
        if any(paid.answer is not None for paid in answers):
            await self._troubles.over(usage.model)

    async def recall(self, keys: Collection[str]) -> Mapping[str, Recalled]:
        """What is known of these questions, by key."""
        return await self._ledger.recall(keys)


class ToldTroubles:
    """The memory of models in trouble; the log and people hear of what changes it.

    Attributes:
        known: the memory itself.
    """

    def __init__(self, database: ScoutlyDatabase, settings: Settings) -> None:
        self.known = ModelTroubles(database)
        self._news = JobNews(database, settings)

    async def note(self, error: ModelTroubleError, company: str = "") -> ModelTrouble | None:
        """Remember that trouble was met; gives what is known, None if that has ended meanwhile.

        Args:
            error: the trouble.
            company: whose job met it, as hex; `""` for nobody's.
        """
        if isinstance(error, ModelStillInTroubleError):
            return await self.known.of(error.model)
        trouble = await self.known.note(error, company)
        if trouble.last == trouble.since and trouble.tries == 1:
            _log.warning("model in trouble", model=trouble.model, code=trouble.code)
        if stands_in(trouble, trouble.last):
            # Those that wait go on by keywords.
            await self.known.release(trouble.model)
        if worth_telling(trouble):
            await self._news.of_trouble(trouble)
            await self.known.note_told(trouble.model)
        return trouble

    async def over(self, model: str) -> None:
        """The model answers; jobs that waited for it go on."""
        if ended := await self.known.over(model):
            _log.info("model answers again", model=model, code=ended.code)
            if ended.told:
                await self._news.of_recovery(ended)
