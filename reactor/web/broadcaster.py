"""Broadcasts changes to open pages: each is read once and rendered once for all alike.

It follows the reactor's own feed of changes, so that an open page asks MongoDB for nothing until
something has happened; and then, however many pages are open, once for each audience.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from time import monotonic

from bson import ObjectId
from loguru import logger

from reactor.core.stream.recent_changes import Change, RecentChanges
from reactor.documents import User
from reactor.mongo import driver
from reactor.web.live_rows import Audience, PagePart, Subject
from reactor.web.subscriber import Subscriber

_log = logger.bind(channel="queue-processor")

MAX_STREAMS = 20
"""Pages that are pushed to at a time."""

_GATHERING = 0.1
"""Seconds: what happens together is shown together."""

_MIN_REST, _MAX_REST = 0.2, 5.0
_SHARE = 0.25
"""The most of the time that is spent on one audience, however much happens."""

_REST_AFTER_RELOAD = 2.0
_READ_WITHIN = 5.0


AskPeople = Callable[[], Awaitable[Sequence[User]]]


class Broadcaster:
    """Knows who looks at what.

    Args:
        feed: what changes.
        subjects: what pages can show, by name.
        people: tells everybody, as they are called now.
        most: pages at a time.
    """

    def __init__(
        self,
        feed: RecentChanges,
        subjects: Mapping[str, Subject],
        people: AskPeople,
        most: int = MAX_STREAMS,
    ) -> None:
        self.feed = feed
        self._subjects = subjects
        self._people = people
        self._most = most
        self._channels: dict[tuple[str, ...], Channel] = {}
        self._group: asyncio.TaskGroup | None = None
        self._closed = asyncio.Event()

    def __len__(self) -> int:
        """How many pages are pushed to."""
        return sum(len(channel.subscribers) for channel in self._channels.values())

    @property
    def is_full(self) -> bool:
        """Whether one page more would be too many, or everything ends."""
        return len(self) >= self._most or self._closed.is_set()

    def shows(self, subject: str) -> bool:
        """Whether there is anything to be pushed of it."""
        return subject in self._subjects

    async def run(self) -> None:
        """Push until closed."""
        async with asyncio.TaskGroup() as group:
            self._group = group
            for channel in self._channels.values():
                channel.start(group)
            await self._closed.wait()
            for channel in self._channels.values():
                channel.stop()

    def close(self) -> None:
        """End every stream."""
        self._closed.set()
        for channel in self._channels.values():
            for subscriber in channel.subscribers:
                subscriber.close()

    @contextmanager
    def subscription(self, audience: Audience, stamp: str) -> Iterator[Subscriber]:
        """Push to one more page while the block runs.

        Args:
            audience: who looks at what.
            stamp: what the page already shows; where that makes no sense, it is read anew.
        """
        channel = self._channels.get(audience.key)
        if channel is None:
            subject = self._subjects[audience.subject]
            channel = Channel(self.feed, subject, audience, self._people)
            self._channels[audience.key] = channel
            if self._group and not self._closed.is_set():
                channel.start(self._group)
        position = self.feed.position_of(stamp)
        known = position is not None and self.feed.since(position) is not None
        subscriber = Subscriber(position if known and position is not None else self.feed.position)
        if not known:
            subscriber.put_reload(self.feed.position)
        channel.join(subscriber, audience)
        try:
            yield subscriber
        finally:
            channel.subscribers.remove(subscriber)
            if not channel.subscribers:
                channel.stop()
                self._channels.pop(audience.key, None)


class Channel:
    """What one audience is pushed.

    Attributes:
        subscribers: its pages.
    """

    def __init__(
        self, feed: RecentChanges, subject: Subject, audience: Audience, people: AskPeople
    ) -> None:
        self._feed = feed
        self._people = people
        self._subject = subject
        self._audience = audience
        self._position = feed.position
        self._sent: dict[str, PagePart] = {}
        self._task: asyncio.Task[None] | None = None
        self.subscribers: list[Subscriber] = []

    def start(self, group: asyncio.TaskGroup) -> None:
        """Push from now on."""
        self._task = group.create_task(self._run(), name=f"push {self._subject.name}")

    def stop(self) -> None:
        """Push no more."""
        if self._task:
            self._task.cancel()

    def join(self, subscriber: Subscriber, audience: Audience) -> None:
        """One more page; what it has missed is sent once more to all."""
        self.subscribers.append(subscriber)
        self._audience = audience
        if subscriber.position < self._position:
            self._position = subscriber.position
            self._sent.clear()
            self._feed.nudge()

    async def _run(self) -> None:
        while True:
            while self._position >= self._feed.position:
                await self._feed.moved()
            await asyncio.sleep(_GATHERING)
            began = monotonic()
            rest = await self._push()
            await asyncio.sleep(max(rest, min((monotonic() - began) / _SHARE, _MAX_REST)))

    async def _push(self) -> float:
        """Push what is new; gives the seconds to rest at least."""
        since, self._position = self._position, self._feed.position
        position = self._position
        try:
            changes = self._feed.since(since)
            async with asyncio.timeout(_READ_WITHIN):
                if await self._names_differ(changes):
                    changes = None
                rows = await self._subject.rows(self._audience, changes)
        except (driver.PyMongoError, TimeoutError) as error:
            _log.debug("nothing pushed", subject=self._subject.name, error=driver.brief(error))
            self._position = min(self._position, since)
            return _MAX_REST
        except Exception as error:  # noqa: BLE001 - one kind of page harms no other, nor the reactor
            _log.opt(exception=error).error("push broke", subject=self._subject.name)
            return _MAX_REST
        if rows is None:
            for subscriber in self.subscribers:
                subscriber.put_reload(position)
            return _REST_AFTER_RELOAD
        fresh = [row for row in rows if self._sent.get(row.id) != row]
        # Rows that come and go are many; only where a page is made of few is it worth to compare.
        self._sent = {row.id: row for row in rows}
        for subscriber in self.subscribers:
            subscriber.put(fresh, position)
        return _MIN_REST

    async def _names_differ(self, changes: Sequence[Change] | None) -> bool:
        """Whether people came, or are called otherwise; from now on they are known."""
        if not any(change.collection == "users" for change in changes or ()):
            return False
        reader, people = self._audience.reader, await self._people()
        if _names(people) == _names(reader.people):
            return False
        self._audience = replace(self._audience, reader=replace(reader, people=people))
        return True


def _names(people: Sequence[User]) -> list[tuple[ObjectId, str, str]]:
    return [(user.id, user.email, user.user_id) for user in people]
