"""Counts what is asked of MongoDB."""

from collections.abc import Iterator
from contextlib import contextmanager

from pymongo import monitoring
from pymongo.monitoring import CommandFailedEvent, CommandStartedEvent, CommandSucceededEvent


class Counting(monitoring.CommandListener):
    """Notes the commands of all clients that are made from now on, while somebody counts."""

    def __init__(self) -> None:
        self._counts: list[list[str]] = []

    def started(self, event: CommandStartedEvent) -> None:
        """Note one."""
        for counted in self._counts:
            counted.append(f"{event.command_name} {event.command.get(event.command_name)}")

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """Nothing is noted of it."""

    def failed(self, event: CommandFailedEvent) -> None:
        """Nothing is noted of it."""

    @contextmanager
    def commands(self) -> Iterator[list[str]]:
        """Filled with what is asked while the block runs."""
        counted: list[str] = []
        self._counts.append(counted)
        try:
            yield counted
        finally:
            self._counts.remove(counted)


COUNTING = Counting()
monitoring.register(COUNTING)
