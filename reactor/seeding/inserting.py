"""Adds starter companies and preferences; existing ones are not changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bson import ObjectId

from reactor.documents import User
from reactor.errors import SettingsError
from reactor.lenient_fields import name_in
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.people import app_gives_ids, every_user, how_to_add, name_for_apps, require_user
from reactor.seeding.companies import StarterCompany, spread_rank
from reactor.seeding.manifest import remember_company, remember_preferences

_AT_ONCE = 1_000
"""Preferences per write."""


@dataclass(frozen=True, slots=True)
class SeededCompany:
    """One company, and what was added.

    Attributes:
        company: the company from the list, or from the database.
        added: whether the company is new.
        tracked_by: e-mails of the users who track it from now on.
    """

    company: StarterCompany
    added: bool
    tracked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeedingResult:
    """The result of seeding.

    Attributes:
        emails: e-mails of all affected users.
        planted: all affected companies.
    """

    emails: tuple[str, ...]
    planted: tuple[SeededCompany, ...]


async def plant(
    database: ScoutlyDatabase, email: str | None, companies: Sequence[StarterCompany]
) -> SeedingResult:
    """Add the missing companies and preferences of a list, for one user or for all.

    Raises:
        SettingsError: there is no such user, or no user at all.
    """
    users = await _users(database, email)
    known = await _known(database, companies)
    ids = {each.slug: known.get(each.slug) or await _add(database, each) for each in companies}
    pairs = [(each, ids[each.slug]) for each in companies]
    return await _track_all(database, users, pairs, {*ids} - {*known})


async def plant_existing(database: ScoutlyDatabase, email: str | None) -> SeedingResult:
    """Add preferences for every company in the database, in all frequency bands.

    Raises:
        SettingsError: there is no such user, no user at all, or no company.
    """
    users = await _users(database, email)
    found = database.companies.find({"_id": {"$type": "objectId"}}).sort("_id", 1)
    pairs = [
        (StarterCompany.of(document, spread_rank(number)), document["_id"])
        for number, document in enumerate(await found.to_list(None))
    ]
    if not pairs:
        raise SettingsError("there is no company yet; without --existing, some are added")
    return await _track_all(database, users, pairs, frozenset())


async def _users(database: ScoutlyDatabase, email: str | None) -> list[User]:
    users = [await require_user(database, email)] if email else await every_user(database)
    if not users:
        raise SettingsError(f"there is no user yet; {how_to_add()}")
    return users


async def _known(
    database: ScoutlyDatabase, companies: Iterable[StarterCompany]
) -> dict[str, ObjectId]:
    """The existing companies of the list by slug; a company with the same page is the same."""
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
    made = ObjectId()
    fresh = {
        "_id": made,
        "company": company.name,
        "careers_url": company.careers_url,
        "selector": "",
        "work_model": company.work_model,
        "headquarters": company.headquarters,
        "office_locations": [],
        "fields": [company.field],
        "openToApplication": False,
        "isProblematic": False,
        "scrapeErrors": [],
    }
    await remember_company(database, made, company.careers_url)
    added = await database.companies.find_one_and_update(
        {"companyID": company.slug},
        {"$setOnInsert": fresh},
        upsert=True,
        return_document=driver.ReturnDocument.AFTER,
    )
    company_id: ObjectId = added["_id"]
    return company_id


async def _track_all(
    database: ScoutlyDatabase,
    users: Sequence[User],
    pairs: Sequence[tuple[StarterCompany, ObjectId]],
    added: Iterable[str],
) -> SeedingResult:
    """Add missing preferences; a switched-off preference counts as existing."""
    ids = [company_id for _, company_id in pairs]
    found = database.preferences.find({"companyId": {"$in": ids}}, {"userId": 1, "companyId": 1})
    there = {(each["companyId"], name_in(each.get("userId")).lower()) async for each in found}
    missing = [
        [user for user in users if not any((id_, name) in there for name in user.names)]
        for id_ in ids
    ]
    wanted = (
        (user, company_id, company.rank)
        for (company, company_id), those in zip(pairs, missing, strict=True)
        for user in those
    )
    gives_ids = await app_gives_ids(database)
    named = (
        (name_for_apps(user, gives_ids=gives_ids), company_id, rank)
        for user, company_id, rank in wanted
    )
    while some := list(islice(named, _AT_ONCE)):
        await _track(database, some)
    return SeedingResult(
        tuple(user.email for user in users),
        tuple(
            SeededCompany(company, company.slug in added, tuple(user.email for user in those))
            for (company, _), those in zip(pairs, missing, strict=True)
        ),
    )


async def _track(database: ScoutlyDatabase, wanted: Sequence[tuple[str, ObjectId, int]]) -> None:
    made = [(ObjectId(), *each) for each in wanted]
    # Stored in the manifest first, so that after a crash no document is taken for a person's.
    await remember_preferences(database, {id_: rank for id_, _, _, rank in made})
    writes: list[Any] = [
        driver.UpdateOne(
            {"userId": name, "companyId": company_id},
            {"$setOnInsert": {"_id": id_, "rank": rank, "isTracking": True}},
            upsert=True,
        )
        for id_, name, company_id, rank in made
    ]
    await database.preferences.bulk_write(writes, ordered=False)
