"""Reads the facts that decisions are made of, for many companies at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bson import MaxKey, MinKey, ObjectId

from reactor.company_names import remember
from reactor.decisions.company_facts import NEVER, ORPHANED_AFTER, Facts
from reactor.decisions.look_causes import Cause
from reactor.decisions.reactions import depends_on_newcomers, depends_on_profiles
from reactor.documents import Company, Job, Preference
from reactor.mongo.database import ACTIVE, ScoutlyDatabase
from reactor.mongo.followers import Followers
from reactor.mongo.reactions.judged_profiles import JudgedProfiles
from reactor.mongo.snapshots import read_at_one_moment
from reactor.mongo.timers import timer_id

Stage = Mapping[str, Any]
_COMPANY = (
    *("company", "companyID", "careers_url", "selector"),
    *("lastSuccessfulScrape", "isProblematic", "reactor"),
)


@dataclass(frozen=True, slots=True)
class FactsOfCompanies:
    """Facts of several companies, read together.

    Attributes:
        now: the server's time just before they were read.
        facts: one for each company asked for.
        invalid: preferences whose rank is no rank.
    """

    now: datetime
    facts: tuple[Facts, ...]
    invalid: tuple[Preference, ...]


@dataclass
class _Found:
    """What one reading found, by company."""

    now: datetime
    jobs: dict[ObjectId, Job]
    companies: dict[ObjectId, Company]
    preferences: dict[ObjectId, list[Preference]]
    timers: dict[ObjectId, datetime]
    leases: set[str]
    followed_by: dict[ObjectId, set[str]]
    changed: bool


class FactsReader:
    """Reads what `plan` needs to know: one question to the server, however many companies.

    Args:
        database: where.
        cooldown: `REACTOR_COOLDOWN`.
    """

    def __init__(self, database: ScoutlyDatabase, cooldown: timedelta) -> None:
        self._cooldown = cooldown
        self._jobs = database.jobs
        self._followers = Followers(database)
        self._judged = JudgedProfiles(database)

    async def read(self, causes: Mapping[ObjectId, Cause]) -> FactsOfCompanies:
        """The facts of the companies in `causes`."""
        # A run that ends meanwhile changes its job, its company and its timer together.
        answer = await read_at_one_moment(self._jobs, _everything_about(list(causes)))
        found = _sorted(answer)
        facts = [_facts(company_id, cause, found) for company_id, cause in causes.items()]
        every = [p for of_one in found.preferences.values() for p in of_one]
        invalid = tuple(preference for preference in every if preference.valid_rank is None)
        asking = {
            each.company_id
            for each in facts
            if depends_on_newcomers(each, found.now, self._cooldown)
        }
        newcomers = await self._followers.newcomers(
            (p for p in every if p.company_id in asking), found.followed_by
        )
        outdated = await self._outdated(facts, every) if found.changed else {}
        told = [
            replace(
                each,
                newcomer=each.company_id in newcomers,
                outdated_at=outdated.get(each.company_id),
            )
            for each in facts
        ]
        return FactsOfCompanies(found.now, tuple(told), invalid)

    async def _outdated(
        self, facts: Iterable[Facts], every: Iterable[Preference]
    ) -> dict[ObjectId, datetime]:
        """When the profiles changed by which somebody is yet to be judged, by company."""
        asking = {each.company_id for each in facts if depends_on_profiles(each)}
        return await self._judged.outdated_at(
            p for p in every if p.company_id in asking and p.tracks
        )


def _everything_about(ids: Sequence[ObjectId]) -> list[Stage]:
    """An aggregation over the jobs that gives every document that matters, and the time."""
    mine = {"companyId": {"$in": ids}}
    # Those of June 2025 name nobody so, and are looked at where somebody seems to be new.
    named = mine | {"userId": {"$gt": ""}}
    timers = {"_id": {"$in": [timer_id("scrape", each) for each in ids]}}
    leases = {"_id": {"$gte": timer_id("lease", MinKey()), "$lte": timer_id("lease", MaxKey())}}
    return [
        {"$match": mine | {"status": {"$in": ACTIVE}}},
        {"$set": {"part": "job"}},
        _part("companies", "company", {"_id": {"$in": ids}}, *_COMPANY),
        _part(
            *("usercompanypreferences", "preference", mine),
            *("companyId", "userId", "rank", "isTracking"),
        ),
        _part("timers", "timer", timers, "expireAt"),
        # One whose date somebody mistyped counts: its owner sets it right, or a rebuild does.
        _part("timers", "lease", leases),
        # Mostly nobody's: then nothing more is asked.
        _part("profiles", "profile", {"changed": True}, one=True),
        # Exactly what an index holds: the documents with their many links are not touched.
        _histories(named),
        {"$unionWith": {"pipeline": [{"$documents": [{"part": "clock", "now": "$$NOW"}]}]}},
    ]


def _histories(named: Stage) -> Stage:
    """How histories name their people, by company: one document in place of one a person."""
    shown: list[Stage] = [
        {"$match": named},
        {"$project": {"_id": 0, "companyId": 1, "userId": 1}},
        {"$group": {"_id": "$companyId", "names": {"$push": "$userId"}}},
        {"$set": {"part": "history"}},
    ]
    return {"$unionWith": {"coll": "companyscrapehistories", "pipeline": shown}}


def _part(
    collection: str, name: str, which: Stage, *fields: str, _id: int = 1, one: bool = False
) -> Stage:
    shown = {"_id": _id, **dict.fromkeys(fields, 1), "part": {"$literal": name}}
    few: list[Stage] = [{"$limit": 1}] if one else []
    pipeline = [{"$match": which}, *few, {"$project": shown}]
    return {"$unionWith": {"coll": collection, "pipeline": pipeline}}


def _sorted(documents: Iterable[dict[str, Any]]) -> _Found:
    """The parts of an answer, each where it belongs."""
    parts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for document in documents:
        parts[document["part"]].append(document)
    preferences: dict[ObjectId, list[Preference]] = defaultdict(list)
    for document in filter(_is_about_one, parts["preference"]):
        preferences[document["companyId"]].append(Preference.read(document))
    known = [of for of in parts["history"] if isinstance(of["_id"], ObjectId)]
    followed_by = {of["_id"]: {name.lower() for name in of["names"]} for of in known}
    return _Found(
        now=parts["clock"][0]["now"],
        jobs={job["companyId"]: Job.read(job) for job in filter(_is_about_one, parts["job"])},
        companies={company["_id"]: _company(company) for company in parts["company"]},
        preferences=preferences,
        timers={t["_id"]["of"]: _fires_at(t.get("expireAt")) for t in parts["timer"]},
        leases={str(lease["_id"].get("of")) for lease in parts["lease"]},
        followed_by=followed_by,
        changed=bool(parts["profile"]),
    )


def _company(document: dict[str, Any]) -> Company:
    company = Company.read(document)
    remember(company)
    return company


def _is_about_one(document: dict[str, Any]) -> bool:
    """Whether it names a company: a query for an id also finds arrays that hold it."""
    return isinstance(document.get("companyId"), ObjectId)


def _facts(company_id: ObjectId, cause: Cause, found: _Found) -> Facts:
    job, company = found.jobs.get(company_id), found.companies.get(company_id)
    ranks = (p.valid_rank or 0 for p in found.preferences.get(company_id, ()) if p.tracks)
    return Facts(
        company_id=company_id,
        company=company,
        rank=max(ranks, default=None),
        job=job,
        owner_alive=job is None or not _is_orphan(job, found),
        timer=found.timers.get(company_id),
        cause=cause,
    )


def _fires_at(value: Any) -> datetime:
    """The date of a timer; of an array MongoDB takes the earliest, anything else never fires."""
    dates = value if isinstance(value, list) else [value]
    return min((date for date in dates if isinstance(date, datetime)), default=NEVER)


def _is_orphan(job: Job, found: _Found) -> bool:
    """Whether nobody runs the job any more though it says so."""
    if job.lease:
        return job.lease.owner not in found.leases
    started = job.last_attempt_at or job.created_at
    return job.status == "processing" and (started is None or started < found.now - ORPHANED_AFTER)
