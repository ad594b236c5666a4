"""Ends transactions that a reactor left open when it died.

Killed between the first write of a result and its commit, a reactor leaves its documents locked:
MongoDB waits for up to 90 seconds (`transactionLifetimeLimitSeconds` and the pause of what looks
after it) for a client that is gone, and every other write to them waits along.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from loguru import logger

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase

_log = logger.bind(channel="queue-processor")
_PATIENCE = 1.0
"""Seconds. A result takes milliseconds, and what is cut off by mistake is simply sent again."""

Result = TypeVar("Result")


async def past_orphaned_transactions(
    database: ScoutlyDatabase, work: Coroutine[Any, Any, Result]
) -> Result:
    """What `work` gives; if that takes long, transactions of the dead may be why, and are ended."""
    task = asyncio.create_task(work)
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=_PATIENCE)
            if not task.done():
                await end_orphaned(database)
        return task.result()
    finally:
        task.cancel()


async def end_orphaned(database: ScoutlyDatabase) -> None:
    """End every transaction of a reactor that has stood open, doing nothing, for a second.

    A user may see and end what is their own; no further right is needed.
    """
    idle = {
        "type": "idleSession",
        "appName": driver.APP_NAME,
        "transaction.timeInactiveMicros": {"$gte": int(_PATIENCE * 1_000_000)},
    }
    look: list[dict[str, Any]] = [{"$currentOp": {"idleSessions": True}}, {"$match": idle}]
    try:
        found = await driver.aggregate(database.client.admin, look)
        sessions = [{"id": session["lsid"]["id"]} for session in found]
        if sessions:
            await database.client.admin.command("killSessions", sessions)
            _log.warning("transactions of a reactor that is gone were ended", count=len(sessions))
    except driver.PyMongoError as error:
        _log.debug("transactions not looked at", error=driver.brief(error))
