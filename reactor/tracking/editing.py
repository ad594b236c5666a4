"""Writes what people may about a company: its name, its address, and that it is well again."""

from typing import Any

from bson import ObjectId

from reactor.documents import Company
from reactor.mongo.database import ScoutlyDatabase
from reactor.tracking.company import CompanyFields, as_address, at_address


async def edit(
    database: ScoutlyDatabase, company: ObjectId, before: CompanyFields, after: CompanyFields
) -> CompanyFields | None:
    """Write what somebody changed, unless it was changed meanwhile. Safe to repeat.

    What stands there is compared, and no date: who edits in mongosh leaves `updatedAt` as it is.

    Args:
        database: where.
        company: which.
        before: what they saw.
        after: what they want, without a problem.

    Returns:
        What stands there instead; None if what they want does.
    """
    document = await database.companies.find_one({"_id": company})
    if document is None:
        return before
    there = CompanyFields.of(Company.read(document))
    wanted = after.with_scheme
    if there == wanted:
        return None
    if there != before:
        return there
    fields = {"company": "name", "careers_url": "careers_url", "selector": "selector"}
    change: dict[str, Any] = {
        field: getattr(wanted, name)
        for field, name in fields.items()
        if getattr(wanted, name) != getattr(there, name)
    }
    same = {"_id": company} | {field: document.get(field) for field in fields}
    stamped = {"$set": change, "$currentDate": {"updatedAt": True}}
    done = await database.companies.update_one(same, stamped)
    if done.matched_count:
        return None
    return await edit(database, company, before, after)


async def other_at(database: ScoutlyDatabase, url: str, but: ObjectId) -> Company | None:
    """Another company that has this address already, however it is written."""
    same = await at_address(database, as_address(url))
    return next((company for company in same if company.id != but), None)


async def call_well(database: ScoutlyDatabase, company: ObjectId) -> bool:
    """Say that a company is not problematic, so that it is tried again; whether it was."""
    well = {"$set": {"isProblematic": False}, "$currentDate": {"updatedAt": True}}
    done = await database.companies.update_one({"_id": company, "isProblematic": True}, well)
    return done.matched_count > 0
