"""Answers of a server gone mad: built of what answers are made of, then damaged anywhere."""

import gzip
from dataclasses import dataclass

from hypothesis import strategies as st

PAGE = b"<html><body><h1>Open positions</h1><ul><li><a href='/jobs/welder'>Welder</a></li></ul>"
_BODIES = (
    *(b"", b" ", PAGE, PAGE.replace(b"Welder", b"W\xffld\xe9r"), b"{}", b"[1, null]", b"\x00"),
    *(gzip.compress(PAGE), gzip.compress(PAGE)[:40], b"\x1f\x8b", b"%PDF-1.7", PAGE * 8),
)
_NAMES = (
    *("Content-Type", "Content-Encoding", "Content-Length", "Transfer-Encoding", "Connection"),
    *("Location", "ETag", "Last-Modified", "Cache-Control", "Retry-After", "Set-Cookie"),
    *("cf-mitigated", "Upgrade", "Trailer", "Date", "Server", "X"),
)
_VALUES = (
    *("text/html", "text/html; charset=utf-16", "application/json", "image/png", "gzip", "br"),
    *("deflate", "zstd", "identity", "chunked", "gzip, chunked", "close", "keep-alive", "upgrade"),
    *("0", "7", "-1", "99999999999999999999", "1e3", "0x10", "/jobs/2", "http://[::1", "//", "?"),
    *("http://127.0.0.1:1/", "Tue, 01 Dec 2026 08:00:00 GMT", "Fri, 99 Foo 0000", '"1"', 'W/"2"'),
    *("no-store", "a=b; Path=/; Max-Age=9", "a=b; Expires=never", "=", "challenge", "websocket"),
)
_EARLY = (100, 102, 103, 103, 103, 199, 101)
_LATE = (204, 206, 301, 302, 304, 403, 404, 429, 503, 999, 0)
_LINES = (b"HTTP/1.1", b"HTTP/1.0", b"HTTP/2", b"HTTP/9.9", b"ICY", b"")


@dataclass(frozen=True)
class Mad:
    """What a server says, and whether it then hangs up or falls silent."""

    said: bytes
    hangs_up: bool

    def __repr__(self) -> str:
        """What can be read of a finding; hypothesis prints it anew for each answer."""
        return f"Mad({self.said[:3_000]!r}, {self.hangs_up}), {len(self.said)} bytes"


def _values() -> st.SearchStrategy[bytes]:
    usual = st.sampled_from(_VALUES).map(str.encode)
    return st.one_of(usual, usual, st.binary(max_size=30), st.tuples(usual, usual).map(b",".join))


@st.composite
def _heads(draw: st.DrawFn, codes: st.SearchStrategy[int]) -> list[bytes]:
    version, reason = draw(st.sampled_from(_LINES)), draw(st.binary(max_size=12))
    sound = draw(st.integers(0, 5)) > 0
    line = b"HTTP/1.1 %d OK" if sound else version + b" %d " + reason.replace(b"%", b"")
    fields = st.tuples(st.sampled_from(_NAMES).map(str.encode), _values())
    odd = [b"%s: %s" % each for each in draw(st.lists(fields, max_size=draw(st.integers(0, 4))))]
    return [line % draw(codes), *([b"Content-Type: text/html"] if sound else []), *odd]


@st.composite
def _chunks(draw: st.DrawFn, body: bytes) -> bytes:
    size = draw(st.sampled_from((1, 7, 4_096)))
    extension = draw(st.sampled_from((b"", b"", b";a=b", b" ", b"; \xff=\x00")))
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    ended = draw(st.sampled_from((b"0\r\n\r\n", b"0\r\nX: y\r\n\r\n", b"0\r\n", b"", b"-1\r\n")))
    return b"".join(b"%x%s\r\n%s\r\n" % (len(e), extension, e) for e in pieces) + ended


@st.composite
def _answers(draw: st.DrawFn) -> bytes:
    """An answer that is whole but for what its parts are; others may come before it."""
    early = draw(st.lists(_heads(st.sampled_from(_EARLY)), max_size=draw(st.integers(0, 1))))
    codes = st.sampled_from((200,) * len(_LATE) * 2 + _LATE)
    head = draw(_heads(codes))
    body = draw(st.one_of(st.just(PAGE), st.sampled_from(_BODIES), st.binary(max_size=60)))
    framing = draw(st.sampled_from(("length", "length", "chunked", "until the end")))
    if framing == "length":
        head.append(b"Content-Length: %d" % (len(body) + draw(st.sampled_from((0, 0, 0, 1, -1)))))
    elif framing == "chunked":
        head.append(b"Transfer-Encoding: chunked")
        body = draw(_chunks(body))
    end = draw(st.sampled_from((b"\r\n",) * 8 + (b"\n", b"\r")))
    heads = [end.join((*each, b"", b"")) for each in (*early, head)]
    return b"".join(heads) + body


@st.composite
def mad_answers(draw: st.DrawFn) -> Mad:
    """An answer, damaged in a few places or none."""
    said = draw(_answers())
    for _ in range(draw(st.sampled_from((0, 0, 1, 2, 3)))):
        place = draw(st.integers(0, len(said)))
        length = draw(st.sampled_from((0, 1, 1, 4, 1_000)))
        instead = draw(st.one_of(st.binary(max_size=3), st.just(said[place : place + length] * 2)))
        said = said[:place] + instead + said[place + length :]
    return Mad(said, hangs_up=draw(st.integers(0, 49)) > 0)
