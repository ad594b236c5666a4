"""A large house after a year: forty people, two thousand companies, and all that they gathered."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from bson import ObjectId

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase

_AT_ONCE = 2_000
_WORDS = (
    *("welding", "nursing", "planning", "robotics", "accounts", "gardens", "teaching", "freight"),
    *("kitchen", "timber", "transport", "insulation", "maps", "research", "design", "support"),
)
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class House:
    """How many of each there are.

    Attributes:
        users: people.
        companies: companies, each tracked by two people.
        jobs: finished jobs.
        saves: saved jobs.
        postings: texts kept.
        links: of each history.
        text: characters of a posting.
    """

    users: int = 40
    companies: int = 2_000
    jobs: int = 50_000
    saves: int = 30_000
    postings: int = 50_000
    links: int = 60
    text: int = 4_000


async def build(database: ScoutlyDatabase, house: House) -> None:
    """Insert it all; companies are tracked, known to all who track them, and visited lately."""
    now = await database.now()
    users = [{"_id": ObjectId(), "email": f"user{n}@example.org"} for n in range(house.users)]
    ids = [ObjectId() for _ in range(house.companies)]
    people = [user | {"cvText": f"{_text(n, 600)}"} for n, user in enumerate(users)]
    await _insert(database.users, iter(people))
    await _insert(database.companies, (_company(n, each, now) for n, each in enumerate(ids)))
    followed = [
        (each, users[(n + i) % len(users)], n) for n, each in enumerate(ids) for i in (0, 7)
    ]
    await _insert(database.preferences, (_preference(*each) for each in followed))
    await _insert(database.histories, (_history(house, now, *each) for each in followed))
    await _insert(database.timers, (_timer(each, n, now) for n, each in enumerate(ids)))
    await _insert(database.jobs, (_job(ids, n, now) for n in range(house.jobs)))
    await _insert(
        database.saved_jobs, (_save(house, ids, users, n, now) for n in range(house.saves))
    )
    await _insert(database.postings, (_posting(house, ids, n, now) for n in range(house.postings)))


def _text(seed: int, length: int) -> str:
    """Words that are told apart by their order, as long as a posting."""
    words = (_WORDS[(seed * 31 + at * at + at * seed) % len(_WORDS)] for at in range(length // 7))
    return f"{seed} {' '.join(words)}"[:length].ljust(length, ".")


def _company(number: int, company_id: ObjectId, now: datetime) -> dict[str, Any]:
    seen = now - timedelta(minutes=number % 1_000)
    return {
        "_id": company_id,
        "companyID": f"company-{number}",
        "company": f"Company {number}",
        "careers_url": f"https://company-{number}.example/careers",
        "selector": "",
        "work_model": "HYBRID",
        "headquarters": "Bern",
        "lastSuccessfulScrape": seen,
        "isProblematic": number % 40 == 0,
        "reactor": {"rank": 1 + number % 100, "failures": int(number % 40 == 0), "failedAt": seen},
    }


def _preference(company_id: ObjectId, user: dict[str, Any], number: int) -> dict[str, Any]:
    name = user["email"] if number % 2 else str(user["_id"])
    rank = 1 + number % 100
    return {"userId": name, "companyId": company_id, "rank": rank, "isTracking": True}


def _history(
    house: House, now: datetime, company_id: ObjectId, user: dict[str, Any], number: int
) -> dict[str, Any]:
    links = [
        {
            "url": _url(number, at),
            "text": f"Posting {at}",
            "context": "a line of the list that names the posting",
            "canonical": True,
            "form": 1,
        }
        for at in range(house.links)
    ]
    name = user["email"] if number % 2 else str(user["_id"])
    who = {"userId": name, "userEmail": user["email"]}
    return {"companyId": company_id, **who, "lastScrapeDate": now, "links": links}


def _url(company: int, at: int) -> str:
    return f"https://company-{company}.example/careers/{at}"


def _timer(company_id: ObjectId, number: int, now: datetime) -> dict[str, Any]:
    _id = {"kind": "scrape", "of": company_id}
    return {"_id": _id, "expireAt": now + timedelta(hours=1, minutes=number)}


def _job(ids: list[ObjectId], number: int, now: datetime) -> dict[str, Any]:
    ended = now - timedelta(minutes=number * 40 // 50)
    failed = number % 50 == 0
    wrong = {"errorMessage": "answered 404 Not Found", "errorCode": "page_gone"} if failed else {}
    return {
        "companyId": ids[number % len(ids)],
        "status": "failed" if failed else "completed",
        "retryCount": 0,
        "priority": 50.0,
        "turn": ended,
        "reason": "due",
        "createdAt": ended,
        "updatedAt": ended,
        "lastAttemptAt": ended,
        "completedAt": ended,
        "result": {"source": "page", "found": 30, "new": 1, "matched": 0, "seconds": 2.5},
        **wrong,
    }


def _save(
    house: House, ids: list[ObjectId], users: list[dict[str, Any]], number: int, now: datetime
) -> dict[str, Any]:
    """About 4.9 kB; most people have some of each company."""
    at = now - _YEAR * (1 - number / house.saves)
    company, user = number % len(ids), users[number % len(users)]
    url = _url(company, number)
    return {
        "_id": _id_of(at, number),
        "user": user["_id"],
        "userId": user["email"],
        "jobId": url,
        "companyId": ids[company],
        "status": "WANT_TO_APPLY",
        "title": f"Engineer {number}",
        "url": url,
        "goodFitReasons": ["asks for what the candidate did for years", "is where they live"],
        "considerationPoints": ["asks for a language that they learn"],
        "stretchGoals": ["a tool that is new to them"],
        "suitabilityScore": 50 + number % 50,
        "location": "Bern, Switzerland",
        "techStack": ["Python", "MongoDB"],
        "languageRequirements": ["English"],
        "description": _text(number, house.text),
        "createdAt": at,
        "updatedAt": at,
    }


def _id_of(at: datetime, number: int) -> ObjectId:
    """An id of that time, unlike all others."""
    return ObjectId(f"{int(at.timestamp()):08x}{number:016x}")


def _posting(house: House, ids: list[ObjectId], number: int, now: datetime) -> dict[str, Any]:
    company = number % len(ids)
    at = now - _YEAR * (1 - number / house.postings)
    gone = {"goneAt": at + timedelta(days=30)} if at + timedelta(days=30) < now else {}
    return {
        "_id": _id_of(at, number),
        "companyId": ids[company],
        "url": _url(company, number),
        "title": f"Engineer {number}",
        "text": _text(number, house.text),
        "readAt": at,
        "firstSeenAt": at,
        "lastSeenAt": gone.get("goneAt", now),
        "missed": 0,
        "likeness": f"{number:032x}",
        "wording": f"{number:032x}",
        "home": "",
        **gone,
    }


async def _insert(collection: driver.Collection, documents: Iterator[dict[str, Any]]) -> None:
    # Making thousands of texts would hold the loop.
    while chunk := await asyncio.to_thread(lambda: list(islice(documents, _AT_ONCE))):
        await collection.insert_many(chunk, ordered=False)
