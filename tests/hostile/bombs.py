"""Little that becomes much, made so that making it costs neither memory nor time.

Whoever reads one to its end would find no checksum there: it is to be refused long before.
"""

import zlib
from collections.abc import Callable, Iterator

import brotli  # type: ignore[import-untyped]
from backports import zstd

_PIECE = bytes(1_000_000)


def gzip_bomb(megabytes: int) -> bytes:
    return _deflated(zlib.compressobj(9, wbits=31), megabytes)


def deflate_bomb(megabytes: int) -> bytes:
    return _deflated(zlib.compressobj(9), megabytes)


def brotli_bomb(megabytes: int) -> bytes:
    packer = brotli.Compressor(quality=5)
    return b"".join((*_packed(packer.process, megabytes), packer.finish()))


def zstd_bomb(megabytes: int) -> bytes:
    packer = zstd.ZstdCompressor()
    return b"".join((*_packed(packer.compress, megabytes), packer.flush()))


def _packed(pack: Callable[[bytes], bytes], megabytes: int) -> Iterator[bytes]:
    return (pack(_PIECE) for _ in range(megabytes))


def _deflated(packer: "zlib._Compress", megabytes: int) -> bytes:
    """After a full flush nothing refers to what came before it, so a piece can be repeated."""
    first, again = (packer.compress(_PIECE) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + again * (megabytes - 1)
