"""A batch of change events, folded: the companies to look at, and the causes."""

from collections.abc import Mapping, Sized
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bson import ObjectId

from reactor.decisions.look_causes import Cause

Named = dict[Any, datetime | None]
"""Documents by `_id`, with the time of the last event about each."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the change stream.

    Attributes:
        token: the resume token; the stream continues after it.
        history: counts losses of the history; a token is valid only in its own.
    """

    token: Mapping[str, Any] | None
    history: int


@dataclass
class Batch:
    """The work that a number of events requires.

    Attributes:
        causes: the companies to look at.
        preferences: edited preferences whose events do not hold the company.
        people: users who were added or edited.
        rested_people: users whose profile timer fired or was edited, so that their changes are due.
        wake: a job may be claimable.
        restarted: jobs that a person set back to pending.
        touched: jobs that others deleted or changed; their runs may have to stop.
        unknown_jobs: changed jobs whose events do not hold the company.
        finished: those of them that a person finished.
        deleted: jobs that were deleted without a pre-image, and when.
        active: jobs that wait or run now, with their companies; None for those that no longer do.
        dropping: companies whose scrape timer a reactor has marked, to delete it next.
        left: jobs with the reactor that claimed them; None for those that ended or were deleted.
        encumbered: jobs that were inserted with a lease or a `notBefore`, as copies have.
        rested: jobs whose retry timer fired or was edited.
        budgets: models whose budget timer fired or was edited, or whose pause is over.
        reports: days whose report timer fired, and when; None if it was only edited.
        notices: there may be notifications to send.
        expired: reactors whose lease timer fired or was deleted.
        scan: something was deleted without a pre-image: look at every company.
        reconcile: compare the runs here with the queue.
        dropped: collections that were dropped or renamed, or lost an index.
        position: where the change stream continues after these events.
        urgent: somebody may be waiting for the result.
        events: number of events.
        oldest: the time of the earliest event, by the server's clock.
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
        """The amount of work, so that it can be bounded."""
        named: tuple[Sized, ...] = (
            *(self.causes, self.preferences, self.restarted, self.touched, self.unknown_jobs),
            *(self.rested, self.deleted, self.active, self.left, self.encumbered),
            *(self.people, self.rested_people),
        )
        return sum(map(len, named))

    def next(self) -> "Batch":
        """An empty batch that continues after this one."""
        return Batch(dropping=self.dropping)

    def look_at(self, company_id: Any, cause: Cause | None = None) -> None:
        """Request a look at a company; a value that is no company's id is ignored."""
        if isinstance(company_id, ObjectId):
            known = self.causes.get(company_id, Cause())
            self.causes[company_id] = known.also(cause or Cause())
