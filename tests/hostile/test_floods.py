"""A server that never stops talking is hung up on: neither patience nor time limits are needed."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from types import SimpleNamespace
from typing import cast

import aiohttp
import pytest
from yarl import URL

from reactor.errors import PassingError
from reactor.fetch.body import read_body
from reactor.fetch.connection import MAX_FRAMING, MAX_RAW, whole
from reactor.fetch.failures import explained
from reactor.fetch.http import Fetcher
from reactor.settings import Settings
from tests.hostile.server import Say, answer, serving
from tests.hostile.site import HOST, JOBS, fetcher

NO_LIMITS = aiohttp.ClientTimeout(total=None)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
IN_FLIGHT = 12_000_000
"""Bytes that buffers on the way may hold."""


def empty_blocks(compression: int = zlib.DEFLATED) -> tuple[bytes, bytes]:
    """The beginning of a gzip, and what can be said for ever after it without a byte of content."""
    packer = zlib.compressobj(9, compression, 31)
    return packer.compress(b"") + packer.flush(zlib.Z_SYNC_FLUSH), b"\0\0\0\xff\xff"


GZIP, NOTHING = empty_blocks()
AROUND = "more than 2 MB around its body"
FLOODS = {
    "103": (b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", "100 informational answers"),
    "100": (b"", b"HTTP/1.1 100 Continue\r\n\r\n", "100 informational answers"),
    "no reason": (b"", b"HTTP/1.1 199\r\n\r\n", "100 informational answers"),
    "chunk extension": (CHUNKED + b"1;", b"a=b;", AROUND),
    "size of a chunk": (CHUNKED, b"0", AROUND),
    "tiny chunks": (CHUNKED, b"1\r\nx\r\n", AROUND),
    "extended chunks": (CHUNKED, b"1;a=b;c=d\r\nx\r\n", ""),
    "trailers": (CHUNKED + b"1\r\nx\r\n0\r\n", b"X-Trailer: t\r\n", ""),
    "headers": (HEAD, b"X-Header: h\r\n", "is not proper HTTP"),
    "one header": (HEAD + b"X-Header: ", b"h", "is not proper HTTP"),
    "reason": (b"HTTP/1.1 200 ", b"O", "is not proper HTTP"),
    "empty lines": (b"", b"\r\n", AROUND),
    "gzip of nothing": (HEAD + b"Content-Encoding: gzip\r\n\r\n" + GZIP, NOTHING, "than 20 MB"),
    "chunks of nothing": (
        CHUNKED.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n")
        + b"%x\r\n%s\r\n" % (len(GZIP), GZIP),
        b"5\r\n%s\r\n" % NOTHING,
        AROUND,
    ),
}


def flooding(beginning: bytes, again: bytes, heard: Callable[[int], None]) -> Say:
    """Say something for ever, as fast as it is taken."""
    flood = again * max(50_000 // len(again), 1)

    async def say(writer: asyncio.StreamWriter) -> None:
        writer.write(beginning)
        while True:
            writer.write(flood)
            await writer.drain()
            heard(len(flood))
            await asyncio.sleep(0)

    return say


@pytest.mark.parametrize("name", FLOODS)
async def test_a_flood_is_ended_after_a_bounded_number_of_bytes(name: str) -> None:
    beginning, again, words = FLOODS[name]
    taken: list[int] = []
    say = flooding(beginning, again, taken.append)
    async with serving(say) as server, fetcher({HOST: server.base}, NO_LIMITS) as visitor:
        with pytest.raises(PassingError, match=r"is not proper HTTP|broke off") as caught:
            await visitor.get(JOBS)
    assert words in str(caught.value)
    assert JOBS in str(caught.value)
    bound = MAX_RAW if "20 MB" in words else MAX_FRAMING
    assert sum(taken) < bound + IN_FLIGHT


@pytest.mark.parametrize("again", [b"HTTP/1.1 204 N\r\n\r\n", b"x", b"HTTP/1.1 100 C\r\n\r\n"])
async def test_who_goes_on_after_the_answer_is_hung_up_on(again: bytes) -> None:
    hung_up = asyncio.Event()

    async def say(writer: asyncio.StreamWriter) -> None:
        try:
            await flooding(answer(b"<p>hello"), again, lambda _: None)(writer)
        finally:
            hung_up.set()

    async with serving(say) as server, fetcher({HOST: server.base}, NO_LIMITS) as visitor:
        with suppress(PassingError):  # if it comes with the answer, it is read as a part of it
            assert (await visitor.get(JOBS)).text == "<p>hello"
        await asyncio.wait_for(hung_up.wait(), 30)


async def test_a_flood_in_place_of_a_robots_txt_costs_only_what_that_would_have_said() -> None:
    flood = flooding(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", lambda _: None)
    asked: list[str] = []

    async def say(writer: asyncio.StreamWriter) -> None:
        asked.append(server.asked[-1])
        if "robots.txt" in asked[-1]:
            await flood(writer)
        writer.write(answer(b"<p>hello"))

    async with serving(say) as server:
        settings = Settings.from_environment(host_interval="0s")
        limits = aiohttp.ClientTimeout(total=None)
        async with Fetcher(settings, stand_ins={HOST: server.base}, time_limits=limits) as visitor:
            assert (await visitor.get(JOBS)).text == "<p>hello"
    assert [line.split()[1] for line in asked] == ["/robots.txt", "/jobs"]


@pytest.mark.parametrize("size", [1, 16, 4_096])
async def test_an_honest_page_in_small_chunks_is_read_whole(size: int) -> None:
    page = b"<p>part of a page" * (3_000 if size == 1 else 60_000)
    pieces = (page[start : start + size] for start in range(0, len(page), size))
    body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)

    async def say(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 103 Early Hints\r\n\r\n" + CHUNKED + body + b"0\r\n\r\n")
        await writer.drain()

    async with serving(say) as server, fetcher({HOST: server.base}, NO_LIMITS) as visitor:
        assert (await visitor.get(JOBS)).body == page


@pytest.mark.parametrize(
    ("said", "made"),
    [
        ("text/html", "text/html"),
        ("café, 東京", "café, 東京"),
        ("image/\udcff\udcfe", "image/\ufffd\ufffd"),
        ("a\tb\x1f\x85c\u2028d", "a b  c d"),
        ("\x1b[31m\x00\x7f\u202e", "\ufffd[31m\ufffd\ufffd\ufffd"),
    ],
)
def test_what_a_header_says_is_made_whole(said: str, made: str) -> None:
    assert whole(said) == made


async def test_an_honest_page_that_is_packed_well_is_read_whole_though_its_host_hangs_up() -> None:
    page = b"".join(b"<p>part %d of a page" % number for number in range(150_000))
    packed = answer(gzip.compress(page), "Content-Encoding: gzip", "Connection: close")

    async def say(writer: asyncio.StreamWriter) -> None:
        writer.write(packed)
        await writer.drain()
        writer.close()

    async with serving(say) as server, fetcher({HOST: server.base}, NO_LIMITS) as visitor:
        for _ in range(20):
            assert (await visitor.get(JOBS)).body == page


async def test_a_connection_that_closed_before_its_answer_was_unpacked_fails_for_now() -> None:
    class Closed:
        async def iter_any(self) -> AsyncIterator[bytes]:
            yield b"<p>hel"
            raise RuntimeError("Connection closed.")

    response = cast("aiohttp.ClientResponse", SimpleNamespace(content=Closed()))
    with pytest.raises(PassingError, match="broke off"), explained(URL(JOBS)):
        await read_body(response, 1_000)
