"""The outbox: what is to be told to people, each thing once, by whichever reactor comes first.

A notification is waiting -> sending -> sent. It is marked `sending` before it is sent: whoever dies
in between may have sent it or not, and it is not sent again (`unsure`), for a message that comes
twice is told to be a fault, and one that does not come stands in the log and in `savedjobs`.
What has certainly not arrived waits for a `notify` timer, for a day at most.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from bson import ObjectId
from pydantic import Field

from reactor.documents import Document
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.notifications.notice import Notice, mark_of, urls_in
from reactor.mongo.timers import Timers

KEPT_FOR = timedelta(days=30)
"""How long notifications that are over are kept."""

GIVEN_UP_AFTER = timedelta(days=1)
_FIRST_PAUSE = timedelta(minutes=1)
_MAX_PAUSE = timedelta(hours=6)
_MAX_POWER = 8


@dataclass(frozen=True, slots=True)
class ClaimedNotice:
    """A claimed notification.

    Attributes:
        key: its `_id`.
        claim: new for each claim.
        kind: what sort of thing it tells.
        facts: of that.
        user: whom it concerns.
        own: whether it goes to that person's own addresses.
        attempts: how often it has been tried, this time included.
        done: marks of the addresses that need no further try.
    """

    key: str
    claim: str
    kind: str
    facts: Mapping[str, Any]
    user: ObjectId | None
    own: bool
    attempts: int
    done: frozenset[str] = field(default_factory=frozenset)

    @property
    def receiver(self) -> ObjectId | None:
        """Who is told: a person, at addresses of their own; None for who runs the reactor."""
        return self.user if self.own else None


@dataclass(frozen=True, slots=True)
class RecoveredNotices:
    """Letters that this reactor had claimed without knowing it, or could not settle.

    Attributes:
        waiting: keys of those that no courier had: they wait again.
        unsure: keys of those that may have been sent: they are over.
    """

    waiting: tuple[str, ...]
    unsure: tuple[str, ...]


class Outbox:
    """Puts, claims and settles notifications."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database
        self._notices = database.notifications
        self._timers = Timers(database)

    async def put(self, notice: Notice) -> None:
        """Have something told, unless it has been."""
        write = notice.write(await self._database.now())
        try:
            await self._notices.update_one(write.filter, write.update, upsert=True)
        except driver.DuplicateKeyError:
            return  # another reactor, at the same moment

    async def tell_oneself(self, notice: Notice) -> bool:
        """Note that a notice is sent past the outbox; False if it has been noted before."""
        now = await self._database.now()
        sent = {"_id": notice.key, **notice.fields(now), "state": "sent", "endedAt": now}
        try:
            await self._notices.insert_one(sent)
        except driver.DuplicateKeyError:
            return False
        return True

    async def claim(
        self, owner: str, *, for_operator: bool, without: Collection[ObjectId | None] = ()
    ) -> ClaimedNotice | None:
        """Take a notification to send, those that failed least first; None if none waits.

        Args:
            owner: the reactor that takes it.
            for_operator: whether this reactor knows addresses of who runs it.
            without: receivers whose notices are left alone, see `ClaimedNotice.receiver`.
        """
        token = uuid4().hex
        wanted: dict[str, Any] = {"state": "waiting", "notBefore": None}
        if None in without or not for_operator:
            wanted["own"] = True
        if people := [receiver for receiver in without if receiver is not None]:
            wanted["$nor"] = [{"own": True, "user": {"$in": people}}]
        found = await self._notices.find_one_and_update(
            wanted,
            {
                "$set": {"state": "sending", "by": owner, "claim": token},
                "$inc": {"attempts": 1},
                "$currentDate": {"claimedAt": True},
            },
            sort={"attempts": 1, "createdAt": 1},
            return_document=driver.ReturnDocument.AFTER,
        )
        return _claimed_notice(found, token) if found else None

    async def urls_of(self, user: ObjectId) -> list[str]:
        """The addresses that a person wants to be told at."""
        return urls_in(await self._database.users.find_one({"_id": user}, {"notifyUrls": 1}))

    async def settle(
        self, notice: ClaimedNotice, *, sent: Collection[str], unsure: Collection[str], failed: bool
    ) -> datetime | None:
        """Note what became of a notice; gives when the rest is tried again, if it is.

        Args:
            notice: as claimed.
            sent: addresses at which it arrived.
            unsure: addresses at which it may have.
            failed: whether there are others, at which it has not, and may another time.
        """
        mine = {"_id": notice.key, "claim": notice.claim}
        done = sorted(notice.done | {mark_of(url) for url in (*sent, *unsure)})
        retry_at = await self._retry_at(notice) if failed else None
        if retry_at:
            again = {"state": "waiting", "notBefore": retry_at, "done": done}
            await self._notices.update_one(mine, {"$set": again, "$unset": {"claim": "", "by": ""}})
            return retry_at
        state = "given up" if failed or not done else "unsure" if unsure else "sent"
        over = {"$set": {"state": state, "done": done}, "$currentDate": {"endedAt": True}}
        await self._notices.update_one(mine, over)
        return None

    async def _retry_at(self, notice: ClaimedNotice) -> datetime | None:
        """Set the timer of another try; None if it is too late for one."""
        found = await self._notices.find_one({"_id": notice.key}, {"createdAt": 1})
        created = found.get("createdAt") if found else None
        now = await self._database.now()
        if not isinstance(created, datetime) or now - created > GIVEN_UP_AFTER:
            return None
        power = min(notice.attempts - 1, _MAX_POWER)
        pause = min(_FIRST_PAUSE * 4**power, _MAX_PAUSE)
        return await self._timers.set_in("notify", notice.key, pause)

    async def open_rested(self) -> None:
        """Make claimable what waited for timers that are gone."""
        asleep = self._notices.find({"state": "waiting", "notBefore": {"$ne": None}}, {"_id": 1})
        keys = {notice["_id"] async for notice in asleep if isinstance(notice["_id"], str)}
        rested = list(keys - await self._timers.present("notify", keys))
        if rested:
            waiting = {"_id": {"$in": rested}, "state": "waiting"}
            await self._notices.update_many(waiting, {"$unset": {"notBefore": ""}})

    async def close_orphaned(
        self, *, alive: Collection[str] = (), in_hand: Collection[str] = ()
    ) -> list[str]:
        """End what reactors that are gone were sending; gives the keys.

        Args:
            alive: reactors that are, whatever their leases.
            in_hand: claims that are being sent here, under whichever lease they were made.
        """
        sending = [
            (each["_id"], each.get("by"), each.get("claim"))
            async for each in self._notices.find({"state": "sending"})
        ]
        owners = {owner for _, owner, _ in sending if isinstance(owner, str)}
        living = {*alive, *await self._timers.present("lease", owners)}
        closed = []
        for key, owner, claim in sending:
            if owner not in living and claim not in in_hand:
                over = {"$set": {"state": "unsure"}, "$currentDate": {"endedAt": True}}
                closed += [str(key)] * await self._leave({"_id": key, "by": owner}, over)
        return closed

    async def recover(
        self, owner: str, *, in_hand: Collection[str], perhaps_sent: Collection[str]
    ) -> RecoveredNotices:
        """Take up what is marked as being sent by this reactor, and is not.

        A claim whose answer was lost is one, and a notice that MongoDB refused to have settled.

        Args:
            owner: this reactor.
            in_hand: claims that are being sent.
            perhaps_sent: claims that were given to a courier, and may have been.
        """
        waiting, unsure = [], []
        query = {"state": "sending", "by": owner, "claim": {"$nin": list(in_hand)}}
        async for found in self._notices.find(query, {"claim": 1}):
            this = {"_id": found["_id"], "by": owner, "claim": found.get("claim")}
            if this["claim"] in perhaps_sent:
                over = {"$set": {"state": "unsure"}, "$currentDate": {"endedAt": True}}
                unsure += [str(found["_id"])] * await self._leave(this, over)
            else:
                again: dict[str, Any] = {
                    "$set": {"state": "waiting"},
                    "$inc": {"attempts": -1},
                    "$unset": {"claim": "", "by": ""},
                }
                waiting += [str(found["_id"])] * await self._leave(this, again)
        return RecoveredNotices(tuple(waiting), tuple(unsure))

    async def _leave(self, this: Mapping[str, Any], update: Mapping[str, Any]) -> int:
        """Change a notice if it is still being sent; gives how many were changed."""
        result = await self._notices.update_one({**this, "state": "sending"}, dict(update))
        return int(result.modified_count)

    async def held(self, most: int) -> list[ClaimedNotice]:
        """What waits for a digest, oldest first."""
        found = self._notices.find({"state": "held"}).sort("createdAt", 1).limit(most)
        return [_claimed_notice(document, "") async for document in found]

    async def release_held(self) -> None:
        """Send one by one what was held for a digest that is not wanted any more."""
        await self._notices.update_many({"state": "held"}, {"$set": {"state": "waiting"}})


class _Stored(Document):
    kind: str = ""
    facts: dict[str, Any] = Field(default_factory=dict)
    user: ObjectId | None = None
    own: bool = False
    attempts: int = 1
    done: tuple[str, ...] = ()


def _claimed_notice(document: dict[str, Any], claim: str) -> ClaimedNotice:
    stored = _Stored.read(document)
    return ClaimedNotice(
        document["_id"],
        claim,
        stored.kind,
        stored.facts,
        stored.user,
        stored.own,
        stored.attempts,
        frozenset(stored.done),
    )
