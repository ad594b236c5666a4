"""A large database in which all is well: companies that are tracked, known to all and not due."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from bson import ObjectId

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from tests.benchmarks import workload
from tests.benchmarks.sizes import Sizes

_AT_ONCE = 10_000
_STRIDE = 7_919
"""Users of one company lie this far apart."""


async def fill(database: ScoutlyDatabase, sizes: Sizes) -> None:
    """Insert as many documents as the sizes say; every follower has a history everywhere."""
    users = [{"_id": ObjectId(), "email": f"user{n}@example.org"} for n in range(sizes.users)]
    ids = [ObjectId() for _ in range(sizes.companies)]
    scraped = await database.now() - workload.HOUR
    await _insert(database.users, iter(users))
    await _insert(database.companies, (workload.company(each, scraped) for each in ids))
    await _insert(database.preferences, _preferences(ids, users, sizes.preferences_each))
    await _insert(database.histories, _histories(ids, users, sizes.preferences_each, scraped))


def _followed(
    companies: list[ObjectId], users: list[dict[str, Any]], each: int
) -> Iterator[tuple[ObjectId, dict[str, Any], int]]:
    """Every company with its users, and a number."""
    for number, company_id in enumerate(companies):
        for follower in range(each):
            at = number * each + follower
            yield company_id, users[(number + follower * _STRIDE) % len(users)], at


def _preferences(
    companies: list[ObjectId], users: list[dict[str, Any]], each: int
) -> Iterator[dict[str, Any]]:
    for company_id, user, number in _followed(companies, users, each):
        yield {
            "userId": _name(user, number),
            "companyId": company_id,
            "rank": 1 + number % 100,
            "isTracking": True,
        }


def _histories(
    companies: list[ObjectId], users: list[dict[str, Any]], each: int, scraped: datetime
) -> Iterator[dict[str, Any]]:
    for company_id, user, number in _followed(companies, users, each):
        yield {
            "companyId": company_id,
            "userId": _name(user, number),
            "userEmail": user["email"],
            "lastScrapeDate": scraped,
            "links": [],
        }


def _name(user: dict[str, Any], number: int) -> str:
    """How a preference names its user: every other one by e-mail, the others by id."""
    return str(user["email"]) if number % 2 else str(user["_id"])


async def _insert(collection: driver.Collection, documents: Iterator[dict[str, Any]]) -> None:
    while chunk := list(islice(documents, _AT_ONCE)):
        await collection.insert_many(chunk, ordered=False)
