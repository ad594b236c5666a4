"""The form of a request, reduced step by step to what an endpoint accepts.

Endpoints that claim compatibility differ. Each rejected part is omitted from then on: structured
output falls back from a schema to any JSON to text, the thinking effort is dropped, and the token
limit gets its newer name, which OpenAI's own models require.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, Self

from reactor.match.llm.question import Question

MAX_TOKENS = 8_192
"""Four judgements take a third of this. It limits the cost of a model that repeats itself."""

RAISED_MOST_TOKENS = 32_768

Structure = Literal["json_schema", "json_object", "text"]
_NEXT: Mapping[Structure, Structure] = {"json_schema": "json_object", "json_object": "text"}

_ABOUT_EFFORT = re.compile(r"reason|effort|think", re.IGNORECASE)
_ABOUT_BOUND = re.compile(r"max_(?:completion_)?tokens", re.IGNORECASE)
_ABOUT_STRUCTURE = re.compile(r"response.?format|json|schema|grammar|structured", re.IGNORECASE)

_THINKERS = re.compile(r"(?:.*/)?(?:gpt-5|gpt-oss|o\d(?:$|-))")
"""https://platform.openai.com/docs/guides/reasoning: models known to accept an effort; Ollama
rejects it for models that do not think."""


@dataclass(frozen=True, slots=True)
class RequestForm:
    """The parts that a request may contain.

    Attributes:
        structure: how structured output is requested.
        says_effort: whether a thinking effort is included.
        bound: name of the token limit.
        left_out: the part that this form lacks compared to the previous one.
    """

    structure: Structure = "json_schema"
    says_effort: bool = True
    bound: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    left_out: str = ""

    def without_what(self, refused: str, *, effort: str | None) -> Self | None:
        """The form without the part that an endpoint rejects; None if nothing can be omitted.

        Args:
            refused: the endpoint's error text.
            effort: the thinking effort in the request, if any.
        """
        says_effort = self.says_effort and effort is not None
        if says_effort and _ABOUT_EFFORT.search(refused):
            return replace(self, says_effort=False, left_out="reasoning_effort")
        if self.bound == "max_tokens" and _ABOUT_BOUND.search(refused):
            return replace(self, bound="max_completion_tokens", left_out="max_tokens")
        following = _NEXT.get(self.structure)
        if following and _ABOUT_STRUCTURE.search(refused):
            return replace(self, structure=following, left_out=self.structure)
        # The rejected part is not named: omit the least common one first.
        if says_effort:
            return replace(self, says_effort=False, left_out="reasoning_effort")
        return replace(self, structure=following, left_out=self.structure) if following else None

    def request(self, question: Question, effort: str | None, most_tokens: int) -> dict[str, Any]:
        """The body of a request, without its model."""
        schema = question.schema.model_json_schema()
        form = json.dumps(schema, ensure_ascii=False)
        # In one message: templates of some local models reject two messages of one role.
        asked = [question.document, *([question.objection] if question.complaint else [])]
        body: dict[str, Any] = {
            "messages": [
                # The schema is repeated in the prompt: a local server may enforce it only in the
                # sampler.
                {"role": "system", "content": f"{question.instruction}\n{_TOLD}\n\n{form}\n"},
                {"role": "user", "content": "\n\n".join(asked)},
            ],
            self.bound: most_tokens,
        }
        if effort and self.says_effort:
            body["reasoning_effort"] = effort
        if self.structure == "json_schema":
            named = {"name": "answer", "schema": schema}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        elif self.structure == "json_object":
            body["response_format"] = {"type": "json_object"}
        return body


_TOLD = "Answer with one JSON object of this JSON schema, and nothing else:"


def efforts_of(model: str) -> tuple[tuple[str | None, int], ...]:
    """The usual effort, and the one to use after thoughts have used up an answer.

    Each is the effort to send (None for none) and the limit of the answer's tokens.
    """
    if _THINKERS.match(model):
        return ("low", MAX_TOKENS), ("low", RAISED_MOST_TOKENS)
    # Ollama turns thinking off by `none`; where it is rejected, it is omitted.
    return (None, MAX_TOKENS), ("none", RAISED_MOST_TOKENS)
