"""What happened, step by step, each with a verdict."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from subprocess import CalledProcessError
from typing import TypeVar

Value = TypeVar("Value")


class NotSoError(Exception):
    """Something did not turn out as promised."""


class EndedError(Exception):
    """A step failed on which all that follows rests."""


class Transcript:
    """Prints as it goes.

    Attributes:
        failed: promises of the steps that failed.
    """

    def __init__(self) -> None:
        self.failed: list[str] = []
        self._steps = 0

    def title(self, text: str) -> None:
        """Begin a new part."""
        _print(f"\n== {text} ==")

    def say(self, text: str) -> None:
        """Show what was typed or seen."""
        for line in text.rstrip().splitlines():
            _print(f"      {line}")

    @contextmanager
    def step(self, promise: str, *, vital: bool = False) -> Iterator[None]:
        """Judge what the block does: a failure is told, and the next step follows.

        Args:
            promise: what is tried.
            vital: whether all that follows rests on it.

        Raises:
            EndedError: it failed, and is vital.
        """
        failures = len(self.failed)
        self._steps += 1
        _print(f"\n{self._steps:3}. {promise}")
        began = time.monotonic()
        try:
            yield
        except CalledProcessError as error:
            self.say(f"{error.stdout}{error.stderr}")
            self._fail(promise, f"exit status {error.returncode} of {error.cmd}")
        except (NotSoError, OSError, ValueError) as error:
            self._fail(promise, str(error))
        else:
            _print(f"    ok     {time.monotonic() - began:.1f} s")
        if vital and len(self.failed) > failures:
            raise EndedError

    def conclude(self) -> int:
        """The exit status of all steps that were made."""
        _print(f"\n{self._steps - len(self.failed)} of {self._steps} steps went well")
        for promise in self.failed:
            _print(f"failed: {promise}")
        return 1 if self.failed else 0

    def _fail(self, promise: str, reason: str) -> None:
        self.failed.append(promise)
        _print(f"    FAILED {reason}")


def check(promise: str, *, holds: bool) -> None:
    """Refuse what does not hold.

    Raises:
        NotSoError: it does not.
    """
    if not holds:
        raise NotSoError(f"not so: {promise}")


def eventually(what: str, look: Callable[[], Value], within: float = 90) -> Value:
    """The first answer of `look` that is true, for `within` seconds.

    Raises:
        NotSoError: there was none.
    """
    deadline = time.monotonic() + within
    while not (found := look()):
        if time.monotonic() > deadline:
            raise NotSoError(f"not within {within:g} s: {what}")
        time.sleep(0.5)
    return found


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
