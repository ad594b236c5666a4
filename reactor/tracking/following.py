"""Writes who tracks what, with which rank: the documents that people write in mongosh."""

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
    """How somebody tracks a company now, and how they did before.

    Attributes:
        company: the company.
        user: who.
        rank: with which rank; None if nothing valid is written there.
        tracks: whether it is tracked.
        rank_before: the rank before; None if there was none.
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
    """Let somebody track a company; a rank that is there stays unless another is given.

    Safe to repeat. A new company whose address another has is that one.
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
    """Let somebody track a company no longer; their rank stays written. Safe to repeat."""
    there = await _preferences(database, user, company)
    if not there:
        return TrackingChange(company, user, None, False, None, False)
    return await _change(database, user, company, there, {"isTracking": False})


async def rerank(
    database: ScoutlyDatabase, user: User, company: Company, rank: int
) -> TrackingChange:
    """Give a company that somebody tracks another rank. Safe to repeat.

    Raises:
        SettingsError: they have no preference for it.
    """
    there = await _preferences(database, user, company)
    if not there:
        raise SettingsError(
            f"{user.email} does not track {company.label}; "
            f"reactor track {company.label} --rank {rank} begins"
        )
    return await _change(database, user, company, there, {"rank": rank})


async def _preferences(database: ScoutlyDatabase, user: User, company: Company) -> list[Preference]:
    """What somebody wrote about a company, under whatever name; what counts of it comes first."""
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
    """Change all that somebody wrote about a company: of two, the higher rank would count."""
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
    # Not by `model_copy`, which would keep the rank that was worked out before.
    return Preference.read(names | written | change)


async def _insert(database: ScoutlyDatabase, user: User, company: Company, rank: int) -> bool:
    """Whether a new preference was written; somebody else may have been faster."""
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
    """The company, and whether it was added: one at the same address is the same."""
    if isinstance(which, Company):
        return which, False
    if same := await at_address(database, which.careers_url):
        return same[0], False
    return await _add_company(database, which), True


async def _add_company(database: ScoutlyDatabase, new: CompanyFields) -> Company:
    """Insert a company as the apps do; what is not known of it is filled in as they demand."""
    now, slug = await database.now(), slug_of(new.name)
    fresh: dict[str, Any] = {
        "company": new.name,
        "careers_url": new.careers_url,
        "selector": new.selector,
        # The apps read no company without these; both are neutral where matches are made.
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
