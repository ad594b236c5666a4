"""What a check is."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from enum import Enum

from reactor.doctor.finding import Finding
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings


class CheckGroup(Enum):
    """What a check is about; the value is the heading it stands under."""

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
        settings: all of them.
        database: the one that they name.
        only_looks: nothing is mended, and the model is not asked: who only looks at a page of
            findings changes nothing.
    """

    settings: Settings
    database: ScoutlyDatabase
    only_looks: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """One look at a case.

    Attributes:
        name: what it looks at.
        group: what it belongs to.
        look: gives what it finds, one finding or more.
        asks_mongodb: whether it is of no use while MongoDB cannot be asked.
        opens: whether those that ask MongoDB are of use only if this one finds nothing wrong.
    """

    name: str
    group: CheckGroup
    look: Callable[[Case], AsyncIterator[Finding]]
    asks_mongodb: bool = True
    opens: bool = False
