"""Sends one question to a model: within budget and rate limit, with short retries."""

from loguru import logger

from reactor.errors import ModelTroubleError, PassingError, UnreachableError
from reactor.fetch.connectivity import Connectivity
from reactor.match.llm.answer_schemas import ScreeningAnswer
from reactor.match.llm.client import ModelClient, UnsupportedOptionError
from reactor.match.llm.price import Cost
from reactor.match.llm.question import Question
from reactor.match.llm.rate_limiter import RateLimiter
from reactor.match.llm.reply import ModelAnswer, TokenCounts
from reactor.match.llm.usage_ledger import RequestBudget

PAUSES = (2.0, 10.0)
"""Seconds before each retry, if the service requests no other delay."""

MAX_PAUSE = 65.0
"""Seconds. For a longer delay, the job gives up its slot and waits."""

TROUBLE_DELAY = 300.0
"""Seconds that a job waits for a model after its retries failed."""

PROBE = Question("initial_matching", "Answer with an empty list.", "{}", ScreeningAnswer)
"""The smallest possible question."""

MAX_LEFT_OUT = 4
"""Maximum number of request parts that a service may reject in turn."""

_log = logger.bind(channel="job-matching-orchestrator")


class Model:
    """A language model, shared by all jobs of this process.

    Args:
        client: sends the questions.
        rates: the rate limiter.
        budget: counts and limits the requests of a day.
        line: distinguishes a silent host from an offline machine.
    """

    def __init__(
        self, client: ModelClient, rates: RateLimiter, budget: RequestBudget, line: Connectivity
    ) -> None:
        self._client = client
        self._rates = rates
        self._budget = budget
        self._line = line
        self._effort = 0
        self._in_trouble = False

    @property
    def provider(self) -> str:
        """The provider's name."""
        return self._client.provider

    @property
    def name(self) -> str:
        """The model's name in the settings."""
        return self._client.model

    def cost(self, answered_by: str, usage: TokenCounts) -> Cost:
        """The cost of a call."""
        return self._client.cost(answered_by, usage)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def ask(self, question: Question) -> ModelAnswer:
        """The answer to a question; passing trouble is retried for a while.

        Raises:
            ModelTroubleError: the model gives no answer; no company is at fault.
            BudgetError: the day's budget is used up.
            OfflineError: no host is reachable.
        """
        try:
            answered = await self._ask(question)
        except PassingError as error:
            raise self._trouble(error) from None
        self._in_trouble = False
        return answered

    async def probe(self) -> None:
        """Send the smallest question once, to check that key and model are accepted.

        Raises:
            ReactorError: as in `ask`.
        """
        try:
            await self._ask_fitting(PROBE)
        except PassingError as error:
            raise self._trouble(error) from None
        self._in_trouble = False

    def _trouble(self, error: PassingError) -> ModelTroubleError:
        self._in_trouble = True
        delay = max(TROUBLE_DELAY, error.retry_after or 0.0)
        return ModelTroubleError(str(error), delay=delay, model=self.name, code=error.code)

    def think_less(self, than: int) -> bool:
        """Lower the thinking effort below that of an answer; False if it is the lowest."""
        if than >= self._client.efforts - 1:
            return False
        self._effort = max(self._effort, than + 1)
        return True

    async def _ask(self, question: Question) -> ModelAnswer:
        # During lasting trouble the jobs wait, and one request shows whether it is over.
        for pause in () if self._in_trouble else PAUSES:
            try:
                return await self._ask_fitting(question)
            except UnreachableError:
                raise
            except PassingError as error:
                wait = pause if error.retry_after is None else error.retry_after
                if wait > MAX_PAUSE:
                    raise
                _log.info("model asks for a pause", seconds=round(wait, 1), error=str(error))
                self._rates.hold(wait)
        return await self._ask_fitting(question)

    async def _ask_fitting(self, question: Question) -> ModelAnswer:
        """Ask with optional parts removed as far as the service rejects them."""
        for _ in range(MAX_LEFT_OUT):
            try:
                return await self._ask_once(question)
            except UnsupportedOptionError as error:
                _log.info("request made again without what was refused", without=str(error))
        return await self._ask_once(question)

    async def _ask_once(self, question: Question) -> ModelAnswer:
        await self._rates.wait(question.tokens)
        # Reserved last: a call that is cancelled while waiting has sent no request.
        self._rates.share_among(await self._budget.reserve(self.name))
        async with self._line.judging(self._client.host):
            return await self._client.send(question, self._effort)
