"""What `reactor/mongo/driver.py` becomes when Motor ends: the same names, on PyMongo Async.

It is to be copied over that file, and needs Python 3.12 (see `upstream.mend_wait_for`).
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

from dns.exception import DNSException
from pymongo import AsyncMongoClient, ReturnDocument, uri_parser
from pymongo.asynchronous.change_stream import AsyncChangeStream
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.database import AsyncDatabase
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

Client = AsyncMongoClient[Document]
Database = AsyncDatabase[Document]
RawCollection = AsyncCollection[Document]

APP_NAME = "scoutly-reactor"
"""What a reactor calls itself to the server."""

_ONE_MOMENT = ReadConcern("snapshot")
_MAX_CONFLICTS = 5
_MAX_COMMITS = 4
_MAX_ANSWER = 100_000
_MAX_EVENTS = 1_000
_SILENT_FOR_MS = 30_000
"""A server that answers nothing for this long is not waited for: one that hangs closes nothing."""


def connect(uri: str, **options: Any) -> Client:
    """A client whose dates know that they are UTC; it connects when first used.

    Dates that Python cannot hold (MongoDB takes years beyond 9999) come as another type, so that
    one of them does not make everything read with it unreadable.

    Raises:
        InvalidURI, ConfigurationError: the address cannot be understood.
    """
    usual: dict[str, Any] = {"appname": APP_NAME, "socketTimeoutMS": _SILENT_FOR_MS}
    return AsyncMongoClient(
        uri, tz_aware=True, datetime_conversion="DATETIME_AUTO", **usual | options
    )


async def disconnect(client: Client) -> None:
    """Close every connection of the client."""
    await client.close()


def database_name(uri: str) -> str | None:
    """The database that a `mongodb://` address names, if any."""
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
    """All documents that an aggregation gives, in as few answers as the server can make of them."""
    raw: Any = source.raw if isinstance(source, Collection) else source
    if at_one_moment:
        raw = raw.with_options(read_concern=_ONE_MOMENT)
    stages = storable(list(pipeline))
    answer = await raw.aggregate(stages, batchSize=_MAX_ANSWER, collation=collation)
    documents: list[Document] = await answer.to_list()
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
    async with await database.watch(
        list(pipeline),
        start_after=start_after,
        max_await_time_ms=max_await_time_ms,
        batch_size=_MAX_EVENTS,
        full_document_before_change="whenAvailable",
        show_expanded_events=True,
    ) as stream:
        yield _Stream(stream)


class _Stream:
    """A change stream that is read by batches, as the server sends it."""

    def __init__(self, stream: AsyncChangeStream[Document]) -> None:
        self._stream, self.resumptions = stream, 0

    @property
    def alive(self) -> bool:
        return self._stream.alive

    @property
    def resume_token(self) -> Mapping[str, Any] | None:
        return self._stream.resume_token

    async def next_batch(self) -> list[Document]:
        events: list[Document] = []
        cursor = self._stream._cursor  # noqa: SLF001 - the driver replaces it silently
        event = await self._stream.try_next()
        while event is not None:
            events.append(event)
            # There is no public way to see what has come already without waiting for more.
            more = self._stream._cursor._has_next()  # noqa: SLF001 - see above
            event = await self._stream.try_next() if more and len(events) < _MAX_EVENTS else None
        self.resumptions += self._stream._cursor is not cursor  # noqa: SLF001 - see above
        return events


async def commit(
    database: Database, writes: Sequence[Write], *, provided: Sequence[Condition] = ()
) -> bool:
    """Whether all writes were carried out: not if the first one or a condition matches nothing."""
    conflicts = 0
    while True:
        try:
            async with database.client.start_session() as session:
                return await _carry_out(database, writes, provided, session)
        except PyMongoError as error:
            conflicts += 1
            passing = error.has_error_label("TransientTransactionError")
            if not passing or conflicts >= _MAX_CONFLICTS:
                raise


async def _carry_out(
    database: Database,
    writes: Sequence[Write],
    provided: Sequence[Condition],
    session: AsyncClientSession,
) -> bool:
    await session.start_transaction()
    for condition in provided:
        collection = database[condition.collection]
        if await collection.find_one(storable(condition.filter), session=session) is None:
            await session.abort_transaction()
            return False
    for number, write in enumerate(writes):
        collection = database[write.collection]
        if write.remove:
            await collection.delete_many(storable(write.filter), session=session)
            continue
        update = collection.update_many if write.many else collection.update_one
        which, change = storable(write.filter), storable(write.update)
        try:
            result = await update(which, change, upsert=write.upsert, session=session)
        except DuplicateKeyError as error:
            raise TakenError(number, error) from error
        if number == 0 and result.matched_count == 0 and not write.upsert:
            await session.abort_transaction()
            return False
    try:
        await _make_sure(session)
    except PyMongoError:
        # Perhaps it is open still, and would be in the way of the next try.
        with suppress(PyMongoError):
            await database.client.admin.command("killSessions", [session.session_id])
        raise
    return True


async def _make_sure(session: AsyncClientSession) -> None:
    """Commit; asked again where the answer was lost, for a commit can be repeated harmlessly."""
    for _ in range(_MAX_COMMITS - 1):
        try:
            return await session.commit_transaction()
        except PyMongoError as error:
            if not error.has_error_label("UnknownTransactionCommitResult"):
                raise
    return await session.commit_transaction()
