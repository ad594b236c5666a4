"""Nobody who reaches the port can hold the web server up, or ask it in another's name."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from socket import gethostname
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiohttp.http_exceptions import BadStatusLine
from loguru import logger

from reactor.core.liveness.health import HealthCheck
from reactor.core.liveness.heartbeat import Heartbeat
from reactor.logs.library_logging import LibraryLines, adopt_library_logs
from reactor.metrics.counts import Counts
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.outage_retry import Availability
from reactor.settings import Settings
from reactor.web import server
from reactor.web.connections import Connections
from reactor.web.malformed_requests import MalformedRequests
from reactor.web.security.hosts import OwnHosts
from reactor.web.server import web_server

Raw = tuple[asyncio.StreamReader, asyncio.StreamWriter]
HEALTHZ = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
QUICK = 0.3


@asynccontextmanager
async def serving(
    settings: Settings, database: ScoutlyDatabase, **changes: Any
) -> AsyncIterator[tuple[str, int]]:
    changed = settings.model_copy(update=changes)
    pulse = Heartbeat()
    pulse.opened.set()
    health = HealthCheck(pulse, Availability())
    async with web_server(changed, database, health, Counts()) as address:
        parts = urlsplit(address)
        assert parts.hostname
        assert parts.port
        yield parts.hostname, parts.port


@pytest.fixture
async def port(settings: Settings, database: ScoutlyDatabase) -> AsyncIterator[int]:
    async with serving(settings, database) as (_, port):
        yield port


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three at a time, and soon tired of waiting."""
    monkeypatch.setattr(server, "PATIENCE", QUICK)
    monkeypatch.setattr(server, "Connections", lambda: Connections(3, QUICK))


@pytest.fixture
def lines() -> Iterator[list[str]]:
    told: list[str] = []
    sink = logger.add(lambda line: told.append(str(line)), format="{message} {extra}")
    yield told
    logger.remove(sink)


async def ask(port: int, request: bytes) -> bytes:
    """All that is answered until the connection is closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    with closing(writer):
        writer.write(request)
        return await asyncio.wait_for(reader.read(), 20)


async def ask_for_ever(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(HEALTHZ.replace(b"healthz", b"metrics") * 100)
        await asyncio.wait_for(writer.drain(), 20)


def to(host: str, target: str = "/healthz") -> bytes:
    return f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()


def status(answer: bytes) -> int:
    return int(answer.split()[1]) if answer else 0


# Hosts


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:8080",
        "localhost.",
        "reactor.localhost",
        "127.0.0.1:8080",
        "192.168.1.7:8080",
        "[::1]",
        "[fe80::1]:8080",
        gethostname(),
        f"{gethostname()}.local:8080",
    ],
)
async def test_our_own_hosts_are_answered(host: str, port: int) -> None:
    assert status(await ask(port, to(host))) in {200, 503}


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example@localhost",
        "localhost@evil.example",
        "localhost/evil.example",
        "xn--lcalhost-n4a",
        "127.1",
        "",
    ],
)
@pytest.mark.parametrize("page", ["/", "/healthz", "/readyz", "/metrics", "/nowhere"])
async def test_another_host_is_misdirected_and_told_the_setting(
    page: str, host: str, port: int
) -> None:
    answer = await ask(port, to(host, page))
    assert status(answer) == 421
    assert b"REACTOR_HTTP_NAMES" in answer
    assert b"evil" not in answer


@pytest.mark.parametrize(
    ("names", "host"),
    [
        (("pi.example",), "PI.example.:443"),
        (("a.example", "pi.example"), "pi.example"),
        (("xn--mnchen-3ya.example",), "xn--mnchen-3ya.example"),
    ],
)
async def test_a_name_in_the_settings_is_ours(
    names: tuple[str, ...], host: str, settings: Settings, database: ScoutlyDatabase
) -> None:
    async with serving(settings, database, http_names=names) as (_, port):
        assert status(await ask(port, to(host))) in {200, 503}
        assert status(await ask(port, to(f"not-{host}"))) == 421


def test_the_name_it_listens_on_is_ours() -> None:
    hosts = OwnHosts(Settings(http_host="Reactor.Home"))
    assert hosts.include("reactor.home:8080")
    assert not hosts.include("reactor.home.evil.example")


@pytest.mark.parametrize("headers", ["", "Host: localhost\r\nHost: evil.example\r\n"])
async def test_a_request_without_one_host_is_bad(headers: str, port: int) -> None:
    answer = await ask(port, f"GET / HTTP/1.1\r\n{headers}Connection: close\r\n\r\n".encode())
    assert status(answer) == 400


async def test_the_host_of_a_whole_address_counts(port: int) -> None:
    assert status(await ask(port, to("localhost", "http://evil.example/healthz"))) == 421


# Time


@pytest.mark.parametrize(
    "begin",
    [
        b"",
        b"GET",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n",
        b"POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n",
        HEALTHZ + b"GET",
    ],
)
@pytest.mark.usefixtures("impatient")
async def test_a_request_that_is_never_whole_is_given_up(
    begin: bytes, settings: Settings, database: ScoutlyDatabase
) -> None:
    async with serving(settings, database) as (_, port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        with closing(writer):
            writer.write(begin)
            answer = await asyncio.wait_for(reader.read(), 20)
    assert status(answer) in {0, 408} or begin.startswith(HEALTHZ)


@pytest.mark.usefixtures("impatient")
async def test_a_request_that_drips_is_given_up_too(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    async with serving(settings, database) as (_, port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        with closing(writer):
            reading = asyncio.create_task(reader.read())
            writer.write(b"GET / HTTP/1.1\r\n")
            for number in range(10_000):
                if (await asyncio.wait([reading], timeout=QUICK / 10))[0]:
                    break
                writer.write(f"X-{number}: y\r\n".encode())
            assert reading.done()
            await asyncio.gather(reading, return_exceptions=True)


@pytest.mark.usefixtures("impatient")
async def test_who_does_not_take_the_answers_is_cut_off(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    async with serving(settings, database) as (_, port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1)
        with closing(writer), pytest.raises(ConnectionError):
            await ask_for_ever(writer)
        assert not reader.at_eof()


# Number


@pytest.mark.usefixtures("impatient")
async def test_connections_held_open_keep_nobody_out_and_are_bounded(
    settings: Settings, database: ScoutlyDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "PATIENCE", 60)
    held = Connections(3, 60)
    monkeypatch.setattr(server, "Connections", lambda: held)
    async with serving(settings, database) as (_, port):
        idle: list[Raw] = [await asyncio.open_connection("127.0.0.1", port) for _ in range(9)]
        answer = await ask(port, to("localhost"))
        assert status(answer) in {200, 503}
        first = [await asyncio.wait_for(reader.read(), 20) for reader, _ in idle[:6]]
        assert first == [b""] * 6
        assert len(held) <= 3
        for _, writer in idle:
            writer.close()


# Malformed


def record_of(error: Exception) -> logging.LogRecord:
    return logging.makeLogRecord({"exc_info": (type(error), error, None)})


@pytest.fixture
def library_lines() -> Any:
    adopt_library_logs()
    yield
    logging.captureWarnings(False)
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, LibraryLines)]:
        root.removeHandler(handler)


@pytest.mark.usefixtures("library_lines")
async def test_malformed_requests_are_one_line_a_minute_without_a_trace(
    settings: Settings, database: ScoutlyDatabase, lines: list[str]
) -> None:
    async with serving(settings, database) as (_, port):
        for junk in (b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\n: x\r\n\r\n") * 4:
            assert status(await ask(port, junk)) == 400
    told = [line for line in lines if "malformed" in line or "library" in line]
    assert len(told) == 2  # the first at once, the others at the end
    assert ["'count': 1}" in told[0], "'count': 7}" in told[1]] == [True, True]
    assert "Traceback" not in "".join(lines)


def test_malformed_requests_are_told_again_after_a_minute(lines: list[str]) -> None:
    now = 0.0
    counting = MalformedRequests(60, lambda: now)
    for moment in (0, 1, 59, 61):
        now = moment
        assert not counting.filter(record_of(BadStatusLine()))
    assert ["'count': 1}" in lines[0], "'count': 3}" in lines[1], len(lines)] == [True, True, 2]
    assert counting.filter(record_of(LookupError()))
