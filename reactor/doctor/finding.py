"""What a check found."""

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How a check ended; the value is how it is shown."""

    FINE = "ok"
    REMARK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check, for a person.

    Attributes:
        check: what was looked at.
        outcome: how it ended.
        said: what was found, in one line.
        details: what it was found from, a line each.
        mend: the one thing to do; `""` if there is nothing to do.
    """

    check: str
    outcome: Severity
    said: str
    details: tuple[str, ...] = ()
    mend: str = ""
