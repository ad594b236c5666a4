"""What of a job's end is worth telling people: writes that belong to the transaction of the result.

Together with the result, a notice is neither lost nor written twice, whenever the reactor dies.

Troubles go to who runs the reactor (`REACTOR_NOTIFY_URLS`). A person's matches go to their own
`notifyUrls`; to who runs the reactor only where they have none: most reactors serve the one person
who runs them, and of several, each looks for work in private.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from heapq import nlargest
from typing import Any

from bson import ObjectId

from reactor.decisions.model_trouble import ModelTrouble
from reactor.decisions.quota_day import quota_day
from reactor.decisions.retry_policy import Fail
from reactor.documents import Company, Document, Job
from reactor.errors import BudgetError, ModelTroubleError, OfflineError, WaitingError
from reactor.lenient_fields import Count
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.driver import Write
from reactor.mongo.notifications.notice import Notice, urls_in
from reactor.mongo.notifications.outbox import Outbox
from reactor.mongo.postings.history_writes import MEANWHILE
from reactor.mongo.postings.visit_outcome import Save, VisitOutcome
from reactor.settings import Settings
from reactor.storable import storable_text

_MAX_MATCHES = 50
_MAX_REASONS = 3
_MAX_TEXT = 500
TOLD = "reactor.toldFailing"
"""Set while people know that a company fails; a success removes it."""


class _Told(Document):
    failures: Count = 0
    unrecognised: Count = 0
    told_failing: bool = False


class JobNews:
    """Decides what is told about ends of jobs.

    Args:
        database: whose outbox is written.
        settings: what is worth a message, and whether anybody wants one.
    """

    def __init__(self, database: ScoutlyDatabase, settings: Settings) -> None:
        self._database = database
        self._outbox = Outbox(database)
        self._operator = bool(settings.notify_urls)
        self._least_score = settings.notify_score
        self._failures = settings.notify_after
        self._held = settings.notify_digest == "daily"

    async def of_success(self, job: Job, harvest: "VisitOutcome") -> list[Write]:
        """New matches for each person, and that a company works again whose failing was told."""
        good = [save for save in harvest.saves if _score(save) >= self._least_score]
        told_before = self._operator and (harvest.unrecognised or harvest.told_failing)
        if not (good or told_before):
            return []
        company, told = await self._company(harvest.company_id)
        notices = await self._matches(job, company, good) if good else []
        if harvest.unrecognised:
            failing = self._unrecognised(job, company, told, harvest.unrecognised)
            return [*await self._writes([*notices, *failing]), *_remembered(company, failing)]
        if told.told_failing and self._operator:
            notices.append(Notice("recovered", _run(job), _about(job, company)))
        return await self._writes(notices)

    def _unrecognised(self, job: Job, company: Company, told: _Told, why: str) -> list[Notice]:
        """That a company's page shows no list, the first time that this is worth telling."""
        visits = told.unrecognised + 1
        if not self._operator or told.told_failing or visits < self._failures:
            return []
        facts = {
            **_about(job, company),
            "failures": visits,
            "code": "not_recognised",
            "error": why[:_MAX_TEXT],
            "page": company.careers_url,
        }
        return [Notice("failing", _run(job), facts)]

    async def of_failure(self, job: Job, failure: Fail) -> list[Write]:
        """That a company fails, the first time that this is worth telling."""
        if not self._operator or not isinstance(job.company_id, ObjectId):
            return []
        company, told = await self._company(job.company_id)
        failures = told.failures + 1
        if told.told_failing or failures < self._failures:
            return []
        facts = {
            **_about(job, company),
            "failures": failures,
            "code": failure.code,
            "error": failure.message[:_MAX_TEXT],
            "page": company.careers_url,
        }
        notices = [Notice("failing", _run(job), facts)]
        return [*await self._writes(notices), *_remembered(company, notices)]

    async def of_wait(self, error: Exception) -> None:
        """Have told what keeps jobs waiting and can be mended by people, or is soon over.

        Once a day: the day's budget of a model, and each other reason.
        """
        if not self._operator or not isinstance(error, WaitingError) or _is_told_elsewhere(error):
            return
        now = await self._database.now()
        day, facts = quota_day(now).isoformat(), _why(error)
        if isinstance(error, BudgetError):
            until = f"{now + timedelta(seconds=error.delay):%Y-%m-%d %H:%M} UTC"
            about = {"model": error.model, "until": until, **facts}
            notice = Notice("budget", f"{error.model}:{day}", about)
        else:
            notice = Notice("waiting", f"{error.code}:{day}", facts)
        await self._outbox.put(notice)

    async def of_trouble(self, trouble: ModelTrouble) -> None:
        """Have told that a model is in trouble; no more than once a day and cause."""
        if self._operator:
            day = quota_day(trouble.last).isoformat()
            facts = {"code": trouble.code, "error": storable_text(trouble.message, _MAX_TEXT)}
            about = facts | {"model": trouble.model}
            await self._outbox.put(Notice("waiting", f"{trouble.code}:{day}", about))

    async def of_recovery(self, trouble: ModelTrouble) -> None:
        """Have told that a model is out of the trouble that was told."""
        if self._operator:
            began = f"{trouble.since:%Y-%m-%dT%H:%M:%S}"
            facts = {"model": trouble.model, "code": trouble.code}
            await self._outbox.put(Notice("answers", f"{trouble.model}:{began}", facts))

    async def of_end(self, facts: Mapping[str, Any]) -> None:
        """Have told, once a day and host, that a reactor ended because something was wrong."""
        if self._operator:
            day = (await self._database.now()).date().isoformat()
            await self._outbox.put(Notice("ended", f"{facts.get('host')}:{day}", facts))

    async def _company(self, company_id: ObjectId) -> tuple[Company, _Told]:
        document = await self._database.companies.find_one({"_id": company_id})
        known = document or {"_id": company_id}
        return Company.read(known), _Told.read(known.get("reactor"))

    async def _matches(self, job: Job, company: Company, good: Sequence["Save"]) -> list[Notice]:
        """One notice a person who can be told."""
        today = (await self._database.now()).date()
        mine: dict[ObjectId, list[Save]] = defaultdict(list)
        for save in good:
            mine[save.user].append(save)
        users = self._database.users.find({"_id": {"$in": list(mine)}}, {"notifyUrls": 1})
        reachable = {user["_id"] async for user in users if urls_in(user)}
        return [
            Notice(
                "matches",
                _run(job),
                {
                    **_about(job, company),
                    # Whose they are is of interest only to somebody else.
                    "person": "" if user in reachable else saves[0].user_id,
                    "meanwhile": any(s.fields.get("judgedBy") == MEANWHILE for s in saves),
                    "matches": [
                        _match(save, today) for save in nlargest(_MAX_MATCHES, saves, key=_score)
                    ],
                },
                user=user,
                own=user in reachable,
                held=self._held,
            )
            for user, saves in mine.items()
            if user in reachable or self._operator
        ]

    async def _writes(self, notices: Sequence[Notice]) -> list[Write]:
        now: datetime | None = await self._database.now() if notices else None
        return [notice.write(now) for notice in notices if now]


def _remembered(company: Company, told: Sequence[Notice]) -> list[Write]:
    """That people know of a company's failing, if they were told."""
    return [Write("companies", {"_id": company.id}, {"$set": {TOLD: True}})] if told else []


def _is_told_elsewhere(error: WaitingError) -> bool:
    """Without a line, nothing could be told; and a model's trouble is told as a whole."""
    return isinstance(error, OfflineError | ModelTroubleError)


def _why(error: WaitingError) -> dict[str, Any]:
    return {"code": error.code, "error": storable_text(str(error), _MAX_TEXT)}


def _run(job: Job) -> str:
    """The claim under which a job ran: a job that is set back to pending runs again."""
    return f"{job.id}:{job.lease.token}" if job.lease else str(job.id)


def _about(job: Job, company: Company) -> dict[str, Any]:
    """Which company is meant, for people; and which job, as the log names both."""
    return {"company": _name(company), "label": company.label, "job": str(job.id)}


def _name(company: Company) -> str:
    return company.name or company.label


def _score(save: "Save") -> float:
    score = save.fields.get("suitabilityScore")
    return score if isinstance(score, int | float) else 0


def _match(save: "Save", today: date) -> dict[str, Any]:
    """What a message tells of a match."""
    fields = save.fields
    return {
        "title": str(fields.get("title", ""))[:_MAX_TEXT],
        "score": fields.get("suitabilityScore"),
        "reasons": _texts(fields.get("goodFitReasons"), _MAX_REASONS),
        "consideration": "".join(_texts(fields.get("considerationPoints"), 1)),
        "location": str(fields.get("location") or "")[:_MAX_TEXT],
        "way": save.way,
        "salary": fields.get("salary"),
        "posted": save.posted and save.posted.isoformat(),
        "found": today.isoformat(),
        "url": save.job_id,
    }


def _texts(value: Any, most: int) -> list[str]:
    lines = value if isinstance(value, list | tuple) else []
    return [str(line)[:_MAX_TEXT] for line in lines[:most]]
