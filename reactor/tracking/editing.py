"""Writes people's edits of a company: name, address, selector, and `isProblematic: false`."""

from typing import Any

from bson import ObjectId

from reactor.documents import Company
from reactor.mongo.database import ScoutlyDatabase
from reactor.tracking.company import CompanyFields, as_address, at_address


async def edit(
    database: ScoutlyDatabase, company: ObjectId, before: CompanyFields, after: CompanyFields
) -> CompanyFields | None:
    """Write an edit, unless the company changed since it was read. Idempotent.

    It compares the fields, not `updatedAt`, which edits in mongosh leave unchanged.

    Args:
        database: the database.
        company: id of the company.
        before: the fields as they were read.
        after: the wanted fields, without a `problem`.

    Returns:
        The conflicting stored fields; None if the wanted fields are stored.
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
    """Another company with an equivalent address, if there is one."""
    same = await at_address(database, as_address(url))
    return next((company for company in same if company.id != but), None)


async def call_well(database: ScoutlyDatabase, company: ObjectId) -> bool:
    """Set `isProblematic: false`, so that it is tried again; returns whether it was true."""
    well = {"$set": {"isProblematic": False}, "$currentDate": {"updatedAt": True}}
    done = await database.companies.update_one({"_id": company, "isProblematic": True}, well)
    return done.matched_count > 0
