"""How a job ends: everything it changes becomes visible together, or nothing does.

The first write of each transaction is the job itself, filtered on the claim's token: a run that
lost its job saves nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bson import ObjectId

from reactor.decisions.presence import Presence
from reactor.decisions.verdict import Fail
from reactor.documents import Job
from reactor.errors import FencedError
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.driver import Condition, Write
from reactor.mongo.history_writes import Visit, remember, trim
from reactor.mongo.markers import one_more
from reactor.mongo.news import TOLD, News
from reactor.mongo.queue import explanation, fence, held
from reactor.mongo.sightings import remember_moves, remember_presence

_MOST_DESCRIBED = 4_000_000
"""Bytes of all descriptions that a visit saves."""

_NO_MORE_RUNS = {"notBefore": "", "waitsFor": "", "undone": ""}


@dataclass(frozen=True, slots=True)
class PageUsed:
    """The careers page as the run used it, so that a later edit is noticed."""

    url: str
    selector: str


@dataclass(frozen=True, slots=True)
class Save:
    """A match to be saved.

    Attributes:
        user: the person.
        user_id: how their preference names them.
        names: every way to name them.
        job_id: the posting's address.
        fields: what a later run may overwrite.
    """

    user: ObjectId
    user_id: str
    names: Sequence[str]
    job_id: str
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a successful run brings home.

    Attributes:
        company_id: the company.
        page: its page as used.
        saves: the matches.
        visits: one for each follower, matched or not.
        result: figures for people who look at the job.
        presence: which of the postings that were ever read are there, missing or gone.
        moved: old addresses of postings that are now at new ones, by the new ones.
        unread: those of the new ones of which nothing is kept yet.
        origin: where the list came from; None to leave that open.
        unrecognised: what to tell of a visit that recognised no list; `""` if it did.
        lessons: what it taught of the list, by its name in `companies.reactor`; None to remove it.
    """

    company_id: ObjectId
    page: PageUsed
    saves: Sequence[Save]
    visits: Sequence[Visit]
    result: dict[str, Any]
    presence: Presence = field(default_factory=Presence)
    moved: Mapping[str, str] = field(default_factory=dict)
    unread: Collection[str] = ()
    origin: str | None = None
    unrecognised: str = ""
    lessons: Mapping[str, Any] = field(default_factory=dict)


class Outcomes:
    """Writes the end of jobs.

    Args:
        database: where.
        news: adds what people are told about it; nobody is told anything without.
    """

    def __init__(self, database: ScoutlyDatabase, news: News | None = None) -> None:
        self._database = database
        self._news = news

    async def complete(self, job: Job, harvest: Harvest) -> None:
        """Finish a job with what it found.

        Raises:
            FencedError: the job is no longer this run's; nothing was saved.
        """
        company_id = harvest.company_id
        done = {
            "$set": {"status": "completed", "result": harvest.result},
            "$unset": {"lease": "", "errorMessage": "", "errorCode": "", **_NO_MORE_RUNS},
            "$currentDate": {"completedAt": True, "updatedAt": True},
        }
        writes = [Write("jobqueues", fence(job), done)]
        if harvest.saves or harvest.moved or harvest.presence != Presence():
            now = await self._database.now()
            writes += remember_moves(
                company_id,
                harvest.moved,
                now,
                unread=harvest.unread,
                taken=await self._taken(harvest.moved),
            )
            writes += remember_presence(company_id, harvest.presence, now)
            writes += [_save(company_id, save, now) for save in with_room(harvest.saves)]
        if harvest.visits:
            await trim(self._database, company_id)
            writes += remember(company_id, harvest.visits)
        writes.append(Write("companies", {"_id": company_id}, _succeeded(harvest)))
        writes += await self._news.of_success(job, harvest) if self._news else []
        await self._commit(writes, held(job))

    async def fail(
        self, job: Job, decision: Fail, page: PageUsed | None, *, abandoned: bool = False
    ) -> bool:
        """Finish a job for good without success, and mark its company as problematic; gives True.

        Args:
            job: as it was claimed.
            decision: why; without a message, nothing is written but that it failed.
            page: the company's page as used.
            abandoned: whoever claimed the job is gone, and so is the lease.

        Raises:
            FencedError: the job is no longer this run's; nothing was changed.
        """
        told = {**explanation(decision), "result": {"attempts": job.retry_count + 1}}
        failed = {
            "$set": {"status": "failed"} | (told if decision.message else {}),
            "$unset": {"lease": "", **_NO_MORE_RUNS},
            "$currentDate": {"completedAt": True, "updatedAt": True},
        }
        writes = [
            Write("jobqueues", fence(job), failed),
            Write("companies", {"_id": job.company_id}, _failed(page)),
            *(
                await self._news.of_failure(job, decision)
                if self._news and decision.message
                else []
            ),
        ]
        await self._commit(writes, [] if abandoned else held(job))
        return True

    async def _taken(self, moved: Mapping[str, str]) -> Collection[str]:
        """Those new addresses that somebody has saved already, under whatever company."""
        if not moved:
            return ()
        return await self._database.saved_jobs.distinct("jobId", {"jobId": {"$in": list(moved)}})

    async def _commit(self, writes: Sequence[Write], provided: Sequence[Condition]) -> None:
        if not await driver.commit(self._database.handle, writes, provided=provided):
            raise FencedError("the job was taken away before its result was saved")


def _succeeded(harvest: Harvest) -> list[dict[str, Any]]:
    """The company's update after a success: it clears all failures.

    What people were told of a page that shows no list stays told until one is recognised.
    """
    unread = bool(harvest.unrecognised)
    taught = {name: each for name, each in harvest.lessons.items() if each is not None}
    forgotten = [f"reactor.{name}" for name in harvest.lessons if name not in taught]
    kept = (
        {} if harvest.origin is None or unread else {"reactor.origin": {"$literal": harvest.origin}}
    )
    return [
        {
            "$set": {
                "isProblematic": False,
                "lastSuccessfulScrape": "$$NOW",
                "reactor.failures": 0,
                "reactor.revision": one_more("reactor.revision"),
                "reactor.unrecognised": one_more("reactor.unrecognised") if unread else 0,
                **kept,
                **_page_used(harvest.page),
                **{f"reactor.{name}": {"$literal": each} for name, each in taught.items()},
            }
        },
        {"$unset": ["reactor.failedAt", *forgotten, *([] if unread else [TOLD])]},
    ]


def _failed(page: PageUsed | None) -> list[dict[str, Any]]:
    """The company's update after a failure, all of it together: no decision sees half of it."""
    return [
        {
            "$set": {
                "isProblematic": True,
                "reactor.failures": one_more("reactor.failures"),
                "reactor.failedAt": "$$NOW",
                "reactor.revision": one_more("reactor.revision"),
                **(_page_used(page) if page else {}),
            }
        }
    ]


def _page_used(page: PageUsed) -> dict[str, Any]:
    # People type these; as an expression, a text that begins with a dollar would be a field.
    return {
        "reactor.url": {"$literal": page.url},
        "reactor.selector": {"$literal": page.selector},
    }


def with_room(saves: Sequence[Save]) -> list[Save]:
    """The matches, the longest of their descriptions cut so far that a transaction has room.

    With the cache that the bundled and the composed mongod have, 20 MB are too much for one. The
    whole texts are in `postings`.
    """
    # Followers share the texts of postings.
    widths = {text: _bytes(text) for text in map(_described, saves)}
    sizes = sorted(widths[_described(save)] for save in saves)
    room, longest = _MOST_DESCRIBED, None
    for sharing, size in zip(range(len(sizes), 0, -1), sizes, strict=True):
        if size * sharing > room:
            longest = room // sharing
            break
        room -= size
    return [save if longest is None else _shortened(save, longest) for save in saves]


def _described(save: Save) -> str:
    return str(save.fields.get("description", ""))


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())


def _shortened(save: Save, longest: int) -> Save:
    """The match with a description of so many bytes, and an ellipsis where it is cut."""
    start = _described(save)[: longest + 1].encode()
    if len(start) <= longest:
        return save
    cut = start[:longest].decode(errors="ignore")
    return replace(save, fields=save.fields | {"description": f"{cut}…"})


def _save(company_id: ObjectId, save: Save, now: datetime) -> Write:
    """Saves a match once a person, whichever name an earlier run used.

    People's `status` and `notes` are set at birth and never again.
    """
    person: list[dict[str, Any]] = [{"user": save.user}, {"userId": {"$in": save.names}}]
    birth = {
        "user": save.user,
        "userId": save.user_id,
        "jobId": save.job_id,
        "companyId": company_id,
        "status": "WANT_TO_APPLY",
        "createdAt": now,
    }
    return Write(
        "savedjobs",
        {"$or": [who | {"jobId": save.job_id} for who in person]},
        {"$set": save.fields, "$setOnInsert": birth, "$currentDate": {"updatedAt": True}},
        upsert=True,
    )
