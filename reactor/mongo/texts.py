"""The texts of postings, kept as they are read: companies take them down."""

from datetime import timedelta

from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.timers import after_now
from reactor.posting import Posting

_FRESH = timedelta(days=1)


class PostingTexts:
    """Keeps texts, and recalls those just read, so that a second try need not fetch them again."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._postings = database.postings

    async def keep(self, company_id: ObjectId, posting: Posting) -> None:
        """Keep a posting as read now."""
        await self._postings.update_one(
            {"_id": posting.url},
            {
                "$set": {
                    "companyId": company_id,
                    "title": posting.title,
                    "location": posting.location,
                    "text": posting.text,
                },
                "$currentDate": {"readAt": True},
            },
            upsert=True,
        )

    async def recall(self, posting: Posting) -> Posting:
        """The posting with its text, if that was read within the last day; else as it is."""
        kept = await self._postings.find_one(
            {"_id": posting.url, "$expr": {"$gt": ["$readAt", after_now(-_FRESH)]}}
        )
        if kept is None:
            return posting
        return posting.completed_by(
            Posting(posting.url, kept["title"], text=kept["text"], location=kept["location"])
        )
