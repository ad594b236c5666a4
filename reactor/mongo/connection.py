"""Reaching MongoDB: waiting for it, and refusing what cannot work."""

import asyncio

from loguru import logger

from reactor.errors import PassingError, SettingsError
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.uri import database_named
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")
_SELECTION_TIMEOUT_MS = 3_000
_LONGEST_PAUSE = 30.0


def open_database(settings: Settings) -> ScoutlyDatabase:
    """The database that `MONGODB_URI` names; nothing is sent yet.

    Raises:
        SettingsError: the address is malformed, or names what the reactor cannot use.
    """
    uri = settings.mongodb_uri.get_secret_value()
    name = database_named(uri)
    try:
        client = driver.connect(uri, serverSelectionTimeoutMS=_SELECTION_TIMEOUT_MS)
    except (driver.InvalidURI, driver.ConfigurationError, ValueError, OSError) as error:
        hidden = any(secret in str(error) for secret in settings.secrets)
        said = "" if hidden else f": {error}"
        raise SettingsError(f"MONGODB_URI cannot be used{said}") from None
    return ScoutlyDatabase(client, name)


async def wait_for_primary(database: ScoutlyDatabase) -> None:
    """Return once a replica set with a primary answers, however long that takes.

    Raises:
        SettingsError: the server is no replica set, or refuses the credentials.
    """
    pause, attempt = 1.0, 0
    while True:
        attempt += 1
        problem = await _problem(database)
        if problem is None:
            return
        _log.warning("waiting for MongoDB", attempt=attempt, retry_in=f"{pause:g}s", error=problem)
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


async def require_primary(database: ScoutlyDatabase) -> None:
    """Return if a replica set with a primary answers now.

    Raises:
        SettingsError: the server is no replica set, or refuses the credentials.
        PassingError: it is not there now.
    """
    if problem := await _problem(database):
        raise PassingError(f"MongoDB cannot be used now: {problem}")


async def _problem(database: ScoutlyDatabase) -> str | None:
    """What keeps the server from being used now, None if nothing does."""
    try:
        hello = await database.client.admin.command("hello")
        if "setName" not in hello:
            return _without_replica_set(hello)
        if not hello.get("isWritablePrimary"):
            return "the replica set has no primary yet"
        await database.handle.command("ping")
    except driver.OperationFailure as error:
        if error.code in (13, 18):  # Unauthorized, AuthenticationFailed
            raise SettingsError(
                f"MongoDB refuses the credentials in MONGODB_URI: {error}"
            ) from error
        return driver.brief(error)
    except driver.PyMongoError as error:
        return driver.brief(error)
    return None


def _without_replica_set(hello: driver.Document) -> str:
    if hello.get("isreplicaset"):
        return driver.NOT_INITIATED
    raise SettingsError(
        "MongoDB runs standalone, and change streams need a replica set: start mongod with "
        "--replSet rs0, then run rs.initiate() once in mongosh (one node is enough)"
    )
