"""A house with people, companies, visits and matches, for pages to show."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase

ADA, NOOR = "ada@example.org", "noor@example.org"


@dataclass(frozen=True, slots=True)
class House:
    """What stands in the database.

    Attributes:
        now: the server's time when it was filled.
        people: ids by e-mail.
        companies: ids by slug.
    """

    database: ScoutlyDatabase
    now: datetime
    people: dict[str, ObjectId]
    companies: dict[str, ObjectId]

    async def company(self, slug: str, rank: int = 50, **fields: Any) -> ObjectId:
        """A company that Ada tracks."""
        name = slug.replace("-", " ").title()
        found = await self.database.companies.insert_one(
            {"companyID": slug, "company": name, "careers_url": f"https://{slug}.example/jobs"}
            | fields
        )
        company: ObjectId = found.inserted_id
        self.companies[slug] = company
        preference = {"userId": ADA, "companyId": company, "rank": rank, "isTracking": True}
        await self.database.preferences.insert_one(preference)
        return company

    async def match(self, email: str, title: str, score: int = 80, **fields: Any) -> ObjectId:
        """A match of somebody, saved an hour ago at the first company."""
        link = f"https://acme.example/jobs/{ObjectId()}"
        found = await self.database.saved_jobs.insert_one(
            {
                "user": self.people[email],
                "userId": email,
                "jobId": link,
                "url": link,
                "companyId": next(iter(self.companies.values()), None),
                "status": "WANT_TO_APPLY",
                "title": title,
                "suitabilityScore": score,
                "createdAt": self.now - timedelta(hours=1),
            }
            | fields
        )
        match: ObjectId = found.inserted_id
        return match

    async def job(self, slug: str, status: str, **fields: Any) -> ObjectId:
        """A job of a company, an hour ago."""
        at = self.now - timedelta(hours=1)
        common = {"companyId": self.companies[slug], "status": status, "reason": "due"}
        times = {"createdAt": at, "updatedAt": at, "turn": at}
        found = await self.database.jobs.insert_one(common | times | fields)
        job: ObjectId = found.inserted_id
        return job


async def built(database: ScoutlyDatabase, *emails: str) -> House:
    """A house with these people, and nothing else."""
    people = {
        email: (
            await database.users.insert_one(
                {"userId": ObjectId(), "email": email, "cvText": "Python engineer"}
            )
        ).inserted_id
        for email in emails
    }
    return House(database, await database.now(), people, {})
