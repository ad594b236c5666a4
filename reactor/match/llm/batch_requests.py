"""Asks a model about postings, each question once, with a cap on requests."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Iterable, Sequence

from loguru import logger

from reactor.errors import ModelTroubleError
from reactor.match.llm.answer_cache import known_answers
from reactor.match.llm.answer_schemas import ParsedAnswer
from reactor.match.llm.batch_outcome import BatchOutcome, BatchRequest, Settled, Unanswered, settle
from reactor.match.llm.batches import Batch, speaks_out_of_turn
from reactor.match.llm.question_kinds import QuestionKind
from reactor.match.llm.recorded_call import CallPurpose, RecordedCalls
from reactor.match.llm.reply import CompleteReply, Reply
from reactor.match.llm.request_cap import RequestCap
from reactor.match.llm.usage_ledger import PaidAnswer
from reactor.posting import Posting

USELESS_DELAY = 3600.0
"""Seconds that a job waits after a model gave only unusable answers."""

Answered = AsyncIterator[tuple[Posting, Settled]]

_log = logger.bind(channel="job-matching-orchestrator")


class BatchRequester:
    """Asks each question once.

    Args:
        calls: asks the model and records each call.
    """

    def __init__(self, calls: RecordedCalls) -> None:
        self._calls = calls

    async def ask(
        self,
        kind: QuestionKind,
        postings: Iterable[Posting],
        batches: Callable[[Iterable[Posting]], Iterable[Batch]],
    ) -> Answered:
        """Yield the answer about each posting as it comes, stored answers first.

        Postings with the same question share one request.

        Args:
            kind: what is asked.
            postings: the postings.
            batches: groups postings into requests.

        Raises:
            ReactorError: as in `RecordedCalls.ask`; `ModelTroubleError` if no answer is usable.
        """
        # In threads: thousands of postings make thousands of long questions.
        alike = await asyncio.to_thread(_alike, kind, postings)
        known = known_answers(kind, await self._calls.ledger.recall(alike.keys()))
        for key in known:
            for posting in alike[key]:
                yield posting, known[key]
        first = {same[0].url: same for key, same in alike.items() if key not in known}
        sorted_out = await asyncio.to_thread(_listed, batches, [each[0] for each in first.values()])
        pending = deque(map(BatchRequest, sorted_out))
        cap = RequestCap(len(pending))
        while pending and not cap.is_over:
            outcome = await self._ask(kind, pending.popleft(), cap)
            pending.extendleft(reversed(outcome.again))
            for posting, answer in outcome.answers:
                for same in first[posting.url]:
                    yield same, answer
        if pending:
            if cap.nothing_usable:
                raise self.useless()
            left = [posting for each in pending for posting in each.batch]
            _log.warning("asking stopped: enough for one visit", left=len(left))
            for posting in left:
                for same in first[posting.url]:
                    yield same, Unanswered.UNASKED

    @property
    def doubted(self) -> bool:
        """Whether unusable answers are the model's fault."""
        return self._calls.doubted

    def useless(self) -> ModelTroubleError:
        """The error for a model that gave only unusable answers."""
        model = self._calls.model
        return ModelTroubleError(
            f"nothing that {model.name} says is of the form that it is asked for",
            delay=USELESS_DELAY,
            model=model.name,
            code="model_malformed",
        )

    async def _ask(self, kind: QuestionKind, asked: BatchRequest, cap: RequestCap) -> BatchOutcome:
        candidate = kind.candidate
        purpose = CallPurpose(kind.company, candidate.user.email or str(candidate.user.id))
        question = await asyncio.to_thread(kind.question, asked.batch)
        question = question.again(asked.complaint)
        answered = await self._calls.ask(question, purpose)
        reading = ParsedAnswer()
        if isinstance(answered.reply, CompleteReply):
            reading = await asyncio.to_thread(kind.read, answered.reply.text, asked.batch)
        outcome = settle(asked, answered.reply, reading, kind.declined, titles=kind.about_titles)
        self._judge_the_model(asked, answered.reply, reading, cap)
        malformed = () if cap.blames_postings else (Unanswered.MALFORMED,)
        kept = [each for each in outcome.answers if each[1] not in malformed]
        paid = await asyncio.to_thread(_paid, kind, kept)
        await self._calls.enter(answered, question, purpose, paid)
        return outcome

    def _judge_the_model(
        self, asked: BatchRequest, reply: Reply, reading: ParsedAnswer, cap: RequestCap
    ) -> None:
        usable = bool(reading.found)
        # A posting that addresses the model can provoke unusable answers, which do not count
        # against the model.
        provoked = len(asked.batch) == 1 and speaks_out_of_turn(asked.batch[0])
        cap.note(reply, usable=usable, provoked=provoked)
        if isinstance(reply, CompleteReply) and not provoked:
            self._calls.note(useful=usable)


def _alike(kind: QuestionKind, postings: Iterable[Posting]) -> dict[str, list[Posting]]:
    """The postings grouped by their question's key."""
    alike: dict[str, list[Posting]] = defaultdict(list)
    for posting in postings:
        alike[kind.key(posting)].append(posting)
    return alike


def _paid(kind: QuestionKind, answers: Iterable[tuple[Posting, Settled]]) -> list[PaidAnswer]:
    """The answers in the ledger's form."""
    user, company = kind.candidate.user.id, kind.company.id
    return [
        PaidAnswer(
            kind.key(posting),
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
