"""What was asked, question by question, and which of the answers are in the database."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from reactor.mongo.database import ScoutlyDatabase
from tests.faults.paid.firm import PEOPLE, title_of
from tests.gemini.asked import Asked

Question = tuple[str, str, str]
"""For whom, about what (`title` or `text`), and the posting's title."""

Call = tuple[str, str, int]
"""For whom, the operation, and its tokens: as `tokenusages` tells of a call."""


def questions_in(asked: Asked) -> frozenset[Question]:
    """All that one request asks."""
    about = "title" if asked.screens else "text"
    return frozenset((_whose(asked), about, title) for title in asked.titles)


def call_of(asked: Asked) -> Call:
    """One request, as it is to be entered."""
    whole = "deep_dive_analysis" if len(asked.ids) == 1 else "job_batch_analysis"
    return _whose(asked), "initial_matching" if asked.screens else whole, asked.tokens


async def kept_questions(database: ScoutlyDatabase) -> dict[Question, dict[str, Any]]:
    """Those whose answers are kept, with the documents."""
    emails = {person.id: person.email for person in PEOPLE}
    kept = {}
    async for document in database.analyses.find({"answer": {"$exists": True}}):
        about = "title" if "worthReading" in document["answer"] else "text"
        title = title_of(int(document["url"].rpartition("/")[2]))
        kept[emails[document["user"]], about, title] = document
    return kept


async def entered_calls(database: ScoutlyDatabase) -> Counter[Call]:
    """The calls that are in `tokenusages`."""
    usages = await database.token_usages.find().to_list(None)
    return Counter((u["userEmail"], u["operation"], u["inputTokens"]) for u in usages)


def calls_of(requests: Iterable[Asked]) -> Counter[Call]:
    """What should be there."""
    return Counter(map(call_of, requests))


def _whose(asked: Asked) -> str:
    candidate = asked.document["candidate"]
    [email] = [person.email for person in PEOPLE if person.cv.partition(",")[0] in candidate]
    return email
