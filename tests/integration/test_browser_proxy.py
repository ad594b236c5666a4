"""The proxy that a browser's pages go through: it dials what the reactor would dial, no more."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from yarl import URL

from reactor.fetch.address_policy import AddressPolicy
from reactor.fetch.browser.proxy import Allowance, DialRules, PageProxy

HOST = "acme.example"
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Far:
    """A server on loopback, and what it was told."""

    port: int = 0
    told: list[bytes] = field(default_factory=list)
    answer: bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.told.append(await reader.read(100_000))
        writer.write(self.answer)
        writer.close()


@asynccontextmanager
async def proxied(
    allowance: Allowance | None = None, *, allowed: str = ""
) -> AsyncIterator[tuple[PageProxy, int, Far]]:
    far = Far()
    server = await asyncio.start_server(far.serve, "127.0.0.1", 0)
    far.port = server.sockets[0].getsockname()[1]
    policy = AddressPolicy.allowing([allowed] if allowed else [])
    gate = DialRules(policy, {HOST: URL(f"http://127.0.0.1:{far.port}")})
    proxy = PageProxy(gate, (HOST, 80), "sign", allowance or Allowance())
    async with server, proxy.serving("127.0.0.1") as port:
        yield proxy, port, far


async def said(port: int, request: bytes) -> bytes:
    """All that the proxy answers."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        async with asyncio.timeout(20):
            return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.transport.abort()


def connect(target: str) -> bytes:
    return f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode()


@pytest.mark.parametrize(
    "target",
    [
        *("127.0.0.1:80", "127.0.0.1:27017", "[::1]:443", "[::ffff:127.0.0.1]:443"),
        *("0x7f.1:80", "2130706433:80", "0177.0.0.1:80", "localhost:80", "0.0.0.0:80"),
        *("169.254.169.254:80", "192.168.0.1:443", "10.0.0.1:80", f"{HOST}:22", f"{HOST}:27017"),
    ],
)
async def test_nobody_is_dialled_whom_the_reactor_would_not_dial(target: str) -> None:
    async with proxied() as (proxy, port, far):
        answer = await said(port, connect(target))
        assert not answer.startswith(b"HTTP/1.1 200")
    assert far.told == []
    assert proxy.refused or b" 502 " in answer


@pytest.mark.parametrize(
    "request_line",
    [
        *("GET http://127.0.0.1/ HTTP/1.1", "GET http://[::1]/ HTTP/1.1"),
        *("GET http://acme.example:22/ HTTP/1.1", "GET https://acme.example/ HTTP/1.1"),
        *("GET file:///etc/passwd HTTP/1.1", "GET / HTTP/1.1", "nonsense", "CONNECT acme.example"),
        *("CONNECT http://acme.example/ HTTP/1.1", "GET ftp://acme.example/ HTTP/1.1"),
    ],
)
async def test_what_no_browser_asks_of_a_proxy_for_the_web_is_refused(request_line: str) -> None:
    async with proxied() as (_, port, far):
        answer = await said(port, f"{request_line}\r\nHost: acme.example\r\n\r\n".encode())
        assert answer.split(b"\r\n")[0] in {b"HTTP/1.1 400 No", b"HTTP/1.1 403 No"}
    assert far.told == []


async def test_a_name_with_one_private_address_is_not_dialled_at_any(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def both(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(2, 1, 6, "", (address, 80)) for address in ("203.0.113.7", "127.0.0.1")]

    async with proxied() as (proxy, port, _):
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", both)
        assert (await said(port, connect("two-faced.example:80"))).startswith(b"HTTP/1.1 403")
        assert proxy.has_refused("two-faced.example", 80)


async def test_a_request_is_passed_on_for_its_host_alone_and_is_the_last_on_its_connection() -> (
    None
):
    twice = (
        b"GET http://acme.example/a?b=1 HTTP/1.1\r\nHost: other.example\r\nAccept: */*\r\n"
        b"Proxy-Authorization: secret\r\nConnection: keep-alive\r\n\r\n"
        b"GET http://127.0.0.1/ HTTP/1.1\r\n\r\n"
    )
    async with proxied() as (_, port, far):
        assert (await said(port, twice)).endswith(b"\r\n\r\nhi")
    assert far.told == [
        b"GET /a?b=1 HTTP/1.1\r\nHost: acme.example\r\nAccept: */*\r\nConnection: close\r\n\r\n"
    ]


async def test_a_tunnel_carries_both_ways() -> None:
    async with proxied() as (_, port, far):
        answer = await said(port, connect(f"{HOST}:443") + b"secret words")
        assert answer == b"HTTP/1.1 200 Connection established\r\n\r\n" + far.answer
    assert far.told == [b"secret words"]


async def test_a_body_that_goes_with_a_request_is_bounded_and_has_a_length() -> None:
    async with proxied(Allowance(up=10)) as (_, port, far):
        head = "POST http://acme.example/ HTTP/1.1\r\n{}\r\n\r\n"
        for header in (
            "Content-Length: 9000000",
            "Transfer-Encoding: chunked",
            "Content-Length: x",
        ):
            assert (await said(port, head.format(header).encode())).startswith(b"HTTP/1.1 400")
        assert await said(port, head.format("Content-Length: 11").encode() + b"x" * 11) == b""
        assert b"xxxxx" not in b"".join(far.told)


async def test_a_page_that_receives_too_much_is_cut_off() -> None:
    async with proxied(Allowance(down=100_000)) as (proxy, port, far):
        far.answer = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1_000_000
        assert len(await said(port, connect(f"{HOST}:80") + b"x")) < 300_000
        assert len(await said(port, connect(f"{HOST}:80") + b"x")) < 100
    assert proxy.allowance.down < 0


async def test_a_page_that_opens_too_many_connections_gets_no_more() -> None:
    async with proxied(Allowance(connections=3)) as (_, port, _far):
        answers = [await said(port, connect(f"{HOST}:80") + b"x") for _ in range(6)]
    assert [answer.startswith(b"HTTP/1.1 200") for answer in answers] == [True] * 3 + [False] * 3


async def test_connections_that_say_nothing_are_bounded_and_end_with_the_page() -> None:
    async with proxied(Allowance(at_once=5)) as (_, port, _far):
        silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(20)]
        left = [reader for reader, _ in silent]
        async with asyncio.timeout(20):
            hung_up = [await reader.read() for reader in left[5:]]
        assert hung_up == [b""] * 15
    async with asyncio.timeout(20):
        assert [await reader.read() for reader in left[:5]] == [b""] * 5
    for _, writer in silent:
        writer.transport.abort()


async def test_a_head_without_an_end_is_hung_up_on() -> None:
    async with proxied() as (_, port, far):
        endless = b"GET http://acme.example/ HTTP/1.1\r\n" + b"x: y\r\n" * 20_000
        assert await said(port, endless) == b""
    assert far.told == []
