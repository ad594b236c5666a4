"""People's telephones on loopback, and a reactor that tells them."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web
from bson import ObjectId

from reactor.documents import Company
from reactor.errors import LastingError
from reactor.mongo.postings.visit_outcome import PageUsed, Save, VisitOutcome
from reactor.notify.relay import Relay
from reactor.settings import Settings

ADA = ObjectId("65f0000000000000000000ad")


@dataclass
class Phone:
    """An endpoint that Apprise's `json://` speaks to.

    Attributes:
        port: where it listens.
        messages: what arrived, by the name in the path.
        answers: the status to answer with; none means that it never answers.
        rang: set by whatever arrives.
        calls: how often something arrived.
        hung: names that are never answered.
    """

    port: int = 0
    messages: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    answers: int | None = 200
    rang: asyncio.Event = field(default_factory=asyncio.Event)
    calls: int = 0
    hung: set[str] = field(default_factory=set)

    def url(self, name: str = "operator") -> str:
        """The Apprise URL of one telephone."""
        return f"json://127.0.0.1:{self.port}/{name}?rto=2&cto=2"

    def titles(self, name: str = "operator") -> list[str]:
        """What one telephone showed."""
        return [message["title"] for message in self.messages.get(name, [])]

    async def answer(self, request: web.Request) -> web.Response:
        """Receive a message."""
        received = await request.json()
        self.calls += 1
        if self.answers == 200:
            self.messages.setdefault(request.match_info["name"], []).append(received)
        self.rang.set()
        if self.answers is None or request.match_info["name"] in self.hung:
            await asyncio.Event().wait()
        return web.Response(status=self.answers or 500)


class MailServer:
    """As much of SMTP as it takes to be sent a message, for as long as the block runs.

    Attributes:
        port: where it listens.
        receivers: to whom mail was sent.
    """

    def __init__(self) -> None:
        self.port = 0
        self.receivers: list[str] = []

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := (await reader.readline()).decode().strip():
            word = line[:4].upper()
            if line.upper().startswith("RCPT TO:"):
                self.receivers.append(line[8:].strip(" <>"))
            writer.write(b"354 go on\r\n" if word == "DATA" else b"250 yes\r\n")
            if word == "DATA":
                await reader.readuntil(b"\r\n.\r\n")
                writer.write(b"250 taken\r\n")
            if word == "QUIT":
                break
        writer.close()


@dataclass
class Finds:
    """A pipeline that finds what a test says.

    Attributes:
        scores: one match for each, for Ada.
        broken: why the page cannot be read, if it cannot.
    """

    scores: list[int] = field(default_factory=list)
    broken: Exception | None = None

    async def run(self, company: Company) -> VisitOutcome:
        """A visit."""
        if self.broken:
            raise self.broken
        page = PageUsed(company.careers_url, company.selector)
        saves = [_save(company, score) for score in self.scores]
        return VisitOutcome(company.id, page, saves, (), {"found": len(saves)})


def _save(company: Company, score: int) -> Save:
    fields = {
        "title": f"Engineer {score}",
        "suitabilityScore": score,
        "goodFitReasons": ["You know Python."],
    }
    url = f"https://acme.example/{company.id}/{score}"
    return Save(ADA, "ada@example.org", ("ada@example.org", str(ADA)), url, fields)


Notifying = Callable[..., AbstractAsyncContextManager[Relay]]


def telling(settings: Settings, *urls: str, **changed: Any) -> Settings:
    """Settings under which the operator is told at `urls`."""
    given = settings.model_dump() | {"notify_urls": " ".join(urls)} | changed
    return Settings.from_environment(**given)


def broken_page() -> Exception:
    """Why a page cannot be read."""
    return LastingError("nothing is at https://acme.example (404)")
