"""Live reactors, and how far each change was acted on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bson import MaxKey, MinKey

from reactor.documents import Document
from reactor.lenient_fields import Count, Date, Text
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.timers import timer_id
from reactor.mongo.views.read_model import Moment, ReadModel
from reactor.mongo.views.storage import Sizes, read_sizes
from reactor.mongo.views.stream import load_checkpoint
from reactor.mongo.views.timers import LATE, first_timer

LEASES: Mapping[str, Any] = {
    "$gte": timer_id("lease", MinKey()),
    "$lte": timer_id("lease", MaxKey()),
}
"""The filter of the `_id` of every lease."""

IS_ALIVE: Mapping[str, Any] = {
    "$or": [{"$ne": [{"$type": "$expireAt"}, "date"]}, {"$gt": ["$expireAt", "$$NOW"]}]
}
"""An expression: whether a lease holds, as `LiveLease.holds` says it."""


class LiveLease(Document):
    """A reactor's sign of life.

    Attributes:
        owner: the id under which it claims jobs.
        expire_at: when it counts as dead unless it refreshes this; None if that is no date.
        since: when the lease was taken, where that is known.
        seconds: how long it is; 0 where that is not known.
        jobs: how many jobs it runs.
    """

    owner: Text = ""
    expire_at: Date = None
    since: Date = None
    seconds: Count = 0
    jobs: Count = 0

    def holds(self, now: datetime) -> bool:
        """Whether its reactor counts as alive; one whose end is no date goes on for ever."""
        return self.expire_at is None or self.expire_at > now

    def length(self, usual: timedelta) -> timedelta:
        """How long it is: as it says, or else the usual."""
        return timedelta(seconds=self.seconds) if self.seconds else usual

    def refreshed_at(self, usual: timedelta) -> datetime | None:
        """When it was last refreshed; None if nobody can tell."""
        return self.expire_at and self.expire_at - self.length(usual)


class LiveReactor(ReadModel):
    """A reactor that is alive.

    Attributes:
        id: under which it claims jobs.
        since: when it took its lease, where that is known.
        refreshed_at: when it last gave a sign of life.
        expires_at: when it counts as dead if it gives no further one.
        running: how many jobs it runs.
    """

    id: str
    since: Moment | None = None
    refreshed_at: Moment | None = None
    expires_at: Moment | None = None
    running: int = 0


@dataclass(frozen=True, slots=True)
class Reactors:
    """What MongoDB knows of the reactors and of time.

    Attributes:
        leases: of reactors that are alive, or were until just now.
        checkpoint_at: when the checkpoint was last saved.
        stream_position: when the last change happened that was acted on, by the checkpoint.
        oldest_timer: when the first of all timers should fire, or should have fired.
        sizes: of the database and its disk.
    """

    leases: tuple[LiveLease, ...] = ()
    checkpoint_at: Moment | None = None
    stream_position: Moment | None = None
    oldest_timer: Moment | None = None
    sizes: Sizes = field(default_factory=Sizes)

    def alive(self, now: datetime) -> tuple[LiveLease, ...]:
        """The leases that hold."""
        return tuple(lease for lease in self.leases if lease.holds(now))

    def timers_stand_still(self, now: datetime) -> bool:
        """Whether MongoDB does not fire timers whose time has come."""
        return self.oldest_timer is not None and self.oldest_timer < now - LATE


def live_reactors(reactors: Reactors, now: datetime, lease: timedelta) -> tuple[LiveReactor, ...]:
    """Those that are alive, for programs and pages; `lease` is the usual length of one."""
    return tuple(
        LiveReactor(
            id=each.owner,
            since=each.since,
            refreshed_at=each.refreshed_at(lease),
            expires_at=each.expire_at,
            running=each.jobs,
        )
        for each in reactors.alive(now)
    )


async def read_reactors(database: ScoutlyDatabase) -> Reactors:
    """What the small collections tell."""
    checkpoint = await load_checkpoint(database)
    return Reactors(
        leases=await read_leases(database),
        checkpoint_at=checkpoint.at,
        stream_position=checkpoint.position,
        oldest_timer=await first_timer(database),
        sizes=await read_sizes(database),
    )


async def read_leases(database: ScoutlyDatabase) -> tuple[LiveLease, ...]:
    """Every lease, with the number of jobs that run under it."""
    found = await driver.aggregate(
        database.timers,
        [
            {"$match": {"_id": LEASES}},
            {
                "$lookup": {
                    "from": "jobqueues",
                    "localField": "_id.of",
                    "foreignField": "lease.owner",
                    "pipeline": [{"$match": {"status": "processing"}}, {"$count": "jobs"}],
                    "as": "runs",
                }
            },
            {"$set": {"owner": "$_id.of", "jobs": {"$first": "$runs.jobs"}}},
        ],
    )
    return tuple(LiveLease.read(lease | {"owner": str(lease.get("owner"))}) for lease in found)
