"""A server that says byte for byte what a test wants, and a look at what that costs."""

import asyncio
import resource
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field

import psutil

MEMORY_LIMIT = 150_000_000
"""Bytes by which this process and the parsing one may grow, whatever is sent to them."""

Say = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Server:
    """What the server was asked: the first lines of the requests."""

    base: str
    asked: list[str] = field(default_factory=list)


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html") -> bytes:
    """A complete and well-formed answer."""
    head = (f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers)
    return "\r\n".join((*head, "", "")).encode("latin-1") + body


def saying(content: bytes) -> Say:
    """Say it and no more."""

    async def say(writer: asyncio.StreamWriter) -> None:
        writer.write(content)
        await writer.drain()

    return say


def saying_for_ever(beginning: bytes, again: bytes, pause: float) -> Say:
    """Say something, and then something else again and again."""

    async def say(writer: asyncio.StreamWriter) -> None:
        writer.write(beginning)
        while True:
            writer.write(again)
            await writer.drain()
            await asyncio.sleep(pause)

    return say


def falling_silent(beginning: bytes) -> Say:
    """Say something, and then nothing, without hanging up."""

    async def say(writer: asyncio.StreamWriter) -> None:
        writer.write(beginning)
        await writer.drain()
        await asyncio.Event().wait()

    return say


@asynccontextmanager
async def serving(say: Say) -> AsyncIterator[Server]:
    """A server on loopback that answers every request so."""
    talks: set[asyncio.Task[None]] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while request := await reader.readuntil(b"\r\n\r\n"):
                server.asked.append(request.partition(b"\r\n")[0].decode())
                await say(writer)

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(talk(reader, writer))
        talks.add(task)
        try:
            await asyncio.wait([task])
        finally:
            task.cancel()
            writer.transport.abort()

    listening = await asyncio.start_server(accept, "127.0.0.1", 0, limit=1_000_000)
    port = listening.sockets[0].getsockname()[1]
    server = Server(f"http://127.0.0.1:{port}")
    try:
        yield server
    finally:
        listening.close()
        for task in talks:
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)


@dataclass
class Growth:
    """Bytes by which this process and its children had grown at most."""

    most: int = 0


@contextmanager
def watched_memory() -> Iterator[Growth]:
    """How much memory what happens inside takes, looked at all the time from a thread."""
    growth, over = Growth(), threading.Event()
    before, highest_before = _resident(), _highest()

    def watch() -> None:
        while not over.wait(0.005):
            growth.most = max(growth.most, _resident() - before)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield growth
    finally:
        over.set()
        watcher.join()
        if _highest() > highest_before:  # a peak too short to be looked at
            growth.most = max(growth.most, _highest() - before)


def _resident() -> int:
    this = psutil.Process()
    total, own_name = this.memory_info().rss, this.cmdline()
    for child in this.children():
        with suppress(psutil.NoSuchProcess):
            # Until it runs its own program, a new child shows all that its parent has as its own.
            if child.cmdline() != own_name:
                total += child.memory_info().rss
    return total


def _highest() -> int:
    """The highest that this process alone has been; Linux tells it in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
