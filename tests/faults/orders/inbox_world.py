"""The real inbox, and around it its reader, a rebuild, a consumer, a retry and the end.

Each call of the inbox is an event, as is what the consumer does with a batch.
"""

import asyncio
from collections.abc import Callable, Collection, Coroutine, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from bson import ObjectId

from reactor.core.stream.batch import Batch, Position
from reactor.core.stream.inbox import Inbox
from tests.faults.orders.explorer import Event
from tests.still_loop import StillLoop

_MAX_TAKES = 2
"""So often something else may be taken while a rebuild waits."""

_MAX_PAUSES = 5
_READER, _REBUILD, _CONSUMER, _RETRY, _END = "reader", "rebuild", "consumer", "retry", "end"


@dataclass
class InboxBudget:
    """How much there is to do.

    Attributes:
        edits: by people, which are urgent.
        ends: of runs, which are not.
        rebuilds: companies that a rebuild asks for, one at a time.
        returns: batches of which the consumer puts something back.
        retries: companies that were skipped, and are put back while the consumer waits.
    """

    edits: int = 4
    ends: int = 1
    rebuilds: int = 2
    returns: int = 1
    retries: int = 1


@dataclass
class InboxWorld:
    """An inbox, and all who use it.

    Attributes:
        budget: what may yet be put.
        calls: those under way, by who calls.
        batch: what the consumer has taken and not acted on.
        put: what was put, in the order of that; each is put once.
        acted: what of it was acted on.
        put_back: what was put back, and not taken again.
        urgent: what somebody waits for, and was not taken yet.
        acknowledged: how much of the stream the consumer has acknowledged.
        takes: how often something was taken while the rebuild waited.
        closed: whether the inbox is.
        over: whether the consumer knows it.
    """

    budget: InboxBudget = field(default_factory=InboxBudget)
    calls: dict[str, asyncio.Task[Any]] = field(default_factory=dict)
    batch: Batch | None = None
    put: list[ObjectId] = field(default_factory=list)
    asked: set[ObjectId] = field(default_factory=set)
    acted: set[ObjectId] = field(default_factory=set)
    put_back: set[ObjectId] = field(default_factory=set)
    urgent: set[ObjectId] = field(default_factory=set)
    acknowledged: int = 0
    takes: int = 0
    closed: bool = False
    over: bool = False
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.inbox = Inbox()
        self.loop = cast(StillLoop, asyncio.get_running_loop())

    # What can happen

    def events(self) -> list[Event]:
        self._look()
        return [*self._reads(), *self._others(), *self._consumer()]

    def _reads(self) -> Iterator[Event]:
        if self.closed or _READER in self.calls:
            return
        yield "idle", None
        for count in (1, 2):
            if self.budget.edits >= count:
                yield "edits", count
        if self.budget.ends:
            yield "run ends", None

    def _others(self) -> Iterator[Event]:
        if self.budget.rebuilds and _REBUILD not in self.calls:
            yield "rebuild", None
        if self.budget.retries and not self.closed:
            yield "retry", None
        if not self.closed:
            yield "close", None
        if self.loop.timers:
            yield "time", None

    def _consumer(self) -> Iterator[Event]:
        if self.batch is None:
            if not (self.over or _CONSUMER in self.calls):
                yield "take", None
            return
        yield "act", None
        if self.budget.returns and self.batch.causes:
            yield "put back", None

    # Letting it happen

    def happen(self, event: Event) -> None:
        self._look()
        name, which = event
        deed: Callable[..., None] = getattr(self, f"_on_{name.replace(' ', '_')}")
        deed(which) if which is not None else deed()

    def _call(
        self, who: str, work: Coroutine[Any, Any, Any], urgent: Collection[ObjectId] = ()
    ) -> None:
        self.calls[who] = call = asyncio.create_task(work, name=who)
        call.add_done_callback(lambda _: self.urgent.update(urgent))

    def _new(self, *, of_stream: bool = True) -> ObjectId:
        """A company that nobody has spoken of before."""
        known = len(self.put) + len(self.asked)
        company = ObjectId(f"{known:024x}")
        if of_stream:
            self.put.append(company)
        else:
            self.asked.add(company)
        return company

    def _read(self, events: list[dict[str, Any]], urgent: Collection[ObjectId] = ()) -> None:
        here = Position({"read": len(self.put)}, 0)
        self._call(_READER, self.inbox.put_events(events, here), urgent)

    def _on_idle(self) -> None:
        self._read([])

    def _on_edits(self, count: int) -> None:
        self.budget.edits -= count
        edited = {"operationType": "update", "collection": "companies", "ours": False}
        companies = [self._new() for _ in range(count)]
        self._read([edited | {"key": company} for company in companies], companies)

    def _on_run_ends(self) -> None:
        self.budget.ends -= 1
        company = self._new()
        ended = {"operationType": "update", "collection": "jobqueues", "status": "completed"}
        by_run = {"ours": True, "statusBefore": "processing", "before": company, "key": company}
        self._read([ended | by_run])

    def _on_rebuild(self) -> None:
        self.budget.rebuilds -= 1
        self.takes = 0
        company = self._new(of_stream=False)
        self._call(_REBUILD, self.inbox.put_companies([company]), [company])

    def _on_retry(self) -> None:
        self.budget.retries -= 1
        company = self._new(of_stream=False)
        self._call(_RETRY, self.inbox.put_back(_causes([company])), [company])

    def _on_take(self) -> None:
        self._call(_CONSUMER, self.inbox.take())

    def _on_put_back(self) -> None:
        assert self.batch
        self.budget.returns -= 1
        company = min(self.batch.causes)
        self.put_back.add(company)
        again = {company: self.batch.causes[company]}
        self._call(_RETRY, self.inbox.put_back(again), again)
        self._on_act()

    def _on_act(self) -> None:
        """Act on a batch; what is put back was looked at, too."""
        assert self.batch
        batch, self.batch = self.batch, None
        self.acted |= batch.causes.keys()
        if batch.position and batch.position.token:
            self.acknowledged = batch.position.token["read"]
            if not self.acted.issuperset(self.put[: self.acknowledged]):
                self.wrong.append("a position lies ahead of what was not acted on")

    def _on_close(self) -> None:
        self.closed = True
        self._call(_END, self.inbox.close())

    def _on_time(self) -> None:
        self.loop.pass_time()

    def _look(self) -> None:
        """Note which calls have come to their end since the last event."""
        for who, call in sorted(self.calls.items(), key=lambda item: item[0] == _CONSUMER):
            if call.done():
                del self.calls[who]
                if who == _CONSUMER:
                    self._taken(call.result())
                else:
                    call.result()

    def _taken(self, batch: Batch | None) -> None:
        self.batch, self.over = batch, batch is None
        if batch:
            self.put_back -= batch.causes.keys()
            self.urgent -= batch.causes.keys()
            self.takes += int(_REBUILD in self.calls)
            if self.takes > _MAX_TAKES:
                self.wrong.append("a rebuild is starved")

    # What must be true

    def faults(self) -> list[str]:
        return [*self.wrong, *self._waits_in_vain()]

    def _waits_in_vain(self) -> Iterator[str]:
        self._look()
        if self.urgent and _CONSUMER in self.calls:
            yield "somebody waits for what is not taken"
        if self.closed:
            yield from (f"the {who} is left waiting after the end" for who in self.calls)

    def end(self) -> Iterator[Event]:
        """The consumer works everything off, and then is idle."""
        pauses = 0
        while not self.closed and pauses < _MAX_PAUSES:
            events = {event[0]: event for event in self.events()}
            event = events.get("act") or events.get("take") or events.get("time")
            if event is None:
                break
            pauses = pauses + 1 if event[0] == "time" else 0
            yield event
            self.wrong += self._waits_in_vain()
        if not self.closed:
            self.wrong += self._unfinished()
            yield "close", None

    def _unfinished(self) -> Iterator[str]:
        self._look()
        yield from (f"the {who} waits for ever" for who in self.calls if who != _CONSUMER)
        if self.put_back or not self.acted.issuperset({*self.put, *self.asked}):
            yield "something that was put is lost"
        if self.acknowledged < len(self.put):
            yield "the last position is never acknowledged"

    def state(self) -> Hashable:
        """Which companies they are does not matter, but which are the same does."""
        self._look()
        inbox: Any = self.inbox
        held = {k: repr(v) for k, v in vars(inbox._batch).items() if k != "events"}  # noqa: SLF001
        who = tuple(self.calls), self.closed, self.over, self.takes
        sets = self.acted, self.asked, self.urgent, self.put_back
        done = tuple(map(frozenset, sets)), tuple(self.put), self.acknowledged
        taken = repr(self.batch)
        return who, done, taken, tuple(held.items()), tuple(vars(self.budget).values())


def _causes(companies: list[ObjectId]) -> dict[ObjectId, Any]:
    batch = Batch()
    for company in companies:
        batch.look_at(company)
    return batch.causes
