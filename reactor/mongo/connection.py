"""Connects to MongoDB: waits for it, and refuses what cannot work."""

import asyncio
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from loguru import logger

from reactor.data_folder import LOCAL
from reactor.errors import PassingError, SettingsError
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.error_kinds import Refusal, sort
from reactor.mongo.uri import database_named
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")
_SELECTION_TIMEOUT_MS = 3_000
_MAX_PAUSE = 15.0
_WANTS_A_USER = "requires authentication"
_BAD_CREDENTIALS = 18
_WIRE_VERSION_OF_6 = 17
"""What MongoDB 6.0 answers to `hello` as `maxWireVersion`; 5.0 says 13."""


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
    return ScoutlyDatabase(client, name, _srv_host(uri))


def _srv_host(uri: str) -> str:
    parts = urlsplit(uri)
    return (parts.hostname or "") if parts.scheme == "mongodb+srv" else ""


async def wait_for_primary(
    database: ScoutlyDatabase, told: Callable[[str], None] = lambda _: None
) -> None:
    """Return once a replica set with a primary answers, however long that takes.

    Args:
        database: where it should be.
        told: called with what keeps it from being used, each time that it is asked in vain.

    Raises:
        SettingsError: the server is no replica set, is older than MongoDB 6.0, refuses the
            credentials, or wants some.
    """
    pause, attempt = 1.0, 0
    while True:
        attempt += 1
        problem = await _problem(database)
        if problem is None:
            return
        _log.warning("waiting for MongoDB", attempt=attempt, retry_in=f"{pause:g}s", error=problem)
        told(problem)
        await asyncio.sleep(pause)
        pause = min(pause * 2, _MAX_PAUSE)


async def require_primary(database: ScoutlyDatabase, hint: str = "") -> None:
    """Return if a replica set with a primary answers now.

    Args:
        database: where it should be.
        hint: what is said besides if it does not.

    Raises:
        SettingsError: the server is no replica set, is older than MongoDB 6.0, refuses the
            credentials, or wants some.
        PassingError: it is not there now.
    """
    if problem := await _problem(database):
        raise PassingError(f"MongoDB cannot be used now: {problem}{hint}")


async def _problem(database: ScoutlyDatabase) -> str | None:
    """What keeps the server from being used now, None if nothing does."""
    try:
        hello = await database.client.admin.command("hello")
        if "setName" not in hello:
            return _without_replica_set(hello)
        if hello.get("maxWireVersion", 0) < _WIRE_VERSION_OF_6:
            raise SettingsError(_TOO_OLD)
        if not hello.get("isWritablePrimary"):
            return "the replica set has no primary yet"
        # What every user may ask who has logged in, even one without a role.
        mine = {"listCollections": 1, "nameOnly": True, "authorizedCollections": True}
        await database.handle.command(mine)
    except driver.PyMongoError as error:
        said = unreachable(database, error)
        if getattr(error, "code", None) == _BAD_CREDENTIALS:
            raise SettingsError(
                f"MongoDB refuses the credentials in MONGODB_URI: {said}"
            ) from error
        if _WANTS_A_USER in said:
            raise SettingsError(
                f"MongoDB asks for a user, and MONGODB_URI names none ({said}); write "
                f"mongodb://user:password@host:27017/{database.name}?authSource=admin"
            ) from error
        # It is there. What it refuses is waited for, and told, by those who need it.
        return said if sort(error) is Refusal.PASSING else None
    return None


_TOO_OLD = (
    "MongoDB is too old: the reactor needs 6.0 or later, whose change streams tell what a document "
    "was before, and whose indexes keep one job a company; upgrade it one major version at a time"
)


def unreachable(database: ScoutlyDatabase, error: driver.PyMongoError) -> str:
    """What keeps MongoDB from being reached, in one line."""
    if driver.is_name_trouble(error):
        return f"{database.host} in MONGODB_URI cannot be looked up: {driver.brief(error)}"
    return driver.brief(error)


def no_other(settings: Settings) -> str:
    """What to add where MongoDB was not found at the address that nobody named; else `""`."""
    named = "mongodb_uri" in settings.model_fields_set
    if named or settings.mongodb_uri.get_secret_value() != LOCAL:
        return ""
    return "; MONGODB_URI is not set, and no embedded one runs (reactor run --embedded)"


def user_name(settings: Settings) -> str:
    """The user that `MONGODB_URI` names, `""` if none."""
    try:
        return unquote(urlsplit(settings.mongodb_uri.get_secret_value()).username or "")
    except ValueError:
        return ""


def _without_replica_set(hello: driver.Document) -> str:
    if hello.get("isreplicaset"):
        return driver.NOT_INITIATED
    raise SettingsError(
        "MongoDB runs standalone, and change streams need a replica set: start mongod with "
        "--replSet rs0, then run rs.initiate() once in mongosh (one node is enough)"
    )
