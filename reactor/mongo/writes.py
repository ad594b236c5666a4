"""The writes of transactions and bulk writes, whichever driver carries them out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pymongo
import pymongo.errors

from reactor.storable import storable


@dataclass(frozen=True, slots=True)
class Write:
    """An update that belongs to a transaction.

    Attributes:
        collection: its name.
        filter: which documents.
        update: what is done to them.
        upsert: insert one if there is none.
        many: all that match, not only the first.
        remove: all that match are deleted instead.
    """

    collection: str
    filter: Mapping[str, Any]
    update: Mapping[str, Any] | Sequence[Mapping[str, Any]]
    upsert: bool = False
    many: bool = False
    remove: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A document that must be there for a transaction to be carried out.

    Attributes:
        collection: its name.
        filter: which document.
    """

    collection: str
    filter: Mapping[str, Any]


class TakenError(pymongo.errors.DuplicateKeyError):
    """A write of a transaction met a unique index; none of the transaction was carried out.

    Attributes:
        number: which write it was, from 0 on.
    """

    def __init__(self, number: int, error: pymongo.errors.DuplicateKeyError) -> None:
        super().__init__(str(error), error.code, error.details)
        self.number = number


class InsertOne(pymongo.InsertOne[dict[str, Any]]):
    """A document to be inserted, among others."""

    def __init__(self, document: dict[str, Any]) -> None:
        super().__init__(storable(document))


class UpdateOne(pymongo.UpdateOne):
    """An update of the first document that matches, among others."""

    def __init__(self, which: Mapping[str, Any], update: Any, *, upsert: bool = False) -> None:
        super().__init__(storable(which), storable(update), upsert=upsert)


class UpdateMany(pymongo.UpdateMany):
    """An update of all documents that match, among others."""

    def __init__(self, which: Mapping[str, Any], update: Any) -> None:
        super().__init__(storable(which), storable(update))


class DeleteOne(pymongo.DeleteOne):
    """A deletion of the first document that matches, among others."""

    def __init__(self, which: Mapping[str, Any]) -> None:
        super().__init__(storable(which))
