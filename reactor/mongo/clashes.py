"""Saves that a unique index of another program forbids: each costs itself, and nothing else.

Apps of June 2025 made `savedjobs.url_1`, under which two people cannot have one posting, and
MongoDB keeps it until somebody drops it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bson import ObjectId
from loguru import logger

from reactor.fields import name_in
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.harvest import Harvest, Save
from reactor.mongo.history_writes import Visit

_log = logger.bind(channel="job-results-storage")
Key = tuple[Any, ...]


async def without_clashes(
    database: ScoutlyDatabase, harvest: Harvest, refusal: driver.TakenError
) -> Harvest:
    """The harvest without those saves that the index of a refusal forbids.

    What is saved for the same person already, however, is known to them. The rest stays new: once
    the index is gone, it is offered again.

    Raises:
        TakenError: none of the saves is to blame.
    """
    pattern, value = _index_of(refusal)
    taken = await _taken(database, harvest.saves, pattern)
    left, known, forbidden = list[Save](), 0, list[Save]()
    for save in harvest.saves:
        key = _key(save.document(harvest.company_id), pattern)
        holders = [each for each in taken.get(key, ()) if not _is_same(each, save)]
        if not holders and key != value:
            left.append(save)
            taken.setdefault(key, []).append({"user": save.user, "jobId": save.job_id})
        elif any(_is_theirs(each, save) for each in holders):
            known += 1
        else:
            forbidden.append(save)
    if not (known or forbidden):
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


def _index_of(refusal: driver.TakenError) -> tuple[Sequence[str], Key]:
    details: Mapping[str, Any] = refusal.details or {}
    value = details.get("keyValue", {})
    pattern = tuple(details.get("keyPattern", value))
    return pattern, tuple(value.get(name) for name in pattern)


async def _taken(
    database: ScoutlyDatabase, saves: Sequence[Save], pattern: Sequence[str]
) -> dict[Key, list[Mapping[str, Any]]]:
    """The documents that hold the values of an index which some of the saves would have."""
    addresses = [save.job_id for save in saves]
    shown = dict.fromkeys((*pattern, "user", "userId", "jobId"), 1)
    which = {"$or": [{"url": {"$in": addresses}}, {"jobId": {"$in": addresses}}]}
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


def _without(visit: Visit, forbidden: Sequence[Save]) -> Visit:
    """A visit after which what could not be saved for its follower is still new to them."""
    user: ObjectId = visit.follower.user.id
    urls = {save.job_id for save in forbidden if save.user == user}
    return replace(visit, links=[link for link in visit.links if link["url"] not in urls])
