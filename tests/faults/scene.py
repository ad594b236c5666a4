"""What a fault test needs around its fault: settings, people who edit, visits, and the log."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from time import monotonic
from uuid import uuid4

import loguru
from loguru import logger

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.settings import Settings
from tests.faults.editor import Editor
from tests.faults.reactors import Visits

STREAM_OPENED = "stream opened"
STREAM_BROKE = "stream broke"
HISTORY_LOST = "stream history lost; opening a fresh stream and looking at every company"
LOOKED = "looked at every company"
LEASE_LOST = "lease lost: running jobs stop here, and a new lease is taken"
_QUICK = 2.0


class Told:
    """The messages of the log, counted, and those of errors."""

    def __init__(self) -> None:
        self.messages: Counter[str] = Counter()
        self.errors: list[str] = []

    def write(self, message: "loguru.Message") -> None:
        """Note a line."""
        record = message.record
        self.messages[record["message"]] += 1
        if record["level"].no >= logger.level("ERROR").no:
            self.errors.append(str(message))

    def clear(self) -> None:
        """Forget what was told so far."""
        self.messages.clear()
        self.errors.clear()

    async def until(self, message: str, times: int = 1, within: float = 20.0) -> None:
        """Return once the log has told something so often."""
        async with asyncio.timeout(within):
            while self.messages[message] < times:  # noqa: ASYNC110 - the log calls nobody
                await asyncio.sleep(0.02)


@contextmanager
def listening() -> Iterator[Told]:
    """What the log tells while the block runs."""
    told = Told()
    sink = logger.add(told.write, level="INFO", format="{message} {extra} {exception}")
    try:
        yield told
    finally:
        logger.remove(sink)


@dataclass
class Scene:
    """A database of a test's own.

    Attributes:
        settings: of reactors on it: a short lease, quick retries.
        direct: the same, for reactors whose way to it has no faults.
        database: the way of other programs to it.
        editor: the people who edit it.
        visits: of the reactors' runs.
        told: by the reactors in this process.
    """

    settings: Settings
    direct: Settings
    database: ScoutlyDatabase
    editor: Editor
    visits: Visits
    told: Told

    async def ends_well(self, within: float = 20.0) -> None:
        """All edits are decided, all jobs done, never two at once, and the reactor is quick."""
        await self.editor.settled(within)
        asked = monotonic()
        company = await self.editor.track()
        async with asyncio.timeout(within):
            while not self.visits.begun[company]:  # noqa: ASYNC110 - another task counts
                await asyncio.sleep(0.005)
        assert monotonic() - asked < _QUICK
        await self.editor.settled(within)
        assert self.visits.most == 1
        assert not self.told.errors, self.told.errors


@asynccontextmanager
async def scene(uri: str, through: str | None = None) -> AsyncIterator[Scene]:
    """A bootstrapped database of its own on a server; reactors reach it `through` another URI."""
    name = f"test_{uuid4().hex[:12]}"
    settings, direct = (
        settings_for(way.replace("/scoutly", f"/{name}")) for way in (through or uri, uri)
    )
    client = driver.connect(uri)
    database = ScoutlyDatabase(client, name)
    try:
        await bootstrap(database, settings.keep_finished)
        with listening() as told:
            yield Scene(settings, direct, database, Editor(database), Visits(), told)
    finally:
        await driver.disconnect(client)


def settings_for(uri: str, **changes: object) -> Settings:
    """Settings as fault tests want them: a short lease, quick retries, no cooldown."""
    usual = {"lease": "3s", "cooldown": "0s", "backoff": "1s", "grace": "1s", "http_port": 0}
    return Settings.from_environment(_env_file=None, mongodb_uri=uri, **usual | changes)
