"""The form of a request, and how it is cut down to what an endpoint takes.

Endpoints that call themselves compatible differ in what they take. Each part that one refuses is
left out from then on: structured output by a schema, then as any JSON, then as text; a word on how
hard to think; and the newer name of the bound, which OpenAI's own models want.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, Self

from reactor.match.llm.question import Question

MOST_TOKENS = 8_192
"""Four judgements are a third of this; it bounds what a model that repeats itself can cost."""

RAISED_MOST_TOKENS = 32_768

Structure = Literal["json_schema", "json_object", "text"]
_NEXT: Mapping[Structure, Structure] = {"json_schema": "json_object", "json_object": "text"}

_ABOUT_EFFORT = re.compile(r"reason|effort|think", re.IGNORECASE)
_ABOUT_BOUND = re.compile(r"max_(?:completion_)?tokens", re.IGNORECASE)
_ABOUT_STRUCTURE = re.compile(r"response.?format|json|schema|grammar|structured", re.IGNORECASE)

_THINKERS = re.compile(r"(?:.*/)?(?:gpt-5|gpt-oss|o\d(?:$|-))")
"""https://platform.openai.com/docs/guides/reasoning: the models that are known to take an effort;
Ollama refuses it for models that do not think."""


@dataclass(frozen=True, slots=True)
class RequestForm:
    """What a request may hold.

    Attributes:
        structure: in which way an answer of the form is asked for.
        says_effort: whether it says how hard to think.
        bound: what the bound of the answer is called.
        left_out: what it lacks that the form before it had.
    """

    structure: Structure = "json_schema"
    says_effort: bool = True
    bound: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    left_out: str = ""

    def without_what(self, refused: str, *, effort: str | None) -> Self | None:
        """The form without what an endpoint refuses; None if nothing is left to be left out.

        Args:
            refused: what the endpoint says.
            effort: how hard the model was told to think, if it was.
        """
        says_effort = self.says_effort and effort is not None
        if says_effort and _ABOUT_EFFORT.search(refused):
            return replace(self, says_effort=False, left_out="reasoning_effort")
        if self.bound == "max_tokens" and _ABOUT_BOUND.search(refused):
            return replace(self, bound="max_completion_tokens", left_out="max_tokens")
        following = _NEXT.get(self.structure)
        if following and _ABOUT_STRUCTURE.search(refused):
            return replace(self, structure=following, left_out=self.structure)
        # It does not say what it refuses: what is the least common goes first.
        if says_effort:
            return replace(self, says_effort=False, left_out="reasoning_effort")
        return replace(self, structure=following, left_out=self.structure) if following else None

    def request(self, question: Question, effort: str | None, most_tokens: int) -> dict[str, Any]:
        """The body of a request, without its model."""
        schema = question.schema.model_json_schema()
        form = json.dumps(schema, ensure_ascii=False)
        # In one message: templates of some local models refuse two of the same role.
        asked = [question.document, *([question.objection] if question.complaint else [])]
        body: dict[str, Any] = {
            "messages": [
                # What is only built into the sampler, a local model is not told.
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
    """How a model is let think at first, and once its thoughts have eaten an answer.

    Each is what it is told, and the most tokens of its answer.
    """
    if _THINKERS.match(model):
        return ("low", MOST_TOKENS), ("low", RAISED_MOST_TOKENS)
    # Ollama turns thinking off by `none`; others refuse the word, and then it is left out.
    return (None, MOST_TOKENS), ("none", RAISED_MOST_TOKENS)
