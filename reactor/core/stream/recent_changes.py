"""The recent changes of the stream, for open pages.

A bounded log that holds each document once, with its newest change. Readers pass their position; a
reader that is too far behind learns that, and reads everything that it shows. Noting a change costs
the reader of the stream a microsecond or two, and never makes it wait.
"""

import asyncio
import secrets
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bson import ObjectId

STATE = "reactor"
"""In place of a collection: the reactor's own state changed."""

TASK = "task"
"""In place of a collection: a task that a page started in this process ended."""

_MOST = 2_000
_OF_DOCUMENTS = ("insert", "update", "replace", "delete")
_OF_COLLECTIONS = ("drop", "rename", "dropDatabase")


@dataclass(frozen=True, slots=True)
class Change:
    """A changed document.

    Attributes:
        collection: its collection, or `STATE`.
        key: its id; for a timer, its subject.
        operation: `insert`, `update`, `replace` or `delete`; `insert` stays until it is deleted.
        company: its company, if the event holds it.
        user: the person of a match; only in the event of its insertion.
        kind: the kind of a timer.
    """

    collection: str
    key: Any
    operation: str = "update"
    company: ObjectId | None = None
    user: ObjectId | None = None
    kind: str = ""


class RecentChanges:
    """The newest changes, each document once.

    Args:
        most: maximum number of documents.

    Attributes:
        position: grows with every change.
        fed: whether the stream is read.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._name = secrets.token_hex(4)
        self._log: dict[Hashable, tuple[int, Change]] = {}
        self._forgotten = 0
        self._moved = asyncio.Event()
        self.position = 0
        self.fed = False

    def note(self, events: Sequence[Mapping[str, Any]]) -> None:
        """Add events of the stream; of more events than fit, only their number."""
        if len(events) > self._most:
            self.forget()
            return
        for event in events:
            if event["operationType"] in _OF_COLLECTIONS:
                self.forget()
            elif event["operationType"] in _OF_DOCUMENTS:
                self._add(_change(event))
        if events:
            self.nudge()

    def note_run(self, job: Any, company: Any) -> None:
        """Note a claim of this reactor: the stream leaves claims out."""
        self._add(Change("jobqueues", job, company=_object_id(company)))
        self.nudge()

    def note_state(self) -> None:
        """Note whether the stream is read."""
        self.fed = True
        self._add(Change(STATE, ""))
        self.nudge()

    def note_task(self, name: str) -> None:
        """Note the end of a task that a page started."""
        self._add(Change(TASK, name))
        self.nudge()

    def forget(self) -> None:
        """Note that anything may have changed."""
        self._log.clear()
        self.position += 1
        self._forgotten = self.position
        self.nudge()

    def since(self, position: int) -> list[Change] | None:
        """The changes since a position, oldest first; None if they are not all known."""
        if not self._forgotten <= position <= self.position:
            return None
        newest = []
        for at, change in reversed(self._log.values()):
            if at <= position:
                break
            newest.append(change)
        return newest[::-1]

    def stamp(self, position: int | None = None) -> str:
        """A position as a text that is valid in this process only; by default the present one."""
        return f"{self._name}-{self.position if position is None else position}"

    def position_of(self, stamp: str) -> int | None:
        """The position in a stamp; None if the stamp is another process's."""
        name, _, position = stamp.partition("-")
        known = name == self._name and position.isascii() and position.isdecimal()
        return int(position) if known and len(position) < _LONGEST else None

    def nudge(self) -> None:
        """Wake all waiting readers."""
        self._moved.set()
        self._moved = asyncio.Event()

    async def moved(self) -> None:
        """Return once there may be something new."""
        await self._moved.wait()

    def _add(self, change: Change) -> None:
        of = (change.collection, change.kind, change.key)
        key: Hashable = of if isinstance(change.key, Hashable) else repr(of)
        if known := self._log.pop(key, None):
            change = _joined(known[1], change)
        self.position += 1
        self._log[key] = (self.position, change)
        if len(self._log) > self._most:
            self._forgotten, _ = self._log.pop(next(iter(self._log)))


_LONGEST = 18
"""Digits."""


def _change(event: Mapping[str, Any]) -> Change:
    collection, key = event["collection"], event["key"]
    companies = (event.get(name) for name in ("moved", "company", "before"))
    company = next((each for each in companies if isinstance(each, ObjectId)), None)
    kind = ""
    if collection == "timers" and isinstance(key, dict):
        kind, key = str(key.get("kind", "")), key.get("of")
        company = _object_id(key) if kind == "scrape" else None
    elif collection == "companies":
        company = _object_id(key)
    return Change(
        collection=collection,
        key=key,
        operation=event["operationType"],
        company=company,
        user=_object_id(event.get("user")),
        kind=kind,
    )


def _object_id(value: Any) -> ObjectId | None:
    return value if isinstance(value, ObjectId) else None


def _joined(old: Change, new: Change) -> Change:
    """The newer change, completed by fields that only the older one has."""
    still_new = old.operation == "insert" and new.operation != "delete"
    return Change(
        new.collection,
        new.key,
        "insert" if still_new else new.operation,
        new.company or old.company,
        new.user or old.user,
        new.kind,
    )
