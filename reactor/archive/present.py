"""What of an archive a database holds already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bson import ObjectId

from reactor.archive.archive import Archive
from reactor.documents import User
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.indexes import ANY_CASE
from reactor.mongo.people import app_gives_ids, users_by_email


@dataclass(frozen=True)
class Present:
    """The documents that an archive's entries may meet.

    Attributes:
        users: by e-mail.
        companies: ids by `companyID` and by `careers_url`.
        preferences: by user name, in lower case, and company.
        saved_jobs: by user name, in lower case, and `jobId`; of June 2025 by `url`.
        gives_ids: whether the app here calls people by `users.userId`.
    """

    users: Mapping[str, User]
    companies: Mapping[str, ObjectId]
    preferences: dict[tuple[str, ObjectId], dict[str, Any]] = field(default_factory=dict)
    saved_jobs: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    gives_ids: bool = False

    def preference(self, user: User, company_id: ObjectId) -> dict[str, Any] | None:
        """The user's preference for a company, whichever way it names them."""
        found = (self.preferences.get((name, company_id)) for name in user.names)
        return next(filter(None, found), None)

    def saved_job(self, user: User, job_id: str) -> dict[str, Any] | None:
        """The user's saved job, whichever way it names them."""
        found = (self.saved_jobs.get((name, job_id)) for name in user.names)
        return next(filter(None, found), None)

    def user_id(self, user: User) -> str:
        """How the database names this user in preferences: by their e-mail, or an id."""
        if self.gives_ids and user.user_id:
            return user.user_id
        by_id = any(name == str(user.id) for name, _ in self.preferences)
        return str(user.id) if by_id else user.email.lower()


async def read_present(database: ScoutlyDatabase, archive: Archive) -> Present:
    """Read it."""
    emails = {entry.user for entry in archive.entries}
    users = await users_by_email(database, emails)
    companies, gives_ids = await _companies(database, archive), await app_gives_ids(database)
    present = Present(users, companies, gives_ids=gives_ids)
    names = {name for user in users.values() for name in user.names}
    ids = [user.id for user in users.values()]
    named: dict[str, Any] = {"userId": {"$in": [*names, *(user.email for user in users.values())]}}
    async for each in database.preferences.find(named, collation=ANY_CASE):
        if isinstance(each.get("companyId"), ObjectId):
            present.preferences[str(each["userId"]).lower(), each["companyId"]] = each
    async for each in database.saved_jobs.find({"$or": [named, {"user": {"$in": ids}}]}):
        for whose in (each.get("user"), each.get("userId")):
            present.saved_jobs[str(whose).lower(), str(each.get("jobId") or each.get("url"))] = each
    return present


async def _companies(database: ScoutlyDatabase, archive: Archive) -> dict[str, ObjectId]:
    companies = [entry.company for entry in archive.entries if entry.company]
    slugs = {company.slug for company in companies} - {""}
    pages = {company.careers_url for company in companies} - {""}
    same = {
        "_id": {"$type": "objectId"},
        "$or": [{"companyID": {"$in": list(slugs)}}, {"careers_url": {"$in": list(pages)}}],
    }
    known: dict[str, ObjectId] = {}
    async for each in database.companies.find(same, {"companyID": 1, "careers_url": 1}):
        if page := each.get("careers_url"):
            known.setdefault(str(page), each["_id"])
        if slug := each.get("companyID"):
            known[str(slug)] = each["_id"]
    return known
