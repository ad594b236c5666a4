"""Saves that another program's unique index forbids: each fails alone.

Apps of June 2025 made `savedjobs.url_1`, under which two people cannot have one posting, and
MongoDB keeps it until somebody drops it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bson import ObjectId
from loguru import logger

from reactor.lenient_fields import name_in
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.postings.history_writes import HistoryUpdate
from reactor.mongo.postings.visit_outcome import Save, VisitOutcome

_log = logger.bind(channel="job-results-storage")
Key = tuple[Any, ...]
_SHARED = ("user", "userId", "companyId", "company", "status")
"""Fields that many saves have in common."""


async def without_clashes(
    database: ScoutlyDatabase, harvest: VisitOutcome, refusal: driver.TakenError
) -> VisitOutcome:
    """The harvest without those saves that the index of a refusal forbids.

    What is saved for the same person already, however, is known to them. The rest stays new: once
    the index is gone, it is offered again.

    Raises:
        TakenError: none of the saves is to blame.
    """
    pattern = _index_of(refusal)
    documents = [save.document(harvest.company_id) for save in harvest.saves]
    taken = await _taken(database, documents, pattern)
    left, forbidden = list[Save](), list[Save]()
    for save, document in zip(harvest.saves, documents, strict=True):
        key = _key(document, pattern)
        holders = [each for each in taken.get(key, ()) if not _is_same(each, save)]
        if not holders:
            left.append(save)
            taken.setdefault(key, []).append({"user": save.user, "jobId": save.job_id})
        elif not any(_is_theirs(each, save) for each in holders):
            forbidden.append(save)
    if len(left) == len(harvest.saves):
        raise refusal
    for save in forbidden[:1]:
        _log.warning(
            "matches not saved: a unique index of another program forbids them",
            index=f"savedjobs {' '.join(pattern)}",
            left=len(forbidden),
            user=save.user_id,
            url=save.job_id,
        )
    before = int(harvest.result.get("unsaved", 0))
    result = {"matched": len(left), "unsaved": before + len(forbidden)}
    visits = [_without(visit, forbidden) for visit in harvest.visits]
    return replace(harvest, saves=left, visits=visits, result={**harvest.result, **result})


def _index_of(refusal: driver.TakenError) -> Sequence[str]:
    """The fields of the index in the way."""
    return tuple((refusal.details or {}).get("keyPattern", ()))


async def _taken(
    database: ScoutlyDatabase, documents: Sequence[Mapping[str, Any]], pattern: Sequence[str]
) -> dict[Key, list[Mapping[str, Any]]]:
    """The documents that hold the values of an index which some of these would have."""
    shown = dict.fromkeys((*pattern, "user", "userId", "jobId"), 1)
    telling = [name for name in pattern if name not in _SHARED] or list(pattern)
    which = {name: {"$in": [each.get(name) for each in documents]} for name in telling}
    taken: dict[Key, list[Mapping[str, Any]]] = {}
    async for each in database.saved_jobs.find(which, shown):
        taken.setdefault(_key(each, pattern), []).append(each)
    return taken


def _key(document: Mapping[str, Any], pattern: Sequence[str]) -> Key:
    values = (document.get(name) for name in pattern)
    return tuple(str(each) if isinstance(each, list | dict) else each for each in values)


def _is_same(document: Mapping[str, Any], save: Save) -> bool:
    """Whether a document is the one that the save updates."""
    return document.get("jobId") == save.job_id and _is_theirs(document, save)


def _is_theirs(document: Mapping[str, Any], save: Save) -> bool:
    names = {name.lower() for name in save.names}
    return document.get("user") == save.user or name_in(document.get("userId")).lower() in names


def _without(visit: HistoryUpdate, forbidden: Sequence[Save]) -> HistoryUpdate:
    """A visit after which what could not be saved for its follower is still new to them."""
    user: ObjectId = visit.follower.user.id
    urls = {save.job_id for save in forbidden if save.user == user}
    return replace(visit, links=[link for link in visit.links if link["url"] not in urls])
