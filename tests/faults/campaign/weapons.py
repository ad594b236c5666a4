"""Which write a reactor dies at, and the trigger that sees to it."""

import os
import random
import signal
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pymongo.monitoring import (
    CommandFailedEvent,
    CommandListener,
    CommandStartedEvent,
    CommandSucceededEvent,
)

from tests.faults.campaign.diary import Diary, Entry
from tests.faults.campaign.writes import LATE, NAMES, ONCE, names_of

_OCCURRENCES = (1, 1, 1, 2, 4)
_RANDOM_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Weapon:
    """The moment of a death: `before` or `after` the `occurrence`-th of a named write."""

    moment: str
    write: str
    occurrence: int = 1

    def __str__(self) -> str:
        return f"{self.moment} {self.write}"


def arsenal(chance: random.Random, names: Sequence[str]) -> Iterator[Weapon | None]:
    """Weapons without end: these writes, before and after, in turn; None: any moment."""
    while True:
        every = [Weapon(moment, write) for moment in ("before", "after") for write in names]
        for weapon in chance.sample(every, len(every)):
            if chance.random() < _RANDOM_SHARE:
                yield None
            times = 1 if weapon.write in ONCE | LATE else chance.choice(_OCCURRENCES)
            yield Weapon(weapon.moment, weapon.write, times)


class Trigger(CommandListener):
    """Kills this process at its weapon's moment. The driver calls it from any thread.

    It also notes what the reactor writes without a name here, so that no write is forgotten.
    """

    def __init__(self, weapon: Weapon | None, diary: Diary) -> None:
        self._weapon = weapon
        self._diary = diary
        self._left = weapon.occurrence if weapon else 0
        self._last: int | None = None
        self._turn = threading.Lock()

    def started(self, event: CommandStartedEvent) -> None:
        """Count the write; the command's bytes are not sent yet."""
        names = names_of(event.command)
        for unknown in names.difference(NAMES):
            self._diary.note(Entry("unnamed", os.getpid(), unknown))
        if self._weapon is None or self._weapon.write not in names:
            return
        with self._turn:
            self._left -= 1
            if self._left > 0 or self._last is not None:
                return
            if self._weapon.moment == "before":
                self._die(self._weapon)
            self._last = event.request_id

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """Strike if this was the write, unless it was a claim that found nothing."""
        with self._turn:
            if event.request_id != self._last:
                return
            if self._weapon and event.reply.get("value", True):
                self._die(self._weapon)
            self._last = None

    def failed(self, event: CommandFailedEvent) -> None:
        """Wait for the next one."""
        with self._turn:
            if event.request_id == self._last:
                self._last = None

    def _die(self, weapon: Weapon) -> None:
        self._diary.note(Entry("died", os.getpid(), str(weapon)))
        os.kill(os.getpid(), signal.SIGKILL)
