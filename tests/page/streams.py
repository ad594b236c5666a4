"""A whole reactor with its page, and the streams that open pages read."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from reactor.app import Reactor
from reactor.settings import Settings

SOON = 5.0
EVENTS = "/events?of=home"


@asynccontextmanager
async def reacting(settings: Settings, **changes: Any) -> AsyncIterator[str]:
    """A whole reactor; gives where its page is."""
    reactor = Reactor(Settings.from_environment(**settings.model_dump() | changes))
    async with asyncio.TaskGroup() as group:
        running = group.create_task(reactor.run())
        await reactor.started.wait()
        yield reactor.address
        reactor.stop()
        await asyncio.wait([running], timeout=20)
        assert running.done()


class Stream:
    """The events of one page."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self.answer = answer
        self.id = ""

    async def event(self) -> dict[str, str]:
        """The next one that says something."""
        async with asyncio.timeout(SOON):
            while True:
                said: dict[str, str] = {}
                while line := (await self.answer.content.readline()).decode().rstrip("\n"):
                    name, _, value = line.partition(": ")
                    said[name] = f"{said[name]}\n{value}" if name in said else value
                if self.answer.content.at_eof() and not said:
                    return {}
                self.id = said.get("id", self.id)
                if "data" in said or "event" in said or "data:" in said:
                    return said

    async def stamp(self) -> str:
        """What stands at the end of what has come."""
        while "id" not in await self.event():
            pass
        return self.id

    async def until(self, text: str) -> str:
        """The row that has this in it."""
        async with asyncio.timeout(SOON):
            while text not in (data := (await self.event()).get("data", "")):
                pass
        return data


@asynccontextmanager
async def listening(
    address: str, path: str = EVENTS, page: str = "/", **headers: str
) -> AsyncIterator[Stream]:
    """A page's stream, since the page was read."""
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    async with aiohttp.ClientSession(address) as session:
        if "since=" not in path and not headers:
            async with session.get(page) as answer:
                text = await answer.text()
            path = text.partition('hx-sse:connect="')[2].partition('"')[0].replace("&amp;", "&")
        async with session.get(path, headers=said) as answer:
            assert answer.status == 200
            assert answer.headers["Content-Type"] == "text/event-stream"
            assert answer.headers["X-Accel-Buffering"] == "no"
            yield Stream(answer)
