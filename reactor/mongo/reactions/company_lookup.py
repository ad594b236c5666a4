"""Finds out which company a change was about, where its event does not tell."""

from collections.abc import Collection
from typing import Any

from bson import ObjectId

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase


class CompanyLookup:
    """Companies of preferences and jobs."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database

    async def of_preferences(self, ids: Collection[Any]) -> dict[Any, ObjectId]:
        """The companies of these preferences, by their ids."""
        return await _company_ids(self._database.preferences, ids)

    async def of_jobs(self, ids: Collection[Any]) -> dict[Any, ObjectId]:
        """The companies of these jobs, by their ids."""
        return await _company_ids(self._database.jobs, ids)


async def _company_ids(collection: driver.Collection, ids: Collection[Any]) -> dict[Any, ObjectId]:
    if not ids:
        return {}
    found = collection.find({"_id": {"$in": list(ids)}}, {"companyId": 1})
    companies = {document["_id"]: document.get("companyId") async for document in found}
    return {of: company for of, company in companies.items() if isinstance(company, ObjectId)}
