"""Asks a model, and enters every answer into the ledger before anything is done with it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from loguru import logger

from reactor.documents import Company
from reactor.errors import ModelTroubleError
from reactor.match.llm.bill import usage_of
from reactor.match.llm.model import Model
from reactor.match.llm.question import Question
from reactor.match.llm.reply import CutOff, ModelAnswer, Said, ThoughtOut
from reactor.match.llm.usage_ledger import Ledger, PaidAnswer

THINKING_DELAY = 3600.0
"""Seconds that a job waits for somebody to name another model."""

DOUBTED_AFTER = 4
"""Answers of no use in a row after which the model is to blame, and not what it was asked about."""

MOST_THOUGHTS = 4
"""Answers in a row that were all thoughts, of a model that is let think as little as it can be. One
posting of a batch makes three, until it is found."""

_log = logger.bind(channel="job-matching-orchestrator")


@dataclass(frozen=True, slots=True)
class Purpose:
    """What is asked for.

    Attributes:
        company: whose postings or page.
        user_email: for whom; `""` for nobody in particular.
    """

    company: Company
    user_email: str = ""


class Asking:
    """Asks, and keeps the books.

    Args:
        model: is asked.
        ledger: keeps every call that was answered, readable or not, and the answers.
    """

    def __init__(self, model: Model, ledger: Ledger) -> None:
        self.model = model
        self.ledger = ledger
        self._process_id = uuid.uuid4().hex
        self._spoke = self._was_useful = False
        self._useless_in_a_row = self._thoughts_in_a_row = 0

    @property
    def doubted(self) -> bool:
        """Whether the model is to blame for an answer of no use.

        It is until the first that was of use. Later, a single posting that makes it babble does not
        count against it.
        """
        return not self._was_useful or self._useless_in_a_row >= DOUBTED_AFTER

    def note(self, *, useful: bool) -> None:
        """Remember whether an answer was of use."""
        self._was_useful = self._was_useful or useful
        self._useless_in_a_row = 0 if useful else self._useless_in_a_row + 1

    async def ask(self, question: Question, purpose: Purpose) -> ModelAnswer:
        """The answer to a question; a model that thinks instead of answering is let think less.

        All but the answer itself is entered: that is for `enter`, with what was read from it.

        Raises:
            ModelTroubleError: it thinks instead of answering however little it is let think, or
                any other trouble of the model's.
            BudgetError: the day's budget is used up.
            OfflineError: no host at all can be reached.
        """
        while True:
            answered = await self.model.ask(question)
            if not isinstance(answered.reply, ThoughtOut):
                self._spoke = self._spoke or isinstance(answered.reply, Said | CutOff)
                self._thoughts_in_a_row = 0
                return answered
            if not self.model.think_less(answered.effort):
                self._thoughts_in_a_row += 1
                if self._spoke and self._thoughts_in_a_row < MOST_THOUGHTS:
                    return answered  # It may be what it was asked about, and not the model.
                await self.enter(answered, question, purpose)
                raise self._only_thinks()
            await self.enter(answered, question, purpose)
            _log.warning("model spent its answer on thinking: it is let think less from now on")

    async def enter(
        self,
        answered: ModelAnswer,
        question: Question,
        purpose: Purpose,
        answers: Sequence[PaidAnswer] = (),
    ) -> None:
        """Keep a call and what it answered, together."""
        usage = usage_of(
            answered,
            question,
            self.model,
            process_id=self._process_id,
            user_email=purpose.user_email,
            company=purpose.company,
        )
        await self.ledger.record(usage, answers)

    def _only_thinks(self) -> ModelTroubleError:
        return ModelTroubleError(
            f"{self.model.name} spends its answers on thinking, however little it is let think",
            delay=THINKING_DELAY,
            model=self.model.name,
            code="model_thinking",
        )
