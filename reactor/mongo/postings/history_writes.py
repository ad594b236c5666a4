"""Writes the postings that a follower has been offered or spared (`companyscrapehistories`).

A history is one document, strangers choose how long an address is, and all that a visit adds is
saved in one transaction: with the cache of the mongod that is bundled or composed, some 20 MB are
too much for one, and more than 10 MB for a document. So a history that has grown is trimmed before
it is added to, outside the transaction, and a visit adds 3 MB at most, for all followers together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bson import ObjectId

from reactor.lenient_fields import name_in
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.followers import Follower
from reactor.mongo.writes import Write

MEANWHILE = "meanwhile"
"""In `reactor.judgedBy` of a history: keywords judged in the place of a model in trouble."""

_HISTORIES = "companyscrapehistories"
_DATES = ("lastScrapeDate", "updatedAt")
_GROWN = 5_000_000
_MAX_LINKS = 12_000
"""A history with more bytes or links is trimmed."""

_LEFT, _MAX_LEFT = 6_000, 500
"""Links that are left then, without their words, and bytes of an address: 3.4 MB together.

That is more than the longest list, for what falls out of a history would be new again.
"""

_MAX_ADDED = 3_000_000
_CUT = "…"
"""What stands for words that were cut: to the apps, a link without words is no link."""
_AROUND = 80
"""Bytes of a link beside its texts."""
_WIDEST = 4
"""Bytes of a character."""


@dataclass(frozen=True, slots=True)
class HistoryUpdate:
    """The postings that a follower has now been offered or spared.

    Attributes:
        follower: who it is.
        links: the postings.
        judged_by: who judged them; `""` for nobody in particular.
        anew: whether all that the history stands for was judged, and not only these.
        profile: the mark of the profile by which all that is known is judged; `""` to leave that.
        listed: whether the company's list was read.
        forgotten: addresses that are to be new to them again.
        history: the `_id` of their history if nothing of it changes but its dates; else None.
    """

    follower: Follower
    links: Sequence[dict[str, Any]]
    judged_by: str = ""
    anew: bool = False
    profile: str = ""
    listed: bool = True
    forgotten: Sequence[str] = ()
    history: Any = None

    @property
    def adds(self) -> bool:
        """Whether it changes the links of a history."""
        return bool(self.links or self.forgotten)


async def trim(database: ScoutlyDatabase, company_id: ObjectId) -> None:
    """Make the histories of a company fit to be added to: those that grew, or that people broke."""
    of_it: dict[str, Any] = {"companyId": company_id}
    broken = {"links": {"$exists": True, "$not": {"$type": "array"}}}
    await database.histories.update_many(of_it | broken, {"$set": {"links": []}})
    grown = {"links": {"$type": "array"}, "$expr": {"$or": _HAS_GROWN}}
    await database.histories.update_many(of_it | grown, [{"$set": {"links": _TRIMMED}}])


_HAS_GROWN = [
    {"$gt": [{"$bsonSize": "$$ROOT"}, _GROWN]},
    {"$gt": [{"$size": {"$cond": [{"$isArray": "$links"}, "$links", []]}}, _MAX_LINKS]},
]
_IS_SHORT = {
    "$cond": [
        {"$eq": [{"$type": "$$link.url"}, "string"]},
        {"$lte": [{"$strLenBytes": "$$link.url"}, _MAX_LEFT]},
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
            **dict.fromkeys(("text", "context"), _CUT),
        },
    }
}


async def adopt(
    database: ScoutlyDatabase, company_id: ObjectId, followers: Iterable[Follower]
) -> None:
    """Let histories that an older app wrote, by e-mail, name their person as preferences do now.

    The app of today looks for nothing else. What another history stands against stays as it is.
    """
    older = {"companyId": company_id, "userId": None}
    found = database.histories.find(older, {"userEmail": 1})
    emails = {name_in(each.get("userEmail")).lower() async for each in found} - {""}
    for follower in followers:
        if not emails.isdisjoint(follower.user.names):
            which = older | {"userEmail": {"$in": list(follower.user.names)}}
            with suppress(driver.DuplicateKeyError):
                await database.histories.update_one(which, {"$set": {"userId": follower.user_id}})


def keep_up(company_id: ObjectId, visits: Sequence[HistoryUpdate]) -> Iterator[Write]:
    """The write that dates the histories of those for whom nothing was new, if there are any."""
    if unchanged := [visit.history for visit in visits if visit.history is not None]:
        which = {"_id": {"$in": unchanged}, "companyId": company_id}
        yield Write(_HISTORIES, which, {"$currentDate": dict.fromkeys(_DATES, True)}, many=True)


def remember(
    company_id: ObjectId, visits: Sequence[HistoryUpdate], now: datetime
) -> Iterator[Write]:
    """The writes that add postings to followers' histories, which have been trimmed."""
    room = _MAX_ADDED // max(sum(bool(visit.links) for visit in visits), 1)
    for visit in visits:
        if visit.history is not None:
            continue
        if visit.forgotten:
            yield _forget(company_id, visit)
        yield _remember_one(company_id, visit, fitting(visit.links, room), now)


async def spared(
    database: ScoutlyDatabase, company_id: ObjectId, follower: Follower, most: int
) -> list[str]:
    """Addresses of postings that somebody was spared by their titles alone, the latest ones.

    Nothing of them is kept that could be judged again; nor is anything of those which an older
    program offered.
    """
    urls: list[Mapping[str, Any]] = [
        {"$match": {"companyId": company_id, "$or": _theirs(follower)}},
        {"$match": {"links": {"$type": "array"}}},
        {"$project": {"_id": 0, "urls": {"$slice": ["$links.url", -_MAX_LINKS]}}},
        {"$unwind": "$urls"},
        {"$match": {"urls": {"$type": "string"}}},
    ]
    known = [each["urls"] for each in await driver.aggregate(database.histories, urls)]
    read = database.postings.find({"companyId": company_id}, {"_id": 0, "url": 1})
    kept = {each.get("url") async for each in read}
    return [url for url in dict.fromkeys(known) if url not in kept][-most:]


def _forget(company_id: ObjectId, visit: HistoryUpdate) -> Write:
    """Lets the next list show somebody what they were spared before."""
    which = {"companyId": company_id, "$or": _theirs(visit.follower)}
    gone = {"links": {"url": {"$in": list(visit.forgotten)}}}
    return Write(_HISTORIES, which, {"$pull": gone}, many=True)


def _remember_one(
    company_id: ObjectId, visit: HistoryUpdate, links: list[dict[str, Any]], now: datetime
) -> Write:
    """Adds postings to a follower's history, whichever way it names them."""
    follower = visit.follower
    # Some older databases want `userEmail` to be unique: no two people may lack it.
    birth = {
        "userId": follower.user_id,
        "userEmail": follower.user.names[0],
        "createdAt": now,
    }
    # What keywords judged meanwhile stays so until the model has judged all of it again.
    marks = visit.anew or (visit.judged_by == MEANWHILE and bool(links))
    by = {"reactor.judgedBy": visit.judged_by} if visit.judged_by else {}
    dated = _DATES if visit.listed else _DATES[1:]
    judged = {"reactor.profile": visit.profile} if visit.profile else {}
    if marks:
        judged |= by
    # What people made of links that nobody adds to is left to them.
    added = {"$push": {"links": {"$each": links}}} if visit.adds else {}
    return Write(
        _HISTORIES,
        {"companyId": company_id, "$or": _theirs(follower)},
        {
            **added,
            "$setOnInsert": birth | ({} if added else {"links": []}) | ({} if marks else by),
            "$currentDate": dict.fromkeys(dated, True),
            **({"$set": judged} if judged else {}),
        },
        upsert=True,
    )


def _theirs(follower: Follower) -> list[dict[str, Any]]:
    """What is true of a history of a person's, whatever it calls them."""
    names = list(dict.fromkeys((follower.user_id, *follower.user.names, follower.user.email)))
    return [{field: {"$in": names}} for field in ("userId", "userEmail")]


def fitting(links: Sequence[dict[str, Any]], room: int) -> list[dict[str, Any]]:
    """As many of these links as `room` bytes hold: first without their words, then fewer of them.

    What is left out is new again at the next visit.
    """
    if sum(map(_most_bytes, links)) <= room:
        return list(links)
    kept, size = list[dict[str, Any]](), 0
    for link in links:
        bare = {**link, "text": _CUT, "context": _CUT, "title": _CUT}
        size += _most_bytes(bare)
        if size > room:
            break
        kept.append(bare)
    return kept


def _most_bytes(link: Mapping[str, Any]) -> int:
    """More bytes than the link has."""
    texts = [value for value in link.values() if isinstance(value, str)]
    return _AROUND + sum(len(text) * (1 if text.isascii() else _WIDEST) for text in texts)
