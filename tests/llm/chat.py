"""Chat completions: how they are asked for, and what compatible endpoints answer.

The shapes of Ollama's answers are those of its documentation and of its `openai` package.
"""

from functools import cached_property
from typing import Any

from aiohttp import web

from tests.gemini.asked import Asked, tokens_in
from tests.gemini.replies import Reply, written
from tests.gemini.sensible import answer_of

PATH = "/v1/chat/completions"
_COMPLAINT = "\n\nYour last answer"


class ChatAsked(Asked):
    """One call for a chat completion."""

    @property
    def model(self) -> str:
        return str(self.body["model"])

    @property
    def instruction(self) -> str:
        return str(self.body["messages"][0]["content"])

    @cached_property
    def words(self) -> tuple[str, ...]:
        content = self.body["messages"][1]["content"]
        document, complaint, rest = content.partition(_COMPLAINT)
        return (document, complaint + rest) if complaint else (document,)

    @cached_property
    def tokens(self) -> int:
        return tokens_in(self.text)


def chat(
    asked: Asked, value: Any, *, finish: str | None = "stop", thoughts: int = 0, **message: Any
) -> dict[str, Any]:
    """A completion with these words; `message` are further fields of it."""
    text = written(value)
    counts = {"prompt_tokens": asked.tokens, "completion_tokens": tokens_in(text) + thoughts}
    usage: dict[str, Any] = counts | {"total_tokens": sum(counts.values())}
    if thoughts:
        usage["completion_tokens_details"] = {"reasoning_tokens": thoughts}
    said = {"role": "assistant", "content": text} | message
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_780_000_000,
        "model": asked.model,
        "system_fingerprint": "fp_ollama",
        "choices": [{"index": 0, "message": said, "finish_reason": finish}],
        "usage": usage,
    }


def says(value: Any, **details: Any) -> Reply:
    """Answers with these words, whatever was asked; details as `chat` takes them."""
    return lambda asked: web.json_response(chat(asked, value, **details))


def sensible(asked: Asked) -> web.Response:
    """Answers as a sensible model does."""
    return web.json_response(chat(asked, answer_of(asked)))


def fails(status: int, message: str = "no", *, wait: float | None = None, **error: Any) -> Reply:
    """Answers with an error, as Ollama and OpenAI write it."""
    kinds = {400: "invalid_request_error", 404: "not_found_error"}
    told = {"message": message, "type": kinds.get(status, "api_error"), "param": None, "code": None}
    headers = {} if wait is None else {"Retry-After": f"{wait:g}"}
    body = {"error": told | error}
    return lambda _: web.json_response(body, status=status, headers=headers)
