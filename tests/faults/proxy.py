"""A cable between a reactor and mongod that can stall, or be cut."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from threading import Thread
from types import TracebackType
from typing import Self

_END_WITHIN = 10.0


class Cable:
    """A TCP proxy on loopback, in a thread of its own: drivers block the loop when they close.

    Args:
        port: where mongod listens.

    Attributes:
        port: where the reactor connects.
    """

    def __init__(self, port: int) -> None:
        self._target = port
        self._broken = False
        self._ends: set[StreamWriter] = set()
        self._joints: set[asyncio.Task[None]] = set()
        self._listening: Future[int] = Future()
        self._thread = Thread(target=lambda: asyncio.run(self._serve()), name="cable")
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        self.port = self._listening.result()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._do(self._over.set)
        self._thread.join(_END_WITHIN)

    def stall(self) -> None:
        """Let nothing through and close nothing: what is sent meanwhile arrives after the mend."""
        self._do(self._flows.clear)

    def cut(self) -> None:
        """Break every connection, and every new one, until the mend."""
        self._broken = True
        self._do(self._break)

    def mend(self) -> None:
        """Be a good cable again."""
        self._broken = False
        self._do(self._flows.set)

    def _do(self, what: Callable[[], None]) -> None:
        self._loop.call_soon_threadsafe(what)

    def _break(self) -> None:
        for end in self._ends:
            end.transport.abort()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._flows, self._over = asyncio.Event(), asyncio.Event()
        self._flows.set()
        async with await asyncio.start_server(self._connect, "127.0.0.1", 0) as server:
            self._listening.set_result(server.sockets[0].getsockname()[1])
            await self._over.wait()
        self._break()
        self._flows.set()
        await asyncio.gather(*self._joints)

    async def _connect(self, reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._joints.add(task)
        try:
            if not self._broken:
                await self._join(reader, writer)
        finally:
            await _end(writer)
            self._joints.discard(task)

    async def _join(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Pass on what either side sends until both are done."""
        with suppress(OSError):
            there, back = await asyncio.open_connection("127.0.0.1", self._target)
            self._ends |= {writer, back}
            try:
                async with asyncio.TaskGroup() as pumps:
                    pumps.create_task(self._pump(reader, back))
                    pumps.create_task(self._pump(there, writer))
            finally:
                await _end(back)
                self._ends -= {writer, back}

    async def _pump(self, source: StreamReader, sink: StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await source.read(65_536):
                await self._flows.wait()
                sink.write(data)
                await sink.drain()
        sink.close()


async def _end(end: StreamWriter) -> None:
    """Close an end at once, whatever it has still to send."""
    end.transport.abort()
    with suppress(OSError):
        await end.wait_closed()
