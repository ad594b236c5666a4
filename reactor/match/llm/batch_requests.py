"""Asks a model about postings, each question once, with a cap on requests."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Iterable, Sequence

from loguru import logger

from reactor.errors import ModelTroubleError
from reactor.match.llm.answer_cache import known_answers
from reactor.match.llm.answer_schemas import ParsedAnswer
from reactor.match.llm.batch_outcome import Round, RoundResult, Settled, Unanswered, settle
from reactor.match.llm.batches import Batch, speaks_out_of_turn
from reactor.match.llm.question_kinds import Inquiry
from reactor.match.llm.recorded_call import Asking, Purpose
from reactor.match.llm.reply import Reply, Said
from reactor.match.llm.request_cap import RequestCap
from reactor.match.llm.usage_ledger import PaidAnswer
from reactor.posting import Posting

USELESS_DELAY = 3600.0
"""Seconds that a job waits after a model gave only unusable answers."""

Answered = AsyncIterator[tuple[Posting, Settled]]

_log = logger.bind(channel="job-matching-orchestrator")


class BatchRequests:
    """Asks each question once.

    Args:
        asking: asks the model and records each call.
    """

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    async def ask(
        self,
        inquiry: Inquiry,
        postings: Iterable[Posting],
        batches: Callable[[Iterable[Posting]], Iterable[Batch]],
    ) -> Answered:
        """Yield the answer about each posting as it comes, stored answers first.

        Postings with the same question share one request.

        Args:
            inquiry: the kind of question.
            postings: the postings.
            batches: groups postings into requests.

        Raises:
            ReactorError: as in `Asking.ask`; `ModelTroubleError` if no answer is usable.
        """
        # In threads: thousands of postings make thousands of long questions.
        alike = await asyncio.to_thread(_alike, inquiry, postings)
        known = known_answers(inquiry, await self._asking.ledger.recall(alike.keys()))
        for key in known:
            for posting in alike[key]:
                yield posting, known[key]
        first = {same[0].url: same for key, same in alike.items() if key not in known}
        sorted_out = await asyncio.to_thread(_listed, batches, [each[0] for each in first.values()])
        rounds = deque(map(Round, sorted_out))
        patience = RequestCap(len(rounds))
        while rounds and not patience.is_over:
            outcome = await self._ask(inquiry, rounds.popleft(), patience)
            rounds.extendleft(reversed(outcome.again))
            for posting, answer in outcome.answers:
                for same in first[posting.url]:
                    yield same, answer
        if rounds:
            if patience.nothing_usable:
                raise self.useless()
            left = [posting for each in rounds for posting in each.batch]
            _log.warning("asking stopped: enough for one visit", left=len(left))
            for posting in left:
                for same in first[posting.url]:
                    yield same, Unanswered.UNASKED

    @property
    def doubted(self) -> bool:
        """Whether unusable answers are the model's fault."""
        return self._asking.doubted

    def useless(self) -> ModelTroubleError:
        """The error for a model that gave only unusable answers."""
        model = self._asking.model
        return ModelTroubleError(
            f"nothing that {model.name} says is of the form that it is asked for",
            delay=USELESS_DELAY,
            model=model.name,
            code="model_malformed",
        )

    async def _ask(self, inquiry: Inquiry, asked: Round, patience: RequestCap) -> RoundResult:
        candidate = inquiry.candidate
        purpose = Purpose(inquiry.company, candidate.user.email or str(candidate.user.id))
        question = await asyncio.to_thread(inquiry.question, asked.batch)
        question = question.again(asked.complaint)
        answered = await self._asking.ask(question, purpose)
        reading = ParsedAnswer()
        if isinstance(answered.reply, Said):
            reading = await asyncio.to_thread(inquiry.read, answered.reply.text, asked.batch)
        outcome = settle(
            asked, answered.reply, reading, inquiry.declined, titles=inquiry.about_titles
        )
        self._judge_the_model(asked, answered.reply, reading, patience)
        malformed = () if patience.blames_postings else (Unanswered.MALFORMED,)
        kept = [each for each in outcome.answers if each[1] not in malformed]
        paid = await asyncio.to_thread(_paid, inquiry, kept)
        await self._asking.enter(answered, question, purpose, paid)
        return outcome

    def _judge_the_model(
        self, asked: Round, reply: Reply, reading: ParsedAnswer, patience: RequestCap
    ) -> None:
        usable = bool(reading.found)
        # A posting that addresses the model can provoke unusable answers, which do not count
        # against the model.
        provoked = len(asked.batch) == 1 and speaks_out_of_turn(asked.batch[0])
        patience.note(reply, usable=usable, provoked=provoked)
        if isinstance(reply, Said) and not provoked:
            self._asking.note(useful=usable)


def _alike(inquiry: Inquiry, postings: Iterable[Posting]) -> dict[str, list[Posting]]:
    """The postings grouped by their question's key."""
    alike: dict[str, list[Posting]] = defaultdict(list)
    for posting in postings:
        alike[inquiry.key(posting)].append(posting)
    return alike


def _paid(inquiry: Inquiry, answers: Iterable[tuple[Posting, Settled]]) -> list[PaidAnswer]:
    """The answers in the ledger's form."""
    user, company = inquiry.candidate.user.id, inquiry.company.id
    return [
        PaidAnswer(
            inquiry.key(posting),
            user,
            company,
            posting.url,
            None if isinstance(answer, Unanswered) else answer,
            withheld=answer is Unanswered.WITHHELD,
        )
        for posting, answer in answers
    ]


def _listed(
    batches: Callable[[Iterable[Posting]], Iterable[Batch]], postings: Sequence[Posting]
) -> list[Batch]:
    return list(batches(postings))
