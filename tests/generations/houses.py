"""Databases as each generation of the web app leaves them: two people, one company, indexes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.timers import Timers
from tests.visits import SITE

ADA, BOB = "ada@example.org", "bob@example.org"
THEN = datetime(2025, 7, 1, tzinfo=UTC)
_DATED = {"createdAt": THEN, "updatedAt": THEN, "__v": 0}


@dataclass(frozen=True)
class House:
    """A database that a generation filled.

    Attributes:
        generation: which.
        company: the one that both track.
        ids: `users._id` of each person.
        names: what preferences call each person.
    """

    generation: str
    company: ObjectId
    ids: dict[str, ObjectId]
    names: dict[str, str]


async def fill(database: ScoutlyDatabase, generation: str) -> House:
    """Let a generation have filled a database in which no reactor has been.

    Ada has seen `seen`, has applied for `applied`, and does not want `spared`; of none but the
    first is there a link in her history.
    """
    company, ids, names = ObjectId(), dict[str, ObjectId](), dict[str, str]()
    await _indexes(database, generation)
    for email in (ADA, BOB):
        user: dict[str, Any] = {"_id": ObjectId(), "email": email, **_DATED}
        if generation == "main":
            user["userId"] = ObjectId()
        await database.users.insert_one({**user, "cvText": "Welder"})
        ids[email] = user["_id"]
        names[email] = {"v1": email, "v2": str(user["_id"])}.get(
            generation, str(user.get("userId"))
        )
    house = House(generation, company, ids, names)
    await database.companies.insert_one(
        {
            "_id": company,
            "companyID": "acme",
            "company": "Acme",
            "careers_url": SITE,
            "selector": "",
            "work_model": "HYBRID",
            "headquarters": "Kiel",
            "office_locations": [],
            "fields": [],
            "openToApplication": False,
            "isProblematic": False,
            "scrapeErrors": [],
            **_DATED,
        }
    )
    for email in (ADA, BOB):
        wish = {"userId": names[email], "companyId": company, "isTracking": True, **_DATED}
        # Mongoose shows a missing rank as 50, and writes it at the next save only.
        await database.preferences.insert_one(wish if email == BOB else wish | {"rank": 60})
    await _history(database, house)
    for slug, status in (("applied", "APPLIED"), ("spared", "DISCARDED")):
        await database.saved_jobs.insert_one(_save(house, slug, status))
    await Timers(database).set_in("lease", "me", timedelta(minutes=5))
    return house


async def _history(database: ScoutlyDatabase, house: House) -> None:
    name = {"userId": house.names[ADA]} if house.generation == "main" else {"userEmail": ADA}
    # As pages have addresses: in later visits they are canonical.
    link = {"url": f"{SITE}/seen?utm_source=board", "text": "Seen", "context": "Kiel"}
    history = {"companyId": house.company, **name, "lastScrapeDate": THEN, "links": [link]}
    await database.histories.insert_one(history | _DATED)


def _save(house: House, slug: str, status: str) -> dict[str, Any]:
    url = f"{SITE}/{slug}"
    said = {"status": status, "notes": "by hand", **_DATED}
    analysis = {"title": slug.title(), "url": url, "suitabilityScore": 80}
    if house.generation == "v1":
        return {"user": house.ids[ADA], "company": house.company, **analysis, **said}
    newer = {"userId": house.names[ADA], "jobId": url, "companyId": house.company, **said}
    return newer | analysis if house.generation == "main" else newer


async def _indexes(database: ScoutlyDatabase, generation: str) -> None:
    unique: dict[str, list[tuple[str, ...]]] = {
        "users": [("email",)],
        "companies": [("companyID",)],
        "usercompanypreferences": [("userId", "companyId")],
        "companyscrapehistories": [("companyId", "userEmail")],
        "savedjobs": [("userId", "jobId")],
    }
    if generation == "v1":
        unique["savedjobs"] = [("url",), ("user", "url"), ("user", "url", "title")]
    if generation == "main":
        unique["users"].append(("userId",))
        unique["companyscrapehistories"] = [("companyId", "userId")]
    for collection, indexes in unique.items():
        for keys in indexes:
            await database[collection].create_index([(key, 1) for key in keys], unique=True)
