"""Writes preferences: who tracks which company, with which rank."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bson import ObjectId

from reactor.documents import Company, Preference, User
from reactor.errors import ReactorError, SettingsError
from reactor.lenient_fields import DEFAULT_RANK
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.people import written_as
from reactor.people.person import spelling
from reactor.tracking.company import WHATEVER_CASE, CompanyFields, at_address, slug_of

_TRIES = 20


@dataclass(frozen=True, slots=True)
class TrackingChange:
    """A person's tracking of a company, before and after.

    Attributes:
        company: the company.
        user: the person.
        rank: the rank; None if there is no valid one.
        tracks: whether it is tracked.
        rank_before: the previous rank; None if there was none.
        tracked_before: whether it was tracked before.
        company_added: whether the company is new.
    """

    company: Company
    user: User
    rank: int | None
    tracks: bool
    rank_before: int | None
    tracked_before: bool
    company_added: bool = False

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        before = (self.rank_before, self.tracked_before)
        return self.company_added or (self.rank, self.tracks) != before


async def track(
    database: ScoutlyDatabase, user: User, which: Company | CompanyFields, rank: int | None
) -> TrackingChange:
    """Track a company for a person; an existing rank stays unless another is given.

    Idempotent. A new company with the address of an existing one is that one.
    """
    company, added = await _company(database, which)
    there = await _preferences(database, user, company)
    if not there:
        wanted = rank or DEFAULT_RANK
        inserted = await _insert(database, user, company, wanted)
        if inserted:
            return TrackingChange(company, user, wanted, True, None, False, company_added=added)
        there = await _preferences(database, user, company)
        if not there:
            raise ReactorError(f"the preference for {company.label} went away meanwhile; try again")
    wanted = rank or there[0].valid_rank or DEFAULT_RANK
    change = {"rank": wanted, "isTracking": True}
    return await _change(database, user, company, there, change)


async def untrack(database: ScoutlyDatabase, user: User, company: Company) -> TrackingChange:
    """Stop tracking a company for a person; the rank stays stored. Idempotent."""
    there = await _preferences(database, user, company)
    if not there:
        return TrackingChange(company, user, None, False, None, False)
    return await _change(database, user, company, there, {"isTracking": False})


async def rerank(
    database: ScoutlyDatabase, user: User, company: Company, rank: int
) -> TrackingChange:
    """Change the rank of a tracked company. Idempotent.

    Raises:
        SettingsError: the person has no preference for it.
    """
    there = await _preferences(database, user, company)
    if not there:
        raise SettingsError(
            f"{user.email} does not track {company.label}; "
            f"reactor track {company.label} --rank {rank} begins"
        )
    return await _change(database, user, company, there, {"rank": rank})


async def _preferences(database: ScoutlyDatabase, user: User, company: Company) -> list[Preference]:
    """The person's preferences for a company, under all their ids; the effective one first."""
    mine = {"companyId": company.id, "userId": {"$in": written_as(user)}}
    found = database.preferences.find(mine, collation=WHATEVER_CASE)
    every = [Preference.read(each) async for each in found]
    return sorted(every, key=lambda each: (not each.tracks, -(each.valid_rank or 0)))


async def _change(
    database: ScoutlyDatabase,
    user: User,
    company: Company,
    there: Sequence[Preference],
    change: dict[str, Any],
) -> TrackingChange:
    """Change all of a person's preferences for a company: of two, the higher rank would count."""
    changing = [each for each in there if _with(each, change) != each]
    if changing:
        ids = [each.id for each in changing]
        stamped = {"$set": change, "$currentDate": {"updatedAt": True}}
        await database.preferences.update_many({"_id": {"$in": ids}}, stamped)
    before, now = there[0], _with(there[0], change)
    return TrackingChange(
        company, user, now.valid_rank, now.tracks, before.valid_rank, before.tracks
    )


def _with(preference: Preference, change: dict[str, Any]) -> Preference:
    written = {"rank": preference.rank, "isTracking": preference.is_tracking}
    names = {
        "_id": preference.id,
        "userId": preference.user_id,
        "companyId": preference.company_id,
    }
    # Not by `model_copy`, which would keep the cached rank.
    return Preference.read(names | written | change)


async def _insert(database: ScoutlyDatabase, user: User, company: Company, rank: int) -> bool:
    """Insert a preference; False if another process was faster."""
    now = await database.now()
    wish = {"userId": await spelling(database, user), "companyId": company.id}
    stamps = {"createdAt": now, "updatedAt": now}
    try:
        await database.preferences.insert_one(wish | {"rank": rank, "isTracking": True} | stamps)
    except driver.DuplicateKeyError:
        return False
    return True


async def _company(
    database: ScoutlyDatabase, which: Company | CompanyFields
) -> tuple[Company, bool]:
    """The company, and whether it was added; a company at the same address is the same."""
    if isinstance(which, Company):
        return which, False
    if same := await at_address(database, which.careers_url):
        return same[0], False
    return await _add_company(database, which), True


async def _add_company(database: ScoutlyDatabase, new: CompanyFields) -> Company:
    """Insert a company as the apps do, with their required fields filled in."""
    now, slug = await database.now(), slug_of(new.name)
    fresh: dict[str, Any] = {
        "company": new.name,
        "careers_url": new.careers_url,
        "selector": new.selector,
        # The apps ignore a company without these; both values are neutral for matching.
        "work_model": "HYBRID",
        "headquarters": "Unknown",
        "office_locations": [],
        "fields": [],
        "openToApplication": False,
        "isProblematic": False,
        "scrapeErrors": [],
        "createdAt": now,
        "updatedAt": now,
    }
    for number in range(1, _TRIES):
        named = {"companyID": slug if number == 1 else f"{slug}-{number}"}
        document = {"_id": ObjectId()} | named | fresh
        if await database.companies.find_one(named, {"_id": 1}):
            continue
        try:
            await database.companies.insert_one(document)
        except driver.DuplicateKeyError:
            continue
        return Company.read(document)
    raise ReactorError(f"there are {_TRIES} companies called {slug} already; give it a --name")
