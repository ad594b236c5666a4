"""Exports ranks and saved jobs from a database."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import IO, Any

from bson import ObjectId
from pydantic import ValidationError

from reactor.documents import Company, Preference
from reactor.export_import.archive import OWN_FIELDS, ArchivedCompany, ArchivedJob, ArchivedRank
from reactor.export_import.serialization import ArchiveWriter
from reactor.lenient_fields import name_in
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.people import KnownPeople, everybody

_AT_ONCE = 200
"""Saved jobs per batch: during decoding, a batch is in memory twice."""


class ExportPart(Enum):
    """The parts to export."""

    RANKS = "ranks"
    SAVED_JOBS = "saved-jobs"
    ALL = "all"


@dataclass(slots=True)
class ExportResult:
    """The result of an export.

    Attributes:
        ranks: number of exported ranks.
        saved_jobs: number of exported saved jobs.
        left_out: number of omitted documents, by reason.
    """

    ranks: int = 0
    saved_jobs: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


async def export(
    database: ScoutlyDatabase, what: ExportPart, file: IO[str], *, descriptions: bool = False
) -> ExportResult:
    """Write an archive while reading; documents that no other database could use are omitted.

    Args:
        database: the source.
        what: the parts to export.
        file: the target.
        descriptions: whether to include the postings' texts, most of the size.
    """
    exporter = _Exporter(database, ArchiveWriter(file, database.name, await database.now()))
    await exporter.prepare()
    if what is not ExportPart.SAVED_JOBS:
        await exporter.ranks()
    if what is not ExportPart.RANKS:
        await exporter.saved_jobs(descriptions=descriptions)
    exporter.writer.close()
    return exporter.exported


class _Exporter:
    def __init__(self, database: ScoutlyDatabase, writer: ArchiveWriter) -> None:
        self._database = database
        self._people = KnownPeople()
        self._companies: dict[ObjectId, ArchivedCompany] = {}
        self.writer = writer
        self.exported = ExportResult()

    async def prepare(self) -> None:
        """Read the identifiers of people and companies."""
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

    async def ranks(self) -> None:
        """Export one preference for each user and company: the one that counts."""
        kept: dict[tuple[str, str], ArchivedRank] = {}
        left_out = self.exported.left_out
        async for document in self._database.preferences.find():
            preference = Preference.read(document)
            email = self._email(preference.user_id)
            company = self._company(preference.company_id)
            rank = preference.valid_rank
            if rank is None:
                left_out["preferences with a rank that is no whole number from 1 to 100"] += 1
            elif not email:
                left_out["preferences of unknown users"] += 1
            elif company is None:
                left_out["preferences for unknown companies"] += 1
            else:
                archived = ArchivedRank(
                    user=email, company=company, rank=rank, isTracking=preference.tracks
                )
                _keep(kept, archived)
        self.writer.open_list("ranks")
        for key in sorted(kept):
            self.writer.entry(kept[key])
            self.exported.ranks += 1
        self.writer.close_list()

    async def saved_jobs(self, *, descriptions: bool) -> None:
        """Export matches with all their fields, by `_id`, which is the usual order of creation.

        Sorting by date would make MongoDB hold all of them in memory.
        """
        left_out = None if descriptions else {"description": 0}
        self.writer.open_list("savedJobs")
        found = self._database.saved_jobs.find({}, left_out, batch_size=_AT_ONCE).sort("_id", 1)
        while documents := await found.to_list(_AT_ONCE):
            texts = await self._texts(documents) if descriptions else {}
            for document in documents:
                if text := texts.get((document.get("companyId"), document.get("jobId"))):
                    document.setdefault("description", text)
                if job := self._archived(document):
                    self.writer.entry(job)
                    self.exported.saved_jobs += 1
        self.writer.close_list()

    async def _texts(self, documents: Sequence[dict[str, Any]]) -> dict[tuple[Any, Any], str]:
        """The stored texts of matches without one, by company and address."""
        bare = [each for each in documents if "description" not in each]
        if not bare:
            return {}
        which = {
            "companyId": {"$in": [each.get("companyId") for each in bare]},
            "url": {"$in": [each.get("jobId") for each in bare]},
            "text": {"$type": "string"},
        }
        shown = {"companyId": 1, "url": 1, "text": 1}
        found = self._database.postings.find(which, shown)
        return {(each["companyId"], each["url"]): each["text"] async for each in found}

    def _archived(self, document: dict[str, Any]) -> ArchivedJob | None:
        email = self._email(document.get("user")) or self._email(document.get("userId"))
        if not email:
            self.exported.left_out["saved jobs of unknown users"] += 1
            return None
        # The oldest app stores the company as `company`, and a posting by its `url` alone.
        company = self._company(document.get("companyId") or document.get("company"))
        fields = {key: value for key, value in document.items() if key not in OWN_FIELDS}
        fields["jobId"] = fields.get("jobId") or fields.get("url")
        named = {"company": company} if company else {}
        try:
            return ArchivedJob.model_validate({**fields, "user": email, **named})
        except ValidationError:
            self.exported.left_out["saved jobs without a jobId, or with odd fields"] += 1
            return None

    def _email(self, name: Any) -> str:
        """The e-mail of a user by any identifier; an unknown e-mail is returned unchanged."""
        if user := self._people.named(name):
            return user.email.lower()
        lower = name_in(name).lower()
        return lower if "@" in lower else ""

    def _company(self, company_id: Any) -> ArchivedCompany | None:
        known = isinstance(company_id, ObjectId)
        return self._companies.get(company_id) if known else None


def _keep(kept: dict[tuple[str, str], ArchivedRank], one: ArchivedRank) -> None:
    """Of two preferences for one company, keep the tracking one, else the higher rank."""
    key = (one.user, one.company.names[0])
    other = kept.get(key)
    if other is None or (one.is_tracking, one.rank) > (other.is_tracking, other.rank):
        kept[key] = one
