"""The sample documents of a demo: how they are added, recognised and removed."""

import hashlib
from dataclasses import dataclass
from typing import Any

from bson import ObjectId

from reactor.demo.companies import COMPANIES
from reactor.demo.people import PEOPLE
from reactor.demo.site import CareersSite
from reactor.mongo.database import ScoutlyDatabase


def _id_of(name: str) -> ObjectId:
    """An id that is the same in every demo, so that samples are recognised without bookkeeping."""
    return ObjectId(hashlib.sha256(f"sample {name}".encode()).digest()[:12])


_COMPANY_IDS = [_id_of(company.slug) for company in COMPANIES]
_PERSON_IDS = [_id_of(person.email) for person in PEOPLE]
_NAMES = [*(person.email for person in PEOPLE), *map(str, _PERSON_IDS)]
_OF_SAMPLES: dict[str, Any] = {
    "$or": [
        {"companyId": {"$in": _COMPANY_IDS}},
        {"user": {"$in": _PERSON_IDS}},
        {"userId": {"$in": _NAMES}},
    ]
}


@dataclass(frozen=True, slots=True)
class OwnAdditions:
    """The user's own additions to a demo.

    Attributes:
        companies: number of companies.
        people: number of people.
        matches: number of matches of these people at these companies.
    """

    companies: int = 0
    people: int = 0
    matches: int = 0

    def __bool__(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self.companies or self.people)

    def __str__(self) -> str:
        """The counts in words: `2 companies, 1 person, 3 matches`."""
        return (
            f"{self.companies} {'company' if self.companies == 1 else 'companies'}, "
            f"{self.people} {'person' if self.people == 1 else 'people'}, "
            f"{self.matches} {'match' if self.matches == 1 else 'matches'}"
        )


async def add_companies(database: ScoutlyDatabase, site: CareersSite) -> None:
    """Insert companies and users, without preferences."""
    await database.companies.insert_many(
        {
            "_id": _id_of(company.slug),
            "companyID": company.slug,
            "company": company.name,
            "careers_url": site.careers_url(company),
            "selector": company.selector,
            "isProblematic": False,
            "scrapeErrors": [],
        }
        for company in COMPANIES
    )
    await database.users.insert_many(
        {
            "_id": _id_of(person.email),
            "email": person.email,
            "cvText": person.cv,
            "candidateInfo": person.info,
        }
        for person in PEOPLE
    )


async def add_preferences(database: ScoutlyDatabase) -> None:
    """Insert the preferences, to which the reactor reacts."""
    await database.preferences.insert_many(
        {"userId": person.email, "companyId": _id_of(slug), "rank": rank, "isTracking": True}
        for person in PEOPLE
        for slug, rank in person.ranks.items()
    )


async def own(database: ScoutlyDatabase) -> OwnAdditions:
    """The additions that are no samples."""
    return OwnAdditions(
        companies=await database.companies.count_documents({"_id": {"$nin": _COMPANY_IDS}}),
        people=await database.users.count_documents({"_id": {"$nin": _PERSON_IDS}}),
        matches=await database.saved_jobs.count_documents({"$nor": [_OF_SAMPLES]}),
    )


async def remove(database: ScoutlyDatabase) -> None:
    """Remove the samples with everything derived from them; idempotent."""
    jobs = [job["_id"] async for job in database.jobs.find(_OF_SAMPLES, {"_id": 1})]
    # First the causes of visits, then their subjects.
    await database.preferences.delete_many(_OF_SAMPLES)
    waiting = {"_id.of": {"$in": [*_COMPANY_IDS, *jobs]}}
    await database.timers.delete_many(waiting)
    for collection in (
        database.jobs,
        database.saved_jobs,
        database.histories,
        database.postings,
        database.token_usages,
        database.analyses,
    ):
        await collection.delete_many(_OF_SAMPLES)
    await database.pages.delete_many({})
    # Otherwise the next reactor would treat a job deleted here as called off by a person.
    await database.checkpoints.delete_many({})
    await database.companies.delete_many({"_id": {"$in": _COMPANY_IDS}})
    await database.users.delete_many({"_id": {"$in": _PERSON_IDS}})
