"""Which postings of a company a follower has been offered or spared (`companyscrapehistories`).

A history is one document, and MongoDB takes 16 MB of one. So it is cut before it is added to where
it has grown beyond 8 MB, and a visit adds 6 MB at most, for all followers together, as it is saved
in one transaction: strangers choose how long an address is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bson import ObjectId

from reactor.mongo.followers import Follower
from reactor.mongo.writes import Write

_HISTORIES = "companyscrapehistories"
_MOST_LINKS = 15_000
"""In a history: more than the longest list, for what falls out of it would be new again."""

_GROWN = 8_000_000
_MOST_ADDED = 6_000_000
_LEFT, _LONGEST_LEFT = 3_000, 2_500
"""Links that a history keeps that is cut, and bytes of each: 7.5 MB together."""

_AROUND = 80
"""Bytes of a link beside its texts."""
_WIDEST = 4
"""Bytes of a character."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The postings that a follower has now been offered or spared."""

    follower: Follower
    links: Sequence[dict[str, Any]]


def remember(company_id: ObjectId, visits: Sequence[Visit]) -> Iterator[Write]:
    """The writes that add postings to followers' histories.

    A history that somebody broke must not keep the results from everybody: it is mended first.
    """
    broken = {"$exists": True, "$not": {"$type": "array"}}
    of_it = {"companyId": company_id}
    yield Write(_HISTORIES, of_it | {"links": broken}, {"$set": {"links": []}}, many=True)
    grown = {"$expr": {"$gt": [{"$bsonSize": "$$ROOT"}, _GROWN]}}
    cut = {"$slice": [{"$filter": {"input": "$links", "cond": _SHORT}}, -_LEFT]}
    array = {"links": {"$type": "array"}}
    yield Write(_HISTORIES, of_it | array | grown, [{"$set": {"links": cut}}], many=True)
    room = _MOST_ADDED // max(sum(bool(visit.links) for visit in visits), 1)
    for visit in visits:
        yield _remember_one(company_id, visit, fitting(visit.links, room))


_SHORT: Mapping[str, Any] = {
    "$cond": [
        {"$eq": [{"$type": "$$this"}, "object"]},
        {"$lte": [{"$bsonSize": "$$this"}, _LONGEST_LEFT]},
        False,
    ]
}


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
            "$push": {"links": {"$each": links, "$slice": -_MOST_LINKS}},
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
