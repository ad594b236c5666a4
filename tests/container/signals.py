"""A rehearsal that is told to end, ends as after a failure: it cleans up."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
_BY_SIGNAL = 128
"""What shells add to a signal's number for the exit status."""


def end_on_signals() -> None:
    """Let each signal that asks for the end raise SystemExit, so that what is open is closed."""

    def end(number: int, _: FrameType | None) -> None:
        raise SystemExit(_BY_SIGNAL + number)

    for number in _ENDING:
        signal.signal(number, end)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let the block come to its end, whoever loses patience meanwhile."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
