"""Asks a model, and records every answer in the ledger before it is used."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from loguru import logger

from reactor.documents import Company
from reactor.errors import ModelTroubleError
from reactor.match.llm.ledger_entry import usage_of
from reactor.match.llm.model import Model
from reactor.match.llm.question import Question
from reactor.match.llm.reply import CompleteReply, ModelAnswer, ThinkingOnlyReply, TruncatedReply
from reactor.match.llm.usage_ledger import Ledger, PaidAnswer

THINKING_DELAY = 3600.0
"""Seconds that a job waits for a person to choose another model."""

DOUBTED_AFTER = 4
"""Consecutive unusable answers after which the model is at fault, not the postings."""

MAX_THOUGHTS = 4
"""Consecutive answers of thoughts only, at the lowest effort, that are tolerated. One posting of a
batch causes three until it is isolated."""

_log = logger.bind(channel="job-matching-orchestrator")


@dataclass(frozen=True, slots=True)
class CallPurpose:
    """The purpose of a call, for the ledger.

    Attributes:
        company: the company whose postings or page it is about.
        user_email: the candidate; `""` for none.
    """

    company: Company
    user_email: str = ""


class RecordedCalls:
    """Asks the model and records each call.

    Args:
        model: the model.
        ledger: stores every answered call, usable or not, and the answers.
    """

    def __init__(self, model: Model, ledger: Ledger) -> None:
        self.model = model
        self.ledger = ledger
        self._process_id = uuid.uuid4().hex
        self._spoke = self._was_useful = False
        self._useless_in_a_row = self._thoughts_in_a_row = 0

    @property
    def doubted(self) -> bool:
        """Whether unusable answers are the model's fault.

        They are until the first usable one. After that, a single posting that provokes nonsense
        does not count.
        """
        return not self._was_useful or self._useless_in_a_row >= DOUBTED_AFTER

    def note(self, *, useful: bool) -> None:
        """Count an answer as usable or not."""
        self._was_useful = self._was_useful or useful
        self._useless_in_a_row = 0 if useful else self._useless_in_a_row + 1

    async def ask(self, question: Question, purpose: CallPurpose) -> ModelAnswer:
        """The answer to a question; after thoughts alone, it is asked again with less thinking.

        The returned answer is not recorded yet: the caller passes it to `enter` with its parsed
        content.

        Raises:
            ModelTroubleError: the model only thinks even at the lowest effort, or has another
                trouble.
            BudgetError: the day's budget is used up.
            OfflineError: no host is reachable.
        """
        while True:
            answered = await self.model.ask(question)
            if not isinstance(answered.reply, ThinkingOnlyReply):
                self._spoke = self._spoke or isinstance(
                    answered.reply, CompleteReply | TruncatedReply
                )
                self._thoughts_in_a_row = 0
                return answered
            if not self.model.think_less(answered.effort):
                self._thoughts_in_a_row += 1
                if self._spoke and self._thoughts_in_a_row < MAX_THOUGHTS:
                    return answered  # a posting may be the cause, and not the model
                await self.enter(answered, question, purpose)
                raise self._only_thinks()
            await self.enter(answered, question, purpose)
            _log.warning("model spent its answer on thinking: it is let think less from now on")

    async def enter(
        self,
        answered: ModelAnswer,
        question: Question,
        purpose: CallPurpose,
        answers: Sequence[PaidAnswer] = (),
    ) -> None:
        """Store a call together with its answers."""
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
