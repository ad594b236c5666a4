"""The people of an archive: found by e-mail or created, with their existing documents."""

from collections.abc import Collection
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from bson import ObjectId

from reactor.documents import User
from reactor.export_import.bulk_writes import write
from reactor.export_import.import_summary import ImportOptions, ImportResult
from reactor.lenient_fields import name_in
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.people import app_gives_ids, name_for_apps, users_by_email
from reactor.mongo.setup.indexes import ANY_CASE


def mark_of(job_id: str) -> bytes:
    """A hash of a posting's address; thirty thousand whole addresses would fill the memory."""
    return blake2b(job_id.encode(errors="surrogatepass"), digest_size=12).digest()


@dataclass(frozen=True, slots=True)
class ArchivedPerson:
    """A person in an archive, with the database's documents about them.

    Attributes:
        user: the user.
        name: the `userId` of their preferences.
        preferences: their preferences by company.
        saved: `_id` of each of their saved jobs, by hash of its address.
        said: the archive's entries for them so far.
    """

    user: User
    name: str
    preferences: dict[Any, dict[str, Any]] = field(default_factory=dict)
    saved: dict[bytes, Any] = field(default_factory=dict)
    said: set[object] = field(default_factory=set)

    def is_first(self, named: object) -> bool:
        """Whether this is the archive's first entry for `named`; only the first counts."""
        before = len(self.said)
        self.said.add(named)
        return len(self.said) > before


class ArchivedPeople:
    """Finds the people of an archive, and creates them if requested."""

    def __init__(
        self, database: ScoutlyDatabase, choices: ImportOptions, merged: ImportResult
    ) -> None:
        self._database = database
        self._choices = choices
        self._merged = merged
        self._known: dict[str, ArchivedPerson | None] = {}
        self._gives_ids: bool | None = None

    def __getitem__(self, email: str) -> ArchivedPerson | None:
        """A person passed to `meet` before; None if the database does not know them."""
        return self._known[email]

    async def meet(self, emails: Collection[str]) -> None:
        """Look up people not seen before, and create the missing ones if requested."""
        fresh = set(emails) - self._known.keys()
        users = await users_by_email(self._database, fresh) if fresh else {}
        if self._choices.create_users:
            users |= await self._make(sorted(fresh - users.keys()))
        for email in fresh:
            user = users.get(email)
            self._known[email] = await self._person(user) if user else None

    async def _make(self, emails: Collection[str]) -> dict[str, User]:
        """Create users; returns those that exist afterwards, whoever created them."""
        # The current web app requires a unique `userId` for each user.
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
