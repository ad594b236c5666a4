"""A collection whose writes and filters all pass one gate (`reactor.storable`).

What strangers sent can be half a character or a number without end. MongoDB's driver refuses such
a value wherever it meets one; here it is made storable first, in filters as in documents, so that
what was stored is found again. Both drivers fit behind it: their calls have the same names.

Tests that need what the gate would mend write through the driver's own collection, `raw`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self

from reactor.storable import storable

Document = dict[str, Any]
Filter = Mapping[str, Any]
Update = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class Cursor(Protocol):
    """The documents that a query gives, read as they are asked for."""

    def __aiter__(self) -> Self: ...

    async def __anext__(self) -> Document: ...

    def sort(self, key_or_list: Any, direction: int | None = None) -> Self:
        """Read them in this order."""

    def limit(self, limit: int) -> Self:
        """Read no more than these."""

    async def to_list(self, length: int | None = None) -> list[Document]:
        """All of them, or the first `length`."""


class InsertOneResult(Protocol):
    """What became of an insert."""

    inserted_id: Any


class InsertManyResult(Protocol):
    """What became of several inserts."""

    inserted_ids: list[Any]


class UpdateResult(Protocol):
    """What became of an update, or of many."""

    matched_count: int
    modified_count: int
    upserted_id: Any


class DeleteResult(Protocol):
    """What became of a deletion."""

    deleted_count: int


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection behind the gate.

    Attributes:
        raw: the driver's own.
    """

    raw: Any

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.raw.name)

    def find(self, which: Filter | None = None, *args: Any, **options: Any) -> Cursor:
        """The documents that match."""
        found: Cursor = self.raw.find(storable(which), *args, **options)
        return found

    async def find_one(
        self,
        which: Filter | None = None,
        *args: Any,
        **options: Any,
    ) -> Document | None:
        """The first document that matches."""
        found: Document | None = await self.raw.find_one(storable(which), *args, **options)
        return found

    async def count_documents(self, which: Filter, **options: Any) -> int:
        """How many documents match."""
        return int(await self.raw.count_documents(storable(which), **options))

    async def estimated_document_count(self) -> int:
        """About how many documents there are."""
        return int(await self.raw.estimated_document_count())

    async def distinct(self, key: str, which: Filter | None = None) -> list[Any]:
        """The values of a field in the documents that match."""
        return list(await self.raw.distinct(key, storable(which)))

    async def insert_one(self, document: Document, **options: Any) -> InsertOneResult:
        """Insert a document."""
        done: InsertOneResult = await self.raw.insert_one(storable(document), **options)
        return done

    async def insert_many(self, documents: Iterable[Document], **options: Any) -> InsertManyResult:
        """Insert documents."""
        made = [storable(document) for document in documents]
        done: InsertManyResult = await self.raw.insert_many(made, **options)
        return done

    async def update_one(self, which: Filter, update: Update, **options: Any) -> UpdateResult:
        """Update the first document that matches."""
        done: UpdateResult = await self.raw.update_one(storable(which), storable(update), **options)
        return done

    async def update_many(self, which: Filter, update: Update, **options: Any) -> UpdateResult:
        """Update every document that matches."""
        done: UpdateResult = await self.raw.update_many(
            storable(which), storable(update), **options
        )
        return done

    async def replace_one(
        self, which: Filter, replacement: Document, **options: Any
    ) -> UpdateResult:
        """Replace the first document that matches."""
        made = storable(replacement)
        done: UpdateResult = await self.raw.replace_one(storable(which), made, **options)
        return done

    async def find_one_and_update(self, which: Filter, update: Update, **options: Any) -> Any:
        """Update the first document that matches, and give it; None if there is none."""
        change = storable(update)
        return await self.raw.find_one_and_update(storable(which), change, **options)

    async def delete_one(self, which: Filter) -> DeleteResult:
        """Delete the first document that matches."""
        done: DeleteResult = await self.raw.delete_one(storable(which))
        return done

    async def delete_many(self, which: Filter) -> DeleteResult:
        """Delete every document that matches."""
        done: DeleteResult = await self.raw.delete_many(storable(which))
        return done

    async def bulk_write(self, requests: Sequence[Any], *, ordered: bool = True) -> UpdateResult:
        """Carry out requests of the seam's own kinds, which are storable from their making."""
        done: UpdateResult = await self.raw.bulk_write(list(requests), ordered=ordered)
        return done

    async def create_index(self, keys: Any, **options: Any) -> str:
        """Make sure that there is an index."""
        return str(await self.raw.create_index(keys, **options))

    async def index_information(self) -> dict[str, Any]:
        """The indexes there are, by name."""
        return dict(await self.raw.index_information())

    def list_indexes(self) -> Cursor:
        """The indexes there are."""
        found: Cursor = self.raw.list_indexes()
        return found

    async def drop_index(self, name: Any) -> None:
        """Remove an index."""
        await self.raw.drop_index(name)

    async def drop(self) -> None:
        """Remove the whole collection."""
        await self.raw.drop()
