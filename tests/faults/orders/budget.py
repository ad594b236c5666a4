"""What may happen in one order of events, and how often."""

from dataclasses import dataclass


@dataclass
class Budget:
    """How often each thing that seldom happens may happen in one order of events.

    Attributes:
        faults: answers that are lost, or operations.
        refusals: writes that MongoDB refuses.
        raises: runs that raise.
        people: jobs that a person deletes or sets back while they run.
        losses: leases that are lost.
        freezes: processes that stand still past their leases, or die.
        others: jobs that a reactor outside of this world claims for a while.
        stops: reactors that are told to stop.
    """

    faults: int = 0
    refusals: int = 0
    raises: int = 0
    people: int = 1
    losses: int = 1
    freezes: int = 0
    others: int = 1
    stops: int = 1


@dataclass
class Manner:
    """How a world goes.

    Attributes:
        refused: kinds of operations that MongoDB always refuses.
        slow_ends: the end of a run is written first, and then it hears of that.
        slow_looks: what only reads is an operation of two events, too.
    """

    refused: frozenset[str] = frozenset()
    slow_ends: bool = False
    slow_looks: bool = False
