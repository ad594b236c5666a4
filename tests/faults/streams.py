"""Change streams that end, as they do when a line is cut."""

from typing import Any

from reactor.mongo.database import ScoutlyDatabase


async def end_change_streams(database: ScoutlyDatabase) -> bool:
    """End every cursor that waits for changes; their readers open new ones.

    Gives whether any was there: one that goes from one wait to the next is listed as neither idle
    nor active.
    """
    admin = database.client.admin
    pipeline: list[dict[str, Any]] = [
        {"$currentOp": {"idleCursors": True}},
        {"$match": {"cursor.tailable": True}},
    ]
    cursors = await admin.aggregate(pipeline).to_list(None)
    ended = False
    for each in cursors:
        namespace = each["ns"].partition(".")
        if namespace[0] == database.name:
            kill = {"killCursors": namespace[2], "cursors": [each["cursor"]["cursorId"]]}
            await database.handle.command(kill)
            ended = True
    return ended
