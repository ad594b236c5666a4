"""Logs decisions, for people who tail the log."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bson import ObjectId
from loguru import logger

from reactor.company_names import name_of
from reactor.decisions.actions import (
    Action,
    DropTimer,
    Enqueue,
    Mark,
    Promote,
    Release,
    SetTimer,
    Stamp,
    Withdraw,
)
from reactor.decisions.company_facts import Facts
from reactor.decisions.look_causes import Cause
from reactor.documents import Company
from reactor.metrics.counts import Counts
from reactor.mongo.reactions.effects import Decision
from reactor.mongo.reactions.facts import FactsOfCompanies

if TYPE_CHECKING:
    from loguru import Logger

_log = logger.bind(channel="queue-processor")
_OLD = timedelta(minutes=1)
_DECISIONS: dict[type[Action], str] = {
    Stamp: "stamp",
    Withdraw: "withdraw",
    Release: "release",
    SetTimer: "set_timer",
    DropTimer: "drop_timer",
}


class DecisionLog:
    """Counts decisions and logs each in a line; warns once of an invalid rank."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._warned: dict[str, str] = {}

    def tell(self, findings: FactsOfCompanies, decisions: Iterable[Decision]) -> None:
        """Log the decisions about some companies."""
        facts = {facts.company_id: facts for facts in findings.facts}
        self._warn_of_ranks(findings)
        for decision in decisions:
            for action in decision.actions:
                _tell(facts[decision.company_id], action, findings.now)
                self._count(action)

    def _count(self, action: Action) -> None:
        match action:
            case Enqueue(reason, _, _) | Promote(reason=reason):
                self._counts.reacted("enqueue", reason)
            case Stamp() | Withdraw() | Release() | SetTimer() | DropTimer():
                self._counts.reacted(_DECISIONS[type(action)])
            case Mark():
                pass

    def _warn_of_ranks(self, findings: FactsOfCompanies) -> None:
        labels = {each.company_id: _label(each.company, each.company_id) for each in findings.facts}
        for preference in findings.invalid:
            name, shown = repr(preference.id), repr(preference.rank)
            if self._warned.get(name) == shown:
                continue
            self._warned[name] = shown
            _log.warning(
                "rank ignored: it must be a whole number from 1 to 100",
                preference=preference.id,
                rank=shown,
                user=preference.user_id,
                company=labels.get(preference.company_id) or name_of(preference.company_id),
            )


def _tell(facts: Facts, action: Action, now: datetime) -> None:
    log = _log.bind(company=_label(facts.company, facts.company_id), **_old_news(facts.cause, now))
    rank, before = facts.rank, facts.marker.rank
    match action:
        case Enqueue(reason, priority, _) | Promote(reason=reason, priority=priority) if (
            reason == "rank-change"
        ):
            log.info("enqueued", reason=reason, rank=f"{before}->{rank}", priority=priority)
        case Enqueue(reason, priority, _) | Promote(reason=reason, priority=priority):
            log.info("enqueued", reason=reason, rank=rank, priority=priority)
        case Stamp(job, priority, _, reason, _):
            log.info("turn set", job=job.id, reason=reason, priority=priority)
        case Withdraw(job, called_off):
            why = "it was called off" if called_off else "nobody tracks the company any more"
            log.info("job withdrawn", why=why, job=job.id)
        case Release(job, _):
            log.warning("job released: the reactor that ran it is gone", job=job.id)
        case SetTimer():
            _tell_timer(log, facts, action)
        case DropTimer():
            log.info("timer dropped: nobody tracks the company any more")
        case Mark():
            pass


def _old_news(cause: Cause, now: datetime) -> dict[str, str]:
    """The subject of a decision, and its age unless it is from just now."""
    age = now - cause.told_at if cause.told_at else timedelta()
    return {"because": cause.told_by, "event_age": span(age)} if age >= _OLD else {}


def span(age: timedelta) -> str:
    """A span of time in its largest whole unit: `45s`, `12m`, `2h`, `3d`."""
    seconds = int(age.total_seconds())
    for unit, length in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds >= length:
            return f"{seconds // length}{unit}"
    return f"{seconds}s"


def _tell_timer(log: "Logger", facts: Facts, timer: SetTimer) -> None:
    rank, before = facts.rank, facts.marker.rank
    at = f"{timer.at:%Y-%m-%dT%H:%M:%SZ}"
    if timer.cooling:
        message = "rank changed soon after a run: only the timer moves"
        log.info(message, rank=f"{before}->{rank}", next=at)
    elif facts.cause.timer_deleted_at and before is not None:
        log.info("timer deleted soon after a run: it is set again", next=at)
    else:
        log.info("timer set", next=at)


def _label(company: Company | None, company_id: ObjectId) -> str:
    return company.label if company else name_of(company_id)
