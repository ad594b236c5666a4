"""What people's CVs said when they were last fetched, by the address of the file."""

import hashlib
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bson import ObjectId
from loguru import logger

from reactor.documents import User
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.refusals import is_passing
from reactor.mongo.timers import after_now
from reactor.storable import storable_text

KEPT_FOR = timedelta(days=30)
"""After which a CV is forgotten that nobody asked for."""

FRESH = timedelta(hours=1)
"""How long a CV is believed to be as it was."""

UNREAD = "unread"
"""The notes about people are of this."""

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


def mark_of(cv_url: str) -> str:
    """What tells a `cvUrl` from another, and tells nobody what it is."""
    return hashlib.sha256(cv_url.encode()).hexdigest()


class KeptCvs:
    """The collection `cvs`: a cache that may be dropped at any time.

    Beside what files said it has a note for each person whose CV could not be read.
    """

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._cvs = database.cvs
        self._noted: dict[ObjectId, str] = {}

    async def note_unread(self, user: User, why: str) -> None:
        """Note that a person's CV could not be read, so that they can be told."""
        self._noted.pop(user.id, None)
        note = {"why": why, "mark": mark_of(user.cv_url)}
        await self._set({"of": UNREAD, "user": user.id}, note)

    async def note_read(self, user: User) -> None:
        """Forget such a note; whether there is one is asked once in this process's life."""
        if self._noted.get(user.id) == user.cv_url:
            return
        note = {"_id": {"of": UNREAD, "user": user.id}}
        if await self._cvs.find_one(note, {"_id": 1}):
            await _unless_refused(self._cvs.delete_one(note))
        self._noted[user.id] = user.cv_url

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

    async def _set(self, id_: Any, fields: dict[str, Any]) -> None:
        change = {"$set": fields} if fields else {}
        await _unless_refused(
            self._cvs.update_one(
                {"_id": id_}, {**change, "$currentDate": {"checkedAt": True}}, upsert=True
            )
        )


async def _unless_refused(write: Coroutine[Any, Any, object]) -> None:
    """Carry out a write that is worth a try, and no visit's end."""
    try:
        await write
    except driver.OperationFailure as error:
        if is_passing(error):
            raise
        log.debug("CV not kept", error=driver.brief(error))
