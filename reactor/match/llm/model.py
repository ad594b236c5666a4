"""One question to a model and its answer: within the budget, in its turn, trouble waited out."""

from loguru import logger

from reactor.errors import ModelTroubleError, PassingError, UnreachableError
from reactor.fetch.connectivity import Connectivity
from reactor.match.llm.answer_schemas import ScreeningAnswer
from reactor.match.llm.client import LeftOutError, ModelClient
from reactor.match.llm.price import Cost
from reactor.match.llm.question import Question
from reactor.match.llm.rate_limiter import RateLimiter
from reactor.match.llm.reply import ModelAnswer, TokenCounts
from reactor.match.llm.usage_ledger import RequestBudget

PAUSES = (2.0, 10.0)
"""Seconds before a request that failed is made again, where the service asks for no other."""

LONGEST_PAUSE = 65.0
"""Seconds: whoever is asked to wait longer gives its slot to another job."""

TROUBLE_DELAY = 300.0
"""Seconds that a job waits for a model whose trouble did not pass."""

PROBE = Question("initial_matching", "Answer with an empty list.", "{}", ScreeningAnswer)
"""The smallest question."""

MOST_LEFT_OUT = 4
"""Parts of a request that a service may refuse one after the other."""

_log = logger.bind(channel="job-matching-orchestrator")


class Model:
    """A language model, asked for all jobs of this process.

    Args:
        client: sends the questions.
        rates: let requests pass as fast as the quota allows; None where there is no quota.
        budget: says whether there may be another request today.
        line: tells a service that is silent from a line that is down.
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
        """Who runs it."""
        return self._client.provider

    @property
    def name(self) -> str:
        """The model that is asked, as the settings name it."""
        return self._client.model

    def cost(self, answered_by: str, usage: TokenCounts) -> Cost:
        """What a call costs."""
        return self._client.cost(answered_by, usage)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def ask(self, question: Question) -> ModelAnswer:
        """The answer to a question; passing trouble is waited out for a while.

        Raises:
            ModelTroubleError: there is none, which is no company's fault.
            BudgetError: the day's budget is used up.
            OfflineError: no host at all can be reached.
        """
        try:
            answered = await self._ask(question)
        except PassingError as error:
            raise self._trouble(error) from None
        self._in_trouble = False
        return answered

    async def probe(self) -> None:
        """Ask for one word, once: whether the key and the model are taken, and it writes.

        Raises:
            ReactorError: as `ask`.
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
        """Let the model think less than in an answer; False if it cannot."""
        if than >= self._client.efforts - 1:
            return False
        self._effort = max(self._effort, than + 1)
        return True

    async def _ask(self, question: Question) -> ModelAnswer:
        # Trouble that did not pass is waited out by the jobs: one request tells whether it lasts.
        for pause in () if self._in_trouble else PAUSES:
            try:
                return await self._ask_fitting(question)
            except UnreachableError:
                raise
            except PassingError as error:
                wait = pause if error.retry_after is None else error.retry_after
                if wait > LONGEST_PAUSE:
                    raise
                _log.info("model asks for a pause", seconds=round(wait, 1), error=str(error))
                self._rates.hold(wait)
        return await self._ask_fitting(question)

    async def _ask_fitting(self, question: Question) -> ModelAnswer:
        """Ask in the form that the service takes, which is learnt from what it refuses."""
        for _ in range(MOST_LEFT_OUT):
            try:
                return await self._ask_once(question)
            except LeftOutError as error:
                _log.info("request made again without what was refused", without=str(error))
        return await self._ask_once(question)

    async def _ask_once(self, question: Question) -> ModelAnswer:
        await self._rates.wait(question.tokens)
        # Counted last: whoever is stopped while waiting has not asked.
        self._rates.share_among(await self._budget.reserve(self.name))
        async with self._line.judging(self._client.host):
            return await self._client.send(question, self._effort)
