"""People, companies, and who tracks what: as much of each as their checks need."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bson import ObjectId

from reactor.documents import Company, Document, Preference, User
from reactor.lenient_fields import Text
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.notifications.notice import urls_in
from reactor.mongo.people import People, everybody
from reactor.mongo.setup.duplicate_jobs import DUPLICATE

_ENOUGH = 200
"""Characters of a CV that show whether it says anything."""


@dataclass(frozen=True, slots=True)
class Tracking:
    """Every preference, and what preferences can name.

    Attributes:
        preferences: all of them.
        companies: ids of those that are there.
        people: whom they can name.
        mistyped: how many name somebody by an ObjectId and not by its hex.
    """

    preferences: tuple[Preference, ...]
    companies: frozenset[ObjectId]
    people: People
    mistyped: int = 0


async def ask_tracking(database: ScoutlyDatabase) -> Tracking:
    """Who tracks what."""
    shown = {"userId": 1, "companyId": 1, "rank": 1, "isTracking": 1}
    preferences = [Preference.read(each) async for each in database.preferences.find({}, shown)]
    companies = [each["_id"] async for each in database.companies.find({}, {"_id": 1})]
    people = await everybody(database)
    mistyped = await database.preferences.count_documents({"userId": {"$type": "objectId"}})
    return Tracking(tuple(preferences), frozenset(companies), people, mistyped)


async def all_users(database: ScoutlyDatabase) -> list[User]:
    """Everybody, their CVs cut short: whether there is one is enough."""
    text = {"$cond": [_is_text("$cvText"), {"$trim": _of("$cvText")}, ""]}
    cv = {"$substrCP": [text, 0, _ENOUGH]}
    shown: dict[str, Any] = {"email": 1, "cvUrl": 1, "candidateInfo": 1, "cvText": cv}
    known = {"_id": {"$type": "objectId"}}
    found = await driver.aggregate(database.users, [{"$match": known}, {"$project": shown}])
    return [User.read(each) for each in found]


async def notify_urls(database: ScoutlyDatabase, most: int) -> dict[str, list[str]]:
    """The addresses of their own at which people are told, by e-mail or id; of `most` people."""
    shown = {"email": 1, "notifyUrls": 1}
    found = database.users.find({"notifyUrls.0": {"$exists": True}}, shown).limit(most)
    return {str(each.get("email") or each["_id"]): urls_in(each) async for each in found}


def _is_text(field: str) -> dict[str, Any]:
    return {"$eq": [{"$type": field}, "string"]}


def _of(field: str) -> dict[str, Any]:
    return {"input": field}


async def all_companies(database: ScoutlyDatabase) -> list[Company]:
    """Every company, without what the checks do not look at."""
    shown = {"company": 1, "companyID": 1, "careers_url": 1, "isProblematic": 1}
    known = {"_id": {"$type": "objectId"}}
    return [Company.read(each) async for each in database.companies.find(known, shown)]


class LastFailure(Document):
    """The job with which a company failed last.

    Attributes:
        company_id: the company.
        error_message: why, for people; `""` if nobody said.
        error_code: why, for programs; `""` if nobody said.
    """

    company_id: ObjectId
    error_message: Text = ""
    error_code: Text = ""


async def last_failures(
    database: ScoutlyDatabase, companies: Sequence[ObjectId]
) -> list[LastFailure]:
    """How the last job of each of these companies failed, where there is one; in no order."""
    found = await driver.aggregate(
        database.jobs,
        [
            {"$match": {"companyId": {"$in": list(companies)}, "status": "failed"}},
            {"$match": {"errorCode": {"$ne": DUPLICATE}}},
            {"$sort": {"updatedAt": -1}},
            {"$group": {"_id": "$companyId", "last": {"$first": "$$ROOT"}}},
            {"$replaceWith": "$last"},
            {"$project": {"companyId": 1, "errorMessage": 1, "errorCode": 1}},
        ],
    )
    return [LastFailure.read(each) for each in found if isinstance(each["companyId"], ObjectId)]
