"""The driver, and the few calls in which Motor and PyMongo Async differ.

Motor is supported until 14 May 2027; its makers point to PyMongo Async, where `watch` and
`aggregate` are awaited and a session is not. Only this file knows. Its successor stands in
`tests/drivers/pymongo_async.py` and passes the same tests; it needs Python 3.12, for on 3.11
PyMongo Async loses cancellations (cpython issue 86296).
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any, TypeVar, TypeVarTuple

import motor.frameworks.asyncio
from dns.exception import DNSException
from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorCollection, AsyncIOMotorDatabase
from pymongo import ReturnDocument, uri_parser
from pymongo.change_stream import ChangeStream as SynchronousChangeStream
from pymongo.client_session import ClientSession
from pymongo.database import Database as SynchronousDatabase
from pymongo.errors import (
    AutoReconnect,
    BulkWriteError,
    ConfigurationError,
    ConnectionFailure,
    DuplicateKeyError,
    InvalidURI,
    OperationFailure,
    ProtocolError,
    PyMongoError,
)
from pymongo.read_concern import ReadConcern

from reactor.mongo.change_stream import ChangeStream
from reactor.mongo.collection import Collection, Document
from reactor.mongo.error_summary import NOT_INITIATED, brief
from reactor.mongo.writes import Condition, DeleteOne, InsertOne, TakenError, UpdateOne, Write
from reactor.storable import storable
from reactor.threads import DaemonThreads, step_aside

__all__ = [
    "APP_NAME",
    "NOT_INITIATED",
    "AutoReconnect",
    "BulkWriteError",
    "ChangeStream",
    "Client",
    "Collection",
    "Condition",
    "ConfigurationError",
    "ConnectionFailure",
    "Database",
    "DeleteOne",
    "Document",
    "DuplicateKeyError",
    "InsertOne",
    "InvalidURI",
    "OperationFailure",
    "ProtocolError",
    "PyMongoError",
    "ReturnDocument",
    "TakenError",
    "UpdateOne",
    "Write",
    "aggregate",
    "brief",
    "commit",
    "connect",
    "database_name",
    "disconnect",
    "is_name_trouble",
    "watch",
]

Client = AsyncIOMotorClient[Document]
Database = AsyncIOMotorDatabase[Document]
RawCollection = AsyncIOMotorCollection[Document]
Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")

APP_NAME = "scoutly-reactor"
"""What a reactor calls itself to the server."""

_ONE_MOMENT = ReadConcern("snapshot")
_MAX_CONFLICTS, _MAX_COMMITS, _PASSING = 5, 4, "TransientTransactionError"
_MAX_ANSWER = 2_000
"""Documents. While an answer is decoded, which is one call of C, no thread does anything else."""
_MAX_EVENTS, _FAREWELL = 1_000, 1.5
_THREADS = DaemonThreads(48, "mongodb")
"""Of our own: slow name look-ups fill the event loop's threads when the network is down."""
# Motor's own executor keeps the process while a server is silent. No public way names another.
motor.frameworks.asyncio._EXECUTOR = _THREADS  # noqa: SLF001 - see above
_SILENT_FOR_MS = 30_000
"""A server that answers nothing for this long is not waited for: one that hangs closes nothing."""
_CONNECTED_WITHIN_MS = 10_000  # and a name server is waited for as long


def connect(uri: str, **options: Any) -> Client:
    """A client whose dates know that they are UTC; it connects when first used.

    Dates that Python cannot hold (MongoDB takes years beyond 9999) come as another type, so that
    one of them does not make everything read with it unreadable.

    Raises:
        InvalidURI, ConfigurationError: the address cannot be understood.
    """
    usual: dict[str, Any] = {"appname": APP_NAME, "socketTimeoutMS": _SILENT_FOR_MS}
    if "connecttimeoutms" not in uri.lower():
        usual["connectTimeoutMS"] = _CONNECTED_WITHIN_MS
    return AsyncIOMotorClient(
        uri, tz_aware=True, datetime_conversion="DATETIME_AUTO", **usual | options
    )


async def disconnect(client: Client) -> None:
    """Close every connection of the client; one that hangs is left to its end."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_FAREWELL):
            await _in_thread(client.delegate.close)


def database_name(uri: str) -> str | None:
    """The database that a `mongodb://` address names, if any.

    Raises:
        InvalidURI, ConfigurationError: the address cannot be understood.
    """
    name: str | None = uri_parser.parse_uri(uri)["database"]
    return name


def is_name_trouble(error: BaseException) -> bool:
    """Whether the hosts of a `mongodb+srv://` address could not be looked up now."""
    return isinstance(error, ConfigurationError) and isinstance(error.__cause__, DNSException)


async def aggregate(
    source: Collection | RawCollection | Database,
    pipeline: Sequence[Mapping[str, Any]],
    *,
    at_one_moment: bool = False,
    collation: Mapping[str, Any] | None = None,
) -> list[Document]:
    """All documents that an aggregation gives, read in a thread.

    It may read all parts of a pipeline as of one moment, of a collection on a replica set; and
    compare texts by a collation.
    """
    raw: Any = source.raw if isinstance(source, Collection) else source
    reading = raw.delegate
    if at_one_moment:
        reading = reading.with_options(read_concern=_ONE_MOMENT)
    ask = partial(reading.aggregate, batchSize=_MAX_ANSWER, collation=collation)
    return await _in_thread(lambda: list(ask(storable(list(pipeline)))))


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
            batch_size=_MAX_EVENTS,  # a driver decodes what it is sent all at once
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
        self._reading, self.resumptions = False, 0

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
        # A read that was cancelled goes on in its thread, and ends with its socket.
        if not self._reading:
            with suppress(TimeoutError):
                async with asyncio.timeout(_FAREWELL):
                    await _in_thread(self._stream.close)

    def _drain(self) -> list[Document]:
        events, cursor = list[Document](), self._stream._cursor  # noqa: SLF001 - replaced silently
        try:
            event = self._stream.try_next()
            while event is not None:
                events.append(event)
                # There is no public way to see what has come already without waiting for more.
                more = self._stream._cursor._has_next()  # noqa: SLF001 - see above
                event = self._stream.try_next() if more and len(events) < _MAX_EVENTS else None
        finally:
            self._reading = False
            self.resumptions += self._stream._cursor is not cursor  # noqa: SLF001 - see above
        return events


async def commit(
    database: Database, writes: Sequence[Write], *, provided: Sequence[Condition] = ()
) -> bool:
    """Carry out all writes together; none if the first finds nothing or a condition fails.

    Gives whether they were carried out; a unique index in the way is a `TakenError`. All of it is
    one trip to a thread: at a trip for each write, half of its time would go into the hand-overs.
    """
    return await _in_thread(_commit, database.delegate, writes, provided)


def _commit(
    database: SynchronousDatabase[Document], writes: Sequence[Write], provided: Sequence[Condition]
) -> bool:
    conflicts = 0
    while True:
        try:
            with database.client.start_session() as session:
                return _carry_out(database, writes, provided, session)
        except PyMongoError as error:
            conflicts += 1
            if conflicts >= _MAX_CONFLICTS or not error.has_error_label(_PASSING):
                raise
            step_aside(conflicts)


def _carry_out(
    database: SynchronousDatabase[Document],
    writes: Sequence[Write],
    provided: Sequence[Condition],
    session: ClientSession,
) -> bool:
    session.start_transaction()
    for condition in provided:
        if not database[condition.collection].find_one(storable(condition.filter), session=session):
            session.abort_transaction()
            return False
    for number, write in enumerate(writes):
        collection = database[write.collection]
        if write.remove:
            collection.delete_many(storable(write.filter), session=session)
            continue
        update = collection.update_many if write.many else collection.update_one
        which, change = storable(write.filter), storable(write.update)
        try:
            result = update(which, change, upsert=write.upsert, session=session)
        except DuplicateKeyError as error:
            raise TakenError(number, error) from error
        if number == 0 and result.matched_count == 0 and not write.upsert:
            session.abort_transaction()
            return False
    try:
        _make_sure(session)
    except PyMongoError:
        # Perhaps it is open still, and would be in the way of the next try.
        with suppress(PyMongoError):
            database.client.admin.command("killSessions", [session.session_id])
        raise
    return True


def _make_sure(session: ClientSession) -> None:
    """Commit; asked again where the answer was lost, for a commit can be repeated harmlessly."""
    for _ in range(_MAX_COMMITS - 1):
        try:
            return session.commit_transaction()
        except PyMongoError as error:
            if not error.has_error_label("UnknownTransactionCommitResult"):
                raise
    return session.commit_transaction()


async def _in_thread(work: Callable[[*Arguments], Result], *args: *Arguments) -> Result:
    return await asyncio.get_running_loop().run_in_executor(_THREADS, work, *args)
