"""Asks a model about a page in one request, and stores the answer before it is used.

A page is paid for once: its answer, usable or not, is recalled from the ledger. A withheld answer
is requested again on another day.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from loguru import logger
from pydantic import ValidationError

from reactor.documents import Company
from reactor.match.llm.answer_cache import MAX_WITHHELD, rests
from reactor.match.llm.injection_detection import visible
from reactor.match.llm.json_extraction import object_with
from reactor.match.llm.question import Question, instruction
from reactor.match.llm.recorded_call import CallPurpose, RecordedCalls
from reactor.match.llm.reply import BlockedReply, CompleteReply, Reply, WithheldReply
from reactor.match.llm.usage_ledger import PaidAnswer, StoredAnswer
from reactor.match.page_questions import PageAnswer

_PROMPT = "page.md"
_log = logger.bind(channel="job-matching-orchestrator")


class PageQueries:
    """Asks about pages.

    Args:
        calls: asks the model and records each call.
    """

    def __init__(self, calls: RecordedCalls) -> None:
        self._calls = calls

    async def read(self, company: Company, outline: Mapping[str, Any]) -> PageAnswer | None:
        """The model's answer about a page; None if it is or was unusable.

        Raises:
            ReactorError: as in `RecordedCalls.ask`.
        """
        question = page_question(outline)
        key = sha256(f"{question.instruction}{company.id}{question.document}".encode()).hexdigest()
        known = (await self._calls.ledger.recall([key])).get(key)
        if known and _is_settled(known):
            return None if known.answer is None else PageAnswer.model_validate(known.answer)
        purpose = CallPurpose(company)
        answered = await self._calls.ask(question, purpose)
        answer = _read(answered.reply)
        kept = answer.model_dump(mode="json") if answer else None
        withheld = isinstance(answered.reply, WithheldReply)
        paid = PaidAnswer(key, None, company.id, company.careers_url, kept, withheld=withheld)
        await self._calls.enter(answered, question, purpose, [paid])
        return answer


def _is_settled(known: StoredAnswer) -> bool:
    """Whether no request is needed, at least for now."""
    if known.answer is not None or known.failures or known.withheld >= MAX_WITHHELD:
        return True
    return rests(known)


def page_question(outline: Mapping[str, Any]) -> Question:
    """The request about a page: our instruction, and one JSON document that is all data."""
    document = json.dumps(_shown(outline), ensure_ascii=False)
    return Question("initial_matching", instruction(_PROMPT), document, PageAnswer)


def _shown(value: Any) -> Any:
    """The outline without invisible characters."""
    match value:
        case str():
            return visible(value)
        case Mapping():
            return {name: _shown(each) for name, each in value.items()}
        case list() | tuple():
            return [_shown(each) for each in value]
    return value


def _read(reply: Reply) -> PageAnswer | None:
    """The parsed answer; None if it does not match the schema."""
    if not isinstance(reply, CompleteReply):
        why = "the answer was cut off"
        if isinstance(reply, BlockedReply | WithheldReply):
            why = reply.reason
        _log.warning("page not read by the model", because=why)
        return None
    try:
        return PageAnswer.model_validate(object_with(reply.text, "verdict") or {})
    except ValidationError:
        _log.warning("page not read by the model", because="its answer has another form")
        return None
