"""The explorers of orders can fail: each finds faults that are planted in the real classes."""

import sys
from collections.abc import Sequence

import pytest

from reactor.core.dispatch.dispatcher import Dispatcher
from reactor.core.dispatch.slots import Slots
from reactor.core.stream.inbox import Inbox
from tests.faults.orders.explorer import Event, Explored, explore
from tests.faults.orders.planted import Mutant
from tests.faults.orders.scenarios import ALONE, RAISING, TOGETHER, UNTAKEN
from tests.faults.test_inbox_orders import SCENARIOS as INBOX
from tests.faults.test_inbox_orders import small
from tests.faults.test_orders import in_silence

__all__ = ["in_silence", "small"]

_SCENARIOS = ALONE | RAISING | UNTAKEN | TOGETHER

LOST_WAKE_UP = Mutant(
    *("an empty answer counts whatever has come since", Slots, "answered"),
    *("self._heard != claim.heard", "False"),
    *("nothing", 3),
)
SLOTS = [
    LOST_WAKE_UP,
    Mutant(
        *("the end of a run is no news", Slots, "ended", "self.hear()", "pass"),
        *("one runs, its company comes again", 2),
    ),
    Mutant(
        *("a lost answer raises no doubt", Slots, "doubt", "self.phase = ", "_ = "),
        *("nothing, an answer is lost", 3),
    ),
    Mutant(
        *("a pause is never over", Slots, "resume", "self._reopen()", "pass"),
        *("nothing, a write is refused", 1),
    ),
    Mutant(
        *("a crashed job is like any other", Slots, "_may_start", "job.crash_count > 0", "False"),
        *("one runs, a crashed one comes", 1),
    ),
    Mutant(
        *("slots are cleared for a job that is gone", Slots, "elsewhere", "self._reopen()", "pass"),
        *("two, one runs, a crashed one comes", 2),
    ),
    Mutant(
        *("a claim under a lost lease starts", Slots, "answered"),
        *("(in_time and self._may_start(job))", "self._may_start(job)"),
        *("nothing", 2),
    ),
    Mutant(
        *("after the last run nothing is put right", Slots, "stop"),
        *("Phase.SETTLING if self.phase is Phase.RECOVERING else ", ""),
        *("strays are not taken back at first", 1),
    ),
]
DISPATCHER = [
    Mutant(
        *("nothing is woken when a slot is left", Dispatcher, "_ended"),
        *("self._woken.set()", "pass"),
        *("one runs, a crashed one comes", 1),
    ),
    Mutant(
        *("a job rests in its slot", Dispatcher, "_release"),
        *("self._slots.ended(run.job.token)", "pass"),
        *("a job is never taken back", 0),
    ),
    Mutant(
        *("a hand-back is tried once", Dispatcher, "_release", "if self._stopping:", "if True:"),
        *("a job is not taken back at first", 0),
    ),
    Mutant(
        *("a lease that is deleted is a crash", Dispatcher, "stop_all"),
        *("loss is Loss.STOPPED and ", ""),
        *("one runs, a crashed one comes", 1),
    ),
    Mutant(
        *("a run goes on without its job", Dispatcher, "_stop_lost"),
        *("self._cancel(task, run)", "False"),
        *("one runs, a crashed one comes", 1),
    ),
    Mutant(
        *("other reactors' claims are not heard of", Dispatcher, "note_left"),
        *("self._slots.elsewhere(job_ids)", "pass"),
        *("two, one runs, a crashed one comes", 2),
    ),
]
INBOX_FAULTS = [
    Mutant(
        *("what is put back can wait", Inbox, "put_back", "self._batch.urgent = True", "pass"),
        *("an empty inbox", 1),
    ),
    Mutant(
        *("what is put back wakes nobody", Inbox, "put_back"),
        *("self._changed.notify_all()", "pass"),
        *("an empty inbox", 2),
    ),
    Mutant(
        *("what was taken makes no room", Inbox, "take", "self._changed.notify_all()", "pass"),
        *("a full one", 1),
    ),
    Mutant(
        *("the end is told to nobody", Inbox, "close", "self._changed.notify_all()", "pass"),
        *("an empty inbox", 0),
    ),
    Mutant(
        *("a rebuild waits beyond the end", Inbox, "put_companies", "self._closed or ", ""),
        *("a full one", 2),
    ),
    Mutant(
        *("a reader waits beyond the end", Inbox, "_has_room", "self._closed or ", ""),
        *("a full one", 2),
    ),
    Mutant(
        *("a position comes before its events", Inbox, "put_events", "async with self._changed:"),
        "async with self._changed:\n            self._batch.position = position",
        *("a full one", 1),
    ),
]


def shown_by(mutant: Mutant) -> Explored:
    """What the explorer finds with the fault in its place, by the shortest order."""
    make, start = (INBOX | _SCENARIOS)[mutant.scenario]
    with pytest.MonkeyPatch.context() as patch:
        mutant.plant(patch)
        found = explore(make, start, mutant.depth, to_first_fault=True)
    sys.stdout.write(f"{mutant.says}: {found.wrong} after {found.orders} orders\n")
    return found


@pytest.mark.parametrize("mutant", SLOTS + DISPATCHER, ids=lambda mutant: mutant.says)
@pytest.mark.usefixtures("in_silence")
def test_a_fault_of_the_dispatcher_is_found(mutant: Mutant) -> None:
    assert mutant.depth in depths(shown_by(mutant))


@pytest.mark.parametrize("mutant", INBOX_FAULTS, ids=lambda mutant: mutant.says)
@pytest.mark.usefixtures("small")
def test_a_fault_of_the_inbox_is_found(mutant: Mutant) -> None:
    assert mutant.depth in depths(shown_by(mutant))


def depths(found: Explored) -> list[int]:
    return [len(order) for order in found.wrong.values()]


@pytest.mark.usefixtures("in_silence")
def test_the_wake_up_that_was_lost_once_is_found() -> None:
    """A job inserted after a claim was carried out, and its news before the empty answer."""
    orders: list[Sequence[Event]] = list(shown_by(LOST_WAKE_UP).wrong.values())
    assert [name for name, _ in orders[0]] == ["carry out", "insert", "read"]
