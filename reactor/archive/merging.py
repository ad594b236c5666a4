"""Merges an archive into a database: first it is found out what to write, then it is written."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bson import ObjectId

from reactor.archive.archive import Archive, ArchivedCompany, ArchivedJob, ArchivedRank
from reactor.archive.present import Present, read_present
from reactor.documents import User
from reactor.fields import valid_rank
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.people import name_for_apps

_REQUIRED = ("work_model", "headquarters")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person asked for.

    Attributes:
        overwrite: ranks, and saved jobs with their status and notes, that exist are replaced.
        create_users: users that do not exist are added.
        dry: nothing is written.
    """

    overwrite: bool = False
    create_users: bool = False
    dry: bool = False


@dataclass
class Merging:
    """What is to be written, and what is not.

    Attributes:
        writes: by collection.
        added: documents that are new, by collection.
        replaced: documents that exist and get other values, by collection.
        kept: documents that exist and stay as they are, by collection.
        left_out: entries of unknown users, by their e-mail.
    """

    writes: dict[str, list[Any]] = field(default_factory=dict)
    added: Counter[str] = field(default_factory=Counter)
    replaced: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    def write(self, collection: str, write: Any) -> None:
        """Note a write."""
        self.writes.setdefault(collection, []).append(write)


async def merge(database: ScoutlyDatabase, archive: Archive, choices: Choices) -> Merging:
    """Merge; what was or would be done. Safe to repeat, and beside anybody else."""
    planned = Planner(await read_present(database, archive), choices).plan(archive)
    if not choices.dry:
        # Users and companies come before what names them.
        for collection, writes in planned.writes.items():
            await _carry_out(database[collection], writes)
    return planned


async def _carry_out(collection: driver.Collection, writes: list[Any]) -> None:
    """Send the writes; a duplicate key means that somebody else was faster."""
    duplicate = 11000
    try:
        await collection.bulk_write(writes, ordered=False)
    except driver.BulkWriteError as error:
        if any(problem["code"] != duplicate for problem in error.details["writeErrors"]):
            raise


class Planner:
    """Decides what to write, from what is there."""

    def __init__(self, present: Present, choices: Choices) -> None:
        self._present = present
        self._choices = choices
        self._users = dict(present.users)
        self._companies = dict(present.companies)
        self._planned: set[tuple[str, ObjectId, object]] = set()
        self._merging = Merging(writes={"users": [], "companies": []})

    def plan(self, archive: Archive) -> Merging:
        """What to do about every entry."""
        for rank in archive.ranks:
            if user := self._user(rank.user):
                self._plan_rank(rank, user)
        for job in archive.saved_jobs:
            if user := self._user(job.user):
                self._plan_job(job, user)
        self._merging.writes = {name: each for name, each in self._merging.writes.items() if each}
        return self._merging

    def _user(self, email: str) -> User | None:
        """The user, made if that was asked for; None and a note if there is none."""
        if user := self._users.get(email):
            return user
        if not self._choices.create_users:
            self._merging.left_out[email] += 1
            return None
        ids = {"_id": ObjectId()} | ({"userId": ObjectId()} if self._present.gives_ids else {})
        user = User.read({"email": email, **ids})
        self._users[email] = user
        self._add("users", {"email": email}, ids)
        return user

    def _company(self, company: ArchivedCompany) -> ObjectId:
        """The company's id; one that exists keeps everything that it has."""
        known = next(filter(None, map(self._companies.get, company.names)), None)
        if known:
            return known
        company_id = ObjectId()
        self._companies |= dict.fromkeys(company.names, company_id)
        fields = company.model_dump(by_alias=True)
        name = "companyID" if company.slug else "careers_url"
        key = {name: fields.pop(name)}
        fresh = {"_id": company_id, "isProblematic": False, "scrapeErrors": []}
        # To the apps an empty text is none, and a company without these two is none.
        stated = {k: v for k, v in fields.items() if k != "companyID" and (v or k not in _REQUIRED)}
        self._add("companies", key, fresh | stated)
        return company_id

    def _plan_rank(self, archived: ArchivedRank, user: User) -> None:
        company_id = self._company(archived.company)
        wanted = {"rank": archived.rank, "isTracking": archived.is_tracking}
        if self._is_repeated("usercompanypreferences", user, company_id):
            return
        there = self._present.preference(user, company_id)
        if there is None:
            name = name_for_apps(user, gives_ids=self._present.gives_ids)
            key = {"userId": name, "companyId": company_id}
            self._add("usercompanypreferences", key, wanted)
            return
        is_tracking = there.get("isTracking") in (True, None)
        same = (valid_rank(there.get("rank")), is_tracking) == (archived.rank, archived.is_tracking)
        self._replace("usercompanypreferences", there, wanted, same=same)

    def _plan_job(self, archived: ArchivedJob, user: User) -> None:
        wanted = archived.fields
        if self._is_repeated("savedjobs", user, archived.job_id):
            return
        there = self._present.saved_job(user, archived.job_id)
        if there is not None:
            same = all(there.get(name) == value for name, value in wanted.items())
            self._replace("savedjobs", there, wanted, same=same)
            return
        company_id = self._company(archived.company) if archived.company else None
        company = {"companyId": company_id, "company": company_id} if company_id else {}
        key = {"userId": self._present.user_id(user), "jobId": wanted.pop("jobId")}
        status = {"status": archived.status}
        self._add("savedjobs", key, {"user": user.id, **company, **wanted, **status})

    def _is_repeated(self, collection: str, user: User, what: object) -> bool:
        """Whether the archive has said the same before: the first counts."""
        entry = (collection, user.id, what)
        if entry in self._planned:
            self._merging.kept[collection] += 1
            return True
        self._planned.add(entry)
        return False

    def _add(self, collection: str, key: Mapping[str, Any], fields: Mapping[str, Any]) -> None:
        self._merging.added[collection] += 1
        self._merging.write(
            collection, driver.UpdateOne(dict(key), {"$setOnInsert": dict(fields)}, upsert=True)
        )

    def _replace(
        self, collection: str, there: Mapping[str, Any], wanted: Mapping[str, Any], *, same: bool
    ) -> None:
        if same or not self._choices.overwrite:
            self._merging.kept[collection] += 1
            return
        self._merging.replaced[collection] += 1
        self._merging.write(
            collection, driver.UpdateOne({"_id": there["_id"]}, {"$set": dict(wanted)})
        )
