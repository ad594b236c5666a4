"""Converts a chat completion to the project's `ModelAnswer`.

The body is parsed leniently: compatible endpoints omit fields and add others.
"""

import re
from collections.abc import Mapping
from typing import Any

from reactor.match.llm.reply import (
    BlockedReply,
    CompleteReply,
    ModelAnswer,
    Reply,
    ThinkingOnlyReply,
    TokenCounts,
    TruncatedReply,
    WithheldReply,
)

_THOUGHTS = ("reasoning", "reasoning_content")
"""Fields of thoughts: Ollama's, then llama.cpp's and vLLM's; none counts their tokens."""

_END_OF_THOUGHT = re.compile(r"</think(?:ing)?>")
"""The end of thoughts that some servers leave in the text; the start may be in the template."""


def answered(body: Any, most_tokens: int, effort: int) -> ModelAnswer | None:
    """The reply with its token counts; None for a body that is no chat completion.

    Args:
        body: the parsed body.
        most_tokens: limit of the answer's tokens.
        effort: index of the thinking effort used.
    """
    if not isinstance(body, dict) or not isinstance(body.get("choices"), list):
        return None
    usage = _usage_of(body.get("usage"))
    eaten = usage is not None and 2 * usage.thought >= most_tokens
    model = body.get("model")
    said = _reply_of(body["choices"], eaten=eaten)
    return ModelAnswer(said, model if isinstance(model, str) else "", usage, effort)


def _reply_of(choices: list[Any], *, eaten: bool) -> Reply:
    """How the completion ended.

    Args:
        choices: the choices, of which one was requested.
        eaten: whether thinking used at least half of the token limit.
    """
    choice = _mapping(choices[0]) if choices else {}
    message = _mapping(choice.get("message"))
    finish = choice.get("finish_reason")
    if message.get("refusal"):
        return BlockedReply("refusal")
    if finish == "content_filter":
        return BlockedReply("content_filter")
    text = _without_thoughts(_text_of(message.get("content")))
    if finish == "length":
        thoughts = max(len(_text_of(message.get(name))) for name in _THOUGHTS)
        return TruncatedReply() if len(text) > thoughts and not eaten else ThinkingOnlyReply()
    return CompleteReply(text) if text else WithheldReply("no answer")


def _text_of(content: Any) -> str:
    """The text of a message: a string, or a list of parts."""
    if isinstance(content, list):
        parts = (_mapping(part).get("text") for part in content)
        return "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else ""


def _without_thoughts(text: str) -> str:
    """The text after the thoughts that some servers leave in it."""
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
