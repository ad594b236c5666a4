"""What MongoDB answers instead, and at which occurrence of which command."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

CODES = (
    *(1, 2, 6, 8, 9, 13, 20, 43, 50, 64, 91, 96, 100, 112, 121, 136, 189, 237, 246, 251, 262),
    *(280, 286, 365, 8000, 10107, 10334, 11000, 11600, 11602, 14031, 17419, 5_107_200),
)
"""Of every kind: passing, denied, without room, unfit, of a lost stream, and unknown."""

_FEW, _MANY = 1, 10
_DELAY_MS = 1_500
_OCCURRENCES = (1, 2, 5)
_REACHED = 0.7
"""Of the commands that an undisturbed life took, so many are sent in every other one."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is done to a command.

    Attributes:
        name: for people.
        times: how often in a row.
        how: the data of MongoDB's `failCommand`.
    """

    name: str
    times: int
    how: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One refusal.

    Attributes:
        command: which is refused.
        occurrence: the how-maniest of them in the life that is disturbed.
        fault: how.
        starting: whether that life begins with the start of the reactor, and ends with its end.
    """

    command: str
    occurrence: int
    fault: Fault
    starting: bool

    def __str__(self) -> str:
        when = "of a start" if self.starting else "of a day"
        return f"{self.command} {self.occurrence} {when}: {self.fault.name}"


def faults() -> Iterator[Fault]:
    """Every fault."""
    for times in (_FEW, _MANY):
        for code in CODES:
            yield Fault(f"code {code}, {times} times", times, {"errorCode": code})
        yield Fault(f"closed, {times} times", times, {"closeConnection": True})
    yield Fault("late", 1, {"blockConnection": True, "blockTimeMS": _DELAY_MS})


def cases(sent: Mapping[str, int], *, starting: bool) -> list[Case]:
    """Every case, from how often each command was sent in an undisturbed life."""
    return [
        Case(command, occurrence, fault, starting)
        for command, count in sorted(sent.items())
        for occurrence in _OCCURRENCES
        if occurrence <= max(1, count * _REACHED)
        for fault in faults()
    ]


def sample(all_cases: list[Case], size: int, seed: int) -> list[Case]:
    """Some of the cases, no two of the same command while there are others."""
    chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
    shuffled = chance.sample(all_cases, len(all_cases))
    first_of_each = {case.command: case for case in reversed(shuffled)}.values()
    rest = [case for case in shuffled if case not in first_of_each]
    return [*chance.sample(list(first_of_each), len(first_of_each)), *rest][:size]
