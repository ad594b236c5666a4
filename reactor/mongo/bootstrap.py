"""Makes any `scoutly` database ready: an empty one, or one that an older app filled.

Each step can be repeated and says what it did. What cannot be done to somebody else's data
(an index that their documents violate) is reported and left.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from loguru import logger

from reactor.mongo import driver
from reactor.mongo.cvs import KEPT_FOR as CVS_KEPT_FOR
from reactor.mongo.database import ACTIVE, COLLECTIONS, FINISHED, ScoutlyDatabase
from reactor.mongo.duplicates import ONE_ACTIVE_JOB, close_duplicate_jobs
from reactor.mongo.ledger import KEPT_FOR as ANSWERS_KEPT_FOR
from reactor.mongo.notifications import KEPT_FOR as NOTIFICATIONS_KEPT_FOR
from reactor.mongo.pages import KEPT_FOR as PAGES_KEPT_FOR
from reactor.mongo.refusals import Refusal, is_passing, sort
from reactor.mongo.validators import install_validators, validation
from reactor.mongo.warned import warn_once

_log = logger.bind(channel="queue-processor")
_SAME_KEYS_OTHER_OPTIONS = (85, 86)  # IndexOptionsConflict, IndexKeySpecsConflict
_WITH_BEFORE_IMAGES = ("usercompanypreferences", "jobqueues", "timers")


@dataclass(frozen=True, slots=True)
class Index:
    """An index that the reactor needs or the contract promises."""

    collection: str
    keys: Mapping[str, int]
    options: Mapping[str, Any] = field(default_factory=dict)


def indexes(keep_finished: timedelta) -> list[Index]:
    """Every index; finished jobs expire `keep_finished` after their last change."""
    unique = {"unique": True}
    return [
        Index("users", {"email": 1}, unique | _only_where("email", "string")),
        Index("companies", {"companyID": 1}, unique | _only_where("companyID", "string")),
        Index("usercompanypreferences", {"userId": 1, "companyId": 1}, unique),
        Index("usercompanypreferences", {"companyId": 1}),
        Index(
            "jobqueues",
            {"companyId": 1},
            {
                "name": ONE_ACTIVE_JOB,
                "partialFilterExpression": {"status": {"$in": ACTIVE}},
            }
            | unique,
        ),
        Index(
            "jobqueues",
            {"turn": 1},
            {"name": "claim_by_turn", "partialFilterExpression": {"status": "pending"}},
        ),
        Index("jobqueues", {"lease.owner": 1}, {"sparse": True}),
        Index(
            "jobqueues",
            {"updatedAt": 1},
            {
                "name": "finished_jobs_expire",
                "expireAfterSeconds": int(keep_finished.total_seconds()),
                "partialFilterExpression": {"status": {"$in": FINISHED}},
            },
        ),
        Index("timers", {"expireAt": 1}, {"expireAfterSeconds": 0}),
        Index("savedjobs", {"userId": 1, "jobId": 1}, unique),
        Index("savedjobs", {"user": 1, "jobId": 1}, unique | _only_where("user", "objectId")),
        Index("savedjobs", {"companyId": 1, "jobId": 1}),
        Index("companyscrapehistories", {"companyId": 1, "userId": 1}, unique),
        Index("postings", {"companyId": 1, "url": 1}),
        Index("postings", {"goneAt": 1}, _only_where("goneAt", "date")),
        Index("tokenusages", {"timestamp": -1}),
        Index("pages", {"at": 1}, _expires(PAGES_KEPT_FOR)),
        Index("analyses", {"at": 1}, _expires(ANSWERS_KEPT_FOR)),
        Index("cvs", {"checkedAt": 1}, _expires(CVS_KEPT_FOR)),
        Index("notifications", {"endedAt": 1}, _expires(NOTIFICATIONS_KEPT_FOR)),
    ]


def _expires(after: timedelta) -> dict[str, Any]:
    return {"expireAfterSeconds": int(after.total_seconds())}


def _only_where(name: str, type_: str) -> dict[str, Any]:
    return {"partialFilterExpression": {name: {"$type": type_}}}


async def bootstrap(database: ScoutlyDatabase, keep_finished: timedelta) -> None:
    """Create missing collections, validators and indexes, and repair a queue that breaks them."""
    existing = set(await database.handle.list_collection_names())
    needed = indexes(keep_finished)
    for name in set(COLLECTIONS) - existing:
        await _create_collection(database, name)
    for name in _WITH_BEFORE_IMAGES:
        await _keep_before_images(database, name)
    await install_validators(database)
    await close_duplicate_jobs(database)
    for index in needed:
        await _create_index(database, index)


async def _create_collection(database: ScoutlyDatabase, name: str) -> None:
    try:
        # Here and not only later: whoever may create a collection may yet not change one.
        await database.handle.create_collection(name, **validation(name))
    except driver.PyMongoError as error:
        # Another reactor may have been first; without the right to create, MongoDB creates
        # collections at the first insert.
        _log.debug("collection not created", collection=name, error=driver.brief(error))


async def _keep_before_images(database: ScoutlyDatabase, name: str) -> None:
    """Let deletions tell which company they were about, also those made while no reactor runs."""
    try:
        await database.handle.command(
            {"collMod": name, "changeStreamPreAndPostImages": {"enabled": True}}
        )
    except driver.OperationFailure as error:
        if is_passing(error) and sort(error) is not Refusal.DENIED:
            raise
        warn_once(
            "MongoDB keeps no images of changed documents; reactor doctor tells what that costs",
            database.name,
            name,
            error=driver.brief(error),
        )


async def _create_index(database: ScoutlyDatabase, index: Index) -> None:
    try:
        await database[index.collection].create_index(list(index.keys.items()), **index.options)
    except driver.OperationFailure as error:
        if is_passing(error):
            raise
        if error.code in _SAME_KEYS_OTHER_OPTIONS and await _adapt(database, index):
            return
        details = error.details or {}
        warn_once(
            "index not created; an index or documents that are there stand against it",
            database.name,
            f"{index.collection} {','.join(index.keys)}",
            error=f"{details.get('codeName', error.code)} {details.get('keyValue', '')}".strip(),
        )


async def _adapt(database: ScoutlyDatabase, index: Index) -> bool:
    """Give an existing index the right expiry; False if that is not what it lacks."""
    if "expireAfterSeconds" not in index.options:
        return False
    name = index.options.get("name")
    which = {"name": name} if name else {"keyPattern": dict(index.keys)}
    expiry = {**which, "expireAfterSeconds": index.options["expireAfterSeconds"]}
    try:
        await database.handle.command({"collMod": index.collection, "index": expiry})
    except driver.OperationFailure as error:
        if is_passing(error):
            raise
        return False
    return True
