"""The driver, and the few calls in which Motor and PyMongo Async differ.

Motor is supported until 14 May 2027; its makers point to PyMongo Async, where `watch` and
`aggregate` are awaited and a session is not. Only this file knows.
"""

import re
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol, TypeVar

from motor.motor_asyncio import (
    AsyncIOMotorClient,
    AsyncIOMotorClientSession,
    AsyncIOMotorCollection,
    AsyncIOMotorDatabase,
)
from pymongo import DeleteOne, InsertOne, ReturnDocument, UpdateOne, uri_parser
from pymongo.errors import (
    AutoReconnect,
    BulkWriteError,
    ConfigurationError,
    DuplicateKeyError,
    InvalidURI,
    OperationFailure,
    PyMongoError,
)

__all__ = [
    "AutoReconnect",
    "BulkWriteError",
    "ChangeStream",
    "Client",
    "Collection",
    "ConfigurationError",
    "Database",
    "DeleteOne",
    "Document",
    "DuplicateKeyError",
    "InsertOne",
    "InvalidURI",
    "OperationFailure",
    "PyMongoError",
    "ReturnDocument",
    "Session",
    "UpdateOne",
    "aggregate",
    "brief",
    "connect",
    "database_name",
    "disconnect",
    "transaction",
    "watch",
]

Document = dict[str, Any]
Client = AsyncIOMotorClient[Document]
Database = AsyncIOMotorDatabase[Document]
Collection = AsyncIOMotorCollection[Document]
Session = AsyncIOMotorClientSession
T = TypeVar("T")


class ChangeStream(Protocol):
    """An open change stream. Never cancel `try_next`: the event would be lost."""

    @property
    def alive(self) -> bool:
        """False once the server has closed the stream."""

    @property
    def resume_token(self) -> Mapping[str, Any] | None:
        """Where to go on after the last event or empty batch that was returned."""

    async def try_next(self) -> Document | None:
        """The next event, or None after waiting for it in vain."""


def connect(uri: str, **options: Any) -> Client:
    """A client whose dates know that they are UTC; it connects when first used.

    Dates that Python cannot hold (MongoDB takes years beyond 9999) come as another type, so that
    one of them does not make everything read with it unreadable.

    Raises:
        InvalidURI, ConfigurationError: the address cannot be understood.
    """
    return AsyncIOMotorClient(
        uri,
        tz_aware=True,
        datetime_conversion="DATETIME_AUTO",
        appname="scoutly-reactor",
        **options,
    )


async def disconnect(client: Client) -> None:
    """Close every connection of the client."""
    client.close()


def database_name(uri: str) -> str | None:
    """The database that an address names, if any."""
    name: str | None = uri_parser.parse_uri(uri)["database"]
    return name


async def aggregate(
    source: Collection | Database, pipeline: Sequence[Mapping[str, Any]]
) -> list[Document]:
    """All documents that an aggregation gives."""
    documents: list[Document] = await source.aggregate(list(pipeline)).to_list(None)
    return documents


@asynccontextmanager
async def watch(
    database: Database,
    pipeline: Sequence[Mapping[str, Any]],
    *,
    start_after: Mapping[str, Any] | None,
    max_await_time_ms: int,
) -> AsyncIterator[ChangeStream]:
    """A change stream of the whole database, already open on the server when this returns."""
    async with database.watch(
        pipeline,
        start_after=start_after,
        max_await_time_ms=max_await_time_ms,
        full_document_before_change="whenAvailable",
    ) as stream:
        opened: Any = stream  # Motor's stubs call the property `alive` a method
        yield opened


async def transaction(client: Client, work: Callable[[Session], Coroutine[Any, Any, T]]) -> T:
    """What `work` returns, its writes committed together; run again after a passing conflict."""
    async with await client.start_session() as session:
        result: T = await session.with_transaction(work)
        return result


def brief(error: BaseException) -> str:
    """What an error says, without the driver's descriptions of topologies and time-outs."""
    said = re.split(r", full error|, Timeout:| \(configured timeouts", str(error))[0]
    return said.splitlines()[0] if said else type(error).__name__
