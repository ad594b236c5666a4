"""Asks a model about postings, and keeps what it answers before anything is done with it."""

import asyncio
import uuid
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence

from google.genai.types import GenerateContentResponse

from reactor.match.gemini.answer import Reading, Said, reply_of
from reactor.match.gemini.batches import Batch
from reactor.match.gemini.bill import usage_of
from reactor.match.gemini.inquiry import Answer, Inquiry
from reactor.match.gemini.model import Model
from reactor.match.gemini.question import Question
from reactor.match.gemini.rounds import Outcome, Round, settle
from reactor.match.ledger import Ledger, PaidAnswer, Recalled
from reactor.posting import Posting

MOST_FAILURES = 3
"""Runs after which a posting is given up about which the model never says anything usable."""

Answered = AsyncIterator[tuple[Posting, Answer | None]]


class Inquirer:
    """Asks every question once.

    Args:
        model: is asked.
        ledger: keeps every call that was answered, readable or not, and the answers.
    """

    def __init__(self, model: Model, ledger: Ledger) -> None:
        self._model = model
        self._ledger = ledger
        self._process_id = uuid.uuid4().hex

    async def ask(
        self,
        inquiry: Inquiry,
        postings: Iterable[Posting],
        batches: Callable[[Iterable[Posting]], Iterable[Batch]],
    ) -> Answered:
        """The answer about each posting as it comes, first those that are known already.

        None where nothing usable was said. Postings about which the same would be asked are asked
        about once.

        Args:
            inquiry: what is to be known.
            postings: of what.
            batches: which of them go into one request.

        Raises:
            ReactorError: as `Model.ask`.
        """
        # Thousands of postings make thousands of long questions: all that is made in threads.
        alike = await asyncio.to_thread(_alike, inquiry, postings)
        known = _known(inquiry, await self._ledger.recall(alike.keys()))
        for key in known:
            for posting in alike[key]:
                yield posting, known[key]
        first = {same[0].url: same for key, same in alike.items() if key not in known}
        sorted_out = await asyncio.to_thread(_listed, batches, [each[0] for each in first.values()])
        rounds = deque(map(Round, sorted_out))
        while rounds:
            outcome = await self._ask(inquiry, rounds.popleft())
            rounds.extendleft(reversed(outcome.again))
            for posting, answer in outcome.answers:
                for same in first[posting.url]:
                    yield same, answer

    async def _ask(self, inquiry: Inquiry, asked: Round) -> Outcome:
        question = await asyncio.to_thread(inquiry.question, asked.batch)
        question = question.again(asked.complaint)
        response = await self._model.ask(question)
        reply = reply_of(response)
        reading = Reading()
        if isinstance(reply, Said):
            reading = await asyncio.to_thread(inquiry.read, reply.text, asked.batch)
        outcome = settle(asked, reply, reading, inquiry.declined)
        await self._record(inquiry, question, response, outcome)
        return outcome

    async def _record(
        self,
        inquiry: Inquiry,
        question: Question,
        response: GenerateContentResponse,
        outcome: Outcome,
    ) -> None:
        candidate, company = inquiry.candidate, inquiry.company
        usage = usage_of(
            response,
            question,
            process_id=self._process_id,
            model=self._model.name,
            user_email=candidate.user.email or str(candidate.user.id),
            company=company,
        )
        keys = await asyncio.to_thread(_keys, inquiry, outcome)
        paid: Sequence[PaidAnswer] = [
            PaidAnswer(key, candidate.user.id, company.id, posting.url, answer)
            for key, (posting, answer) in zip(keys, outcome.answers, strict=True)
        ]
        await self._ledger.record(usage, paid)


def _alike(inquiry: Inquiry, postings: Iterable[Posting]) -> dict[str, list[Posting]]:
    """The postings by the question about them."""
    alike: dict[str, list[Posting]] = defaultdict(list)
    for posting in postings:
        alike[inquiry.key(posting)].append(posting)
    return alike


def _keys(inquiry: Inquiry, outcome: Outcome) -> list[str]:
    return [inquiry.key(posting) for posting, _ in outcome.answers]


def _listed(
    batches: Callable[[Iterable[Posting]], Iterable[Batch]], postings: Sequence[Posting]
) -> list[Batch]:
    return list(batches(postings))


def _known(inquiry: Inquiry, recalled: Mapping[str, Recalled]) -> dict[str, Answer]:
    """The answers that need not be asked for, by key."""
    known: dict[str, Answer] = {}
    for key, memory in recalled.items():
        if memory.answer is not None:
            known[key] = memory.answer
        elif memory.failures >= MOST_FAILURES:
            known[key] = inquiry.declined("it never said anything usable about it")
    return known
