"""What a model is asked: an instruction of ours, and one JSON document that is all data.

Inside JSON no text can close its own field and leave it.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any, Self

from bson import ObjectId
from pydantic import BaseModel

from reactor.documents import Company
from reactor.match.llm.answer_schemas import AnalysisAnswer, ScreeningAnswer
from reactor.match.llm.injection_detection import visible
from reactor.match.llm.usage_ledger import Operation
from reactor.posting import Posting

MAX_POSTING_LENGTH = 30_000
MAX_TITLE_LENGTH = 200
BYTES_PER_TOKEN = 4
"""https://ai.google.dev/gemini-api/docs/tokens; in bytes, because other scripts need more."""


@dataclass(frozen=True, slots=True)
class Question:
    """One request.

    Attributes:
        operation: what `tokenusages` calls it.
        instruction: what to do, in our words.
        document: what to do it with, as JSON.
        schema: the form of the answer.
        complaint: what was wrong with the answer before, `""` if this is the first time.
    """

    operation: Operation
    instruction: str
    document: str
    schema: type[BaseModel]
    complaint: str = ""

    @property
    def objection(self) -> str:
        """What the model is told of the answer before."""
        return f"Your last answer could not be used: {self.complaint}. Answer once more."

    @property
    def tokens(self) -> int:
        """About how many the request has."""
        texts = (self.instruction, self.document, self.complaint)
        return sum(map(tokens_in, texts)) + _tokens_of(self.schema)

    def again(self, complaint: str) -> Self:
        """The same, with what was wrong with the answer."""
        return replace(self, complaint=complaint)


def tokens_in(text: str) -> int:
    """About how many tokens a text has."""
    return len(text.encode()) // BYTES_PER_TOKEN + 1


def screening(profile: str, company: Company, titles: Sequence[Posting]) -> Question:
    """Which of these titles are worth reading for a candidate."""
    listed = [{"id": number, **title_facts(each)} for number, each in enumerate(titles, 1)]
    document = _document(profile, company, titles=listed)
    return Question("initial_matching", instruction("screen.md"), document, ScreeningAnswer)


def analysis(profile: str, company: Company, postings: Sequence[Posting]) -> Question:
    """How well each of these postings suits a candidate."""
    told = [{"id": number, **posting_facts(each)} for number, each in enumerate(postings, 1)]
    document = _document(profile, company, postings=told)
    operation: Operation = "deep_dive_analysis" if len(told) == 1 else "job_batch_analysis"
    return Question(operation, instruction("analyse.md"), document, AnalysisAnswer)


def subject_of(profile: str, company: Company) -> str:
    """What all questions about a candidate and a company have in common."""
    return _document(profile, company)


def key_of(prompt: str, whose: ObjectId, subject: str, facts: Any) -> str:
    """What makes one question about one posting the same as another: all that is asked."""
    asked = [instruction(prompt), str(whose), subject, facts]
    return sha256(json.dumps(asked, ensure_ascii=False).encode()).hexdigest()


def title_facts(posting: Posting) -> dict[str, Any]:
    """What a screening is told of a posting."""
    return _known(
        title=visible(posting.title)[:MAX_TITLE_LENGTH],
        location=visible(posting.location)[:MAX_TITLE_LENGTH],
        employment_type=posting.employment_type[:MAX_TITLE_LENGTH],
    )


def posting_facts(posting: Posting) -> dict[str, Any]:
    """What an analysis is told of a posting."""
    return title_facts(posting) | _known(
        remote=posting.remote,
        salary=_known(**asdict(posting.salary)) if posting.salary else None,
        text=visible(posting.text[:MAX_POSTING_LENGTH]),
    )


@cache
def instruction(name: str) -> str:
    """A prompt of ours."""
    return (resources.files("reactor.match") / "prompts" / name).read_text(encoding="utf-8")


@cache
def _tokens_of(schema: type[BaseModel]) -> int:
    """About how many tokens the form of the answer has: it counts as part of the request."""
    return tokens_in(json.dumps(schema.model_json_schema()))


def _document(profile: str, company: Company, **subjects: Any) -> str:
    employer = _known(
        name=visible(company.name),
        work_model=company.work_model,
        headquarters=visible(company.headquarters),
    )
    told = {"candidate": visible(profile), "company": employer, **subjects}
    return json.dumps(told, ensure_ascii=False)


def _known(**facts: Any) -> dict[str, Any]:
    """The facts that are known: what is empty costs tokens and says nothing."""
    return {name: fact for name, fact in facts.items() if fact not in (None, "", {})}
