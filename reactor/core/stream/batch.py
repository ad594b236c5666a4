"""What a number of change events asks for: which companies to look at again, and why."""

from collections.abc import Mapping, Sized
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bson import ObjectId

from reactor.decisions.look_causes import Cause

Named = dict[Any, datetime | None]
"""Documents by their `_id`s, and when the last event about each happened."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the change stream.

    Attributes:
        token: the stream goes on behind it.
        history: counts the histories that were lost; a token is of use in its own only.
    """

    token: Mapping[str, Any] | None
    history: int


@dataclass
class Batch:
    """What a number of events asks for.

    Attributes:
        causes: the companies to look at again.
        preferences: edited preferences whose company the events do not tell.
        people: users who were added or edited.
        rested_people: users whose profile timer fired, or was edited: what they changed waits.
        wake: a job may be claimable.
        restarted: jobs that a person set back to pending.
        touched: jobs that somebody deleted or changed; a run of theirs may have to stop.
        unknown_jobs: changed jobs whose company the events do not tell.
        finished: those of them that a person finished.
        deleted: jobs that were deleted, and when; their images are not kept.
        active: jobs that wait or run now, with their companies; None for those that do no more.
        dropping: companies whose scrape timer a reactor has marked, to delete it next.
        left: jobs that others claimed, with who did, or that ended or were deleted (None).
        encumbered: jobs that were inserted with a lease or a time to wait for, as copies have.
        rested: jobs whose retry timer fired, or was edited.
        budgets: models whose budget timer fired or was edited, or whose pause is over.
        reports: days whose report timer fired, and when; None if it was only edited.
        notices: something may have to be told to people.
        expired: reactors whose lease timer fired, or was deleted.
        scan: something was deleted of which no image is left: look at every company.
        reconcile: compare what runs here with what the queue says.
        dropped: collections that were dropped or renamed, or lost an index.
        position: where the change stream goes on after these events.
        urgent: somebody may be waiting for what it asks for.
        events: how many events are in it.
        oldest: when the earliest of them happened, by the server's clock.
    """

    causes: dict[ObjectId, Cause] = field(default_factory=dict)
    preferences: Named = field(default_factory=dict)
    people: Named = field(default_factory=dict)
    rested_people: Named = field(default_factory=dict)
    wake: bool = False
    restarted: Named = field(default_factory=dict)
    touched: Named = field(default_factory=dict)
    unknown_jobs: Named = field(default_factory=dict)
    finished: Named = field(default_factory=dict)
    deleted: Named = field(default_factory=dict)
    active: dict[Any, ObjectId | None] = field(default_factory=dict, compare=False)
    left: dict[Any, str | None] = field(default_factory=dict, compare=False)
    dropping: set[Any] = field(default_factory=set, compare=False)
    encumbered: Named = field(default_factory=dict)
    rested: Named = field(default_factory=dict)
    budgets: set[str] = field(default_factory=set)
    reports: dict[str, datetime | None] = field(default_factory=dict)
    notices: bool = False
    expired: Named = field(default_factory=dict)
    scan: bool = False
    reconcile: bool = False
    dropped: set[str] = field(default_factory=set)
    position: Position | None = None
    urgent: bool = False
    events: int = 0
    oldest: datetime | None = None

    @property
    def size(self) -> int:
        """How much there is to do, so that it can be bounded."""
        named: tuple[Sized, ...] = (
            *(self.causes, self.preferences, self.restarted, self.touched, self.unknown_jobs),
            *(self.rested, self.deleted, self.active, self.left, self.encumbered),
            *(self.people, self.rested_people),
        )
        return sum(map(len, named))

    def next(self) -> "Batch":
        """An empty one that goes on after this one."""
        return Batch(dropping=self.dropping)

    def look_at(self, company_id: Any, cause: Cause | None = None) -> None:
        """Ask for another look at a company; what names no company is passed over."""
        if isinstance(company_id, ObjectId):
            known = self.causes.get(company_id, Cause())
            self.causes[company_id] = known.also(cause or Cause())
