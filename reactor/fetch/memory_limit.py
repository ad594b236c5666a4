"""What runs in the parsing process around each task: a limit to its memory, and a look at it."""

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
    """How a task ended, how many seconds it took, and how many bytes the process then held."""

    result: Result | None
    error: ReactorError | None
    seconds: float
    held: int


def prepare(most_memory: int) -> None:
    """Make a new process fit for strangers' pages: bounded, and silent.

    Its parsers tell of every slip in a page, on a screen that shows the reactor's own lines.
    """
    logging.disable(logging.CRITICAL)
    logger.remove()
    limit_memory(most_memory)


def limit_memory(most: int) -> None:
    """Let what asks for more than `most` bytes fail, before the machine is short of them."""
    # Systems other than Linux may not know this limit, or not keep it.
    with suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def measured(function: Callable[[*Arguments], Result], args: tuple[*Arguments]) -> Report[Result]:
    """How `function(*args)` ends.

    Raises:
        MemoryError: it needs more memory than it may have.
        Exception: anything else that it does not raise on purpose.
    """
    before, held, began = _memory("VmHWM"), _memory("VmRSS"), time.monotonic()
    try:
        result = function(*args)
        return Report(result, None, time.monotonic() - began, _held_still(held))
    except ReactorError as error:
        return Report(None, error, time.monotonic() - began, _held_still(held))
    except Exception as error:
        # libxml does not always say so when it gets no more memory.
        allowed, _ = resource.getrlimit(resource.RLIMIT_DATA)
        if _memory("VmHWM") > max(before, _NEARLY * allowed) > 0:
            raise MemoryError from error
        raise


def _held_still(before: int) -> int:
    """Bytes that this process holds after a task, once it has given back what it does not use.

    The C library keeps what is freed: after one large page, 60 MB that nobody uses. To give them
    back takes a few milliseconds, and a new process a hundred times that.
    """
    if _memory("VmRSS") > before + _MUCH:
        import ctypes  # noqa: PLC0415 - only ever in the parsing process

        # Other C libraries may have no such function.
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
    return _memory("VmRSS")


def _memory(name: str) -> int:
    """Bytes that this process holds (`VmRSS`) or has held at most (`VmHWM`).

    0 where the system does not say so.
    """
    try:
        status = _STATUS.read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    found = re.search(rf"^{name}:\s*(\d+) kB", status, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0
