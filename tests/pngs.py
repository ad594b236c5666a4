"""PNG pictures of screens, made small: a palette of 256 colours in place of three bytes a pixel."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB, _PALETTE = 2, 3
_MOST = 256


def size_of(png: bytes) -> tuple[int, int]:
    """Its width and height in pixels."""
    assert png.startswith(_SIGNATURE)
    width, height = struct.unpack_from(">II", png, len(_SIGNATURE) + 8)
    return int(width), int(height)


def with_palette(png: bytes) -> bytes:
    """The picture in its 256 most frequent colours; others become the nearest of them.

    It takes what Chromium gives: eight bits a channel, three channels, not interlaced.
    """
    width, height = size_of(png)
    depth, kind, *_, interlaced = png[24:29]
    assert (depth, kind, interlaced) == (8, _RGB, 0)
    packed = b"".join(body for name, body in _chunks(png) if name == b"IDAT")
    rows = list(_rows(zlib.decompress(packed), width * 3))
    pixels = [[row[at : at + 3] for at in range(0, len(row), 3)] for row in rows]
    counted = Counter(pixel for row in pixels for pixel in row)
    palette = [colour for colour, _ in counted.most_common(_MOST)]
    nearest = {colour: _nearest(colour, palette) for colour in counted}
    drawn = b"".join(b"\0" + bytes(nearest[pixel] for pixel in row) for row in pixels)
    return (
        _SIGNATURE
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, _PALETTE, 0, 0, 0))
        + _chunk(b"PLTE", b"".join(palette))
        + _chunk(b"IDAT", zlib.compress(drawn, 9))
        + _chunk(b"IEND", b"")
    )


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(png):
        length, name = struct.unpack_from(">I4s", png, at)
        yield name, png[at + 8 : at + 8 + length]
        at += 12 + length


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _rows(raw: bytes, length: int) -> Iterator[bytes]:
    """Rows without PNG's filters, three bytes a pixel."""
    above = bytearray(length + 3)
    for start in range(0, len(raw), length + 1):
        row = bytearray(3) + raw[start + 1 : start + 1 + length]
        for at in range(3, len(row)):
            row[at] = (row[at] + _expected(raw[start], row[at - 3], above[at], above[at - 3])) % 256
        yield bytes(row[3:])
        above = row


def _expected(rule: int, left: int, up: int, corner: int) -> int:
    if rule == 4:
        guess = left + up - corner
        return min((left, up, corner), key=lambda each: abs(guess - each))
    return (0, left, up, (left + up) // 2)[rule]


def _nearest(colour: bytes, palette: list[bytes]) -> int:
    far = [sum((a - b) ** 2 for a, b in zip(colour, each, strict=True)) for each in palette]
    return far.index(min(far))
