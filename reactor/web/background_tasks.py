"""Tasks that outlast a request: begun by a form, watched on a page, ended with the process.

A page asks for the errand by a name that nobody guesses. It is remembered for a while after it has
ended, in this process alone: after a restart, or at another reactor, it is simply not there.
"""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from loguru import logger

from reactor.errors import ReactorError
from reactor.mongo import driver

MAX_RUNNING = 4
"""At a time; who comes then is told to try again."""

_MAX_REMEMBERED = 100
_log = logger.bind(channel="queue-processor")


@dataclass(slots=True)
class BackgroundTask:
    """One of them.

    Attributes:
        kind: what it does.
        about: what the page shows of it.
        ended: whether it has.
        outcome: what it gave, None if nothing, or not yet.
        trouble: why it failed, None if it did not.
        began_at: when it was begun.
    """

    kind: str
    about: dict[str, str] = field(default_factory=dict)
    ended: bool = False
    outcome: Any = None
    trouble: ReactorError | None = None
    began_at: datetime = field(default_factory=lambda: datetime.now(UTC))


class BackgroundTasks:
    """All that are under way, and those that have ended lately.

    Args:
        on_end: told the name of each that has ended.
    """

    def __init__(self, on_end: Callable[[str], None] = lambda _: None) -> None:
        self._on_end = on_end
        self._known: OrderedDict[str, BackgroundTask] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()
        self._opened = False

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Take errands while the block runs; what is under way at its end is called off."""
        self._opened = True
        try:
            yield
        finally:
            self._opened = False
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def begin(self, kind: str, work: Coroutine[Any, Any, Any], **about: str) -> str:
        """Begin one; gives its name.

        Raises:
            ReactorError: too many are under way.
        """
        if not self._opened or len(self._tasks) >= MAX_RUNNING:
            work.close()
            raise ReactorError("several things are being read already; try again in a moment")
        name, errand = secrets.token_urlsafe(12), BackgroundTask(kind, about)
        self._known[name] = errand
        while len(self._known) > _MAX_REMEMBERED:
            self._known.popitem(last=False)
        task = asyncio.create_task(_carry_out(errand, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda _: self._on_end(name))
        return name

    def named(self, name: str, kind: str) -> BackgroundTask | None:
        """The errand of this name as it is now; None if there is none of this kind any more.

        What is given stays as it is: a page that is being made does not change half-way.
        """
        found = self._known.get(name)
        return replace(found) if found and found.kind == kind else None


async def _carry_out(errand: BackgroundTask, work: Coroutine[Any, Any, Any]) -> None:
    try:
        errand.outcome = await work
    except ReactorError as error:
        errand.trouble = error
    except (driver.PyMongoError, TimeoutError) as error:
        errand.trouble = ReactorError(f"MongoDB does not answer: {driver.brief(error)}")
    except Exception as error:  # noqa: BLE001 - one errand harms no other, nor the reactor
        _log.opt(exception=error).error("errand broke", kind=errand.kind)
        errand.trouble = ReactorError("something broke here; the log says what")
    finally:
        errand.ended = True
