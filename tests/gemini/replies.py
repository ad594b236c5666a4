"""What the service may answer: bodies as it documents them, and as they were seen in the wild."""

import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from aiohttp import web

from tests.gemini.asked import Asked, tokens_in

Reply = Callable[[Asked], web.StreamResponse | Awaitable[web.StreamResponse]]
"""Makes the answer to a request."""

MODEL_VERSION = "gemini-3.5-flash-lite"


def written(value: Any) -> str:
    """A model's words: a text as it is, anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def usage_of(asked: Asked, answer: str, thoughts: int = 0, cached: int = 0) -> dict[str, Any]:
    """What the service would count."""
    counts = {
        "promptTokenCount": asked.tokens,
        "candidatesTokenCount": tokens_in(answer),
        "thoughtsTokenCount": thoughts,
        "cachedContentTokenCount": cached,
    }
    total = counts["promptTokenCount"] + counts["candidatesTokenCount"] + thoughts
    return {name: count for name, count in counts.items() if count} | {"totalTokenCount": total}


def body_of(  # noqa: PLR0913 - what an answer consists of
    asked: Asked,
    value: Any = "",
    *,
    finish: str | None = "STOP",
    parts: Sequence[dict[str, Any]] | None = None,
    usage: dict[str, Any] | None = None,
    counted: bool = True,
    thoughts: int = 0,
) -> dict[str, Any]:
    """An answer.

    Args:
        asked: what it answers.
        value: the model's words.
        finish: why it ended; None to leave that out.
        parts: in the place of one part with those words.
        usage: in the place of the true counts.
        counted: whether there are counts at all.
        thoughts: tokens that the model thought.
    """
    text = written(value)
    content = {"role": "model", "parts": list(parts) if parts is not None else [{"text": text}]}
    ended = {"finishReason": finish} if finish else {}
    body: dict[str, Any] = {"candidates": [{"content": content, "index": 0} | ended]}
    if counted:
        body["usageMetadata"] = usage or usage_of(asked, text, thoughts)
    return body | {"modelVersion": MODEL_VERSION, "responseId": "r-1"}


def says(value: Any = "", **details: Any) -> Reply:
    """Answers with these words, whatever was asked; details as `body_of` takes them."""
    return lambda asked: web.json_response(body_of(asked, value, **details))


def stops(finish: str, words: str | None = None, **details: Any) -> Reply:
    """Ends for this reason, after these words or before the first."""

    def reply(asked: Asked) -> web.Response:
        body = body_of(asked, words or "", finish=finish, **details)
        if words is None:
            del body["candidates"][0]["content"]
        return web.json_response(body)

    return reply


def blocks(reason: str) -> Reply:
    """Does not take the question."""

    def reply(asked: Asked) -> web.Response:
        usage = {"promptTokenCount": asked.tokens, "totalTokenCount": asked.tokens}
        feedback = {"promptFeedback": {"blockReason": reason}, "usageMetadata": usage}
        return web.json_response(feedback | {"modelVersion": MODEL_VERSION})

    return reply


def sends(body: Any, status: int = 200) -> Reply:
    """Sends this JSON."""
    return lambda _: web.json_response(body, status=status)


def sends_text(text: str, status: int = 200, kind: str = "application/json") -> Reply:
    """Sends this text."""
    return lambda _: web.Response(text=text, status=status, content_type=kind)
