"""The change stream as batches: one reader that drains it, for one consumer that acts.

The reader only folds events into the inbox's batch, so that the stream never waits for a slow
decision; the consumer takes the batch. After any error the stream resumes after the last batch that
was acted on. If its history is lost, a new stream is opened, and every company is looked at.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, suppress
from typing import Any

from loguru import logger

from reactor.core.dispatch.dispatcher import Dispatcher
from reactor.core.liveness.heartbeat import Heartbeat
from reactor.core.stream.batch import Position
from reactor.core.stream.event_filter import PIPELINE
from reactor.core.stream.fold import concerns_reactor, is_new_job
from reactor.core.stream.inbox import Inbox
from reactor.core.stream.recent_changes import RecentChanges
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.error_kinds import Refusal, is_passing, sort
from reactor.mongo.outage_retry import OutageWait
from reactor.mongo.reply_timeouts import LostReplyDetector

_log = logger.bind(channel="queue-processor")
_MAX_AWAIT_MS = 1_000
_READING = "reading changes"
_PAUSE = 0.005
_PAUSE_UNDER_BACKLOG = 0.05
"""Seconds. While jobs wait for a slot, reading their events one by one gains nothing."""

_LOST = frozenset({9, 15, 40647, 40649, 136, 260, 280, 286, 50811, 10334})
"""Codes after which the token is useless: it is corrupt, foreign, too old, or the next event is
too large to be read. (Measured on MongoDB 6.0; 136 is CappedPositionLost, which comes before 286;
10334 is BSONObjectTooLarge.)"""


class StreamReader:
    """Reads the database's change stream into the inbox until stopped."""

    def __init__(  # noqa: PLR0913 - what it reads, and whom it tells
        self,
        database: ScoutlyDatabase,
        inbox: Inbox,
        pulse: Heartbeat,
        dispatcher: Dispatcher,
        *,
        on_lost: Callable[[], None],
        feed: RecentChanges | None = None,
    ) -> None:
        self._feed = feed or RecentChanges()
        self._database = database
        self._inbox = inbox
        self._pulse = pulse
        self._on_lost = on_lost
        self._dispatcher = dispatcher
        self._replies = LostReplyDetector(database)
        self._stopping = asyncio.Event()
        self._waiting = OutageWait(_READING)
        self._told = ""
        self._acted_on: Mapping[str, Any] | None = None
        self._again = False
        self._history = 0

    def stop(self) -> None:
        """End at the next pause between two reads: a cancelled read loses its events."""
        self._stopping.set()

    def read_again(self, token: Mapping[str, Any] | None) -> None:
        """Resume after an earlier position: events read since were not acted on here."""
        self._acted_on, self._again = token, True
        self._history += 1

    def acknowledge(self, position: Position) -> bool:
        """Note that everything before `position` was acted on; False if its history is lost."""
        if position.history != self._history:
            return False
        self._acted_on = position.token
        return True

    async def run(self, token: Mapping[str, Any] | None = None) -> None:
        """Read from `token` until stopped, reopening the stream as often as it breaks."""
        self._acted_on = self._acted_on or token
        self._waiting = OutageWait(_READING)
        while not self._stopping.is_set():
            try:
                await self._read()
            except driver.PyMongoError as error:
                self._pulse.note_error()
                if self._acted_on is not None and self._is_useless(error):
                    self._start_afresh(driver.brief(error))
                else:
                    await self._rest(error)
            finally:
                self._note_closed()
        self._waiting.end()

    def _is_useless(self, error: driver.PyMongoError) -> bool:
        """Whether the error means that the token is useless for ever.

        The token is the cause if a server refuses to open the stream for a reason other than its
        own state: a corrupt token can have a dozen codes.
        """
        if getattr(error, "code", None) in _LOST:
            return True
        refused = isinstance(error, driver.OperationFailure) and not is_passing(error)
        return refused and not self._pulse.opened.is_set()

    async def _rest(self, error: Exception) -> None:
        """Wait before the next attempt, longer each time, unless stopped."""
        said, kind = driver.brief(error), sort(error)
        pause = self._waiting.note(Refusal.UNKNOWN if kind is Refusal.UNFIT else kind, error)
        tell = _log.debug if said == self._told else _log.warning
        tell("stream broke", error=said, reopen_in=f"{pause:g}s")
        self._told = said
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await self._stopping.wait()

    async def _read(self) -> None:
        """Open the stream after the last batch acted on, and read until it ends."""
        self._again, history = False, self._history
        if self._acted_on and await self._database.lies_ahead(self._acted_on):
            self._start_afresh("the checkpoint is of a time to come")
            return
        opening = driver.watch(
            self._database.handle,
            PIPELINE,
            start_after=self._acted_on,
            max_await_time_ms=_MAX_AWAIT_MS,
        )
        async with AsyncExitStack() as stack:
            stream = await self._replies.to(stack.enter_async_context(opening))
            if self._acted_on is None:
                self._acted_on = stream.resume_token
                self._on_lost()
            _log.info("stream opened")
            self._pulse.opened.set()
            self._feed.note_state()
            self._waiting.end()
            # Writes that were under way when the connection was cut may have taken effect.
            await self._inbox.put_doubt()
            self._told, resumed = "", 0
            while not (self._stopping.is_set() or self._again):
                events = await self._replies.to(stream.next_batch())
                self._pulse.note_answer()
                if stream.resumptions != resumed:
                    resumed = stream.resumptions
                    _log.info("stream resumed")
                    await self._inbox.put_doubt()
                if not (events or stream.alive):
                    # An invalidate event that the filter hid: the database was dropped.
                    self._start_afresh("invalidated")
                    return
                if any(map(is_new_job, events)):
                    self._dispatcher.wake()
                self._feed.note(events)
                ours = list(filter(concerns_reactor, events))
                position = Position(stream.resume_token, history)
                await self._inbox.put_events(ours, position, on_wait=self._pulse.note_error)
                if events:
                    # The consumer acts undisturbed, and simultaneous events are read together.
                    await asyncio.sleep(self._pause_between_events)

    def _note_closed(self) -> None:
        was_open = self._pulse.opened.is_set()
        self._pulse.opened.clear()
        if was_open and not self._stopping.is_set():
            self._feed.note_state()

    @property
    def _pause_between_events(self) -> float:
        return _PAUSE_UNDER_BACKLOG if self._dispatcher.has_backlog else _PAUSE

    def _start_afresh(self, reason: str) -> None:
        _log.warning(
            "stream history lost; opening a fresh stream and looking at every company",
            error=reason,
        )
        self._feed.forget()
        self._acted_on = None
        self._history += 1
