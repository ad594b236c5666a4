"""Little that becomes much, made piece by piece so that making it costs no memory."""

import zlib
from collections.abc import Callable, Iterator

import brotli  # type: ignore[import-untyped]
from backports import zstd

_PIECE = bytes(1_000_000)


def gzip_bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join((*_packed(packer.compress, megabytes), packer.flush()))


def deflate_bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join((*_packed(packer.compress, megabytes), packer.flush()))


def brotli_bomb(megabytes: int) -> bytes:
    packer = brotli.Compressor(quality=5)
    return b"".join((*_packed(packer.process, megabytes), packer.finish()))


def zstd_bomb(megabytes: int) -> bytes:
    packer = zstd.ZstdCompressor()
    return b"".join((*_packed(packer.compress, megabytes), packer.flush()))


def _packed(pack: Callable[[bytes], bytes], megabytes: int) -> Iterator[bytes]:
    return (pack(_PIECE) for _ in range(megabytes))
