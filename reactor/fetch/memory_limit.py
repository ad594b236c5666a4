"""Runs in the parsing process around each task: a memory limit, and measurement."""

import logging
import re
import resource
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar, TypeVarTuple

from loguru import logger

from reactor.errors import ReactorError

_STATUS = Path("/proc/self/status")
_NEARLY = 0.8
_MUCH = 16_000_000

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")


@dataclass(frozen=True, slots=True)
class Report(Generic[Result]):
    """The result of a task, its seconds, and the bytes that the process held afterwards."""

    result: Result | None
    error: ReactorError | None
    seconds: float
    held: int


def prepare(most_memory: int) -> None:
    """Prepare a new process for untrusted pages: limit its memory and silence its log.

    Parsers log every error in a page, to a terminal that shows the reactor's own lines.
    """
    logging.disable(logging.CRITICAL)
    logger.remove()
    limit_memory(most_memory)


def limit_memory(most: int) -> None:
    """Make allocations above `most` bytes fail before the machine runs out of memory."""
    # Other systems than Linux may not know or enforce this limit.
    with suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def measured(function: Callable[[*Arguments], Result], args: tuple[*Arguments]) -> Report[Result]:
    """Run `function(*args)` and report its result or its `ReactorError`.

    Raises:
        MemoryError: it needs more memory than the limit.
        Exception: any other unexpected error.
    """
    before, held, began = _memory("VmHWM"), _memory("VmRSS"), time.monotonic()
    try:
        result = function(*args)
        return Report(result, None, time.monotonic() - began, _held_still(held))
    except ReactorError as error:
        return Report(None, error, time.monotonic() - began, _held_still(held))
    except Exception as error:
        # libxml does not always report a failed allocation as such.
        allowed, _ = resource.getrlimit(resource.RLIMIT_DATA)
        if _memory("VmHWM") > max(before, _NEARLY * allowed) > 0:
            raise MemoryError from error
        raise


def _held_still(before: int) -> int:
    """Bytes held by this process after a task and a trim of freed memory.

    The C library keeps freed memory: after one large page, 60 MB of it. A trim takes a few
    milliseconds, a new process a hundred times that.
    """
    if _memory("VmRSS") > before + _MUCH:
        import ctypes  # noqa: PLC0415 - for the parsing process only

        # Other C libraries may lack this function.
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
    return _memory("VmRSS")


def _memory(name: str) -> int:
    """Bytes that this process holds (`VmRSS`) or held at its peak (`VmHWM`).

    0 if the system does not report it.
    """
    try:
        status = _STATUS.read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    found = re.search(rf"^{name}:\s*(\d+) kB", status, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0
