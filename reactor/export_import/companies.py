"""The companies of an archive: found by slug or page, or created."""

from collections.abc import Iterable
from typing import Any

from bson import ObjectId

from reactor.export_import.archive import ArchivedCompany
from reactor.export_import.bulk_writes import write
from reactor.export_import.import_summary import ImportOptions, ImportResult
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase

_OWN_KEYS = ("companyID", "careers_url")
_REQUIRED = ("work_model", "headquarters")


class ArchivedCompanies:
    """Finds or creates the companies of an archive; existing ones are not changed."""

    def __init__(
        self, database: ScoutlyDatabase, choices: ImportOptions, merged: ImportResult
    ) -> None:
        self._database = database
        self._choices = choices
        self._merged = merged
        self._known: dict[str, ObjectId] = {}

    def id_of(self, company: ArchivedCompany) -> ObjectId | None:
        """The company's id here; None if an index prevented its creation."""
        return next(filter(None, map(self._known.get, company.names)), None)

    async def meet(self, companies: Iterable[ArchivedCompany]) -> None:
        """Look up companies not seen before, and create the missing ones."""
        fresh = [company for company in companies if not self.id_of(company)]
        if not fresh:
            return
        self._known |= await self._found(fresh)
        made: dict[ObjectId, Any] = {}
        for company in fresh:
            if not self.id_of(company):
                company_id = ObjectId()
                made[company_id] = _made(company, company_id)
                self._known |= dict.fromkeys(company.names, company_id)
        if self._choices.dry or not made:
            self._merged.added["companies"] += len(made)
            return
        written = await write(self._database.companies, list(made.values()), _OWN_KEYS)
        self._merged.added["companies"] += written.added
        self._merged.refuse("companies", written.refused)
        if written.added < len(made):
            # Another process was faster, or an index rejected it: the stored company counts.
            self._known = {name: id_ for name, id_ in self._known.items() if id_ not in made}
            self._known |= await self._found(fresh)

    async def _found(self, companies: Iterable[ArchivedCompany]) -> dict[str, ObjectId]:
        slugs = {company.slug for company in companies} - {""}
        pages = {company.careers_url for company in companies} - {""}
        same = {
            "_id": {"$type": "objectId"},
            "$or": [{"companyID": {"$in": list(slugs)}}, {"careers_url": {"$in": list(pages)}}],
        }
        known: dict[str, ObjectId] = {}
        async for each in self._database.companies.find(same, {"companyID": 1, "careers_url": 1}):
            if page := each.get("careers_url"):
                known.setdefault(str(page), each["_id"])
            if slug := each.get("companyID"):
                known[str(slug)] = each["_id"]
        return known


def _made(company: ArchivedCompany, company_id: ObjectId) -> Any:
    fields = company.model_dump(by_alias=True)
    name = "companyID" if company.slug else "careers_url"
    key = {name: fields.pop(name)}
    fresh = {"_id": company_id, "isProblematic": False, "scrapeErrors": []}
    # Apps treat an empty text as missing, and ignore a company without these two fields.
    stated = {
        name: value
        for name, value in fields.items()
        if name != "companyID" and (value or name not in _REQUIRED)
    }
    return driver.UpdateOne(key, {"$setOnInsert": fresh | stated}, upsert=True)
