"""The people of an archive: found by their e-mail, or made, and what they have already."""

from collections.abc import Collection
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from bson import ObjectId

from reactor.documents import User
from reactor.export_import.bulk_writes import write
from reactor.export_import.import_summary import Choices, Merged
from reactor.lenient_fields import name_in
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.people import app_gives_ids, name_for_apps, users_by_email
from reactor.mongo.setup.indexes import ANY_CASE


def mark_of(job_id: str) -> bytes:
    """What a posting's address is told apart by; thirty thousand addresses would fill memory."""
    return blake2b(job_id.encode(errors="surrogatepass"), digest_size=12).digest()


@dataclass(frozen=True, slots=True)
class ArchivedPerson:
    """Somebody of an archive, and what the database has of theirs.

    Attributes:
        user: who they are.
        name: how the database's preferences name them.
        preferences: by company.
        saved: the `_id` of each of their saved jobs, by the mark of its address.
        said: what the archive has named of theirs so far.
    """

    user: User
    name: str
    preferences: dict[Any, dict[str, Any]] = field(default_factory=dict)
    saved: dict[bytes, Any] = field(default_factory=dict)
    said: set[object] = field(default_factory=set)

    def is_first(self, named: object) -> bool:
        """Whether the archive names this for the first time: the first counts."""
        before = len(self.said)
        self.said.add(named)
        return len(self.said) > before


class ArchivedPeople:
    """Finds the people of an archive as they come, and makes them if that was asked for."""

    def __init__(self, database: ScoutlyDatabase, choices: Choices, merged: Merged) -> None:
        self._database = database
        self._choices = choices
        self._merged = merged
        self._known: dict[str, ArchivedPerson | None] = {}
        self._gives_ids: bool | None = None

    def __getitem__(self, email: str) -> ArchivedPerson | None:
        """Somebody whom this has met; None if the database does not know them."""
        return self._known[email]

    async def meet(self, emails: Collection[str]) -> None:
        """Look these up, unless that was done before, and make those who are missing."""
        fresh = set(emails) - self._known.keys()
        users = await users_by_email(self._database, fresh) if fresh else {}
        if self._choices.create_users:
            users |= await self._make(sorted(fresh - users.keys()))
        for email in fresh:
            user = users.get(email)
            self._known[email] = await self._person(user) if user else None

    async def _make(self, emails: Collection[str]) -> dict[str, User]:
        """Add users; gives those that are there then, whoever made them."""
        # Today's web app wants each user to have a `userId` of its own, and no two the same.
        ids = {email: {"_id": ObjectId(), "userId": ObjectId()} for email in emails}
        made = {email: User.read({"email": email, **ids[email]}) for email in emails}
        if self._choices.dry:
            self._merged.added["users"] += len(made)
            return made
        writes = [
            driver.UpdateOne({"email": email}, {"$setOnInsert": its}, upsert=True)
            for email, its in ids.items()
        ]
        written = await write(self._database.users, writes, own_keys=("email",))
        self._merged.refuse("users", written.refused)
        there = await users_by_email(self._database, made)
        self._merged.added["users"] += sum(there[e].id == made[e].id for e in there)
        return there

    async def _person(self, user: User) -> ArchivedPerson:
        names = [*user.names, user.email]
        preferences: dict[Any, dict[str, Any]] = {}
        if self._gives_ids is None:
            self._gives_ids = await app_gives_ids(self._database)
        name = name_for_apps(user, gives_ids=self._gives_ids)
        mine = {"userId": {"$in": names}}
        async for each in self._database.preferences.find(mine, collation=ANY_CASE):
            preferences[each.get("companyId")] = each
            name = name_in(each["userId"])
        saved: dict[bytes, Any] = {}
        theirs: dict[str, Any] = {"$or": [{"user": user.id}, {"userId": {"$in": names}}]}
        async for each in self._database.saved_jobs.find(theirs, {"jobId": 1, "url": 1}):
            saved[mark_of(str(each.get("jobId") or each.get("url")))] = each["_id"]
        return ArchivedPerson(user, name, preferences, saved)
