"""A forward proxy for one page in a browser, with the address policy and limits of other fetches.

The browser resolves no names and dials no hosts itself. The proxy looks up each host once, vets all
its addresses (`address_policy`) and dials a vetted one, so DNS rebinding has no effect. TLS passes
through unchanged.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from loguru import logger
from yarl import URL

from reactor.errors import ReactorError, RefusedError
from reactor.fetch.address_policy import AddressPolicy
from reactor.fetch.browser.requests import ProxyRequest, parse_request
from reactor.fetch.guard import GuardedResolver

CHECK_HOST = "reactor-proxy.invalid"
"""A host that only this proxy serves (RFC 6761); a browser that can load it uses the proxy."""

_WEB_PORTS = (80, 443)
_HEAD_LIMIT = 32_000
_HEAD_PATIENCE, _DIAL_PATIENCE, _IDLE_PATIENCE = 10.0, 10.0, 20.0
_MAX_ADDRESSES = 3
_PIECE = 65_536

_log = logger.bind(channel="job-matching-orchestrator")


@dataclass(slots=True)
class Allowance:
    """The remaining allowance of one page.

    Attributes:
        connections: connections in all.
        at_once: concurrent connections.
        down: bytes to receive.
        up: bytes to send.
    """

    connections: int = 150
    at_once: int = 48
    down: int = 8_000_000
    up: int = 1_000_000

    def take_down(self, size: int) -> None:
        """Subtract received bytes.

        Raises:
            RefusedError: the allowance is used up.
        """
        self.down -= size
        if self.down < 0:
            raise RefusedError("the page receives too much", code="too_large")

    def take_up(self, size: int) -> None:
        """Subtract sent bytes.

        Raises:
            RefusedError: the allowance is used up.
        """
        self.up -= size
        if self.up < 0:
            raise RefusedError("the page sends too much", code="too_large")


@dataclass(frozen=True, slots=True)
class DialRules:
    """The hosts and ports that a page may dial.

    Attributes:
        policy: the address policy.
        stand_ins: origins to dial instead, by host name; they are exempt from the policy.
    """

    policy: AddressPolicy
    stand_ins: Mapping[str, URL]

    async def endpoints(self, host: str, port: int, own: tuple[str, int]) -> list[tuple[str, int]]:
        """The vetted addresses of a host, to be dialled unchanged.

        Args:
            host: a name or an address.
            port: 80, 443, or that of the page itself.
            own: host and port of the page.

        Raises:
            RefusedError: the host or port may not be dialled.
            OSError: the name does not resolve.
        """
        if port not in _WEB_PORTS and (host, port) != own:
            raise RefusedError(f"{host}:{port} is not a port of the web", code="invalid_address")
        if (stand_in := self.stand_ins.get(host)) is not None:
            return [(stand_in.raw_host or "", stand_in.port or port)]
        self.policy.vet_literal(host)
        found = await GuardedResolver(self.policy).resolve(host, port)
        return [(each["host"], port) for each in found[:_MAX_ADDRESSES]]


@dataclass(slots=True)
class PageProxy:
    """The proxy server for one page.

    Attributes:
        gate: the rules for dialling.
        own: host and port of the page.
        sign: secret content of `CHECK_HOST`.
        allowance: what the page may still use.
        refused: hosts that were refused.
        passed_by: whether the browser connected to the proxy directly, as if it were a server.
    """

    gate: DialRules
    own: tuple[str, int]
    sign: str
    allowance: Allowance = field(default_factory=Allowance)
    refused: set[str] = field(default_factory=set)
    passed_by: bool = False
    _open: set[asyncio.Task[None]] = field(default_factory=set)

    @asynccontextmanager
    async def serving(self, host: str) -> AsyncIterator[int]:
        """Serve on a free port of `host` during the block; yields the port.

        Raises:
            OSError: it cannot listen there.
        """
        server = await asyncio.start_server(self._serve, host, 0, limit=_HEAD_LIMIT)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            server.close()
            for task in self._open:
                task.cancel()
            await asyncio.gather(*self._open, return_exceptions=True)
            await server.wait_closed()
            if self.refused:
                _log.debug("browser kept from hosts", page=self.own[0], hosts=sorted(self.refused))

    def has_refused(self, host: str, port: int) -> bool:
        """Whether this host and port was refused."""
        return _named(host, port) in self.refused

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        self.allowance.connections -= 1
        if self.allowance.connections < 0 or len(self._open) >= self.allowance.at_once:
            writer.transport.abort()
            return
        task = asyncio.current_task()
        assert task  # noqa: S101 - asyncio runs this as a task
        self._open.add(task)
        try:
            await self._answer(reader, writer)
        except (ReactorError, OSError, EOFError, TimeoutError, asyncio.LimitOverrunError):
            pass  # the page has its response, or is gone
        except asyncio.CancelledError:
            # Cancelled by `serving`; asyncio would log a cancelled connection task.
            pass
        finally:
            self._open.discard(task)
            writer.transport.abort() if writer.transport.is_closing() else writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(_HEAD_PATIENCE):
            head = await reader.readuntil(b"\r\n\r\n")
        try:
            asked = parse_request(head)
        except RefusedError:
            self.passed_by = self.passed_by or head.startswith(f"GET /{self.sign} ".encode())
            writer.write(_refusal(400))
            return
        if asked.host == CHECK_HOST:
            writer.write(_page(self.sign))
            return
        try:
            far_reader, far_writer = await self._dialled(asked)
        except RefusedError:
            self._refuse(asked, writer, 403)
        except (OSError, UnicodeError, TimeoutError):
            writer.write(_refusal(502))
        else:
            try:
                await self._pass_on(asked, (reader, writer), (far_reader, far_writer))
            finally:
                far_writer.transport.abort()

    def _refuse(self, asked: ProxyRequest, writer: asyncio.StreamWriter, status: int) -> None:
        self.refused.add(_named(asked.host, asked.port))
        writer.write(_refusal(status))

    async def _dialled(
        self, asked: ProxyRequest
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection to the requested host.

        Raises:
            RefusedError: it may not be dialled.
            OSError: no connection.
            TimeoutError: no connection in time.
        """
        async with asyncio.timeout(_DIAL_PATIENCE):
            endpoints = await self.gate.endpoints(asked.host, asked.port, self.own)
            error: OSError = OSError("no address")
            for address, port in endpoints:
                try:
                    return await asyncio.open_connection(address, port)
                except OSError as failed:
                    error = failed
        raise error

    async def _pass_on(
        self,
        asked: ProxyRequest,
        near: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        far: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        """Relay data in both directions until one side closes or the allowance is used up."""
        if not asked.tunnel:
            far[1].write(asked.head)
            if asked.body:
                self.allowance.take_up(asked.body)
                async with asyncio.timeout(_IDLE_PATIENCE):
                    far[1].write(await near[0].readexactly(asked.body))
            await self._carry_down(far[0], near[1])
            return
        near[1].write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        sending = asyncio.create_task(self._carry_up(near[0], far[1]))
        try:
            await self._carry_down(far[0], near[1])
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    async def _carry_down(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while piece := await _piece(reader):
            self.allowance.take_down(len(piece))
            writer.write(piece)
            async with asyncio.timeout(_IDLE_PATIENCE):
                await writer.drain()

    async def _carry_up(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, TimeoutError):
            while piece := await reader.read(_PIECE):
                self.allowance.take_up(len(piece))
                writer.write(piece)
                await writer.drain()
        writer.transport.abort()


async def _piece(reader: asyncio.StreamReader) -> bytes:
    async with asyncio.timeout(_IDLE_PATIENCE):
        return await reader.read(_PIECE)


def _named(host: str, port: int) -> str:
    return f"{host}:{port}"[:100]


def _refusal(status: int) -> bytes:
    return f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()


def _page(sign: str) -> bytes:
    body = f"<!doctype html><title>{sign}</title>".encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Connection: close\r\n\r\n".encode() + body
