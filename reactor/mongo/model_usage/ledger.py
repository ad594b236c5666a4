"""Keeps what model calls used and answered: `tokenusages` and `analyses`, and the day's count.

A call and its answers become visible together, so that what was paid for is neither lost nor paid
twice. The count of the day's tokens, which all calls share, follows by itself: in the same
transaction they would wait for each other, and it is for people to look at only.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from bson import ObjectId

from reactor.decisions.quota_day import quota_day
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.driver import Write
from reactor.mongo.model_usage.budgets import budget_id
from reactor.mongo.orphaned_transactions import past_orphaned_transactions
from reactor.mongo.outage_retry import through_outages

KEPT_FOR = timedelta(days=180)
"""Answers older than this are forgotten: by then their postings are in people's histories."""


class CallUsage(Protocol):
    """One call, as `tokenusages` names its fields."""

    @property
    def model(self) -> str:
        """The model that was asked."""

    @property
    def input_tokens(self) -> int:
        """Tokens of the request."""

    @property
    def output_tokens(self) -> int:
        """Tokens of the answer."""

    def fields(self) -> dict[str, Any]:
        """The document without its timestamp."""


class PostingAnswer(Protocol):
    """What was answered about one posting."""

    @property
    def key(self) -> str:
        """Hash of the question."""

    @property
    def user(self) -> ObjectId | None:
        """Whom it was for; None for nobody in particular."""

    @property
    def company_id(self) -> ObjectId:
        """Whose posting it is."""

    @property
    def url(self) -> str:
        """Which posting."""

    @property
    def answer(self) -> Mapping[str, Any] | None:
        """What came; None if nothing usable did."""

    @property
    def withheld(self) -> bool:
        """Whether nothing came for a reason that may not hold another day."""


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """What is known of a question.

    Attributes:
        answer: what came, if anything did.
        failures: how often nothing usable came.
        withheld: how often the answer was withheld.
        since_withheld: how long ago that was the last time.
    """

    answer: Mapping[str, Any] | None
    failures: int
    withheld: int = 0
    since_withheld: timedelta = timedelta.max


class MongoLedger:
    """A ledger in the database, stamped with its clock."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database

    async def record(self, usage: CallUsage, answers: Sequence[PostingAnswer]) -> None:
        """Keep one call and its answers, all or nothing, however long MongoDB is away meanwhile.

        What a reactor died over may be asked again here, and be locked by its transaction.
        """
        keep = partial(self._record, ObjectId(), usage, answers)
        await past_orphaned_transactions(
            self._database, through_outages(keep, "keeping a model's answers")
        )

    async def _record(
        self, call_id: ObjectId, usage: CallUsage, answers: Sequence[PostingAnswer]
    ) -> None:
        if await self._database.token_usages.find_one({"_id": call_id}, {"_id": 1}):
            return  # it was kept, and only the word of it was lost
        now = await self._database.now()
        dates = {"timestamp": now, "createdAt": now, "updatedAt": now}
        # The mark tells our calls from the web app's: see `usage_sums`.
        call = {**usage.fields(), **dates, "reactor": {"model": usage.model}}
        of_day = {"_id": budget_id(usage.model, quota_day(now))}
        spent = {"inputTokens": usage.input_tokens, "outputTokens": usage.output_tokens}
        writes = [
            Write("tokenusages", {"_id": call_id}, {"$set": call}, upsert=True),
            *(_kept(answer, now) for answer in answers),
            # Counted apart, they would be lost by a death in between.
            Write("budgets", of_day, {"$inc": spent}, upsert=True),
        ]
        await driver.commit(self._database.handle, writes)

    async def recall(self, keys: Collection[str]) -> Mapping[str, RecordedAnswer]:
        """What is known of these questions, by key."""
        found = await self._database.analyses.find({"_id": {"$in": list(keys)}}).to_list(None)
        withheld = any("withheld" in document for document in found)
        now = await self._database.now() if withheld else None
        return {document["_id"]: _recalled(document, now) for document in found}


def _kept(answer: PostingAnswer, now: datetime) -> Write:
    about = {"user": answer.user, "companyId": answer.company_id, "url": answer.url, "at": now}
    if answer.withheld:
        change = {"$set": about | {"withheldAt": now}, "$inc": {"withheld": 1}}
    elif answer.answer is None:
        change = {"$set": about, "$inc": {"failures": 1}}
    else:
        change = {"$set": about | {"answer": dict(answer.answer)}}
    return Write("analyses", {"_id": answer.key}, change, upsert=True)


def _recalled(document: Mapping[str, Any], now: datetime | None) -> RecordedAnswer:
    answer, at = document.get("answer"), document.get("withheldAt")
    return RecordedAnswer(
        answer if isinstance(answer, dict) else None,
        _count(document.get("failures")),
        _count(document.get("withheld")),
        now - at if now and isinstance(at, datetime) else timedelta.max,
    )


def _count(value: Any) -> int:
    return value if isinstance(value, int) else 0
