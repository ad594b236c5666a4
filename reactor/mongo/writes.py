"""What a transaction is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Write:
    """An update that belongs to a transaction.

    Attributes:
        collection: its name.
        filter: which documents.
        update: what is done to them.
        upsert: insert one if there is none.
        many: all that match, not only the first.
    """

    collection: str
    filter: Mapping[str, Any]
    update: Mapping[str, Any] | Sequence[Mapping[str, Any]]
    upsert: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A document that must be there for a transaction to be carried out.

    Attributes:
        collection: its name.
        filter: which document.
    """

    collection: str
    filter: Mapping[str, Any]
