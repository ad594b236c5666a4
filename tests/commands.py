"""What a client asks of MongoDB, command by command."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from pymongo.monitoring import CommandListener

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings

_OF_CONNECTIONS = ("endSessions", "killCursors")


class Commands(CommandListener):
    """Notes the commands of a client while it is switched on.

    Attributes:
        on: whether it notes them.
        sent: each with the collection that it is about.
    """

    def __init__(self) -> None:
        self.on = False
        self.sent: list[tuple[str, str]] = []

    def started(self, event: Any) -> None:
        """Note one."""
        if self.on and event.command_name not in _OF_CONNECTIONS:
            self.sent.append((event.command_name, str(event.command[event.command_name])))

    def succeeded(self, event: Any) -> None:
        """It was noted."""

    failed = succeeded

    @property
    def by_name(self) -> Counter[str]:
        """How often each command was sent."""
        return Counter(name for name, _ in self.sent)

    def of(self, *names: str) -> list[str]:
        """The collections that commands of these names were about."""
        return [about for name, about in self.sent if name in names]


@asynccontextmanager
async def listening(
    settings: Settings, database: ScoutlyDatabase, *listeners: Commands
) -> AsyncIterator[ScoutlyDatabase]:
    """The same database through a client whose commands are noted."""
    uri = settings.mongodb_uri.get_secret_value()
    client = driver.connect(uri, event_listeners=list(listeners))
    try:
        yield ScoutlyDatabase(client, database.name)
    finally:
        await driver.disconnect(client)
