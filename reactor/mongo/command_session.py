"""The database connection of a command that does one thing and ends."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from reactor.errors import PassingError, ReactorError
from reactor.mongo import driver
from reactor.mongo.connection import no_other, open_database, require_primary
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.error_kinds import Refusal, first_of, sort
from reactor.settings import Settings


@asynccontextmanager
async def command_session(settings: Settings) -> AsyncIterator[ScoutlyDatabase]:
    """The database, ready to be written to; disconnected afterwards.

    Raises:
        SettingsError: its address is wrong, it is no replica set, or refuses the credentials.
        PassingError: it cannot be reached, or went away meanwhile.
        ReactorError: it refused something.
    """
    database = open_database(settings)
    try:
        await require_primary(database, no_other(settings))
        yield database
    except (driver.PyMongoError, ExceptionGroup) as error:
        first = first_of(error)
        if not isinstance(first, driver.PyMongoError):
            raise
        if sort(first) is Refusal.PASSING:
            raise PassingError(f"MongoDB went away: {driver.brief(first)}") from error
        raise ReactorError(f"MongoDB refused it: {driver.brief(first)}") from error
    finally:
        await driver.disconnect(database.client)
