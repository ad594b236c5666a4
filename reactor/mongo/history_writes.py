"""Which postings of a company a follower has been offered or spared (`companyscrapehistories`).

A history is one document, strangers choose how long an address is, and all that a visit adds is
saved in one transaction: with the cache of the mongod that is bundled or composed, some 20 MB are
too much for one, and more than 10 MB for a document. So a history that has grown is trimmed before
it is added to, outside the transaction, and a visit adds 3 MB at most, for all followers together.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.followers import Follower
from reactor.mongo.writes import Write

_HISTORIES = "companyscrapehistories"
_GROWN = 5_000_000
_MOST_LINKS = 12_000
"""A history with more bytes or links is trimmed."""

_LEFT, _LONGEST_LEFT = 6_000, 500
"""Links that are left then, without their words, and bytes of an address: 3.4 MB together.

That is more than the longest list, for what falls out of a history would be new again.
"""

_MOST_ADDED = 3_000_000
_AROUND = 80
"""Bytes of a link beside its texts."""
_WIDEST = 4
"""Bytes of a character."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The postings that a follower has now been offered or spared."""

    follower: Follower
    links: Sequence[dict[str, Any]]


async def trim(database: ScoutlyDatabase, company_id: ObjectId) -> None:
    """Make the histories of a company fit to be added to: those that grew, or that people broke."""
    of_it: dict[str, Any] = {"companyId": company_id}
    broken = {"links": {"$exists": True, "$not": {"$type": "array"}}}
    await database.histories.update_many(of_it | broken, {"$set": {"links": []}})
    grown = {"links": {"$type": "array"}, "$expr": {"$or": _HAS_GROWN}}
    await database.histories.update_many(of_it | grown, [{"$set": {"links": _TRIMMED}}])


_HAS_GROWN = [
    {"$gt": [{"$bsonSize": "$$ROOT"}, _GROWN]},
    {"$gt": [{"$size": {"$cond": [{"$isArray": "$links"}, "$links", []]}}, _MOST_LINKS]},
]
_IS_SHORT = {
    "$cond": [
        {"$eq": [{"$type": "$$link.url"}, "string"]},
        {"$lte": [{"$strLenBytes": "$$link.url"}, _LONGEST_LEFT]},
        False,
    ]
}
_SHORT = {"$filter": {"input": "$links", "as": "link", "cond": _IS_SHORT}}
_TRIMMED = {
    "$map": {
        "input": {"$slice": [_SHORT, -_LEFT]},
        "as": "link",
        "in": {
            **{name: f"$$link.{name}" for name in ("url", "canonical", "form")},
            **dict.fromkeys(("text", "context"), ""),
        },
    }
}


def remember(company_id: ObjectId, visits: Sequence[Visit]) -> Iterator[Write]:
    """The writes that add postings to followers' histories, which have been trimmed."""
    room = _MOST_ADDED // max(sum(bool(visit.links) for visit in visits), 1)
    for visit in visits:
        yield _remember_one(company_id, visit, fitting(visit.links, room))


def _remember_one(company_id: ObjectId, visit: Visit, links: list[dict[str, Any]]) -> Write:
    """Adds postings to a follower's history, whichever way it names them."""
    email, hex_id = visit.follower.user.names
    names = {"userId": {"$in": [visit.follower.user_id, email, hex_id]}}
    # Some older databases want `userEmail` to be unique: no two people may lack it.
    birth = {"userId": visit.follower.user_id, "userEmail": email or hex_id}
    return Write(
        _HISTORIES,
        {"companyId": company_id, "$or": [names, {"userEmail": email}] if email else [names]},
        {
            "$push": {"links": {"$each": links}},
            "$setOnInsert": birth,
            "$currentDate": {"lastScrapeDate": True},
        },
        upsert=True,
    )


def fitting(links: Sequence[dict[str, Any]], room: int) -> list[dict[str, Any]]:
    """As many of these links as `room` bytes hold: first without their words, then fewer of them.

    What is left out is new again at the next visit.
    """
    if sum(map(_most_bytes, links)) <= room:
        return list(links)
    kept, size = list[dict[str, Any]](), 0
    for link in links:
        bare = {**link, "text": "", "context": "", "title": ""}
        size += _most_bytes(bare)
        if size > room:
            break
        kept.append(bare)
    return kept


def _most_bytes(link: Mapping[str, Any]) -> int:
    """More bytes than the link has."""
    texts = [value for value in link.values() if isinstance(value, str)]
    return _AROUND + sum(len(text) * (1 if text.isascii() else _WIDEST) for text in texts)
