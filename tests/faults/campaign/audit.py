"""What must be true of the database once things have settled; every breach in words."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bson import ObjectId

from reactor.mongo.database import ACTIVE, ScoutlyDatabase
from tests.faults.campaign.site import Sites
from tests.faults.campaign.town import FIRMS, PEOPLE, Firm, Person, Temper

_MAX_PAUSE = timedelta(days=14)
_IS_GONE = {"goneAt": {"$ne": None}}
NOT_MARKED = "not marked gone"
"""That takes some visits: a page is not believed at once."""


@dataclass(frozen=True, slots=True)
class Case:
    """One company as it is found.

    Attributes:
        firm: who it is.
        company: its document.
        followers: the known people who track it.
        tracked: whether anybody does, known or not.
        jobs: all its jobs.
        timer: its scrape timer.
    """

    firm: Firm
    company: Mapping[str, Any]
    followers: list[Person]
    tracked: bool
    jobs: list[dict[str, Any]]
    timer: Mapping[str, Any] | None


class Audit:
    """Compares the database with what people wanted.

    Args:
        database: of the campaign.
        sites: of the companies.
        last_words: since when each company must have run again.
        notes: what people wrote on saved jobs, by `_id`.
        told: how often people were told of each match.
    """

    def __init__(
        self,
        database: ScoutlyDatabase,
        sites: Sites,
        last_words: Mapping[ObjectId, datetime],
        notes: Mapping[ObjectId, str],
        told: Counter[str],
    ) -> None:
        self._database = database
        self._sites = sites
        self._last_words = last_words
        self._notes = notes
        self._told = told

    async def breaches(self) -> list[str]:
        """Everything that is not as it should be."""
        found: list[str] = []
        for firm in FIRMS:
            case = await self._case(firm)
            wrong = self._tracked(case) if case.tracked else self._let_go(case)
            found += [f"{firm.slug}: {what}" async for what in wrong]
        found += [what async for what in self._people()]
        return found + await several_active(self._database)

    async def _case(self, firm: Firm) -> Case:
        of_it = {"companyId": firm.id}
        company = await self._database.companies.find_one({"_id": firm.id})
        assert company
        tracking = of_it | {"isTracking": {"$ne": False}}
        names = await self._database.preferences.distinct("userId", tracking)
        timer = {"_id": {"kind": "scrape", "of": firm.id}}
        return Case(
            firm=firm,
            company=company,
            followers=[p for p in PEOPLE if p.known and p.user_id in names],
            tracked=bool(names),
            jobs=await self._database.jobs.find(of_it).to_list(None),
            timer=await self._database.timers.find_one(timer),
        )

    async def _tracked(self, case: Case) -> AsyncIterator[str]:
        """It was scraped since its last edit, its people got everything, and it goes on."""
        active = [job for job in case.jobs if job["status"] in ACTIVE]
        if active:
            yield f"not settled: {active[0]['status']} job"
        elif not case.timer or not isinstance(case.timer["expireAt"], datetime):
            yield f"neither an active job nor a timer that can fire: {case.timer}"
        elif case.timer["expireAt"] > await self._database.now() + _MAX_PAUSE:
            yield f"its timer fires too late: {case.timer['expireAt']}"
        if not case.company.get("lastSuccessfulScrape") or case.company.get("isProblematic"):
            yield "never scraped, or not since it failed"
        if not self._ran_since(case):
            yield f"no run since its last edit at {self._last_words.get(case.firm.id)}"
        async for what in self._results(case):
            yield what

    def _ran_since(self, case: Case) -> bool:
        """Whether a job that saw the last edit was completed."""
        said = self._last_words.get(case.firm.id)
        moved = case.firm.temper in (Temper.MOVING, Temper.FICKLE)
        if said is None or (moved and not self._sites.answered[case.company["careers_url"]]):
            return False
        # A running job absorbs a change of rank; a page that moved needs a run that starts then.
        when = "lastAttemptAt" if moved else "completedAt"
        # One that only judged again visited nobody.
        visits = [job for job in case.jobs if job.get("reason") != "profile"]
        return any(job["status"] == "completed" and job[when] >= said for job in visits)

    async def _results(self, case: Case) -> AsyncIterator[str]:
        of_it = {"companyId": case.firm.id}
        histories = await self._database.histories.distinct("userId", of_it)
        for person in case.followers:
            if person.user_id not in histories:
                yield f"no history of {person.email}"
            if await self._is_outdated(of_it | {"userId": person.user_id}, person):
                yield f"judged by an earlier profile: {person.email}"
            mine = of_it | {"user": person.id}
            saved = set(await self._database.saved_jobs.distinct("jobId", mine))
            there = self._sites.fitting(case.firm, person.trade)
            if missing := there - saved:
                yield f"not saved for {person.email}: {sorted(missing)}"
            gone = set(await self._database.saved_jobs.distinct("jobId", mine | _IS_GONE))
            if alive := there & gone:
                yield f"marked gone for {person.email}: {sorted(alive)}"
            if dead := (self._sites.gone(case.firm, person.trade) & saved) - gone:
                yield f"{NOT_MARKED} for {person.email}: {sorted(dead)}"

    async def _is_outdated(self, history: Mapping[str, Any], person: Person) -> bool:
        """Whether somebody changed, and is yet to be judged again."""
        known = await self._database.profiles.find_one({"_id": person.id})
        found = await self._database.histories.find_one(history)
        mark = found.get("reactor", {}).get("profile") if found else None
        return bool(known and mark and mark != known["mark"])

    async def _let_go(self, case: Case) -> AsyncIterator[str]:
        """Nobody tracks it: nothing is planned for it."""
        if case.timer:
            yield "a timer though nobody tracks it"
        if any(job["status"] in ACTIVE for job in case.jobs):
            yield "an active job though nobody tracks it"

    async def _people(self) -> AsyncIterator[str]:
        """No match is saved twice or wrongly, and what people wrote is there."""
        saved = await self._database.saved_jobs.find({}).to_list(None)
        for (user, address), times in Counter((s["user"], s["jobId"]) for s in saved).items():
            if times > 1:
                yield f"saved {times} times: {address} for {user}"
        firms = {firm.id: firm for firm in FIRMS}
        trades = {person.id: person.trade for person in PEOPLE}
        for save in saved:
            firm, trade = firms[save["companyId"]], trades[save["user"]]
            fitting = self._sites.fitting(firm, trade) | self._sites.gone(firm, trade)
            if save["jobId"] not in fitting:
                yield f"saved, but it fits nobody: {save['jobId']} for {save['user']}"
        for match, times in self._told.items():
            if times > 1:
                yield f"told {times} times: {match}"
        unsent = {"state": {"$in": ["waiting", "sending"]}}
        if await self._database.notifications.find_one(unsent):
            yield "a notification is neither sent nor given up"
        kept = {save["_id"]: (save["status"], save.get("notes")) for save in saved}
        for saved_id, note in self._notes.items():
            if kept.get(saved_id) != ("APPLIED", note):
                yield f"{note!r} was lost: {kept.get(saved_id)}"


async def several_active(database: ScoutlyDatabase) -> list[str]:
    """Companies with more than one active job."""
    active = database.jobs.find({"status": {"$in": ACTIVE}}, {"companyId": 1})
    times = Counter([job["companyId"] async for job in active])
    return [f"{company}: {number} active jobs" for company, number in times.items() if number > 1]
