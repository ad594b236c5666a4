"""Folds change events into a batch: ten thousand edits of one company ask for one look.

Events have the shape that `event_filter.PIPELINE` gives them. Nothing here reads or writes.
"""

from collections.abc import Hashable, Mapping
from datetime import datetime
from typing import Any

from bson import ObjectId

from reactor.core.stream.batch import Batch, Named
from reactor.core.stream.event_filter import SHOWN_ONLY
from reactor.decisions.actions import PROFILE
from reactor.decisions.look_causes import Cause, called_off, judging_off
from reactor.mongo.timers import LOOK_TIMER

ACTIVE = frozenset({"pending", "processing"})
FINISHED = frozenset({"completed", "failed"})

Event = Mapping[str, Any]


def fold(event: Event, batch: Batch) -> None:
    """Add to a batch what one event asks for."""
    batch.events += 1
    batch.oldest = batch.oldest or _time(event)
    batch.urgent |= _is_urgent(event)
    if event["operationType"] in ("drop", "rename", "dropDatabase", "dropIndexes"):
        batch.dropped.add(event.get("collection", ""))
        return
    match event["collection"]:
        case "companies":
            # The end of a run also changes its job, and that event leads to a look.
            if not event.get("ours"):
                batch.look_at(event["key"], _edited(event, "company"))
        case "usercompanypreferences":
            _fold_preference(event, batch)
        case "users":
            # Ids of other types name no person that the reactor knows.
            if isinstance(event["key"], ObjectId):
                _name(event, batch, batch.people)
        case "jobqueues":
            _fold_job(event, batch)
        case "timers":
            _fold_timer(event, batch)
        case "notifications":
            batch.notices = True


def concerns_reactor(event: Event) -> bool:
    """Whether the reactor acts on the event, which may be for open pages only."""
    edited = event["operationType"] in ("insert", "update", "replace", "delete")
    return not (event.get("renamed") or (edited and event.get("collection") == SHOWN_ONLY))


def is_new_job(event: Event) -> bool:
    """Whether another program inserts a job that may be claimable: claims wait for no decision."""
    inserted = event["operationType"] == "insert" and event.get("collection") == "jobqueues"
    return inserted and event.get("status") == "pending" and not event.get("ours")


# Preferences


def _fold_preference(event: Event, batch: Batch) -> None:
    """Request looks at both companies of a moved preference; at all after an unknown deletion."""
    companies = _values(event, "company", "before", "moved")
    for company_id in companies:
        batch.look_at(company_id, _edited(event, "preference"))
    replaced = event["operationType"] in ("delete", "replace")
    if event.get("before") is None and (replaced or "moved" in event):
        batch.scan = True
    elif event["operationType"] == "update" and not companies:
        _name(event, batch, batch.preferences)


# Jobs


def _fold_job(event: Event, batch: Batch) -> None:
    _note_activity(event, batch)
    if event["operationType"] == "insert":
        _fold_new_job(event, batch)
    elif event.get("withdrawn"):
        pass  # its deletion follows
    elif event["operationType"] == "update" and _status(event) in ("", "processing"):
        _fold_moved_job(event, batch)
    else:
        _fold_changed_job(event, batch)


def _note_activity(event: Event, batch: Batch) -> None:
    """Note which jobs are active, and for which no reactor need wait any more."""
    key, status, company = event["key"], _status(event), _company(event)
    if not isinstance(key, Hashable):
        return
    gone = event["operationType"] == "delete"
    if gone and not ("statusBefore" in event or "before" in event):
        if key not in batch.active:
            batch.deleted[key] = _time(event)
        elif company_id := batch.active[key]:
            batch.look_at(company_id, _called_off(event))
    if gone or status in FINISHED or event.get("withdrawn"):
        batch.active[key], batch.left[key] = None, None
    elif status in ACTIVE and company:
        batch.active[key] = company
    if claimed_by := event.get("claimedBy"):
        batch.left[key] = str(claimed_by)
    elif status == "pending" and not event.get("retried"):
        # The reactor that claimed it has released it, so that it can be waited for again.
        batch.left.pop(key, None)


def _fold_new_job(event: Event, batch: Batch) -> None:
    if event.get("ours"):
        # The reactor that enqueued it has looked at the company. It claims it unless it is busy.
        batch.wake = True
        return
    if event.get("encumbered"):
        _name(event, batch, batch.encumbered)
    companies = _values(event, "company")
    for company_id in companies:
        batch.look_at(company_id, _told(event, "job"))
    if not companies:
        _name(event, batch, batch.unknown_jobs)


def _fold_moved_job(event: Event, batch: Batch) -> None:
    """A job that may be claimable now, or is of another company; or was claimed."""
    batch.wake |= _status(event) == ""
    if not event.get("ours"):
        _name(event, batch, batch.touched)
    if "moved" in event:
        _look_at_both(event, batch, _told(event, "job"))


def _fold_changed_job(event: Event, batch: Batch) -> None:
    """A job that was deleted, replaced, or has another status."""
    operation, status, before = event["operationType"], _status(event), _status_before(event)
    ours = event.get("ours", False)
    ended = operation == "delete" or status in FINISHED
    by_a_person = ended and not ours and before in (*ACTIVE, None)
    cause = _called_off(event) if by_a_person else _told(event, "job")
    companies = _look_at_both(event, batch, cause)
    if not companies and by_a_person and operation != "delete":
        _name(event, batch, batch.finished)
    by_its_run = ours and (status in FINISHED or event.get("retried", False))
    if not by_its_run:
        _name(event, batch, batch.touched)
        if status == "pending" != before and not ours:
            _restart(event, batch, companies)
    batch.wake |= status == "pending" or operation == "delete"


def _look_at_both(event: Event, batch: Batch, cause: Cause) -> list[Any]:
    """Request looks at the companies in an event: two, if the job moved."""
    companies = _values(event, "company", "before", "moved")
    for company_id in companies:
        batch.look_at(company_id, cause)
    if event.get("before") is None and "moved" in event:
        batch.scan = True
    elif not companies and event["operationType"] != "delete":
        _name(event, batch, batch.unknown_jobs)
    return companies


def _restart(event: Event, batch: Batch, companies: list[Any]) -> None:
    """A person set the job back to pending, which revokes an earlier cancellation."""
    _name(event, batch, batch.restarted)
    if isinstance(event["key"], Hashable):
        batch.finished.pop(event["key"], None)
    for company_id in companies:
        if cause := batch.causes.get(company_id):
            batch.causes[company_id] = cause.without_calling_off()


# Timers


def _fold_timer(event: Event, batch: Batch) -> None:
    key = event["key"] if isinstance(event["key"], dict) else {}
    kind, of = key.get("kind"), key.get("of")
    gone = event["operationType"] == "delete"
    if kind == "scrape":
        _fold_scrape_timer(event, batch, of, gone=gone)
    elif kind == "retry":
        # An edited timer may never fire.
        _name(event, batch, batch.rested, of)
    elif kind == "profile" and isinstance(of, ObjectId):
        _name(event, batch, batch.rested_people, of)
    elif kind in ("budget", "model"):
        batch.budgets.add(str(of))
    elif kind == LOOK_TIMER and gone:
        batch.scan = True
    elif kind == "report":
        batch.reports[str(of)] = _time(event) if gone else None
    elif kind == "notify":
        batch.notices = True
    elif kind == "lease" and gone:
        batch.expired[str(of)] = _time(event)
        # The dead reactor may have been sending notifications.
        batch.notices = True


def _fold_scrape_timer(event: Event, batch: Batch, of: Any, *, gone: bool) -> None:
    """Note the timer that a reactor marks before its deletion, which is then no person's doing."""
    if not isinstance(of, ObjectId):
        return
    ours = event.get("droppedBefore") is True or of in batch.dropping
    batch.dropping.discard(of)
    if not gone and event.get("dropped") is True:
        batch.dropping.add(of)
        return
    by_hand = gone and not ours and not _had_expired(event)
    at = _time(event)
    cause = Cause(timer_deleted_at=at if by_hand else None, told_by="timer", told_at=at)
    batch.look_at(of, cause)


def _had_expired(event: Event) -> bool:
    """Whether the deleted timer was due for the TTL monitor; False without its pre-image."""
    value, at = event.get("expireAt"), _time(event)
    values = value if isinstance(value, list) else [value]
    return any(isinstance(date, datetime) and at is not None and date <= at for date in values)


# Fields of events


def _name(event: Event, batch: Batch, names: Named, key: Any = None) -> None:
    """Note a document by its `_id`; if that is itself a document, request a look at everything."""
    key = event["key"] if key is None else key
    if isinstance(key, Hashable):
        names[key] = _time(event)
    else:
        batch.scan = True


def _is_urgent(event: Event) -> bool:
    """Whether somebody may be waiting for the result.

    Nobody waits after the reactor's own writes, or after a moved timer (mostly its own, too).
    """
    moved = event.get("collection") == "timers" and event["operationType"] != "delete"
    return not (event.get("ours") or moved)


def _time(event: Event) -> datetime | None:
    """The time of the event, by the server's clock."""
    return event.get("wallTime")


def _told(event: Event, by: str) -> Cause:
    return Cause(told_by=by, told_at=_time(event))


def _edited(event: Event, by: str) -> Cause:
    return Cause(edited_at=_time(event), told_by=by, told_at=_time(event))


def _called_off(event: Event) -> Cause:
    if event.get("reasonBefore") == PROFILE:
        return judging_off(event["key"], _time(event))
    return called_off(event["key"], _time(event))


def _values(event: Event, *names: str) -> list[Any]:
    return [event[name] for name in names if event.get(name) is not None]


def _company(event: Event) -> ObjectId | None:
    """The company of a job after the event, if the event holds it."""
    known = _values(event, "moved", "company", "before")
    return known[0] if known and isinstance(known[0], ObjectId) else None


def _status(event: Event) -> str:
    """The job's status after the event, `""` if the event holds none."""
    status = event.get("status")
    return status if isinstance(status, str) else ""


def _status_before(event: Event) -> str | None:
    """The status before the event, None if MongoDB kept no image of it."""
    if "statusBefore" not in event:
        return None
    return status if isinstance(status := event["statusBefore"], str) else ""
