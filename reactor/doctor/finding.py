"""The result of a check."""

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """The outcome of a check; the value is its label."""

    FINE = "ok"
    REMARK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check, for people.

    Attributes:
        check: name of the check.
        outcome: the outcome.
        said: the finding, in one line.
        details: the evidence, one line each.
        mend: the remedy; `""` if none is needed.
    """

    check: str
    outcome: Severity
    said: str
    details: tuple[str, ...] = ()
    mend: str = ""
