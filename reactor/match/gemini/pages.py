"""Asks a model about a page, in one request, and keeps the answer before anything is done with it.

The same page is paid for once: what was answered, usable or not, is recalled from the ledger.
"""

import json
import uuid
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from loguru import logger
from pydantic import ValidationError

from reactor.documents import Company
from reactor.match.gemini.answer import Declined, Reply, Said, bare, reply_of
from reactor.match.gemini.bill import usage_of
from reactor.match.gemini.model import Model
from reactor.match.gemini.question import Question, instruction
from reactor.match.gemini.suspicion import visible
from reactor.match.ledger import Ledger, PaidAnswer
from reactor.match.page_reading import PageAnswer

_PROMPT = "page.md"
_log = logger.bind(channel="job-matching-orchestrator")


class PageInquirer:
    """Asks about pages.

    Args:
        model: is asked.
        ledger: keeps every call that was answered, and the answers.
    """

    def __init__(self, model: Model, ledger: Ledger) -> None:
        self._model = model
        self._ledger = ledger
        self._process_id = uuid.uuid4().hex

    async def read(self, company: Company, outline: Mapping[str, Any]) -> PageAnswer | None:
        """What the model says of a page; None if nothing usable, now or before.

        Raises:
            ReactorError: as `Model.ask`.
        """
        question = page_question(outline)
        key = sha256(f"{question.instruction}{company.id}{question.document}".encode()).hexdigest()
        known = (await self._ledger.recall([key])).get(key)
        if known:
            return None if known.answer is None else PageAnswer.model_validate(known.answer)
        response = await self._model.ask(question)
        answer = _read(reply_of(response))
        usage = usage_of(
            response,
            question,
            process_id=self._process_id,
            model=self._model.name,
            user_email="",
            company=company,
        )
        kept = answer.model_dump(mode="json") if answer else None
        paid = PaidAnswer(key, None, company.id, company.careers_url, kept)
        await self._ledger.record(usage, [paid])
        return answer


def page_question(outline: Mapping[str, Any]) -> Question:
    """The request about a page: an instruction of ours, and one JSON document that is all data."""
    document = json.dumps(_shown(outline), ensure_ascii=False)
    return Question("initial_matching", instruction(_PROMPT), document, PageAnswer)


def _shown(value: Any) -> Any:
    """The outline without characters that nobody sees."""
    match value:
        case str():
            return visible(value)
        case Mapping():
            return {name: _shown(each) for name, each in value.items()}
        case list() | tuple():
            return [_shown(each) for each in value]
    return value


def _read(reply: Reply) -> PageAnswer | None:
    """The answer; None if it is none of the form that was asked for."""
    if not isinstance(reply, Said):
        why = reply.reason if isinstance(reply, Declined) else "the answer was cut off"
        _log.warning("page not read by the model", because=why)
        return None
    try:
        return PageAnswer.model_validate_json(bare(reply.text))
    except ValidationError:
        _log.warning("page not read by the model", because="its answer has another form")
        return None
