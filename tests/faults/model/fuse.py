"""Death, or sleep, at a chosen moment: between two commands that a process sends to MongoDB."""

import asyncio
import threading
from collections.abc import Callable

from pymongo.monitoring import (
    CommandFailedEvent,
    CommandListener,
    CommandStartedEvent,
    CommandSucceededEvent,
)

from reactor.mongo import driver

_LISTENING = ("getMore", "hello", "endSessions", "killCursors")


class Fuse(CommandListener):
    """Cuts a client off for good as soon as it has got a number of further answers.

    Meanwhile it may sleep: then it sends nothing more until it is woken.

    Args:
        on_burnt: called, in the event loop, when that has happened.

    Attributes:
        is_burnt: whether it has.
    """

    def __init__(self, on_burnt: Callable[[], None]) -> None:
        self.is_burnt = False
        self._awake = threading.Event()
        self._awake.set()
        self._left: int | None = None
        self._client: driver.Client | None = None
        self._on_burnt = on_burnt
        self._loop = asyncio.get_running_loop()

    def connect(self, client: driver.Client) -> None:
        """Say which client it is."""
        self._client = client

    def light(self, answers: int) -> None:
        """Burn after so many answers; with none, now."""
        self._left = answers
        if answers == 0:
            self._burn()

    @property
    def sleeps(self) -> bool:
        """Whether it sends nothing."""
        return not self._awake.is_set()

    def sleep(self) -> None:
        """Send nothing from now on."""
        self._awake.clear()

    def wake(self) -> None:
        """Send what waits, and go on."""
        self._awake.set()

    def started(self, event: CommandStartedEvent) -> None:
        """Wait while it sleeps: this is a thread of the driver, and nothing has been sent yet."""
        del event
        self._awake.wait()

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """One answer more. This is a thread of the driver, and it can send nothing further yet."""
        if self._left and event.command_name not in _LISTENING:
            self._left -= 1
            if self._left == 0:
                self._burn()

    def failed(self, event: CommandFailedEvent) -> None:
        """Nothing."""

    def _burn(self) -> None:
        assert self._client
        self.wake()
        if not self.is_burnt:
            self.is_burnt = True
            self._client.close()
            self._loop.call_soon_threadsafe(self._on_burnt)
