"""An internet on loopback whose hosts, names and line a test breaks."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from reactor.fetch.address_policy import AddressPolicy
from reactor.fetch.connectivity import Connectivity
from reactor.fetch.connectivity_probes import ConnectivityProbes
from reactor.fetch.http import Fetcher
from reactor.settings import Settings

QUICK = aiohttp.ClientTimeout(connect=0.5, sock_read=0.5)


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Internet:
    """Names that lead to loopback; one that leads nowhere is not found, and asked for in vain."""

    leads: dict[str, URL] = field(default_factory=dict)
    looked_up: list[str] = field(default_factory=list)
    clock: Clock = field(default_factory=Clock)

    @asynccontextmanager
    async def fetcher(self, **settings: Any) -> AsyncIterator[Fetcher]:
        """One whose line asks `witness.example.com`."""
        policy = AddressPolicy.allowing(settings.get("allow_hosts", ()))
        witnesses = ConnectivityProbes(["witness.example.com"], stand_ins=self.leads, patience=0.5)
        async with Fetcher(
            Settings.from_environment(
                **{"host_interval": timedelta(0), "robots": "off", **settings}
            ),
            stand_ins={host: str(origin) for host, origin in self.leads.items()},
            time_limits=QUICK,
            line=Connectivity(policy, witnesses, clock=self.clock),
        ) as fetcher:
            yield fetcher


def answer_all_names(
    monkeypatch: pytest.MonkeyPatch, internet: Internet, answer: OSError | str
) -> None:
    """Let the resolver answer any name so: with an error or an address."""

    def look_up(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        internet.looked_up.append(host)
        if isinstance(answer, OSError):
            raise answer
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answer, port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@contextmanager
def silence() -> Iterator[URL]:
    """A host that does not answer, as if it were not there: its queue of callers is full."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            caller = stack.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(listener.getsockname())
        yield URL(f"http://127.0.0.1:{listener.getsockname()[1]}")


@dataclass
class Host:
    origin: URL
    asked: list[str]


@asynccontextmanager
async def serving() -> AsyncIterator[Host]:
    """A host of the internet that is there; one of its pages never comes."""

    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        if request.path == "/never":
            await asyncio.Event().wait()
        return web.Response(text="hello")

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    async with TestServer(app) as server:
        yield Host(server.make_url("/"), asked)
