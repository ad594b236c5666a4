"""Makes any `scoutly` database ready: an empty one, or one that an older app filled.

Each step can be repeated and says what it did. What cannot be done to somebody else's data
(an index that their documents violate) is reported and left.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from loguru import logger

from reactor.mongo import driver
from reactor.mongo.database import COLLECTIONS, ScoutlyDatabase
from reactor.mongo.error_kinds import Refusal, is_passing, sort
from reactor.mongo.setup.duplicate_jobs import close_duplicate_jobs
from reactor.mongo.setup.indexes import (
    Index,
    contradicts,
    how_to_drop,
    indexes,
    is_of_an_earlier_reactor,
    same_keys,
    serves,
)
from reactor.mongo.setup.validators import install_validators, validation
from reactor.mongo.setup.warn_once import warn_once

_log = logger.bind(channel="queue-processor")
_SAME_KEYS_OTHER_OPTIONS = (85, 86)  # IndexOptionsConflict, IndexKeySpecsConflict
_WITH_BEFORE_IMAGES = ("usercompanypreferences", "jobqueues", "timers")


async def bootstrap(database: ScoutlyDatabase, keep_finished: timedelta) -> None:
    """Create missing collections, validators and indexes, and repair a queue that breaks them."""
    existing = set(await database.handle.list_collection_names())
    for name in set(COLLECTIONS) - existing:
        await _create_collection(database, name)
    for name in _WITH_BEFORE_IMAGES:
        await _keep_before_images(database, name)
    await install_validators(database)
    await close_duplicate_jobs(database)
    needed = indexes(keep_finished)
    for name in dict.fromkeys(index.collection for index in needed):
        of_it = [index for index in needed if index.collection == name]
        await _prepare_indexes(database, name, of_it)


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


async def _prepare_indexes(
    database: ScoutlyDatabase, collection: str, needed: Sequence[Index]
) -> None:
    """Make the indexes of one collection that are not there under any name."""
    there = await _indexes_there(database, collection)
    for name, found in list(there.items()):
        if is_of_an_earlier_reactor(collection, name, found):
            await _drop_index(database, collection, name)
            del there[name]
    for name, found in there.items():
        if contradicts(collection, found):
            warn_once(
                "a unique index of another program forbids what has to be saved",
                database.name,
                f"{collection} {name}",
                mend=how_to_drop(collection, name),
            )
    for index in needed:
        if not any(same_keys(index, each) and serves(index, each) for each in there.values()):
            await _create_index(database, index)


async def _indexes_there(database: ScoutlyDatabase, collection: str) -> dict[str, Any]:
    """By name; none where they may not be listed: then MongoDB says of each what is in its way."""
    try:
        return await database[collection].index_information()
    except driver.OperationFailure as error:
        if sort(error) is not Refusal.DENIED:
            raise
        return {}


async def _drop_index(database: ScoutlyDatabase, collection: str, name: str) -> None:
    try:
        await database[collection].drop_index(name)
    except driver.OperationFailure as error:
        if is_passing(error) and sort(error) is not Refusal.DENIED:
            raise
        # Another reactor was first, or it may not: the apps' own is made under this name or not.
        _log.debug("index left", collection=collection, index=name, error=driver.brief(error))


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
