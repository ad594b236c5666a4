"""Providers as the conformance suite sees them: how each says the same."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr

from reactor.match.gemini import GeminiMatcher
from reactor.match.llm.matcher import LlmMatcher
from reactor.match.openai import OpenAiMatcher
from reactor.settings import Settings
from tests.gemini import replies, sensible, troubles
from tests.gemini.asked import Asked
from tests.gemini.endpoint import PATH, Endpoint, endpoint
from tests.gemini.replies import Reply
from tests.gemini.scene import KEY, Book, Clock, settings_at
from tests.gemini.sensible import answer_of
from tests.llm import chat

Words = Callable[..., Reply]
_HALF = '{"judgements": [{"id": 1, "suitabilityScore": 8'


@dataclass(frozen=True)
class Dialect:
    """How a provider says things.

    Attributes:
        name: of its matcher.
        path: where it is asked.
        kind: of requests.
        sensible: answers well.
        says: ends with these words.
        cut: is cut off after some of them.
        thinks: thinks until there is no room.
        declines: blocks the answer.
        withholds: gives none today.
        fails: answers with a status, and with seconds to wait.
        error: answers with a status and a message.
        settings: that choose it.
        matcher: of it.
    """

    name: str
    path: str
    kind: type[Asked]
    sensible: Reply
    says: Words
    cut: Reply
    thinks: Reply
    declines: Reply
    withholds: Reply
    fails: Callable[[int, float | None], Reply]
    error: Callable[[int, str], Reply]
    settings: Callable[[str], Settings]
    matcher: type[LlmMatcher]

    def altered(self, change: Callable[[Any], Any]) -> Reply:
        """A good answer to which something happened on its way."""

        def reply(asked: Asked) -> Any:
            return self.says(change(answer_of(asked)))(asked)

        return reply

    def serving(
        self, model: Reply | None = None, *script: Reply
    ) -> AbstractAsyncContextManager[Endpoint]:
        """A stand-in for as long as the block runs."""
        return endpoint(model or self.sensible, *script, path=self.path, kind=self.kind)

    @asynccontextmanager
    async def matcher_at(
        self, url: str, book: Book | None = None, clock: Clock | None = None
    ) -> AsyncIterator[LlmMatcher]:
        """The matcher that asks there, for as long as the block runs."""
        books, sleep = book or Book(), (clock or Clock()).sleep
        made: Any = self.matcher
        async with made(self.settings(url), books, books, sleep=sleep) as matcher:
            yield matcher


def _gemini_fails(status: int, wait: float | None) -> Reply:
    return troubles.fails(status, *([] if wait is None else [troubles.retry_info(f"{wait:g}s")]))


def _chat_settings(url: str) -> Settings:
    return Settings(
        llm="openai",
        openai_base_url=f"{url.rstrip('/')}/v1",
        openai_model="qwen3:8b",
        openai_api_key=SecretStr(KEY),
    )


GEMINI = Dialect(
    name="gemini",
    path=PATH,
    kind=Asked,
    sensible=sensible.sensible,
    says=replies.says,
    cut=replies.stops("MAX_TOKENS", _HALF),
    thinks=replies.stops("MAX_TOKENS", thoughts=8_180),
    declines=replies.stops("SAFETY"),
    withholds=replies.stops("RECITATION"),
    fails=_gemini_fails,
    error=lambda status, message: troubles.fails(status, message=message),
    settings=settings_at,
    matcher=GeminiMatcher,
)
CHAT = Dialect(
    name="openai",
    path=chat.PATH,
    kind=chat.ChatAsked,
    sensible=chat.sensible,
    says=chat.says,
    cut=chat.says(_HALF, finish="length"),
    thinks=chat.says("", finish="length", reasoning="Hm, let me see."),
    declines=chat.says("", refusal="I cannot help with that."),
    withholds=chat.says(""),
    fails=lambda status, wait: chat.fails(status, wait=wait),
    error=chat.fails,
    settings=_chat_settings,
    matcher=OpenAiMatcher,
)
BOTH = (GEMINI, CHAT)
