"""Folds change events into what they ask for: which companies to look at again, and why.

Ten thousand edits of one company fold into one look. Nothing here reads or writes.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bson import ObjectId

from reactor.decisions.reactions import Cause

ACTIVE = frozenset({"pending", "processing"})
FINISHED = frozenset({"completed", "failed"})


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
        wake: a job may be claimable.
        restarted: jobs that a person set back to pending.
        touched: jobs that somebody deleted or changed; a run of theirs may have to stop.
        unknown_jobs: changed jobs whose company the events do not tell.
        finished: those of them that a person finished.
        deleted: jobs that were deleted, and when; their images are not kept.
        active: jobs that wait or run now, with their companies; None for those that do no more.
        left: jobs that others claimed, with who did, or that ended or were deleted (None).
        encumbered: jobs that were inserted with a lease or a time to wait for, as copies have.
        rested: jobs whose retry timer fired, or was edited.
        budgets: models whose budget timer fired, or was edited.
        reports: days whose report timer fired, and when; None if it was only edited.
        notices: something may have to be told to people.
        expired: reactors whose lease timer fired.
        scan: something was deleted of which no image is left: look at every company.
        dropped: collections that were dropped or renamed, or lost an index.
        position: where the change stream goes on after these events.
        urgent: somebody may be waiting for what it asks for.
        events: how many events are in it.
        oldest: when the earliest of them happened, by the server's clock.
    """

    causes: dict[ObjectId, Cause] = field(default_factory=dict)
    preferences: set[Any] = field(default_factory=set)
    wake: bool = False
    restarted: set[Any] = field(default_factory=set)
    touched: set[Any] = field(default_factory=set)
    unknown_jobs: set[Any] = field(default_factory=set)
    finished: set[Any] = field(default_factory=set)
    deleted: dict[Any, datetime | None] = field(default_factory=dict)
    active: dict[Any, ObjectId | None] = field(default_factory=dict, compare=False)
    left: dict[Any, str | None] = field(default_factory=dict, compare=False)
    encumbered: set[Any] = field(default_factory=set)
    rested: set[Any] = field(default_factory=set)
    budgets: set[str] = field(default_factory=set)
    reports: dict[str, datetime | None] = field(default_factory=dict)
    notices: bool = False
    expired: set[str] = field(default_factory=set)
    scan: bool = False
    dropped: set[str] = field(default_factory=set)
    position: Position | None = None
    urgent: bool = False
    events: int = 0
    oldest: datetime | None = None

    @property
    def size(self) -> int:
        """How much there is to do, so that it can be bounded."""
        named = (
            *(self.preferences, self.restarted, self.touched, self.unknown_jobs, self.rested),
            *(self.deleted, self.active, self.left, self.encumbered),
        )
        return len(self.causes) + sum(map(len, named))

    def look_at(self, company_id: Any, cause: Cause | None = None) -> None:
        """Ask for another look at a company; what names no company is passed over."""
        if isinstance(company_id, ObjectId):
            known = self.causes.get(company_id, Cause())
            self.causes[company_id] = known.also(cause or Cause())

    def add(self, event: Mapping[str, Any]) -> None:
        """Fold in one event, in the shape that `stream.PIPELINE` gives it."""
        self.events += 1
        self.oldest = self.oldest or event.get("wallTime")
        self.urgent |= _is_urgent(event)
        if event["operationType"] in ("drop", "rename", "dropDatabase", "dropIndexes"):
            self.dropped.add(event.get("collection", ""))
            return
        match event["collection"]:
            case "companies":
                # The end of a run also ends its job, which leads here.
                if not event.get("ours"):
                    self.look_at(event["key"])
            case "usercompanypreferences":
                self._add_preference(event)
            case "jobqueues":
                self._add_job(event)
            case "timers":
                self._add_timer(event)
            case "notifications":
                self.notices = True

    def _add_preference(self, event: Mapping[str, Any]) -> None:
        """Both companies, where one moved; a deletion without an image could be of any."""
        companies = _values(event, "company", "before", "moved")
        for company_id in companies:
            self.look_at(company_id)
        replaced = event["operationType"] in ("delete", "replace")
        if event.get("before") is None and (replaced or "moved" in event):
            self.scan = True
        elif event["operationType"] == "update" and not companies:
            self._name(self.preferences, event["key"])

    def _add_job(self, event: Mapping[str, Any]) -> None:
        self._note_activity(event)
        if event["operationType"] == "insert":
            self._add_new_job(event)
        elif event.get("withdrawn"):
            pass  # its deletion follows
        elif event["operationType"] == "update" and _status(event) in ("", "processing"):
            self._add_moved_job(event)
        else:
            self._add_changed_job(event)

    def _note_activity(self, event: Mapping[str, Any]) -> None:
        """Note which jobs are active, and which others wait for in vain."""
        key, status, company = event["key"], _status(event), _company(event)
        if not isinstance(key, Hashable):
            return
        gone = event["operationType"] == "delete"
        if gone and not ("statusBefore" in event or "before" in event):
            if key not in self.active:
                self.deleted[key] = event.get("wallTime")
            elif company_id := self.active[key]:
                self.look_at(company_id, _called_off(event))
        if gone or status in FINISHED or event.get("withdrawn"):
            self.active[key], self.left[key] = None, None
        elif status in ACTIVE and company:
            self.active[key] = company
        if claimed_by := event.get("claimedBy"):
            self.left[key] = str(claimed_by)
        elif status == "pending" and not event.get("retried"):
            # Whoever claimed it has let it go, and it can be waited for again.
            self.left.pop(key, None)

    def _add_new_job(self, event: Mapping[str, Any]) -> None:
        if event.get("ours"):
            # Whoever enqueued it has looked at the company, and claims it; but may be too busy.
            self.wake = True
            return
        if event.get("encumbered"):
            self._name(self.encumbered, event["key"])
        companies = _values(event, "company")
        for company_id in companies:
            self.look_at(company_id)
        if not companies:
            self._name(self.unknown_jobs, event["key"])

    def _add_moved_job(self, event: Mapping[str, Any]) -> None:
        """A job that may be claimable now, or is of another company; or was claimed."""
        self.wake |= _status(event) == ""
        if not event.get("ours"):
            self._name(self.touched, event["key"])
        if "moved" in event:
            self._look_at_both(event, Cause())

    def _add_changed_job(self, event: Mapping[str, Any]) -> None:
        """A job that was deleted, replaced, or has another status."""
        operation, status, before = event["operationType"], _status(event), _status_before(event)
        ours = event.get("ours", False)
        ended = operation == "delete" or status in FINISHED
        called_off = ended and not ours and before in (*ACTIVE, None)
        companies = self._look_at_both(event, _called_off(event) if called_off else Cause())
        if not companies and called_off and operation != "delete":
            self._name(self.finished, event["key"])
        by_its_run = ours and (status in FINISHED or event.get("retried", False))
        if not by_its_run:
            self._name(self.touched, event["key"])
            if status == "pending" != before and not ours:
                self._restart(event["key"], companies)
        self.wake |= status == "pending" or operation == "delete"

    def _look_at_both(self, event: Mapping[str, Any], cause: Cause) -> list[Any]:
        """Ask for looks at the companies that an event tells of: two, where the job moved."""
        companies = _values(event, "company", "before", "moved")
        for company_id in companies:
            self.look_at(company_id, cause)
        if event.get("before") is None and "moved" in event:
            self.scan = True
        elif not companies and event["operationType"] != "delete":
            self._name(self.unknown_jobs, event["key"])
        return companies

    def _restart(self, key: Any, companies: list[Any]) -> None:
        """A person set the job back to pending, and so takes back a calling off."""
        self._name(self.restarted, key)
        for company_id in companies:
            if cause := self.causes.get(company_id):
                self.causes[company_id] = replace(cause, called_off=False, called_off_at=None)

    def _add_timer(self, event: Mapping[str, Any]) -> None:
        key = event["key"] if isinstance(event["key"], dict) else {}
        kind, of = key.get("kind"), key.get("of")
        gone = event["operationType"] == "delete"
        if kind == "scrape":
            self.look_at(of, Cause(timer_gone=gone))
        elif kind == "retry":
            # One that was edited may never fire again.
            self._name(self.rested, of)
        elif kind == "budget":
            self.budgets.add(str(of))
        elif kind == "report":
            self.reports[str(of)] = event.get("wallTime") if gone else None
        elif kind == "notify":
            self.notices = True
        elif kind == "lease" and gone:
            self.expired.add(str(of))
            # It may have been sending something.
            self.notices = True

    def _name(self, names: set[Any], key: Any) -> None:
        """Note a document by its `_id`; where that is a document itself, look at everything."""
        if isinstance(key, Hashable):
            names.add(key)
        else:
            self.scan = True


def is_new_job(event: Mapping[str, Any]) -> bool:
    """Whether somebody else inserts a job that may be claimable: claiming waits for no decision."""
    inserted = event["operationType"] == "insert" and event.get("collection") == "jobqueues"
    return inserted and event.get("status") == "pending" and not event.get("ours")


def _is_urgent(event: Mapping[str, Any]) -> bool:
    """Whether somebody may be waiting for what it leads to.

    Nobody waits for what the reactor did itself, or for a timer that was moved (mostly by it).
    """
    moved = event.get("collection") == "timers" and event["operationType"] != "delete"
    return not (event.get("ours") or moved)


def _values(event: Mapping[str, Any], *names: str) -> list[Any]:
    return [event[name] for name in names if event.get(name) is not None]


def _called_off(event: Mapping[str, Any]) -> Cause:
    return Cause(called_off=True, called_off_at=event.get("wallTime"))


def _company(event: Mapping[str, Any]) -> ObjectId | None:
    """The company of a job after the event, as far as it tells."""
    known = _values(event, "moved", "company", "before")
    return known[0] if known and isinstance(known[0], ObjectId) else None


def _status(event: Mapping[str, Any]) -> str:
    """The status that the event gives the job, `""` if it gives none."""
    status = event.get("status")
    return status if isinstance(status, str) else ""


def _status_before(event: Mapping[str, Any]) -> str | None:
    """The status before the event, None if MongoDB kept no image of it."""
    if "statusBefore" not in event:
        return None
    return status if isinstance(status := event["statusBefore"], str) else ""
