"""Repeats work that MongoDB refuses for a time: an outage, a missing right, a full disk.

What is waited for now is known to `/healthz`, to `status` and to the log, in one place for all who
wait: the log tells when it begins and when it is over, and what repeats is told to `DEBUG` only.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic
from types import MappingProxyType
from typing import TypeVar

from loguru import logger

from reactor.mongo import driver
from reactor.mongo.error_kinds import Refusal, first_of, is_passing, is_unfit, sort

__all__ = [
    "Availability",
    "Outage",
    "OutageWait",
    "is_passing",
    "is_unfit",
    "observed_by",
    "sort",
    "through_outages",
]

_log = logger.bind(channel="queue-processor")
_FIRST_PAUSE = 0.5
_MAX_PAUSE: Mapping[Refusal, float] = MappingProxyType(
    {Refusal.PASSING: 3.0, Refusal.DENIED: 10.0, Refusal.QUOTA: 10.0, Refusal.UNKNOWN: 3.0}
)
"""Seconds. Nobody waits much longer than this after MongoDB is itself again."""

_SAID: Mapping[Refusal, str] = MappingProxyType(
    {
        Refusal.PASSING: "MongoDB is away",
        Refusal.DENIED: "MongoDB denies a right, which is waited for",
        Refusal.QUOTA: "MongoDB has no room left, which is waited for",
        Refusal.UNKNOWN: "MongoDB refuses, for a reason unknown here",
    }
)
_NEED_PEOPLE = (Refusal.DENIED, Refusal.QUOTA)
_GRAVEST_FIRST = (Refusal.DENIED, Refusal.QUOTA, Refusal.UNKNOWN, Refusal.PASSING)

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Outage:
    """Something that waits for MongoDB.

    Attributes:
        kind: what it waits for.
        doing: what it does.
        error: what MongoDB or the driver says, in one line.
        since: monotonic time.
    """

    kind: Refusal
    doing: str
    error: str
    since: float


class Availability:
    """What waits for MongoDB now, in one reactor.

    Args:
        database: the name of its database.
        user: as whom it logs in, `""` for nobody.

    Attributes:
        changed: set at every change of what is gravest; who waits for it clears it.
    """

    def __init__(self, database: str = "scoutly", user: str = "") -> None:
        self._database = database
        self._user = user
        self._outages: list[Outage] = []
        self._told: Refusal | None = None
        self._since = 0.0
        self.changed = asyncio.Event()

    @property
    def gravest(self) -> Outage | None:
        """Of what waits now, what needs people most, and longest; None if nothing waits."""
        waiting = [each for kind in _GRAVEST_FIRST for each in self._outages if each.kind is kind]
        return waiting[0] if waiting else None

    @property
    def needs_people(self) -> bool:
        """Whether something waits that only a person can mend."""
        return self.gravest is not None and self.gravest.kind in _NEED_PEOPLE

    def mend(self, outage: Outage) -> str:
        """The one thing to do about an outage."""
        match outage.kind:
            case Refusal.DENIED if "uthentication failed" in outage.error:
                return "correct the user or the password in MONGODB_URI, or in MongoDB"
            case Refusal.DENIED:
                who = f"the user {self._user}" if self._user else "the user in MONGODB_URI"
                return (
                    f"grant readWrite on {self._database} to {who}; "
                    "reactor doctor lists the rights that are missing"
                )
            case Refusal.QUOTA:
                return "make room in MongoDB: delete what is not needed, or raise its quota or disk"
            case Refusal.PASSING:
                return "look after MongoDB (docker compose logs mongodb), or wait: it goes on alone"
        return "look up what MongoDB says; its log and reactor doctor tell more"

    def change(
        self, before: Outage | None, after: Outage | None, *, given_up: bool = False
    ) -> None:
        """Something begins to wait, waits for something else now, or waits no longer."""
        self._outages = [each for each in self._outages if each is not before]
        if after:
            self._outages.append(after)
        self._tell(given_up=given_up)

    def _tell(self, *, given_up: bool) -> None:
        gravest = self.gravest
        kind = gravest.kind if gravest else None
        if kind is self._told:
            return
        if gravest:
            if self._told is None:
                self._since = gravest.since
            mend = {"mend": self.mend(gravest)} if gravest.kind in _NEED_PEOPLE else {}
            _log.warning(_SAID[gravest.kind], doing=gravest.doing, error=gravest.error, **mend)
        elif not given_up:
            _log.info("MongoDB is itself again", after=f"{monotonic() - self._since:.1f}s")
        self._told = kind
        self.changed.set()


_availability: ContextVar[Availability | None] = ContextVar("availability", default=None)


@contextmanager
def observed_by(availability: Availability) -> Iterator[None]:
    """Have `availability` know what waits in this block, and in the tasks that begin in it."""
    token = _availability.set(availability)
    try:
        yield
    finally:
        _availability.reset(token)


class OutageWait:
    """One who waits for MongoDB, from the first refusal to the end.

    Args:
        doing: what is to be done, for people.
    """

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._availability = _availability.get() or Availability()
        self._outage: Outage | None = None
        self._pause = _FIRST_PAUSE

    def note(self, kind: Refusal, error: BaseException) -> float:
        """Wait because of this refusal; gives for how many seconds, longer each time."""
        same = self._outage is not None and self._outage.kind is kind
        since = self._outage.since if self._outage and same else monotonic()
        waits = Outage(kind, self._doing, driver.brief(first_of(error)), since)
        self._availability.change(self._outage, waits)
        self._outage = waits
        pause = self._pause if same else _FIRST_PAUSE
        self._pause = min(pause * 2, _MAX_PAUSE[kind])
        _log.debug("MongoDB is tried again", doing=self._doing, retry_in=f"{pause:g}s")
        return pause

    def has_lasted(self, kind: Refusal, seconds: float) -> bool:
        """Whether it has been refused like this for so long, without a break."""
        waits = self._outage
        return waits is not None and waits.kind is kind and monotonic() - waits.since >= seconds

    def end(self, *, given_up: bool = False) -> None:
        """Wait no longer: it went through, or is given up."""
        self._availability.change(self._outage, None, given_up=given_up)
        self._outage, self._pause = None, _FIRST_PAUSE


async def through_outages(
    work: Callable[[], Awaitable[T]], doing: str, *, patience: float | None = 30.0
) -> T:
    """What `work` returns, tried again for as long as what MongoDB refuses is worth a wait.

    Only for work that can be repeated harmlessly: MongoDB may have done it before it went away.

    Args:
        work: what is to be done.
        doing: the same, for people.
        patience: seconds for which refusals of unknown kinds are tried again; None tries them for
            ever, and what is unfit as well: for work without which no reactor lives.

    Raises:
        PyMongoError, ExceptionGroup: what is wrong is in the documents or in the command; or
            nobody here knows what is wrong, and the patience is over.
    """
    waiting = OutageWait(doing)
    try:
        while True:
            try:
                result = await work()
            except (driver.PyMongoError, ExceptionGroup) as error:
                kind = sort(error)
                if patience is None:
                    kind = Refusal.UNKNOWN if kind is Refusal.UNFIT else kind
                elif kind is Refusal.UNFIT or waiting.has_lasted(Refusal.UNKNOWN, patience):
                    raise
                await asyncio.sleep(waiting.note(kind, error))
            else:
                waiting.end()
                return result
    finally:
        waiting.end(given_up=True)
