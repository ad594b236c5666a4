"""The reactor's writes by name, told from the commands that its driver sends.

The product knows nothing of this: a write is recognised by its collection and by what it sets.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

ANYTHING = object()


@dataclass(frozen=True, slots=True)
class Statement:
    """One write of a command.

    Attributes:
        collection: where it writes.
        operation: `insert`, `update`, `upsert` or `delete`.
        filter: which documents.
        sets: the fields that it sets; of an inserted document, all of it.
        unsets: the fields that it removes.
    """

    collection: str
    operation: str
    filter: Mapping[str, Any] = field(default_factory=dict)
    sets: Mapping[str, Any] = field(default_factory=dict)
    unsets: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NamedWrite:
    """How a write is recognised: the first that fits gives the name.

    Attributes:
        name: what the campaign calls it.
        collection: where it writes.
        operations: ways in which it may be written.
        kind: of the timer it is about.
        sets: fields that it sets, with their values or `ANYTHING`.
        unsets: a field that it removes.
        filters: a field of its filter.
    """

    name: str
    collection: str
    operations: Sequence[str] = ("update", "upsert")
    kind: str | None = None
    sets: Mapping[str, Any] = field(default_factory=dict)
    unsets: str | None = None
    filters: str | None = None

    def fits(self, statement: Statement) -> bool:
        """Whether `statement` is this write."""
        return (
            statement.collection == self.collection
            and statement.operation in self.operations
            and self.kind in (None, _kind(statement))
            and all(
                name in statement.sets and value in (ANYTHING, statement.sets[name])
                for name, value in self.sets.items()
            )
            and (self.unsets is None or self.unsets in statement.unsets)
            and (self.filters is None or self.filters in statement.filter)
        )


_JOBS, _TIMERS, _COMPANIES = "jobqueues", "timers", "companies"
_NOTICES = "notifications"
_NEW, _GONE = ("insert", "upsert"), ("delete",)
COMMIT = "result committed"
_WRITES = (
    NamedWrite("lease taken", _TIMERS, _NEW, kind="lease"),
    NamedWrite("lease refreshed", _TIMERS, filters="_id", kind="lease"),
    NamedWrite("lease given up", _TIMERS, _GONE, kind="lease"),
    NamedWrite("leases and budgets mended", _TIMERS, filters="_id.kind"),
    NamedWrite("overdue timers fired", _TIMERS, _GONE, filters="expireAt"),
    NamedWrite("scrape timer set", _TIMERS, ("update", *_NEW), kind="scrape"),
    NamedWrite("scrape timer dropped", _TIMERS, _GONE, kind="scrape"),
    NamedWrite("retry timer set", _TIMERS, ("update", *_NEW), kind="retry"),
    NamedWrite("report timer set", _TIMERS, ("update", *_NEW), kind="report"),
    NamedWrite("report remembered", "checkpoints", ("update", *_NEW), sets={"toldAt": ANYTHING}),
    NamedWrite("notify timer set", _TIMERS, ("update", *_NEW), kind="notify"),
    NamedWrite("budget timer set", _TIMERS, ("update", *_NEW), kind="budget"),
    NamedWrite("job enqueued", _JOBS, _NEW, sets={"reason": ANYTHING}),
    NamedWrite("job claimed", _JOBS, sets={"status": "processing"}),
    NamedWrite("job completed", _JOBS, sets={"status": "completed"}),
    NamedWrite("job failed", _JOBS, sets={"status": "failed"}),
    NamedWrite("job put back", _JOBS, sets={"notBefore": ANYTHING}),
    NamedWrite("job started over", _JOBS, sets={"crashCount": 0}),
    NamedWrite("job released", _JOBS, sets={"crashCount": ANYTHING}),
    NamedWrite("job marked withdrawn", _JOBS, sets={"reason": "withdrawn"}),
    NamedWrite("job withdrawn", _JOBS, _GONE),
    NamedWrite("job stamped", _JOBS, sets={"turn": ANYTHING}),
    NamedWrite("strays handed back", _JOBS, sets={"status": ANYTHING}, filters="lease.owner"),
    NamedWrite("job handed back", _JOBS, sets={"status": ANYTHING}, unsets="lease"),
    NamedWrite("malformed leases cleared", _JOBS, unsets="lease", filters="$or"),
    NamedWrite("dead owner's lease removed", _JOBS, unsets="lease"),
    NamedWrite("backoff cleared", _JOBS, unsets="notBefore"),
    NamedWrite("company succeeded", _COMPANIES, sets={"lastSuccessfulScrape": ANYTHING}),
    NamedWrite("company failed", _COMPANIES, sets={"reactor.failedAt": ANYTHING}),
    NamedWrite("failing told", _COMPANIES, sets={"reactor.toldFailing": ANYTHING}),
    NamedWrite("marker written", _COMPANIES),
    NamedWrite("save marked gone", "savedjobs", sets={"goneAt": ANYTHING}),
    NamedWrite("save moved", "savedjobs", sets={"jobId": ANYTHING}),
    NamedWrite("save there again", "savedjobs", unsets="goneAt"),
    NamedWrite("match saved", "savedjobs", ("update", *_NEW)),
    NamedWrite("broken history mended", "companyscrapehistories", filters="links"),
    NamedWrite("history written", "companyscrapehistories", ("update", *_NEW)),
    NamedWrite("posting gone", "postings", sets={"goneAt": ANYTHING}),
    NamedWrite("posting seen", "postings", unsets="goneAt"),
    NamedWrite("posting missed", "postings", sets={"missed": ANYTHING}),
    NamedWrite("text kept", "postings", ("update", *_NEW)),
    NamedWrite("page kept", "pages", ("update", *_NEW)),
    NamedWrite("CV kept", "cvs", ("update", *_NEW, *_GONE)),
    NamedWrite("profile remembered", "profiles", ("update", *_NEW)),
    NamedWrite("held notifications released", _NOTICES, sets={"state": "waiting"}, filters="state"),
    NamedWrite("notification put", _NOTICES, _NEW),
    NamedWrite("notification claimed", _NOTICES, sets={"state": "sending"}),
    NamedWrite("notification gathered", _NOTICES, sets={"state": "gathered"}),
    NamedWrite("notification put back", _NOTICES, sets={"notBefore": ANYTHING}),
    NamedWrite("notification settled", _NOTICES, sets={"done": ANYTHING}),
    NamedWrite("orphaned notification closed", _NOTICES, sets={"state": "unsure"}),
    NamedWrite("notification rested", _NOTICES, unsets="notBefore"),
    NamedWrite("lead taken", "checkpoints", ("update", *_NEW), sets={"leader": ANYTHING}),
    NamedWrite("look timer set", _TIMERS, ("update", *_NEW), kind="look"),
    NamedWrite("checkpoint saved", "checkpoints", ("update", *_NEW)),
)
ONCE = frozenset(
    {
        *("lease taken", "lease given up", "leases and budgets mended", "malformed leases cleared"),
        *("overdue timers fired", "report timer set", "report remembered", "lead taken"),
    }
)
"""Written once in the life of a reactor to which nothing happens."""
LATE = frozenset(
    {"lease refreshed", "job released", "dead owner's lease removed", "backoff cleared"}
)
"""Written only when a timer has fired, which takes some seconds."""
DECISIVE = (
    *("job enqueued", "job stamped", "marker written", "checkpoint saved", "job claimed"),
    *("job completed", "match saved", "history written", "company succeeded", COMMIT),
)
"""Between an edit and its results: those that something forgotten could hide behind."""
AT_THE_END = frozenset({"lease given up"})
"""Written only by a reactor that is told to stop."""

NAMES = (*(write.name for write in _WRITES), COMMIT)


def names_of(command: Mapping[str, Any]) -> frozenset[str]:
    """The names of what a command writes; none if it only reads."""
    if "commitTransaction" in command:
        return frozenset({COMMIT})
    return frozenset(map(_name_of, _statements(command)))


def _name_of(statement: Statement) -> str:
    """The name of a write; of one that has none, what it writes where."""
    unknown = f"{statement.operation} of {statement.collection}: {sorted(statement.sets)}"
    return next((write.name for write in _WRITES if write.fits(statement)), unknown)


def _statements(command: Mapping[str, Any]) -> Iterator[Statement]:
    match command:
        case {"insert": collection, "documents": documents}:
            for document in documents:
                yield Statement(collection, "insert", filter=document, sets=document)
        case {"delete": collection, "deletes": deletes}:
            for delete in deletes:
                yield Statement(collection, "delete", filter=delete["q"])
        case {"update": collection, "updates": updates}:
            for update in updates:
                yield _update(collection, update["q"], update["u"], update.get("upsert"))
        case {"findAndModify": collection, "query": query, "update": update}:
            yield _update(collection, query, update, command.get("upsert"))


def _update(collection: str, query: Any, update: Any, upsert: Any) -> Statement:
    stages = update if isinstance(update, list) else [update]
    sets: dict[str, Any] = {}
    unsets: set[str] = set()
    for stage in stages:
        sets |= stage.get("$set", {})
        removed = stage.get("$unset", ())
        unsets |= {removed} if isinstance(removed, str) else set(removed)
    operation = "upsert" if upsert else "update"
    return Statement(collection, operation, query, sets, frozenset(unsets))


def _kind(statement: Statement) -> str | None:
    """The kind of timer that a statement's filter names."""
    timer = statement.filter.get("_id")
    kind = timer.get("kind") if isinstance(timer, Mapping) else None
    return kind if isinstance(kind, str) else None
