"""Reads ranks and saved jobs out of a database."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bson import ObjectId
from pydantic import ValidationError

from reactor.archive.archive import OWN_FIELDS, Archive, ArchivedCompany, ArchivedJob, ArchivedRank
from reactor.documents import Company, Preference
from reactor.fields import name_in
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.people import People, everybody

_NOT_CARRIED = {*OWN_FIELDS, "company"}


class What(Enum):
    """What is exported."""

    RANKS = "ranks"
    SAVED_JOBS = "saved-jobs"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Exported:
    """An archive, and what had no place in it.

    Attributes:
        archive: what was found.
        left_out: why documents were left out, and how many for each reason.
    """

    archive: Archive
    left_out: Mapping[str, int]


async def export(database: ScoutlyDatabase, what: What) -> Exported:
    """Read all of it; what a database elsewhere could not understand is left out and counted."""
    exporter = _Exporter(database)
    await exporter.prepare()
    parts: dict[str, Any] = {}
    if what is not What.SAVED_JOBS:
        parts["ranks"] = await exporter.ranks()
    if what is not What.RANKS:
        parts["savedJobs"] = await exporter.saved_jobs()
    archive = Archive(exportedAt=await database.now(), database=database.name, **parts)
    return Exported(archive, exporter.left_out)


class _Exporter:
    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database
        self._people = People()
        self._companies: dict[ObjectId, ArchivedCompany] = {}
        self.left_out: Counter[str] = Counter()

    async def prepare(self) -> None:
        """Read by which names people and companies go."""
        self._people = await everybody(self._database)
        companies = self._database.companies.find({"_id": {"$type": "objectId"}})
        async for document in companies:
            company = Company.read(document)
            if company.slug or company.careers_url:
                self._companies[company.id] = ArchivedCompany(
                    companyID=company.slug,
                    company=company.name,
                    careers_url=company.careers_url,
                    selector=company.selector,
                    work_model=company.work_model,
                    headquarters=company.headquarters,
                )

    async def ranks(self) -> tuple[ArchivedRank, ...]:
        """Preferences, one for a user and a company: the one that counts."""
        kept: dict[tuple[str, str], ArchivedRank] = {}
        async for document in self._database.preferences.find():
            preference = Preference.read(document)
            email = self._email(preference.user_id)
            company = self._company(preference.company_id)
            rank = preference.valid_rank
            if rank is None:
                self.left_out["preferences with a rank that is no whole number from 1 to 100"] += 1
            elif not email:
                self.left_out["preferences of unknown users"] += 1
            elif company is None:
                self.left_out["preferences for unknown companies"] += 1
            else:
                archived = ArchivedRank(
                    user=email, company=company, rank=rank, isTracking=preference.tracks
                )
                _keep(kept, archived)
        return tuple(kept[key] for key in sorted(kept))

    async def saved_jobs(self) -> tuple[ArchivedJob, ...]:
        """Matches with all their fields, the oldest first."""
        jobs: list[ArchivedJob] = []
        async for document in self._database.saved_jobs.find().sort("createdAt", 1):
            email = self._email(document.get("user")) or self._email(document.get("userId"))
            if not email:
                self.left_out["saved jobs of unknown users"] += 1
                continue
            # Those of June 2025 have `company` and `url` in place of `companyId` and `jobId`.
            company = self._company(document.get("companyId") or document.get("company"))
            fields = {name: document[name] for name in document.keys() - _NOT_CARRIED}
            fields.setdefault("jobId", document.get("url"))
            named = {"company": company} if company else {}
            try:
                jobs.append(ArchivedJob.model_validate({"user": email, **named, **fields}))
            except ValidationError:
                self.left_out["saved jobs without a jobId, or with odd fields"] += 1
        return tuple(jobs)

    def _email(self, name: Any) -> str:
        """The e-mail of a user, by any name; one that nobody has yet is one all the same."""
        if user := self._people.named(name):
            return user.email.lower()
        lower = name_in(name).lower()
        return lower if "@" in lower else ""

    def _company(self, company_id: Any) -> ArchivedCompany | None:
        known = isinstance(company_id, ObjectId)
        return self._companies.get(company_id) if known else None


def _keep(kept: dict[tuple[str, str], ArchivedRank], one: ArchivedRank) -> None:
    """Of two preferences for the same company, the one that tracks counts, else the higher."""
    key = (one.user, one.company.names[0])
    other = kept.get(key)
    if other is None or (one.is_tracking, one.rank) > (other.is_tracking, other.rank):
        kept[key] = one
