"""A question to a model: our instruction, and one JSON document that is all data.

In JSON, no text can end its own field and pose as an instruction.
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
"""https://ai.google.dev/gemini-api/docs/tokens; in bytes, because other scripts need more
tokens."""


@dataclass(frozen=True, slots=True)
class Question:
    """One request.

    Attributes:
        operation: its name in `tokenusages`.
        instruction: what to do, in our words.
        document: the data, as JSON.
        schema: schema of the answer.
        complaint: what was wrong with the previous answer, `""` for the first request.
    """

    operation: Operation
    instruction: str
    document: str
    schema: type[BaseModel]
    complaint: str = ""

    @property
    def objection(self) -> str:
        """The message to the model about its previous answer."""
        return f"Your last answer could not be used: {self.complaint}. Answer once more."

    @property
    def tokens(self) -> int:
        """Estimated number of tokens in the request."""
        texts = (self.instruction, self.document, self.complaint)
        return sum(map(tokens_in, texts)) + _tokens_of(self.schema)

    def again(self, complaint: str) -> Self:
        """The same question with a complaint about the previous answer."""
        return replace(self, complaint=complaint)


def tokens_in(text: str) -> int:
    """Estimated number of tokens in a text."""
    return len(text.encode()) // BYTES_PER_TOKEN + 1


def screening(profile: str, company: Company, titles: Sequence[Posting]) -> Question:
    """The question which of these titles are worth reading for a candidate."""
    listed = [{"id": number, **title_facts(each)} for number, each in enumerate(titles, 1)]
    document = _document(profile, company, titles=listed)
    return Question("initial_matching", instruction("screen.md"), document, ScreeningAnswer)


def analysis(profile: str, company: Company, postings: Sequence[Posting]) -> Question:
    """The question how well each of these postings suits a candidate."""
    told = [{"id": number, **posting_facts(each)} for number, each in enumerate(postings, 1)]
    document = _document(profile, company, postings=told)
    operation: Operation = "deep_dive_analysis" if len(told) == 1 else "job_batch_analysis"
    return Question(operation, instruction("analyse.md"), document, AnalysisAnswer)


def subject_of(profile: str, company: Company) -> str:
    """The part that all questions about a candidate and a company share."""
    return _document(profile, company)


def key_of(prompt: str, whose: ObjectId, subject: str, facts: Any) -> str:
    """The identity of a question about one posting: a hash of everything in it."""
    asked = [instruction(prompt), str(whose), subject, facts]
    return sha256(json.dumps(asked, ensure_ascii=False).encode()).hexdigest()


def title_facts(posting: Posting) -> dict[str, Any]:
    """The facts of a posting for a screening."""
    return _known(
        title=visible(posting.title)[:MAX_TITLE_LENGTH],
        location=visible(posting.location)[:MAX_TITLE_LENGTH],
        employment_type=posting.employment_type[:MAX_TITLE_LENGTH],
    )


def posting_facts(posting: Posting) -> dict[str, Any]:
    """The facts of a posting for an analysis."""
    return title_facts(posting) | _known(
        remote=posting.remote,
        salary=_known(**asdict(posting.salary)) if posting.salary else None,
        text=visible(posting.text[:MAX_POSTING_LENGTH]),
    )


@cache
def instruction(name: str) -> str:
    """One of our prompts."""
    return (resources.files("reactor.match") / "prompts" / name).read_text(encoding="utf-8")


@cache
def _tokens_of(schema: type[BaseModel]) -> int:
    """Estimated number of tokens in a schema, which counts as part of the request."""
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
    """The known facts; empty ones would only cost tokens."""
    return {name: fact for name, fact in facts.items() if fact not in (None, "", {})}
