"""Reads the status from MongoDB and this machine at once."""

import asyncio

from reactor.errors import PassingError, ReactorError, SettingsError
from reactor.mongo import driver
from reactor.mongo.connection import no_other
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.concurrent_reads import at_once
from reactor.mongo.views.overview import OverviewReader
from reactor.people.match_readiness import read_unmatched
from reactor.settings import Settings
from reactor.status.local_state import read_local_state
from reactor.status.system_state import Status, status_of

_REFUSED = (13, 18)  # Unauthorized, AuthenticationFailed
_STANDALONE = 40573


class StatusReader:
    """Reads how everything stands.

    Args:
        database: what MongoDB knows.
        settings: all of them.
        share: the most of its time that may be spent on counting every company anew.
    """

    def __init__(
        self, database: ScoutlyDatabase, settings: Settings, *, share: float = 1.0
    ) -> None:
        self._settings = settings
        self._database = database
        self._overviews = OverviewReader(database, settings, share=share)

    @property
    def rest(self) -> float:
        """Seconds for which the last count of the companies is shown again."""
        return self._overviews.rest

    @property
    def is_behind(self) -> bool:
        """Whether the last look showed an earlier count of the companies again."""
        return self._overviews.is_behind

    async def read(self) -> Status:
        """How everything stands now.

        Raises:
            PassingError: MongoDB cannot be reached.
            SettingsError: it refuses the credentials, or lets them read nothing.
        """
        here = asyncio.create_task(asyncio.to_thread(read_local_state, self._settings))
        try:
            async with at_once() as group:
                reading = group.create_task(self._overviews.read())
                people = group.create_task(read_unmatched(self._database))
        except driver.PyMongoError as error:
            raise explained(error, no_other(self._settings)) from error
        finally:
            # It has time limits of its own, and no thread can be stopped.
            await asyncio.wait([here])
        overview, unmatched = reading.result(), people.result()
        return status_of(overview, here.result(), self._settings, unmatched)


def explained(error: driver.PyMongoError, hint: str = "") -> ReactorError:
    """What an error of the driver means to a person, in one line; `hint` where nobody answers."""
    code = getattr(error, "code", None)
    if code in _REFUSED:
        return SettingsError(
            f"MongoDB refuses the credentials in MONGODB_URI, or what they may read: "
            f"{driver.brief(error)}; reactor doctor says which rights are missing"
        )
    if code == _STANDALONE:
        return SettingsError(
            "--watch follows MongoDB's change stream, which needs a replica set; without --watch, "
            "a standalone is read as well"
        )
    return PassingError(f"MongoDB cannot be reached: {driver.brief(error)}{hint}")
