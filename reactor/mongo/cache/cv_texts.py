"""What people's CVs said when they were last fetched, by the address of the file.

One that could not be had or read has a document as well, which tells why, since when, and how
often it was tried: it is tried again after pauses that grow.
"""

import hashlib
from collections.abc import Coroutine, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bson import ObjectId
from loguru import logger
from pydantic import ValidationError

from reactor.documents import Document, User
from reactor.error_codes import Code
from reactor.lenient_fields import Count, Date, Text
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.error_kinds import is_passing
from reactor.storable import storable_text

KEPT_FOR = timedelta(days=30)
"""After which a CV is forgotten that nobody asked for."""

FRESH = timedelta(hours=1)
"""How long a CV is believed to be as it was; the first pause after it could not be read."""

MAX_PAUSE = timedelta(days=1)
"""Between two tries of one that cannot be read: each pause is twice as long as the last."""

UNREAD = "unread"
"""The notes about people are of this."""

UNAVAILABLE: Code = "cv_unavailable"
"""The code of what may be gone next time."""

_ENOUGH_DOUBLINGS = 8

log = logger.bind(channel="job-matching-orchestrator")


@dataclass(frozen=True, slots=True)
class KeptCv:
    """A CV as it was read.

    Attributes:
        hash: SHA-256 of the file, in hexadecimal; `""` where there was none to be had.
        text: what it says; `""` where it could not be read.
        problem: why it could not be read; `""` where it could.
        code: names the problem.
        since: since when it cannot be read; None where it can.
        tries: how often it was tried since.
        fresh: whether it was checked so lately that it is believed.
        checked_at: when that was; None before it was kept.
    """

    hash: str
    text: str
    problem: str = ""
    code: str = ""
    since: datetime | None = None
    tries: int = 0
    fresh: bool = True
    checked_at: datetime | None = None

    def __post_init__(self) -> None:
        """Let it say from the beginning what it will say when it is recalled."""
        object.__setattr__(self, "text", storable_text(self.text))

    @property
    def believed_for(self) -> timedelta:
        """How long it is not asked for again."""
        doublings = min(max(self.tries - 1, 0), _ENOUGH_DOUBLINGS)
        return min(FRESH * 2**doublings, MAX_PAUSE) if self.problem else FRESH


class UnreadNote(Document):
    """That a person's CV could not be read.

    Attributes:
        mark: tells their `cvUrl` of then from others.
        why: in one line.
        code: names the cause.
        file: tells the file from others; `""` where none was to be had.
        since: since when.
        told: what they were last told of it.
    """

    mark: Text = ""
    why: Text = ""
    code: Text = ""
    file: Text = ""
    since: Date = None
    told: Text = ""


class _Stored(Document):
    hash: str
    text: str
    problem: str
    code: Text = ""
    since: Date = None
    tries: Count = 0
    checked_at: datetime


def mark_of(cv_url: str) -> str:
    """What tells a `cvUrl` from another, and tells nobody what it is."""
    return hashlib.sha256(cv_url.encode()).hexdigest()


class KeptCvs:
    """The collection `cvs`: a cache that may be dropped at any time.

    Beside what files said it has a note for each person whose CV could not be read.
    """

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database
        self._cvs = database.cvs
        self._noted: dict[ObjectId, str] = {}

    async def note_unread(self, user: User, why: str, code: str, file: str = "") -> UnreadNote:
        """Note that a person's CV could not be read, so that they can be told."""
        self._noted.pop(user.id, None)
        mark, known = mark_of(user.cv_url), await self.unread_of(user)
        since = known.since if known and known.mark == mark else None
        note = UnreadNote(
            mark=mark,
            why=why,
            code=code,
            file=file,
            since=since or await self._database.now(),
            told=known.told if known else "",
        )
        await self._set({"of": UNREAD, "user": user.id}, note.model_dump(by_alias=True))
        return note

    async def unread_of(self, user: User) -> UnreadNote | None:
        """The note about a person; None if their CV could be read when it was last tried."""
        found = await self._cvs.find_one({"_id": {"of": UNREAD, "user": user.id}})
        return UnreadNote.read(found) if found else None

    async def note_told(self, user: User, what: str) -> None:
        """Note what a person was told of their CV."""
        note = {"_id": {"of": UNREAD, "user": user.id}}
        await _unless_refused(self._cvs.update_one(note, {"$set": {"told": what}}))

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
        return (await self.recall_all([address])).get(address)

    async def recall_all(self, addresses: Iterable[str]) -> dict[str, KeptCv]:
        """The CVs kept for these addresses, by address."""
        if not (wanted := list(addresses)):
            return {}
        found = await self._cvs.find({"_id": {"$in": wanted}}).to_list(None)
        now = await self._database.now() if found else datetime.now(UTC)
        kept = {document["_id"]: _recalled(document, now) for document in found}
        return {address: cv for address, cv in kept.items() if cv}

    async def keep(self, address: str, cv: KeptCv) -> None:
        """Keep what a CV says now."""
        fields: dict[str, Any] = {"hash": cv.hash, "text": cv.text, "problem": cv.problem}
        trouble = {"code": cv.code, "since": cv.since, "tries": cv.tries}
        if cv.problem:
            await self._set(address, {**fields, **trouble})
        else:
            await self._set(address, fields, gone=trouble)

    async def keep_trouble(self, address: str, trouble: KeptCv, before: KeptCv | None) -> None:
        """Keep why a CV cannot be read, since when, and how often that was found."""
        again = before if before and before.problem else None
        since = (again and again.since) or await self._database.now()
        tries = again.tries + 1 if again else 1
        await self.keep(address, replace(trouble, since=since, tries=tries))

    async def put_off(self, address: str) -> None:
        """Believe what is kept for another hour."""
        await self._set(address, {})

    async def _set(self, id_: Any, fields: dict[str, Any], gone: Iterable[str] = ()) -> None:
        change: dict[str, Any] = {"$currentDate": {"checkedAt": True}}
        if fields:
            change["$set"] = fields
        if names := dict.fromkeys(gone, ""):
            change["$unset"] = names
        await _unless_refused(self._cvs.update_one({"_id": id_}, change, upsert=True))


def _recalled(document: Mapping[str, Any], now: datetime) -> KeptCv | None:
    """What is kept; None if somebody spoilt it."""
    try:
        kept = _Stored.model_validate(document)
    except ValidationError:
        return None
    if not (kept.text or kept.problem):
        return None
    cv = KeptCv(kept.hash, kept.text, kept.problem, kept.code, kept.since, kept.tries)
    fresh = timedelta() <= now - kept.checked_at < cv.believed_for
    return replace(cv, fresh=fresh, checked_at=kept.checked_at)


async def _unless_refused(write: Coroutine[Any, Any, object]) -> None:
    """Carry out a write that is worth a try, and no visit's end."""
    try:
        await write
    except driver.OperationFailure as error:
        if is_passing(error):
            raise
        log.debug("CV not kept", error=driver.brief(error))
