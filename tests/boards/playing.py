"""Plays a system's hosts on loopback, and breaks what they answer."""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.fetch.http import Fetcher
from reactor.fetch.parser_worker import ParsingWorker
from reactor.scrape.scraper import Scraper
from reactor.settings import Settings
from tests.boards.specimen import Asked, Job, Reply, Specimen

Trouble = Callable[[int], Reply | None]
"""What is answered to the request of this number, from 0, instead of what the system would."""


@dataclass
class Stage:
    """One server for all systems: who plays on it is set before each test."""

    specimen: Specimen | None = None
    jobs: Sequence[Job] = ()
    trouble: Trouble = lambda _: None
    asked: list[Asked] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)

    def play(
        self, specimen: Specimen, jobs: Sequence[Job], trouble: Trouble = lambda _: None
    ) -> None:
        self.specimen, self.jobs, self.trouble = specimen, jobs, trouble
        self.asked, self.replies = [], []

    async def answer(self, request: web.Request) -> web.Response:
        text = await request.text()
        asked = Asked(
            request.method,
            request.host,
            request.path,
            dict(request.query),
            json.loads(text) if text else None,
            {name.lower(): value for name, value in request.headers.items()},
            dict(request.cookies),
        )
        assert self.specimen
        reply = self.trouble(len(self.asked))
        if reply is None:
            known = asked.host in self.specimen.hosts
            reply = (self.specimen.answers(asked, self.jobs) if known else None) or Reply(
                status=404
            )
        self.asked.append(asked)
        self.replies.append(reply)
        if isinstance(reply.body, str):
            return web.Response(
                text=reply.body,
                status=reply.status,
                headers=reply.headers,
                content_type=reply.media_type,
            )
        return web.json_response(reply.body, status=reply.status, headers=reply.headers)


@asynccontextmanager
async def stage_server(stage: Stage) -> AsyncIterator[TestServer]:
    """The server on which all systems are played."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", stage.answer)
    server = TestServer(app)
    async with server:
        yield server


@asynccontextmanager
async def scraper_of(
    specimen: Specimen, server: TestServer, worker: ParsingWorker
) -> AsyncIterator[Scraper]:
    """A scraper for which the server is at all the system's hosts."""
    settings = Settings.from_environment(host_interval="0s", robots="off")
    hosts = dict.fromkeys(specimen.hosts, str(server.make_url("/")))
    async with Fetcher(settings, stand_ins=hosts) as fetcher:
        yield Scraper(fetcher, worker)
