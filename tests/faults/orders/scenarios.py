"""From where the orders of the dispatcher's events begin, and what may happen in them."""

from collections.abc import Callable, Sequence

from tests.faults.orders.budget import Budget, Manner
from tests.faults.orders.explorer import Event
from tests.faults.orders.play import Play, play, together
from tests.faults.orders.server import Entry

_EMPTY = ("carry out", "answer")
_CLAIMED = ("insert", "read", "carry out", "answer")
_ONE_RUNS = (*_EMPTY, *_CLAIMED, *_EMPTY)
_TWO_RUN = (*_ONE_RUNS, *_CLAIMED)
A, B, C, D = map(Entry, "abcd")
CRASHED = Entry("b", crashes=1, blame=1)

Scenario = tuple[Callable[[], Play], Sequence[str | Event]]

ALONE: dict[str, Scenario] = {
    "nothing": (play([A, B, C]), ()),
    "nothing, an answer is lost": (play([A, B], Budget(faults=1)), ()),
    "nothing, a write is refused": (play([A, B], Budget(refusals=1)), ()),
    "one runs, a crashed one comes": (play([A, CRASHED, C]), _ONE_RUNS),
    "a crashed one runs": (
        play([CRASHED, B, Entry("c", crashes=1, blame=1)]),
        (*_EMPTY, *_CLAIMED),
    ),
    "both slots are taken": (play([A, B, C, D]), _TWO_RUN),
    "one runs, its company comes again": (play([A, A, B], Budget(raises=1)), _ONE_RUNS),
    "one runs, an answer is lost": (play([A, B], Budget(faults=1)), _ONE_RUNS),
    "two claims are under way, an answer is lost": (
        play([A, B, C, D], Budget(faults=1, people=0)),
        (*_TWO_RUN, "insert", "insert", "read", "end", "end"),
    ),
    "one runs and hears late of its end": (
        play([A, B], manner=Manner(slow_ends=True, slow_looks=True)),
        _ONE_RUNS,
    ),
}
RAISING: dict[str, Scenario] = {
    "a run raises": (play([A, B], Budget(raises=2, losses=0)), _ONE_RUNS),
    "a run raised": (play([A, B, C], Budget(raises=2, others=0)), (*_ONE_RUNS, "raise")),
    "it raises, and the count is refused": (
        play([A, B], Budget(raises=1, refusals=2)),
        (*_ONE_RUNS, "raise"),
    ),
    "it raises, and the count's answer is lost": (
        play([A, B], Budget(raises=1, faults=1)),
        (*_ONE_RUNS, "raise"),
    ),
    "no end of a run is accepted": (
        play([A, B], Budget(raises=1, refusals=1)),
        (*_ONE_RUNS, "unwritten"),
    ),
}
UNTAKEN: dict[str, Scenario] = {
    "a job is not taken back at first": (
        play([A, B, C], Budget(refusals=1)),
        (*_ONE_RUNS, "give up", "refuse"),
    ),
    "a job is not taken back at first, of two": (
        play([A, B, C], Budget(refusals=1, losses=0)),
        (*_TWO_RUN, "give up", "refuse"),
    ),
    "a job is never taken back": (
        play([A, B, C], manner=Manner(refused=frozenset({"hand back"}))),
        (*_ONE_RUNS, "give up"),
    ),
    "jobs are never taken back": (
        play([A, B, C], manner=Manner(refused=frozenset({"hand back"}))),
        (*_TWO_RUN, "give up", "refuse", "give up", "refuse"),
    ),
    "strays are not taken back at first": (
        play([A, B], Budget(faults=1, refusals=1, losses=0)),
        ("insert", "carry out", "lose"),
    ),
}
_EMPTIED = (*_EMPTY, *_EMPTY)
_FIRST_RUNS = (*_EMPTIED, *_CLAIMED, *_EMPTY, ("read", 1), *_EMPTY)
_BOTH_RUN = (*_FIRST_RUNS, "insert", ("read", 1), *_EMPTY, *_EMPTY, ("read", 0), *_EMPTY)
TOGETHER: dict[str, Scenario] = {
    "two, nothing": (together([A, B]), _EMPTIED),
    "two, one runs": (together([A, B, C]), _FIRST_RUNS),
    "two, a process stands still": (
        together([A, B], Budget(freezes=1, losses=0, people=0)),
        _FIRST_RUNS,
    ),
    "two, one runs, a crashed one comes": (
        together([A, CRASHED, C], Budget(losses=0)),
        _FIRST_RUNS,
    ),
    "two, both run, a crashed one comes": (
        together([A, C, CRASHED, D], Budget(losses=0, people=0)),
        _BOTH_RUN,
    ),
    "two, a run raises": (
        together([A, B], Budget(raises=1, losses=0, people=0)),
        _FIRST_RUNS,
    ),
    "two, an answer is lost": (
        together([A, B], Budget(faults=1, losses=0, people=0)),
        _FIRST_RUNS,
    ),
    "two, a job is not taken back": (
        together([A, B], Budget(), Manner(refused=frozenset({"hand back"}))),
        (*_FIRST_RUNS, "give up"),
    ),
}
