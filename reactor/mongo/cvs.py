"""What people's CVs said when they were last fetched, by the address of the file."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from loguru import logger

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.refusals import is_passing
from reactor.mongo.timers import after_now
from reactor.storable import storable_text

KEPT_FOR = timedelta(days=30)
"""After which a CV is forgotten that nobody asked for."""

FRESH = timedelta(hours=1)
"""How long a CV is believed to be as it was."""

_RECENT = [{"$gt": ["$checkedAt", after_now(-FRESH)]}, {"$lte": ["$checkedAt", "$$NOW"]}]
_WHAT_IT_SAID = {"hash": 1, "text": 1, "problem": 1, "fresh": {"$and": _RECENT}}

log = logger.bind(channel="job-matching-orchestrator")


@dataclass(frozen=True, slots=True)
class KeptCv:
    """A CV as it was read.

    Attributes:
        hash: SHA-256 of the file, in hexadecimal.
        text: what it says; `""` where it could not be read.
        problem: why it could not be read; `""` where it could.
        fresh: whether it was checked within the last hour.
    """

    hash: str
    text: str
    problem: str = ""
    fresh: bool = True

    def __post_init__(self) -> None:
        """Let it say from the beginning what it will say when it is recalled."""
        object.__setattr__(self, "text", storable_text(self.text))


class KeptCvs:
    """The collection `cvs`: a cache that may be dropped at any time."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._cvs = database.cvs

    async def recall(self, address: str) -> KeptCv | None:
        """The CV kept for an address; None if there is none, or one that somebody spoilt."""
        document = await self._cvs.find_one({"_id": address}, _WHAT_IT_SAID)
        match document:
            case {"hash": str(hash_), "text": str(text), "problem": str(problem), "fresh": fresh}:
                return KeptCv(hash_, text, problem, fresh=fresh) if text or problem else None
        return None

    async def keep(self, address: str, cv: KeptCv) -> None:
        """Keep what a CV says now."""
        await self._set(address, {"hash": cv.hash, "text": cv.text, "problem": cv.problem})

    async def put_off(self, address: str) -> None:
        """Believe what is kept for another hour."""
        await self._set(address, {})

    async def forget(self, address: str) -> None:
        """Keep nothing more of a CV that its owner took down."""
        await self._cvs.delete_one({"_id": address})

    async def _set(self, address: str, fields: dict[str, Any]) -> None:
        change = {"$set": fields} if fields else {}
        try:
            await self._cvs.update_one(
                {"_id": address}, {**change, "$currentDate": {"checkedAt": True}}, upsert=True
            )
        except driver.OperationFailure as error:
            if is_passing(error):
                raise
            log.debug("CV not kept", error=driver.brief(error))
