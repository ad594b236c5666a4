"""What people's histories and saved jobs know of some addresses.

A history holds some ten thousand links, and a company has many followers. So MongoDB compares, and
only what is new to somebody travels: neither time nor memory of ours is spent on what is known.

Each link has a field of ours beside those of the other programs, `canonical`: true where `url` is
written as canonical addresses are, else the canonical address. It is written with the link, or the
first time that an older link matters; `form` tells by which form of canonical addresses.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bson import ObjectId
from loguru import logger

from reactor.documents import User
from reactor.lenient_fields import name_in
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.outages import is_passing
from reactor.scrape.canonical import FORM

_AT_ONCE = 4_000
"""Addresses in one question: a command must stay below 16 MB, and an address has up to 2 kB."""

_log = logger.bind(channel="job-results-storage")


@dataclass(frozen=True, slots=True)
class History:
    """What one history says about the addresses that were asked for.

    Attributes:
        id: its `_id`.
        names: how it names its person, in lower case.
        unseen: those of the addresses that none of its links has.
        unread: whether it has links whose canonical addresses are not known yet.
    """

    id: Any
    names: frozenset[str]
    unseen: frozenset[str]
    unread: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """The addresses under which postings are saved for one person.

    Attributes:
        user: the person's `_id`, if it is stated.
        user_id: how they are named, in lower case.
        addresses: which.
    """

    user: Any
    user_id: str
    addresses: Sequence[str]

    def is_for(self, user: User) -> bool:
        """Whether they are this person's, whichever way they are named."""
        return self.user == user.id or self.user_id in user.names


@dataclass(frozen=True, slots=True)
class RawLinks:
    """The addresses of a history as they stand there.

    Attributes:
        urls: one a link.
        whole: whether each link has one.
    """

    urls: Sequence[str]
    whole: bool


class Histories:
    """Asks MongoDB about addresses."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database

    async def of(self, company_id: ObjectId, addresses: Sequence[str]) -> list[History]:
        """What each history of a company says about some addresses."""
        found: dict[Any, History] = {}
        for some in _parts(addresses):
            for document in await driver.aggregate(
                self._database.histories, [{"$match": {"companyId": company_id}}, *_compared(some)]
            ):
                history = _history(document)
                before = found.get(history.id)
                unseen = history.unseen | before.unseen if before else history.unseen
                found[history.id] = History(history.id, history.names, unseen, history.unread)
        return list(found.values())

    async def saved(self, company_id: ObjectId) -> list[Saved]:
        """The addresses under which a company's postings are saved for each person."""
        found = await driver.aggregate(self._database.saved_jobs, _addresses_saved(company_id))
        return [
            Saved(each["_id"].get("user"), name_in(each["_id"].get("userId")).lower(), each["jobs"])
            for each in found
        ]

    async def raw_links(self, history: History) -> RawLinks:
        """The addresses of a history's links, for their canonical forms to be made."""
        pipeline = [
            {"$match": {"_id": history.id}},
            {"$project": {"links": _LINKS}},
            {"$project": {"urls": "$links.url", "links": {"$size": "$links"}}},
        ]
        for found in await driver.aggregate(self._database.histories, pipeline):
            urls = [url for url in found["urls"] if isinstance(url, str)]
            return RawLinks(urls, len(urls) == found["links"])
        return RawLinks((), whole=False)

    async def note_canonical(
        self, history: History, links: RawLinks, canonical: Mapping[str, str]
    ) -> None:
        """Write the canonical addresses of links beside them, unless they have changed meanwhile.

        Args:
            history: whose.
            links: as they were read.
            canonical: the canonical addresses of those that are written otherwise.
        """
        if not links.whole:
            return
        forms = [canonical.get(url, True) for url in links.urls]
        unchanged = {"$eq": ["$links.url", {"$literal": links.urls}]}
        form = {"canonical": {"$arrayElemAt": [{"$literal": forms}, "$$at"]}, "form": FORM}
        marked = {
            "$map": {
                "input": {"$range": [0, len(forms)]},
                "as": "at",
                "in": {"$mergeObjects": [{"$arrayElemAt": ["$links", "$$at"]}, form]},
            }
        }
        which = {"_id": history.id, "links": {"$size": len(forms)}, "$expr": unchanged}
        try:
            await self._database.histories.update_one(which, [{"$set": {"links": marked}}])
        except driver.OperationFailure as error:
            if is_passing(error):
                raise
            # Too large for it, say: then they are made out anew each time.
            _log.debug("canonical addresses not kept", error=driver.brief(error))


_LINKS = {"$cond": [{"$isArray": "$links"}, "$links", []]}
"""A history's links; what somebody broke has none."""


def _addresses_saved(company_id: ObjectId) -> list[dict[str, Any]]:
    """The stages that give the addresses of a company's saves, by what they call their person.

    Those of June 2025 have `company` and `url` in place of `companyId` and `jobId`.
    """
    mine = {"$or": [{"companyId": company_id}, {"company": company_id}]}
    person = {"user": "$user", "userId": "$userId"}
    return [
        {"$match": mine},
        {"$project": {**person, "jobs": ["$jobId", "$url"]}},
        {"$unwind": "$jobs"},
        {"$match": {"jobs": {"$type": "string"}}},
        {"$group": {"_id": person, "jobs": {"$addToSet": "$jobs"}}},
    ]


def _compared(addresses: Sequence[str]) -> list[dict[str, Any]]:
    """The stages that compare histories with addresses."""
    known = {"$setUnion": ["$links.url", "$links.canonical"]}
    current = {"$filter": {"input": "$links.form", "cond": {"$eq": ["$$this", FORM]}}}
    unread = {"$ne": [{"$size": "$links.url"}, {"$size": current}]}
    names = {"userId": 1, "userEmail": 1}
    return [
        {"$project": {**names, "links": _LINKS}},
        {
            "$project": {
                **names,
                "unseen": {"$setDifference": [{"$literal": list(addresses)}, known]},
                "unread": unread,
            }
        },
    ]


def _history(document: Mapping[str, Any]) -> History:
    names = (name_in(document.get(field)).lower() for field in ("userId", "userEmail"))
    unseen = frozenset(document["unseen"])
    return History(document["_id"], frozenset(names) - {""}, unseen, document["unread"])


def _parts(addresses: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(addresses)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
