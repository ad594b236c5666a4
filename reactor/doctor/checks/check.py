"""The types of checks."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from enum import Enum

from reactor.doctor.finding import Finding
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings


class CheckGroup(Enum):
    """The group of a check; the value is its heading."""

    SETTINGS = "Settings"
    MONGODB = "MongoDB"
    QUEUE = "Queue"
    DATA = "Data"
    MATCHING = "Matching"
    MACHINE = "Machine"


@dataclass(frozen=True, slots=True)
class Case:
    """What is examined.

    Attributes:
        settings: the settings.
        database: the configured database.
        only_looks: whether the examination is read-only: nothing is repaired, and no model request
            is sent. Opening a web page of findings must change nothing.
    """

    settings: Settings
    database: ScoutlyDatabase
    only_looks: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """One check.

    Attributes:
        name: its name.
        group: its group.
        look: yields one or more findings.
        asks_mongodb: whether it needs MongoDB.
        opens: whether the checks that need MongoDB make sense only if this one finds no error.
    """

    name: str
    group: CheckGroup
    look: Callable[[Case], AsyncIterator[Finding]]
    asks_mongodb: bool = True
    opens: bool = False
