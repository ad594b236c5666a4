"""What a chat completion says, in our words, whoever wrote it.

The body is read as it comes: compatible endpoints leave out fields, and add others.
"""

import re
from collections.abc import Mapping
from typing import Any

from reactor.match.llm.reply import (
    CutOff,
    Declined,
    ModelAnswer,
    Reply,
    Said,
    ThoughtOut,
    TokenCounts,
    Withheld,
)

_THOUGHTS = ("reasoning", "reasoning_content")
"""Where Ollama puts a model's thoughts, and where llama.cpp and vLLM do; none counts them apart."""

_END_OF_THOUGHT = re.compile(r"</think(?:ing)?>")
"""Some servers leave thoughts in the words; the beginning of the block may be the template's."""


def answered(body: Any, most_tokens: int, effort: int) -> ModelAnswer | None:
    """An answer and what it used; None for a body that is no chat completion.

    Args:
        body: as it came.
        most_tokens: how many the answer could have.
        effort: how hard the model was let think.
    """
    if not isinstance(body, dict) or not isinstance(body.get("choices"), list):
        return None
    usage = _usage_of(body.get("usage"))
    eaten = usage is not None and 2 * usage.thought >= most_tokens
    model = body.get("model")
    said = _reply_of(body["choices"], eaten=eaten)
    return ModelAnswer(said, model if isinstance(model, str) else "", usage, effort)


def _reply_of(choices: list[Any], *, eaten: bool) -> Reply:
    """How it ended.

    Args:
        choices: the answers, of which one was asked for.
        eaten: whether most of it was thoughts.
    """
    choice = _mapping(choices[0]) if choices else {}
    message = _mapping(choice.get("message"))
    finish = choice.get("finish_reason")
    if message.get("refusal"):
        return Declined("refusal")
    if finish == "content_filter":
        return Declined("content_filter")
    text = _without_thoughts(_text_of(message.get("content")))
    if finish == "length":
        thoughts = max(len(_text_of(message.get(name))) for name in _THOUGHTS)
        return CutOff() if len(text) > thoughts and not eaten else ThoughtOut()
    return Said(text) if text else Withheld("no answer")


def _text_of(content: Any) -> str:
    """The words: a text, or a list of parts."""
    if isinstance(content, list):
        parts = (_mapping(part).get("text") for part in content)
        return "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else ""


def _without_thoughts(text: str) -> str:
    """The words behind the thoughts that some servers leave in them."""
    bare = text.strip()
    if bare.startswith("{"):
        return bare
    before, *after = _END_OF_THOUGHT.split(bare, maxsplit=1)
    if after:
        return after[0].strip()
    return "" if before.startswith("<think") else before


def _usage_of(counted: Any) -> TokenCounts | None:
    if not isinstance(counted, dict):
        return None
    asked, written = _count(counted, "prompt_tokens"), _count(counted, "completion_tokens")
    thought = _count(_mapping(counted.get("completion_tokens_details")), "reasoning_tokens")
    return TokenCounts(
        asked=asked,
        written=max(written - thought, 0),
        thought=min(thought, written) if written else thought,
        cached=_count(_mapping(counted.get("prompt_tokens_details")), "cached_tokens"),
        total=_count(counted, "total_tokens") or asked + written,
    )


def _count(counted: Mapping[str, Any], name: str) -> int:
    value = counted.get(name)
    return value if isinstance(value, int) and value > 0 else 0


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
