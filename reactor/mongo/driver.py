"""The driver, and the few calls in which Motor and PyMongo Async differ.

Motor is supported until 14 May 2027; its makers point to PyMongo Async, where `watch` and
`aggregate` are awaited and a session is not. Only this file knows. Its successor stands in
`tests/drivers/pymongo_async.py` and passes the same tests; it needs Python 3.12, for on 3.11
PyMongo Async loses cancellations (cpython issue 86296).
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar, TypeVarTuple

from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorCollection, AsyncIOMotorDatabase
from pymongo import DeleteOne, InsertOne, ReturnDocument, UpdateOne, uri_parser
from pymongo.change_stream import ChangeStream as SynchronousChangeStream
from pymongo.client_session import ClientSession
from pymongo.database import Database as SynchronousDatabase
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
    "APP_NAME",
    "AutoReconnect",
    "BulkWriteError",
    "ChangeStream",
    "Client",
    "Collection",
    "Condition",
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
    "UpdateOne",
    "Write",
    "aggregate",
    "brief",
    "commit",
    "connect",
    "database_name",
    "disconnect",
    "watch",
]

Document = dict[str, Any]
Client = AsyncIOMotorClient[Document]
Database = AsyncIOMotorDatabase[Document]
Collection = AsyncIOMotorCollection[Document]
Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")

APP_NAME = "scoutly-reactor"
"""What a reactor calls itself to the server."""

NOT_INITIATED = "the replica set is not initiated yet; in mongosh: rs.initiate()"

_MOST_CONFLICTS = 5
_MOST_COMMITS = 4
_LARGEST_ANSWER = 2_000
"""Documents. While an answer is decoded, which is one call of C, no thread does anything else."""
_MOST_EVENTS = 1_000
_FAREWELL = 2.0
_THREADS = ThreadPoolExecutor(32, thread_name_prefix="mongodb")
"""Of our own: slow name look-ups fill the event loop's threads when the network is down."""
_SILENT_FOR_MS = 30_000
"""A server that answers nothing for this long is not waited for: one that hangs closes nothing."""


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


class ChangeStream(Protocol):
    """An open change stream. Never cancel `next_batch`: its events would be lost."""

    @property
    def alive(self) -> bool:
        """False once the server has closed the stream."""

    @property
    def resume_token(self) -> Mapping[str, Any] | None:
        """Where to go on after the last event or empty batch that was returned."""

    async def next_batch(self) -> list[Document]:
        """The events that have come, at least one; none after waiting in vain."""


def connect(uri: str, **options: Any) -> Client:
    """A client whose dates know that they are UTC; it connects when first used.

    Dates that Python cannot hold (MongoDB takes years beyond 9999) come as another type, so that
    one of them does not make everything read with it unreadable.

    Raises:
        InvalidURI, ConfigurationError: the address cannot be understood.
    """
    usual: dict[str, Any] = {"appname": APP_NAME, "socketTimeoutMS": _SILENT_FOR_MS}
    return AsyncIOMotorClient(
        uri, tz_aware=True, datetime_conversion="DATETIME_AUTO", **usual | options
    )


async def disconnect(client: Client) -> None:
    """Close every connection of the client; one that hangs is left to its end."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_FAREWELL):
            await _in_thread(client.delegate.close)


def database_name(uri: str) -> str | None:
    """The database that an address names, if any."""
    name: str | None = uri_parser.parse_uri(uri)["database"]
    return name


async def aggregate(
    source: Collection | Database, pipeline: Sequence[Mapping[str, Any]]
) -> list[Document]:
    """All documents that an aggregation gives, read in a thread."""
    return await _in_thread(_all_documents, source.delegate, pipeline)


def _all_documents(source: Any, pipeline: Sequence[Mapping[str, Any]]) -> list[Document]:
    return list(source.aggregate(list(pipeline), batchSize=_LARGEST_ANSWER))


@asynccontextmanager
async def watch(
    database: Database,
    pipeline: Sequence[Mapping[str, Any]],
    *,
    start_after: Mapping[str, Any] | None,
    max_await_time_ms: int,
) -> AsyncIterator[ChangeStream]:
    """A change stream of the whole database, already open on the server when this returns."""
    opened = await _in_thread(
        partial(
            database.delegate.watch,
            list(pipeline),
            start_after=start_after,
            max_await_time_ms=max_await_time_ms,
            full_document_before_change="whenAvailable",
            show_expanded_events=True,
        )
    )
    stream = _Stream(opened)
    try:
        yield stream
    finally:
        await stream.close()


class _Stream:
    """A change stream of which one trip to a thread brings all events that the server has sent."""

    def __init__(self, stream: SynchronousChangeStream[Document]) -> None:
        self._stream = stream
        self._reading = False

    @property
    def alive(self) -> bool:
        return self._stream.alive

    @property
    def resume_token(self) -> Mapping[str, Any] | None:
        return self._stream.resume_token

    async def next_batch(self) -> list[Document]:
        self._reading = True
        return await _in_thread(self._drain)

    async def close(self) -> None:
        # A read that was cancelled still goes on in its thread, and ends with its socket.
        if not self._reading:
            await _in_thread(self._stream.close)

    def _drain(self) -> list[Document]:
        events: list[Document] = []
        try:
            event = self._stream.try_next()
            while event is not None:
                events.append(event)
                # There is no public way to see what has come already without waiting for more.
                more = self._stream._cursor._has_next()  # noqa: SLF001 - see above
                event = self._stream.try_next() if more and len(events) < _MOST_EVENTS else None
        finally:
            self._reading = False
        return events


async def commit(
    database: Database, writes: Sequence[Write], *, provided: Sequence[Condition] = ()
) -> bool:
    """Carry out all writes together; none if the first finds nothing or a condition fails.

    Gives whether they were carried out. The whole transaction is one trip to a thread: at a trip
    for each write, half of its time would go into the hand-overs.
    """
    return await _in_thread(_commit, database.delegate, writes, provided)


def _commit(
    database: SynchronousDatabase[Document],
    writes: Sequence[Write],
    provided: Sequence[Condition],
) -> bool:
    conflicts = 0
    while True:
        try:
            with database.client.start_session() as session:
                return _carry_out(database, writes, provided, session)
        except PyMongoError as error:
            conflicts += 1
            if not error.has_error_label("TransientTransactionError") or (
                conflicts >= _MOST_CONFLICTS
            ):
                raise


def _carry_out(
    database: SynchronousDatabase[Document],
    writes: Sequence[Write],
    provided: Sequence[Condition],
    session: ClientSession,
) -> bool:
    session.start_transaction()
    for condition in provided:
        if database[condition.collection].find_one(condition.filter, session=session) is None:
            session.abort_transaction()
            return False
    for number, write in enumerate(writes):
        collection = database[write.collection]
        update = collection.update_many if write.many else collection.update_one
        result = update(write.filter, write.update, upsert=write.upsert, session=session)
        if number == 0 and result.matched_count == 0 and not write.upsert:
            session.abort_transaction()
            return False
    _make_sure(session)
    return True


def _make_sure(session: ClientSession) -> None:
    """Commit; asked again where the answer was lost, for a commit can be repeated harmlessly."""
    for _ in range(_MOST_COMMITS - 1):
        try:
            return session.commit_transaction()
        except PyMongoError as error:
            if not error.has_error_label("UnknownTransactionCommitResult"):
                raise
    return session.commit_transaction()


async def _in_thread(work: Callable[[*Arguments], Result], *args: *Arguments) -> Result:
    return await asyncio.get_running_loop().run_in_executor(_THREADS, work, *args)


def brief(error: BaseException) -> str:
    """What an error says, without the driver's descriptions of topologies and time-outs."""
    if "server_type: RSGhost" in str(error):  # what the driver calls a member of no set
        return NOT_INITIATED
    said = re.split(r", full error|, Timeout:| \(configured timeouts", str(error))[0]
    return said.splitlines()[0] if said else type(error).__name__
