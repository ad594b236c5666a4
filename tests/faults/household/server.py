"""MongoDB in memory: documents, timers with their TTL monitor, and the change stream's events.

What the reactor writes is written here as `mongo/effects`, `markers` and `timers` write it, and an
event tells what `core/observed` lets through of it. The jobs stand in `queue`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bson import ObjectId

from reactor.decisions.actions import DropTimer, Mark, SetTimer
from reactor.documents import Company, Marker
from tests.faults.household.timeline import Timeline

LEASE = timedelta(seconds=60)
TTL_PERIOD = 60
_OVERDUE = timedelta(minutes=3)

TimerId = tuple[str, Any]


@dataclass
class Server:
    """A MongoDB on the Pi.

    Attributes:
        up: whether it has power.
        ranks: of tracking preferences, by company and person.
        histories: who was served, by company.
        timers: when they fire.
        leases: when they run out; None while their reactor keeps prolonging them.
        checkpoint: how much of the log has been acted on, as the reactors saved it.
        log: what happened, as the change stream tells it.
        listeners: called when something has happened.
    """

    timeline: Timeline
    up: bool = True
    companies: dict[ObjectId, Company] = field(default_factory=dict)
    ranks: dict[ObjectId, dict[str, int]] = field(default_factory=dict)
    histories: dict[ObjectId, set[str]] = field(default_factory=dict)
    timers: dict[TimerId, datetime] = field(default_factory=dict)
    leases: dict[str, datetime | None] = field(default_factory=dict)
    checkpoint: int = 0
    log: list[Mapping[str, Any]] = field(default_factory=list)
    listeners: list[Callable[[], None]] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        """The server's time."""
        return self.timeline.now

    def tell(self, collection: str, operation: str, key: Any, **fields: Any) -> None:
        """Add an event to the change stream."""
        event = {"operationType": operation, "collection": collection, "key": key}
        self.log.append(event | fields | {"wallTime": self.now})
        for listen in self.listeners:
            listen()

    # Companies and preferences

    def edit(self, company_id: ObjectId, **fields: object) -> None:
        """A person edits a company."""
        self.companies[company_id] = self.companies[company_id].model_copy(update=fields)
        self.tell("companies", "update", company_id)

    def prefer(self, company_id: ObjectId, person: str, rank: int | None) -> None:
        """A person tracks a company with a rank, or no longer (None): their preference is there."""
        ranks = self.ranks.setdefault(company_id, {})
        inserted = person not in ranks and rank is not None
        if rank is None:
            ranks.pop(person, None)
        else:
            ranks[person] = rank
        key = (person, company_id)
        told = {"company": company_id} if inserted else {"before": company_id}
        self.tell("usercompanypreferences", "insert" if inserted else "update", key, **told)

    def write_marker(self, company_id: ObjectId, mark: Mark) -> bool:
        """Remember what was acted on; False if somebody changed the same meanwhile."""
        company = self.companies[company_id]
        stored, before = company.marker, mark.before
        if before is None:
            if stored is not None and stored.revision is not None:
                return False
            changes = mark.marker.model_dump() | {"revision": 1}
        else:
            assert stored is not None
            after = mark.marker.model_dump(exclude={"revision"})
            known, there = before.model_dump(), stored.model_dump()
            changes = {name: value for name, value in after.items() if value != known[name]}
            untouched = all(there[name] == known[name] for name in changes)
            if stored.revision != before.revision and not untouched:
                return False
            changes["revision"] = (stored.revision or 0) + 1
        marker = (stored or Marker()).model_copy(update=changes)
        self.companies[company_id] = company.model_copy(update={"marker": marker})
        return True

    def end_of_run(self, company_id: ObjectId, marks: Mapping[str, Any], **fields: object) -> None:
        """The company's part of what becomes visible when a run ends."""
        company = self.companies[company_id]
        marker = company.marker or Marker()
        marked = {"revision": (marker.revision or 0) + 1, **marks}
        changes = {"marker": marker.model_copy(update=marked), **fields}
        self.companies[company_id] = company.model_copy(update=changes)
        self.tell("companies", "update", company_id, ours=True)

    # Timers

    def write_timer(self, company_id: ObjectId, action: SetTimer | DropTimer) -> None:
        """Set or drop a scrape timer as decided."""
        timer = ("scrape", company_id)
        match action:
            case SetTimer(at):
                self.set_timer("scrape", company_id, at)
            case DropTimer() if timer in self.timers:
                self._tell_of_timer("update", timer, dropped=True)
                self.delete_timer(*timer, droppedBefore=True)

    def set_timer(self, kind: str, of: Any, at: datetime) -> None:
        """Let a timer fire at a moment."""
        known = self.timers.get((kind, of))
        self.timers[kind, of] = at
        if known is not None and known != at:
            self._tell_of_timer("update", (kind, of))
        self._watch(at)

    def delete_timer(self, kind: str, of: Any, **told: object) -> None:
        """Delete a timer that is there."""
        at = self.timers.pop((kind, of))
        self._tell_of_timer("delete", (kind, of), expireAt=at, **told)

    def fire_overdue(self, grace: timedelta = _OVERDUE) -> None:
        """A reactor deletes timers that the TTL monitor has left."""
        self._expire(self.now - grace)

    def _tell_of_timer(self, operation: str, timer: TimerId, **told: object) -> None:
        kind, of = timer
        self.tell("timers", operation, {"kind": kind, "of": of}, **told)

    def _watch(self, at: datetime) -> None:
        """Have the TTL monitor look in its first round after `at`."""
        rounds = at.timestamp() // TTL_PERIOD + 1
        self.timeline.at(datetime.fromtimestamp(rounds * TTL_PERIOD, at.tzinfo), self.ttl_round)

    def ttl_round(self) -> None:
        """The TTL monitor deletes what has expired."""
        if self.up:
            self._expire(self.now)

    def _expire(self, by: datetime) -> None:
        for kind, of in [timer for timer, at in self.timers.items() if at <= by]:
            self.delete_timer(kind, of)
        for owner in [owner for owner, at in self.leases.items() if at is not None and at <= by]:
            self.drop_lease(owner)

    # Leases

    def take_lease(self, owner: str) -> None:
        """A reactor is alive, and will say so again and again."""
        self.leases[owner] = None

    def prolong_lease(self, owner: str) -> bool:
        """It says so again; False if the lease is gone."""
        if owner in self.leases:
            self.leases[owner] = None
        return owner in self.leases

    def leave_lease(self, owner: str, prolonged_at: datetime) -> None:
        """It will not say so again for now, after it did the last time."""
        if owner in self.leases and self.leases[owner] is None:
            self.leases[owner] = at = prolonged_at + LEASE
            self._watch(at)

    def drop_lease(self, owner: str) -> None:
        """Delete a lease, if it is there."""
        if owner in self.leases:
            at = self.leases.pop(owner) or self.now + LEASE
            self._tell_of_timer("delete", ("lease", owner), expireAt=at)
