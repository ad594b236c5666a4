"""Writes what people may about a company: its name, its address, and that it is well again."""

from dataclasses import dataclass
from typing import Any

from bson import ObjectId

from reactor.documents import Company
from reactor.mongo.database import ScoutlyDatabase
from reactor.tracking.company import as_address, at_address

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Written:
    """What people write about a company.

    Attributes:
        name: what it is called.
        careers_url: where it lists its openings.
        selector: CSS that narrows where, `""` for the whole page.
    """

    name: str
    careers_url: str
    selector: str = ""

    @classmethod
    def of(cls, company: Company) -> "Written":
        """What stands there."""
        return cls(company.name, company.careers_url, company.selector)

    @property
    def problem(self) -> str:
        """What is wrong with it: `name`, `address` or `selector`; `""` if nothing is."""
        if not self.name or len(self.name) > LONGEST:
            return "name"
        if not as_address(self.careers_url) or len(self.careers_url) > LONGEST:
            return "address"
        return "selector" if len(self.selector) > LONGEST else ""


async def edit(
    database: ScoutlyDatabase, company: ObjectId, before: Written, after: Written
) -> Written | None:
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
    there = Written.of(Company.read(document))
    wanted = Written(after.name, as_address(after.careers_url), after.selector)
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
