"""Visits boards as the scraper does, with answers in place of the internet and of the process."""

import asyncio
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from reactor.errors import GoneError, ReactorError
from reactor.fetch.http import Fetcher
from reactor.fetch.page import Page
from reactor.fetch.parser_worker import ParsingWorker
from reactor.fetch.response_outcome import failure_of
from reactor.posting import Posting
from reactor.scrape.board_client import BoardClient
from reactor.scrape.boards import BoardAddress
from reactor.scrape.listing import Listing

_NOW = datetime(2026, 5, 1, tzinfo=UTC)

Answers = Mapping[str, Any] | Callable[[str, Any], Any]


@dataclass
class Web:
    """Answers by address; where nothing is said, there is nothing.

    Attributes:
        answers: by address, or by a function of address and body: text, what is sent as JSON, a
            status, or what is raised.
        asked: the addresses asked, in their order.
        parts: the part of its host that each request named.
    """

    answers: Answers
    asked: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    async def get(
        self, url: str, *, body: Any = None, part: str = "", passing: Collection[int] = (), **_: Any
    ) -> Page:
        await asyncio.sleep(0)
        self.asked.append(url)
        self.parts.append(part)
        found = self.answers(url, body) if callable(self.answers) else self.answers.get(url)
        if isinstance(found, int):
            found = failure_of(Page(url, found, "", b"No"), {}, _NOW, passing=passing)
        if isinstance(found, ReactorError):
            raise found
        if found is None:
            raise GoneError(f"{url} answered 404 Not Found: the page is gone")
        written = found if isinstance(found, str) else json.dumps(found)
        return Page(url, 200, "", written.encode())

    def new_session(self) -> Any:
        return None

    async def list(self, board: BoardAddress) -> Listing:
        return await self._client().list(board)

    async def read(self, posting: Posting) -> Posting:
        return await self._client().read(posting)

    def _client(self) -> BoardClient:
        return BoardClient(cast("Fetcher", self), cast("ParsingWorker", _Here()))


class _Here:
    """Parses in the same process, beside the loop."""

    async def run(self, task: Callable[..., Any], *args: Any, what: str) -> Any:  # noqa: ARG002 - as the worker's
        return await asyncio.to_thread(task, *args)
