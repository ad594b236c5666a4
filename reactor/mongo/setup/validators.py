"""MongoDB's own check of what is typed into the collections that people edit.

A mistyped edit (`rank: "high"`, `status: 'pendng'`) is refused where it is typed, with a line that
says how to put it right. The rules stand in `schemas/`, one file a collection, which
`mongo-init/initiate-replica-set.js` reads as well. Documents that broke them before stay, and can
still be edited (`validationLevel: moderate`).
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from loguru import logger

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.error_kinds import Refusal, is_passing, sort
from reactor.mongo.setup.warn_once import warn_once

VALIDATED = ("usercompanypreferences", "jobqueues", "timers", "savedjobs")
"""The collections that have a validator."""

_log = logger.bind(channel="queue-processor")
_OURS = "Scoutly Reactor: "


@cache
def schema(collection: str) -> dict[str, Any]:
    """The JSON schema of a collection, as MongoDB understands it."""
    text = files("reactor.mongo.setup").joinpath("schemas", f"{collection}.json").read_text("utf-8")
    parsed: dict[str, Any] = json.loads(text)
    return parsed


def validation(collection: str) -> dict[str, Any]:
    """The options with which a collection is created or changed; none for most."""
    if collection not in VALIDATED:
        return {}
    return {
        "validator": {"$jsonSchema": schema(collection)},
        "validationLevel": "moderate",
        "validationAction": "error",
    }


async def install_validators(database: ScoutlyDatabase) -> None:
    """Install or renew our validators; what other people installed or switched off stays so.

    One line tells what was done, and one what could not be done.
    """
    try:
        found = await database.handle.command("listCollections", filter={"type": "collection"})
        present = {each["name"]: each["options"] for each in found["cursor"]["firstBatch"]}
        changed = [name for name in VALIDATED if await _install(database, name, present)]
    except driver.OperationFailure as error:
        if is_passing(error) and sort(error) is not Refusal.DENIED:
            raise
        warn_once(
            "validators not installed: MongoDB will not refuse mistyped edits",
            database.name,
            "",
            error=driver.brief(error),
        )
        return
    if changed:
        _log.info(
            "validators installed: MongoDB refuses mistyped edits", collections=",".join(changed)
        )


def is_ours(validator: Mapping[str, Any]) -> bool:
    """Whether a validator is one of the reactor's, of whatever version."""
    rules = validator.get("$jsonSchema")
    title = rules.get("title") if isinstance(rules, Mapping) else None
    return len(validator) == 1 and isinstance(title, str) and title.startswith(_OURS)


def renewal(collection: str, options: Mapping[str, Any]) -> dict[str, Any] | None:
    """What `collMod` is to change about a collection with these options; None for nothing.

    A validator of somebody else may be stricter than ours, and its makers rely on it. A validation
    that was switched off was switched off by a person; so was the refusing (`warn`) of ours.
    """
    ours, there = validation(collection), options.get("validator")
    if options.get("validationLevel") == "off" or there == ours["validator"]:
        return None
    if not there:
        return ours
    return {"validator": ours["validator"]} if is_ours(there) else None


async def _install(
    database: ScoutlyDatabase, collection: str, present: Mapping[str, Mapping[str, Any]]
) -> bool:
    """Whether a collection's validator was changed."""
    options = present.get(collection)
    if options is None:
        # Without the right to create it: MongoDB does so at the first insert.
        return False
    change = renewal(collection, options)
    if change is not None:
        await database.handle.command({"collMod": collection, **change})
    elif not is_ours(options.get("validator") or validation(collection)["validator"]):
        warn_once("another program's validator is left as it is", database.name, collection)
    return change is not None
