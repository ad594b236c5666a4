"""Adds the starter companies and preferences, and changes nothing that is there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bson import ObjectId

from reactor.documents import User
from reactor.errors import SettingsError
from reactor.fields import name_in
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.people import app_gives_ids, every_user, how_to_add, name_for_apps, require_user
from reactor.starter.companies import StarterCompany, starter_companies


@dataclass(frozen=True, slots=True)
class Planted:
    """One company, and what was added.

    Attributes:
        company: as it stands in the list.
        added: the company is new.
        tracked_by: e-mails of those who track it now and did not before.
    """

    company: StarterCompany
    added: bool
    tracked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planting:
    """What was added for whom.

    Attributes:
        emails: of all users it was meant for.
        planted: every company of the list.
    """

    emails: tuple[str, ...]
    planted: tuple[Planted, ...]


async def plant(database: ScoutlyDatabase, email: str | None) -> Planting:
    """Add what is missing, for one user or for all.

    Raises:
        SettingsError: there is no such user, or none at all.
    """
    users = [await require_user(database, email)] if email else await every_user(database)
    if not users:
        raise SettingsError(f"there is no user yet; {how_to_add()}")
    companies = starter_companies()
    known = await _known(database, companies)
    ids = {each.slug: known.get(each.slug) or await _add(database, each) for each in companies}
    missing = await _missing(database, users, ids)
    await _track(database, companies, ids, missing)
    return Planting(
        tuple(user.email for user in users),
        tuple(
            Planted(
                each,
                added=each.slug not in known,
                tracked_by=tuple(user.email for user in missing[each.slug]),
            )
            for each in companies
        ),
    )


async def _known(
    database: ScoutlyDatabase, companies: Iterable[StarterCompany]
) -> dict[str, ObjectId]:
    """Those companies that are there, by their slugs; one with the same page is the same."""
    by_page = {each.careers_url.rstrip("/"): each.slug for each in companies}
    pages = [page + end for page in by_page for end in ("", "/")]
    same = {
        "_id": {"$type": "objectId"},
        "$or": [{"companyID": {"$in": list(by_page.values())}}, {"careers_url": {"$in": pages}}],
    }
    known: dict[str, ObjectId] = {}
    async for found in database.companies.find(same, {"companyID": 1, "careers_url": 1}):
        page = str(found.get("careers_url", "")).rstrip("/")
        known.setdefault(by_page.get(page, ""), found["_id"])
        known[str(found.get("companyID"))] = found["_id"]
    return known


async def _add(database: ScoutlyDatabase, company: StarterCompany) -> ObjectId:
    fresh = {
        "company": company.name,
        "careers_url": company.careers_url,
        "selector": "",
        "work_model": company.work_model,
        "headquarters": company.headquarters,
        "office_locations": [],
        "fields": [],
        "openToApplication": False,
        "isProblematic": False,
        "scrapeErrors": [],
    }
    added = await database.companies.find_one_and_update(
        {"companyID": company.slug},
        {"$setOnInsert": fresh},
        upsert=True,
        return_document=driver.ReturnDocument.AFTER,
    )
    company_id: ObjectId = added["_id"]
    return company_id


async def _missing(
    database: ScoutlyDatabase, users: Sequence[User], ids: dict[str, ObjectId]
) -> dict[str, list[User]]:
    """Who has no preference for which company, by its slug; switched off is a preference too."""
    found = database.preferences.find(
        {"companyId": {"$in": list(ids.values())}}, {"userId": 1, "companyId": 1}
    )
    there = {(each["companyId"], name_in(each.get("userId")).lower()) async for each in found}
    return {
        slug: [user for user in users if not any((id_, name) in there for name in user.names)]
        for slug, id_ in ids.items()
    }


async def _track(
    database: ScoutlyDatabase,
    companies: Iterable[StarterCompany],
    ids: dict[str, ObjectId],
    missing: dict[str, list[User]],
) -> None:
    gives_ids = await app_gives_ids(database)
    writes: list[Any] = [
        driver.UpdateOne(
            {
                "userId": name_for_apps(user, gives_ids=gives_ids),
                "companyId": ids[company.slug],
            },
            {"$setOnInsert": {"rank": company.rank, "isTracking": True}},
            upsert=True,
        )
        for company in companies
        for user in missing[company.slug]
    ]
    if writes:
        await database.preferences.bulk_write(writes, ordered=False)
