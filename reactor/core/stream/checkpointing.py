"""The checkpoint: how far the stream has been acted on, and when to save it."""

import math
from contextlib import suppress
from time import monotonic

from reactor.core.leadership.leader import Leadership
from reactor.core.stream.batch import Position
from reactor.mongo import driver

_BUSY_PAUSE = 1.0
_IDLE_PAUSE = 60.0


class Checkpointing:
    """Saves the checkpoint, but not after every event.

    An old checkpoint only repeats harmless work. It moves on while nothing happens, too, so that
    the oplog still holds its position after a quiet weekend.
    """

    def __init__(self, leadership: Leadership) -> None:
        self._leadership = leadership
        self._position: Position | None = None
        # The first one is saved at once: a new leader without one has no place to read from, and a
        # reconciliation does not find the timer of a company that was deleted meanwhile.
        self._saved_at = -math.inf
        self._unsaved = False

    async def move_on(self, position: Position, *, acted: bool) -> None:
        """Note that everything before `position` was acted on, if there was anything to act on."""
        self._position = position
        self._unsaved = self._unsaved or acted
        pause = _BUSY_PAUSE if self._unsaved else _IDLE_PAUSE
        if monotonic() - self._saved_at >= pause:
            await self._save()

    async def finish(self) -> None:
        """Save an unsaved checkpoint; without MongoDB the older one stays."""
        with suppress(driver.PyMongoError):
            await self._save()

    async def _save(self) -> None:
        if self._position and self._position.token:
            await self._leadership.save(self._position.token)
            self._saved_at = monotonic()
            self._unsaved = False
