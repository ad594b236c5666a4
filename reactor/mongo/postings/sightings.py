"""A run's writes about postings that are there, missing, gone or moved.

People see it in `savedjobs.goneAt`, a field of the reactor's own; their `status` and `notes` are
never touched. All of it belongs to the transaction that completes the job, so that a run that is
repeated counts once, and one that lost its job counts nothing.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from bson import ObjectId

from reactor.decisions.posting_presence import Presence
from reactor.mongo.driver import Write

_AT_ONCE = 1_000
"""Addresses in one write: a command must stay far below MongoDB's 48 MB."""


def remember_presence(
    company_id: ObjectId, presence: Presence, now: datetime, *, is_back: bool = True
) -> Iterator[Write]:
    """The writes that carry `presence` into what is kept and into what people saved.

    What is kept of a posting that is listed again and again stays as it is: `lastSeenAt` is when
    it was first listed, or listed again after it had been missing.

    Args:
        company_id: whose postings.
        presence: what the list says of them.
        now: when.
        is_back: whether something that was saved may count as gone though it is listed.
    """
    seen = {"$set": {"missed": 0, "lastSeenAt": now}, "$unset": {"goneAt": "", "movedTo": ""}}
    gone, back = {"$set": {"goneAt": now}}, {"$unset": {"goneAt": ""}}
    company = {"companyId": company_id}
    was_gone, was_there = company | {"goneAt": {"$ne": None}}, company | {"goneAt": None}
    yield from _of_each("postings", "url", company, presence.unnoted, seen)
    for times in sorted(set(presence.missing.values())):
        urls = [url for url, missed in presence.missing.items() if missed == times]
        yield from _of_each("postings", "url", was_there, urls, {"$set": {"missed": times}})
    yield from _of_each("postings", "url", was_there, presence.gone, gone)
    yield from _of_each("savedjobs", "jobId", was_gone, presence.listed if is_back else (), back)
    yield from _of_each("savedjobs", "jobId", was_there, presence.gone, gone)


def remember_moves(
    company_id: ObjectId,
    moved: Mapping[str, str],
    now: datetime,
    *,
    unread: Collection[str] = (),
    taken: Collection[str] = (),
) -> Iterator[Write]:
    """The writes that let saved jobs follow their postings to new addresses.

    Args:
        company_id: whose postings.
        moved: old addresses by new ones.
        now: when.
        unread: those of the new ones of which nothing is kept: they take over what is.
        taken: those of the new ones that somebody has saved: there the old saves end.
    """
    for new, old in moved.items():
        yield Write(
            "postings",
            {"companyId": company_id, "url": old},
            {"$set": {"url": new} if new in unread else {"goneAt": now, "movedTo": new}},
        )
        follow = {"$set": {"jobId": new, "url": new}, "$unset": {"goneAt": ""}}
        yield Write(
            "savedjobs",
            {"companyId": company_id, "jobId": old},
            {"$set": {"goneAt": now}} if new in taken else follow,
            many=True,
        )


def _of_each(
    collection: str, named: str, which: Mapping[str, Any], urls: Sequence[str], update: Any
) -> Iterator[Write]:
    """The same update of what a collection holds for each address, under the name it has there."""
    for some in _batches(urls):
        yield Write(collection, {**which, named: {"$in": some}}, update, many=True)


def _batches(urls: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(urls)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
