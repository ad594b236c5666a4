"""What was found for whom in the last days."""

from datetime import datetime, timedelta

from bson import ObjectId

from reactor.documents import Document
from reactor.lenient_fields import Count, Date, Text
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase

LATELY = timedelta(days=7)
_MARGIN = timedelta(days=1)
_MOST_PEOPLE = 50


class Matches(Document):
    """One person's matches of the last days.

    Attributes:
        user: whose, as they are called.
        count: how many.
        best: the highest score among them, 0-100.
        title: of the one with that score.
        latest: when the last one was saved.
    """

    user: Text = ""
    count: Count = 0
    best: Count = 0
    title: Text = ""
    latest: Date = None


async def read_matches(database: ScoutlyDatabase, now: datetime) -> tuple[Matches, ...]:
    """Matches since `now - LATELY`, one entry a person, those with the most first."""
    since = now - LATELY
    # An id holds its time: without it every save ever made would be read.
    recent = {"$gte": ObjectId.from_datetime(since - _MARGIN)}
    score = {"$cond": [{"$isNumber": "$suitabilityScore"}, "$suitabilityScore", None]}
    best = {"$top": {"sortBy": {"score": -1}, "output": {"score": "$score", "title": "$title"}}}
    found = await driver.aggregate(
        database.saved_jobs,
        [
            {"$match": {"_id": recent, "createdAt": {"$gte": since}, "withdrawnAt": None}},
            {"$set": {"score": score, "who": {"$ifNull": ["$user", "$userId"]}}},
            {
                "$group": {
                    "_id": "$who",
                    "name": {"$first": "$userId"},
                    "count": {"$sum": 1},
                    "top": best,
                    "latest": {"$max": "$createdAt"},
                }
            },
            {"$sort": {"count": -1, "_id": 1}},
            {"$limit": _MOST_PEOPLE},
            {"$lookup": {"from": "users", "localField": "_id", "foreignField": "_id", "as": "of"}},
            {
                "$set": {
                    "user": {"$ifNull": [{"$first": "$of.email"}, "$name"]},
                    "best": "$top.score",
                    "title": "$top.title",
                }
            },
            {"$unset": ["of", "top"]},
        ],
    )
    return tuple(map(Matches.read, found))
