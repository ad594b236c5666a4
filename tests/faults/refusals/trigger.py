"""Counts the commands that a reactor sends, and has one of them refused."""

from collections import Counter
from threading import Lock
from typing import Any

from pymongo import MongoClient
from pymongo.monitoring import (
    CommandFailedEvent,
    CommandListener,
    CommandStartedEvent,
    CommandSucceededEvent,
)

from reactor.mongo import driver
from tests.faults.refusals.faults import Case

_POINT = {"configureFailPoint": "failCommand"}


class Trigger(CommandListener):
    """Listens to a reactor's driver, in its threads; arms the server just before a command.

    Attributes:
        sent: how often each command was sent since the last `forget`.
        fired: whether the case was reached.
    """

    def __init__(self, uri: str) -> None:
        self._onlooker = MongoClient[dict[str, Any]](uri)
        self._case: Case | None = None
        self._lock = Lock()
        self.sent: Counter[str] = Counter()
        self.fired = False

    def watch_for(self, case: Case | None) -> None:
        """Count anew, and refuse what the case says; nothing without one."""
        with self._lock:
            self.sent.clear()
            self._case, self.fired = case, False

    def disarm(self) -> None:
        """Refuse nothing more."""
        self.watch_for(None)
        self._onlooker.admin.command({**_POINT, "mode": "off"})

    def close(self) -> None:
        """Take leave of the server."""
        self.disarm()
        self._onlooker.close()

    def started(self, event: CommandStartedEvent) -> None:
        """A command is about to be sent."""
        with self._lock:
            self.sent[event.command_name] += 1
            case = self._case
            due = case and (case.command, case.occurrence) == (
                event.command_name,
                self.sent[event.command_name],
            )
            if case and due:
                self._arm(case)
                self.fired, self._case = True, None

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """A command was answered."""

    def failed(self, event: CommandFailedEvent) -> None:
        """A command was refused."""

    def _arm(self, case: Case) -> None:
        data = {"failCommands": [case.command], "appName": driver.APP_NAME, **case.fault.how}
        mode = {"times": case.fault.times}
        self._onlooker.admin.command({**_POINT, "mode": mode, "data": data})
