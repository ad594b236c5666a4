"""Probes a model in trouble with one small question at the end of each pause.

Meanwhile its jobs wait, and no page is fetched for nothing. After an answer, one job goes first;
when its postings are judged, all continue.
"""

import asyncio
from collections.abc import Awaitable, Callable

from loguru import logger

from reactor.decisions.model_trouble import FORGOTTEN_AFTER, ModelTrouble
from reactor.errors import ModelTroubleError, ReactorError
from reactor.match import Matcher
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.outage_retry import through_outages
from reactor.mongo.timers import MODEL_TIMER, Timers
from reactor.pipeline.circuit_breaker import ReportedTroubles
from reactor.pipeline.judges import ModelMatcher
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")


class ModelProbe:
    """Probes models in trouble.

    Args:
        database: where the troubles and the waiting jobs are stored.
        settings: the recipients of notifications.
        matcher: the matcher with this reactor's model, if it uses one.
    """

    def __init__(self, database: ScoutlyDatabase, settings: Settings, matcher: Matcher) -> None:
        self._database = database
        self._timers = Timers(database)
        self._troubles = ReportedTroubles(database, settings)
        self._matcher = matcher if isinstance(matcher, ModelMatcher) else None
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Check whether the pause of a model is over."""
        self._woken.set()

    async def run(self, on_return: Callable[[], Awaitable[None]]) -> None:
        """Try models whenever their pauses are over, and at once: somebody started this reactor.

        Args:
            on_return: called when this reactor's model may be asked again.
        """
        await through_outages(self.begin, "trying a model again")
        while True:
            await self._woken.wait()
            self._woken.clear()
            if await through_outages(self.look, "trying a model again"):
                await on_return()

    async def begin(self) -> None:
        """Probe models in trouble at once, regardless of their pauses."""
        if models := await self._troubles.known.models():
            for model in models:
                await self._timers.drop(MODEL_TIMER, model)
            await self.look()

    async def look(self) -> bool:
        """Probe the models whose pause is over; returns whether this reactor's may be asked."""
        mine = self._matcher.model if self._matcher else ""
        for model in await self._troubles.known.models():
            if model != mine:
                await self._leave_to_others(model)
        if not self._matcher:
            return False
        trouble = await self._troubles.known.of(mine)
        if trouble is None or not (trouble.open or trouble.half_open):
            await self._troubles.known.release(mine)
            return True
        if await self._timers.present(MODEL_TIMER, [mine]):
            return False
        tries = await self._troubles.known.begin_to_try(trouble)
        return tries and await self._try(self._matcher, trouble)

    async def _try(self, matcher: ModelMatcher, trouble: ModelTrouble) -> bool:
        """Send the model a small question; returns whether it answered."""
        _log.info("model is tried again", model=trouble.model, code=trouble.code)
        try:
            await matcher.probe()
        except ModelTroubleError as error:
            await self._troubles.note(error)
            return False
        except ReactorError as error:
            # For example the day's budget is used up; the next pause has already begun.
            _log.info("model not tried", model=trouble.model, because=str(error))
            return False
        first = await self._troubles.known.release(trouble.model, most=1)
        if not first and trouble.small_answers_prove:
            await self._troubles.over(trouble.model)
        return True

    async def _leave_to_others(self, model: str) -> None:
        """Release jobs from a model that this reactor does not use."""
        if await self._timers.present(MODEL_TIMER, [model]):
            return
        trouble = await self._troubles.known.of(model)
        now = await self._database.now()
        if trouble is None or now - trouble.last > FORGOTTEN_AFTER:
            await self._troubles.known.over(model)
        else:
            await self._troubles.known.release(model)
