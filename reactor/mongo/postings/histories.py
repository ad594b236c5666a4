"""Lookups in people's histories and saved jobs by address.

A history holds some ten thousand links, and a company has many followers. So MongoDB compares, and
only what is new to somebody travels: neither time nor memory of ours is spent on what is known.

Each link has a field of ours beside those of the other programs, `canonical`: true where `url` is
written as canonical addresses are, else the canonical address. It is written with the link, or the
first time that an older link matters; `form` tells by which form of canonical addresses.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from bson import ObjectId
from loguru import logger

from reactor.documents import User
from reactor.lenient_fields import mapping_in, name_in
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.outage_retry import is_passing
from reactor.mongo.postings.history_writes import MEANWHILE
from reactor.mongo.reactions.profiles import READABLE
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
        nameless: whether only an e-mail names its person, as older programs wrote.
        profile: the mark of the profile by which its person was judged last; `""` if unknown.
        meanwhile: whether keywords did that in the place of a model.
    """

    id: Any
    names: frozenset[str]
    unseen: frozenset[str]
    unread: bool
    nameless: bool = False
    profile: str = ""
    meanwhile: bool = False


@dataclass
class RecalledHistory:
    """What is remembered of a company and its followers.

    Attributes:
        known: what each history says, by its `_id`.
        profiles: documents of `profiles`.
        files: documents of `cvs`, without their texts.
        is_back: whether something that was saved counts as gone, and the list shows it.
    """

    known: dict[Any, History] = field(default_factory=dict)
    profiles: list[Mapping[str, Any]] = field(default_factory=list)
    files: list[Mapping[str, Any]] = field(default_factory=list)
    is_back: bool = False

    @property
    def histories(self) -> list[History]:
        """What each history says."""
        return list(self.known.values())

    def add(self, document: Mapping[str, Any]) -> None:
        """Take in a part of an answer."""
        match document.get("part"):
            case "profile":
                self.profiles.append(document)
            case "file":
                self.files.append(document)
            case "back":
                self.is_back = True
            case _:
                history = _history(document)
                if before := self.known.get(history.id):
                    history = replace(history, unseen=history.unseen | before.unseen)
                self.known[history.id] = history


@dataclass(frozen=True, slots=True)
class SavedAddresses:
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
        return (await self.recall(company_id, addresses)).histories

    async def recall(
        self,
        company_id: ObjectId,
        addresses: Sequence[str],
        people: Collection[ObjectId] = (),
        files: Collection[str] = (),
    ) -> RecalledHistory:
        """What is remembered of a company that its list does not show; mostly in one question.

        Args:
            company_id: which.
            addresses: those that the list shows, as histories may have them.
            people: the `_id`s of users whose profiles matter.
            files: the addresses of their CVs.
        """
        recalled = RecalledHistory()
        beside = _beside(company_id, addresses, people, files)
        for some in [*_parts(addresses)] or [[]]:
            question = [{"$match": {"companyId": company_id}}, *_compared(some), *beside]
            for document in await driver.aggregate(self._database.histories, question):
                recalled.add(document)
            beside = []
        return recalled

    async def saved(self, company_id: ObjectId) -> list[SavedAddresses]:
        """The addresses under which a company's postings are saved for each person."""
        found = await driver.aggregate(self._database.saved_jobs, _addresses_saved(company_id))
        return [
            SavedAddresses(
                each["_id"].get("user"), name_in(each["_id"].get("userId")).lower(), each["jobs"]
            )
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
    names = dict.fromkeys(("userId", "userEmail", "reactor.profile", "reactor.judgedBy"), 1)
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
    profile, meanwhile = judged_by(document)
    return History(
        document["_id"],
        frozenset(names) - {""},
        frozenset(document["unseen"]),
        document["unread"],
        nameless=document.get("userId") is None,
        profile=profile,
        meanwhile=meanwhile,
    )


def judged_by(history: Mapping[str, Any]) -> tuple[str, bool]:
    """By what profile a history's person was judged, and whether by keywords meanwhile."""
    ours = mapping_in(history.get("reactor"))
    mark = ours.get("profile")
    return (mark if isinstance(mark, str) else "", ours.get("judgedBy") == MEANWHILE)


def _beside(
    company_id: ObjectId,
    addresses: Sequence[str],
    people: Collection[ObjectId],
    files: Collection[str],
) -> list[dict[str, Any]]:
    """The stages that add what other collections know."""
    gone = {"companyId": company_id, "goneAt": {"$ne": None}, "jobId": {"$in": list(addresses)}}
    whose, which = {"_id": {"$in": list(people)}}, {"_id": {"$in": list(files)}}
    about_files = {"hash": 1, "readable": READABLE, "part": {"$literal": "file"}}
    return [
        _and_of(
            "savedjobs", gone, {"$limit": 1}, {"$project": {"_id": 0}}, {"$set": {"part": "back"}}
        ),
        *([_and_of("profiles", whose, {"$set": {"part": "profile"}})] if people else []),
        *([_and_of("cvs", which, {"$project": about_files})] if files else []),
    ]


def _and_of(collection: str, which: dict[str, Any], *stages: dict[str, Any]) -> dict[str, Any]:
    return {"$unionWith": {"coll": collection, "pipeline": [{"$match": which}, *stages]}}


def _parts(addresses: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(addresses)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
