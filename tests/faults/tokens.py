"""Resume tokens of a database, and how to forge them."""

import random
from typing import Any

from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase

Token = dict[str, Any]


async def token_of(database: ScoutlyDatabase, collection: str | None = None) -> Token:
    """The token of an event, in the stream of the database or of one of its collections."""
    source = database.handle[collection] if collection else database.handle
    async with source.watch([]) as stream:
        await database.companies.insert_one({"companyID": str(ObjectId())})
        return dict((await stream.next())["_id"])


def at(token: Token, seconds: float) -> Token:
    """The token, moved to another time: its first bytes are one."""
    data = token["_data"]
    return {"_data": f"{data[:2]}{int(seconds):08x}{data[10:]}"}


def corrupted(token: Token, chance: random.Random) -> Token:
    """The token with some digits wrong, or cut off; its time is left alone."""
    data = list(token["_data"])
    for _ in range(chance.randint(1, 4)):
        data[chance.randrange(20, len(data))] = chance.choice("0123456789ABCDEF")
    return {"_data": "".join(data[: chance.randrange(20, 2 * len(data))])}
