"""The circuit breaker between a model and its callers.

As a budget it refuses requests to a model in trouble. As a ledger it sees the first usable answer,
which ends the trouble.
"""

from collections.abc import Collection, Mapping, Sequence

from loguru import logger

from reactor.decisions.model_trouble import ModelTrouble, stands_in, worth_telling
from reactor.errors import ModelStillInTroubleError, ModelTroubleError
from reactor.match.llm.usage_ledger import (
    Ledger,
    PaidAnswer,
    RequestBudget,
    StoredAnswer,
    TokenUsage,
)
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.troubles import ModelTroubles
from reactor.mongo.notifications.job_news import JobNews
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")


class CircuitBreaker:
    """Delegates to a ledger and a budget, except for requests to a model in trouble."""

    def __init__(self, troubles: "ReportedTroubles", ledger: Ledger, budget: RequestBudget) -> None:
        self._troubles = troubles
        self._ledger = ledger
        self._budget = budget

    async def reserve(self, model: str) -> int:
        """Count one request before it is made; returns how many reactors share the rate limit.

        Raises:
            BudgetError: the day's budget is used up.
            ModelStillInTroubleError: the model is in trouble, and its pause is not over.
        """
        await self._troubles.known.refuse_if_open(model)
        return await self._budget.reserve(model)

    async def record(self, usage: TokenUsage, answers: Sequence[PaidAnswer]) -> None:
        """Store one call with its answers; a usable answer ends the model's trouble."""
        await self._ledger.record(usage, answers)
        if any(paid.answer is not None for paid in answers):
            await self._troubles.over(usage.model)

    async def recall(self, keys: Collection[str]) -> Mapping[str, StoredAnswer]:
        """The stored answers to these questions, by key."""
        return await self._ledger.recall(keys)


class ReportedTroubles:
    """The stored troubles of models; changes are logged and notified.

    Attributes:
        known: the store.
    """

    def __init__(self, database: ScoutlyDatabase, settings: Settings) -> None:
        self.known = ModelTroubles(database)
        self._news = JobNews(database, settings)

    async def note(self, error: ModelTroubleError, company: str = "") -> ModelTrouble | None:
        """Store a failure; returns the model's trouble, None if it has ended meanwhile.

        Args:
            error: the failure.
            company: hex id of the company whose job failed; `""` for none.
        """
        if isinstance(error, ModelStillInTroubleError):
            return await self.known.of(error.model)
        trouble = await self.known.note(error, company)
        if trouble.last == trouble.since and trouble.tries == 1:
            _log.warning("model in trouble", model=trouble.model, code=trouble.code)
        if stands_in(trouble, trouble.last):
            # Waiting jobs continue with keywords.
            await self.known.release(trouble.model)
        if worth_telling(trouble):
            await self._news.of_trouble(trouble)
            await self.known.note_told(trouble.model)
        return trouble

    async def over(self, model: str) -> None:
        """End the model's trouble and release the jobs that wait for it."""
        if ended := await self.known.over(model):
            _log.info("model answers again", model=model, code=ended.code)
            if ended.told:
                await self._news.of_recovery(ended)
