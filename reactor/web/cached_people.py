"""Who is there: asked by every page, for its menu, and read when somebody has changed."""

import asyncio
from collections.abc import Sequence
from time import monotonic

from reactor.core.stream.recent_changes import RecentChanges
from reactor.documents import User
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.people import every_user
from reactor.web.health import Probes

_FRESH_FOR = 5.0
"""Seconds: the stream does not tell of people who are deleted."""
_ANSWER_WITHIN = 2.0


class CachedPeople:
    """Remembers everybody's names for as long as the stream tells of no change.

    Without the stream nothing is remembered, so that nobody is shown who they were.

    Args:
        database: where people are.
        feed: what changes.
        probes: whether the stream is open.
    """

    def __init__(self, database: ScoutlyDatabase, feed: RecentChanges, probes: Probes) -> None:
        self._database = database
        self._feed = feed
        self._probes = probes
        self._asking = asyncio.Lock()
        self._known: Sequence[User] | None = None
        self._position = 0
        self._asked_at = 0.0

    async def now(self) -> Sequence[User]:
        """Everybody who has an e-mail; nobody while MongoDB does not answer: pages say so."""
        if self._known is not None and self._is_true_still():
            return self._known
        async with self._asking:
            if self._known is None or not self._is_true_still():
                self._known = None
                position, asked_at = self._feed.position, monotonic()
                found = await self._ask()
                if found is None:
                    return ()
                self._known, self._position, self._asked_at = found, position, asked_at
            return self._known

    def forget(self) -> None:
        """This process has changed somebody; the stream will tell so in a moment."""
        self._known = None

    def _is_true_still(self) -> bool:
        if not (self._feed.fed and self._probes.stream_open):
            return False
        if monotonic() - self._asked_at > _FRESH_FOR:
            return False
        changes = self._feed.since(self._position)
        if changes is None or any(change.collection == "users" for change in changes):
            return False
        self._position = self._feed.position
        return True

    async def _ask(self) -> Sequence[User] | None:
        try:
            async with asyncio.timeout(_ANSWER_WITHIN):
                return await every_user(self._database)
        except (driver.PyMongoError, TimeoutError):
            return None
