"""Whatever a server sends, it ends soon, in the right failure, and takes little memory."""

import asyncio
import gzip
from collections.abc import Callable
from time import monotonic

import pytest

from reactor.errors import (
    BlockedError,
    ForbiddenError,
    GoneError,
    LastingError,
    PassingError,
    ReactorError,
    RefusedError,
)
from tests.hostile.bombs import brotli_bomb, deflate_bomb, gzip_bomb, zstd_bomb
from tests.hostile.server import (
    MEMORY_LIMIT,
    Say,
    answer,
    falling_silent,
    saying,
    saying_for_ever,
    watched_memory,
)
from tests.hostile.site import JOBS, site

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
CHALLENGE = b"<title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/h/b/x'>"
SOON = 5.0


async def failure_of(say: Say) -> ReactorError:
    """How a visit fails, which it must within bounds of time and memory."""
    async with site(say) as (fetcher, _):
        began = monotonic()
        with watched_memory() as growth, pytest.raises(ReactorError) as caught:
            await fetcher.get(JOBS)
    assert monotonic() - began < SOON
    assert growth.most < MEMORY_LIMIT
    return caught.value


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [
        ("gzip", gzip_bomb),
        ("deflate", deflate_bomb),
        ("br", brotli_bomb),
        ("zstd", zstd_bomb),
    ],
)
async def test_a_bomb_is_refused_before_it_goes_off(
    encoding: str, bomb: Callable[[int], bytes]
) -> None:
    packed = await asyncio.to_thread(bomb, 500)
    error = await failure_of(saying(answer(packed, f"Content-Encoding: {encoding}")))
    assert type(error) is RefusedError
    assert str(error) == f"{JOBS} is larger than 5 MB"


@pytest.mark.parametrize(
    "headers",
    [("Content-Encoding: gzip, gzip",), ("Content-Encoding: gzip", "Content-Encoding: br")],
    ids=["in one header", "in two headers"],
)
async def test_a_bomb_within_a_bomb_is_not_even_opened(headers: tuple[str, ...]) -> None:
    packed = await asyncio.to_thread(lambda: gzip.compress(gzip_bomb(500)))
    error = await failure_of(saying(answer(packed, *headers)))
    assert type(error) is RefusedError
    assert "is compressed as 'gzip, " in str(error)


async def test_a_compression_that_was_not_asked_for_is_refused() -> None:
    error = await failure_of(saying(answer(b"\x1f\x9d\x90", "Content-Encoding: compress")))
    assert type(error) is RefusedError
    assert "is compressed as 'compress', which was not asked for" in str(error)


TOO_LONG = "took too long to answer"


@pytest.mark.parametrize(
    ("say", "words"),
    [
        (saying_for_ever(HEAD + b"\r\n", b".", 0.02), TOO_LONG),
        (saying_for_ever(CHUNKED, b"1\r\n.\r\n", 0.02), TOO_LONG),
        (saying_for_ever(HEAD, b"X-Drip: drop\r\n", 0.001), ""),
        (
            saying_for_ever(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.002),
            "100 informational answers",
        ),
        (falling_silent(b""), TOO_LONG),
        (falling_silent(HEAD), TOO_LONG),
        (falling_silent(HEAD + b"Content-Length: 99\r\n\r\n<p>"), TOO_LONG),
        (saying(HEAD + b"X: " + b"x" * 1_000_000 + b"\r\n\r\n"), "is not proper HTTP"),
        (saying(b"220 ftp.example.com FTP server ready\r\n"), "is not proper HTTP"),
        (saying(CHUNKED + b"FFFFFFFFFFFFFFFFFF\r\nx"), "is not proper HTTP"),
        (saying(answer(b"no gzip", "Content-Encoding: gzip")), "broke off or was garbled"),
        (
            saying(answer(gzip.compress(b"") * 5_000, "Content-Encoding: gzip")),
            "broke off or was garbled",
        ),
        (saying(answer(b"")), "answered with an empty page"),
        (saying(answer(b" \r\n\t" * 1_000)), "answered with an empty page"),
    ],
    ids=[
        *("endless drip", "endless chunks", "endless headers", "endless 100 Continue"),
        *("silence", "silence in the headers", "headers, then a stall"),
        *("a header of 1 MB", "another protocol", "a chunk of 2^72 bytes"),
        *("garbled gzip", "5000 gzips", "empty 200", "blank 200"),
    ],
)
async def test_what_may_be_better_next_time_is_passing(say: Say, words: str) -> None:
    error = await failure_of(say)
    assert isinstance(error, PassingError)
    assert not isinstance(error, BlockedError)
    assert words in str(error)
    assert "careers.example" in str(error)


@pytest.mark.parametrize(
    "location",
    [
        *("/jobs", "file:///etc/passwd", "FILE:/etc/passwd", "file://localhost/etc/passwd"),
        *("http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "//127.0.0.1/"),
        *("gopher://127.0.0.1:25/", "data:text/html,hello", "javascript:alert(1)"),
        *("http://careers.example\\@127.0.0.1/", "http://user:pw@careers.example/"),
    ],
)
async def test_a_redirect_in_a_circle_or_to_where_none_should_lead_is_refused(
    location: str,
) -> None:
    say = saying(answer(b"", f"Location: {location}", status="302 Found"))
    assert isinstance(await failure_of(say), RefusedError)


async def test_a_redirect_that_never_comes_round_ends_too() -> None:
    count = 0

    async def lead_on(writer: object) -> None:
        nonlocal count
        count += 1
        await saying(answer(b"", f"Location: /{'x' * count}", status="301 Moved"))(writer)  # type: ignore[arg-type]

    error = await failure_of(lead_on)
    assert "redirects more than 5 times" in str(error)
    assert count == 6


@pytest.mark.parametrize("wanted", ["99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])
async def test_a_host_that_wants_to_be_left_alone_for_ever_is_for_six_hours(wanted: str) -> None:
    busy = answer(b"", f"Retry-After: {wanted}", status="429 Too Many Requests")
    async with site(saying(busy)) as (fetcher, server):
        with pytest.raises(PassingError, match="answered 429") as caught:
            await fetcher.get(JOBS)
        assert caught.value.retry_after == 21_600
        with pytest.raises(PassingError, match="asked to be left alone for another") as caught:
            await fetcher.get(f"{JOBS}/1")
        assert caught.value.retry_after == pytest.approx(21_600, abs=5)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("say", "kind", "words"),
    [
        (saying(answer(CHALLENGE)), BlockedError, "a challenge for browsers"),
        (saying(answer(CHALLENGE, status="403 Forbidden")), BlockedError, "a challenge"),
        (
            saying(answer(b"<p>no", status="403 Forbidden")),
            ForbiddenError,
            "answered 403 Forbidden: the site does not let this program in",
        ),
        (
            saying(answer(b"<p>no", status="401 Unauthorized")),
            ForbiddenError,
            "answered 401 Unauthorized: it wants a login",
        ),
        (saying(answer(b"<p>no", status="410 Gone")), GoneError, "the page is gone"),
        (saying(answer(b"%PDF-1.7\n...")), RefusedError, "a document or an image"),
        (saying(answer(b"PK\x03\x04")), RefusedError, "a document or an image"),
        (saying(answer(b"x", kind="application/pdf")), RefusedError, "is application/pdf"),
        (saying(answer(b"x" * 5_000_001)), RefusedError, "is larger than 5 MB"),
        (saying(answer(b"", status="999 No")), PassingError, "answered 999"),
        (saying(answer(b"", status="204 No Content")), PassingError, "an empty page"),
    ],
    ids=[
        *("challenge as 200", "challenge as 403", "forbidden", "login", "gone"),
        *("PDF as HTML", "ZIP as HTML", "PDF", "too large", "status 999", "no content"),
    ],
)
async def test_what_is_no_page_is_told_in_words(
    say: Say, kind: type[ReactorError], words: str
) -> None:
    error = await failure_of(say)
    assert type(error) is kind
    assert JOBS in str(error)
    assert words in str(error)


async def test_html_where_json_should_be_is_lasting() -> None:
    async with site(saying(answer(b"<html>Sorry</html>", kind="application/json"))) as (visitor, _):
        page = await visitor.get(JOBS)
    with pytest.raises(LastingError, match="should be JSON and is not"):
        page.json()


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("Zürich".encode(), "text/html; charset=iso-8859-15x", "Zürich"),
        ("Zürich".encode("cp1252"), "text/html; charset=latin1", "Zürich"),
        (b"\xef\xbb\xbf" + "Zürich".encode(), "text/html; charset=koi8-r", "Zürich"),
        ("\ufeffZürich".encode("utf-16-le"), "text/html; charset=utf-8", "Zürich"),
        (b"Z\0\xed\xa0\x80rich", "text/html; charset=utf-8", "Z\0\ufffd\ufffd\ufffdrich"),
        (b"Z\xfcrich", "text/html", "Zürich"),
        (b"Zrich", "text/html; charset=undefined", "Zrich"),
        (b"Zrich", "text/html; charset=idna", "Zrich"),
        (b"Zrich", "text/html; charset=" + "x" * 5_000, "Zrich"),
    ],
    ids=[
        *(
            "unknown charset",
            "Windows",
            "UTF-8 mark",
            "UTF-16",
            "NUL and surrogate",
            "Windows unsaid",
        ),
        *("no charset", "no charset either", "long charset"),
    ],
)
async def test_odd_characters_are_read_as_a_browser_would(
    body: bytes, kind: str, text: str
) -> None:
    async with site(saying(answer(body, kind=kind))) as (fetcher, _):
        assert (await fetcher.get(JOBS)).text == text


async def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    async with site(saying(answer(b"hello"))) as (fetcher, server):
        assert (await fetcher.get(JOBS)).text == "hello"
    assert server.asked == ["GET /jobs HTTP/1.1"]
