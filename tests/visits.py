"""Visits to a company: the real runner and pipeline, and a site that shows what a test says."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, cast

import pytest_asyncio
from bson import ObjectId

from reactor.core.dispatch.crash_barrier import CrashBarrier
from reactor.core.dispatch.runner import Runner
from reactor.documents import Company, Job, User
from reactor.errors import GoneError, ReactorError
from reactor.match import Candidate, KeywordMatcher, Match, Matcher
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.timers import Timers
from reactor.pipeline import Pipeline
from reactor.pipeline.toolset import Toolset
from reactor.posting import Posting
from reactor.scrape.listing import Listing, Recognition
from reactor.scrape.scraper import Scraper
from reactor.settings import Settings
from tests.in_this_process import InThisProcess

ADA, BOB = ObjectId(), ObjectId()
NAMES = {ADA: "ada@example.org", BOB: "bob@example.org"}
SITE = "https://acme.example/jobs"
_BODY = "You weld ships, by hand, in the yard of HERE, in a team of eleven. " * 6


def posting(slug: str, **fields: Any) -> Posting:
    """A posting as a list shows it."""
    return Posting(f"{SITE}/{slug}", slug.replace("-", " ").title(), **fields)


@dataclass
class Site:
    """A company's site in place of the internet.

    Attributes:
        shown: slugs of the postings on its list.
        answers: what a posting's page gives instead of its usual text: another, or an error.
        trouble: what listing raises.
        whole: whether the list is all there is.
        exact: whether it is a machine's.
        origin: which machine's.
        recognised: whether anything was recognised as a list.
        hangs_at: slug of the posting at which reading never ends.
        until: the last day to apply that a posting's page states, by slug.
        leads: slugs that old ones lead to.
        with_texts: whether the list holds the texts.
        asked: slugs of the postings whose pages were asked for.
    """

    shown: list[str] = field(default_factory=list)
    answers: dict[str, str | ReactorError] = field(default_factory=dict)
    trouble: ReactorError | None = None
    whole: bool = True
    exact: bool = False
    origin: str = ""
    recognised: bool = True
    with_texts: bool = False
    hangs_at: str = ""
    until: dict[str, str] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def list_postings(self, careers_url: str, selector: str, *_: object) -> Listing:
        """The list."""
        assert (careers_url, selector) == (SITE, "")
        if self.trouble:
            raise self.trouble
        text = _BODY if self.with_texts else ""
        postings = tuple(posting(slug, text=text) for slug in self.shown)
        known = Recognition.FOUND if self.recognised else Recognition.NOT_RECOGNISED
        notes = () if self.recognised else (f"No list was recognised at {careers_url}",)
        listing = Listing("links", postings, notes, self.whole, self.exact)
        return replace(listing, recognition=known, origin=self.origin)

    async def read(self, listed: Posting) -> Posting:
        """One posting."""
        if listed.text:
            return listed
        slug = listed.url.rpartition("/")[2]
        self.asked.append(slug)
        if slug == self.hangs_at:
            await asyncio.Event().wait()
        answer = self.answers.get(slug, _BODY.replace("HERE", slug))
        if isinstance(answer, ReactorError):
            raise answer
        until = self.until.get(slug, "")
        return replace(listed, text=answer, location="Kiel", valid_through=until)

    async def leads_to(self, url: str) -> str:
        """Where an address that has left the list leads."""
        slug = url.rpartition("/")[2]
        return f"{SITE}/{led}" if (led := self.leads.get(slug)) else ""

    def take_down(self, slug: str) -> None:
        """A posting's page goes; the list may still show it."""
        self.answers[slug] = GoneError(f"{SITE}/{slug} answered 404 Not Found")


class Counting:
    """A matcher to which everything it is asked about is a match.

    Attributes:
        analysed: what it was asked about, and for whom.
        hangs: whether it never answers.
        hangs_at: slug of the posting about which it never answers.
        silent_about: slugs of the postings about which it says nothing usable.
        trouble: what it raises.
    """

    name = "counting"

    def __init__(self) -> None:
        self.analysed: list[str] = []
        self.hangs = False
        self.hangs_at = ""
        self.silent_about: set[str] = set()
        self.trouble: ReactorError | None = None

    async def analyse(
        self,
        candidate: Candidate,
        company: Company,  # noqa: ARG002 - whoever it is
        postings: Sequence[Posting],
    ) -> AsyncIterator[tuple[Posting, Match | None]]:
        """Good matches."""
        if self.trouble:
            raise self.trouble
        for each in postings:
            slug = each.url.rpartition("/")[2]
            if self.hangs or slug == self.hangs_at:
                await asyncio.Event().wait()
            self.analysed.append(f"{slug} for {candidate.user_id}")
            yield each, None if slug in self.silent_about else Match(suitability_score=80)

    async def screen(
        self, candidate: Candidate, company: Company, postings: Sequence[Posting]
    ) -> Sequence[Posting]:
        """As by keywords."""
        return await KeywordMatcher(InThisProcess()).screen(candidate, company, postings)

    async def aclose(self) -> None:
        """Nothing is held."""


class Curricula:
    """Knows people's CVs.

    Attributes:
        troubles: what reading somebody's raises.
    """

    def __init__(self) -> None:
        self.troubles: dict[str, ReactorError] = {}

    async def text_of(self, user: User) -> str:
        """What their document says."""
        if user.email in self.troubles:
            raise self.troubles[user.email]
        return user.cv_text


class Visits:
    """Visits one company, over and over.

    Attributes:
        company: the company.
        site: its site.
        matcher: what judges its postings.
    """

    def __init__(self, database: ScoutlyDatabase, settings: Settings) -> None:
        self.company = ObjectId()
        self.site = Site()
        self.counting = Counting()
        self.matcher: Matcher = self.counting
        self.curricula = Curricula()
        self.database = database
        self._settings = settings
        self._queue = Queue(database)

    async def begin(self, slug: str = "acme", follower: ObjectId = ADA) -> None:
        """Let the company and its first follower be there."""
        page = {"companyID": slug, "careers_url": SITE}
        await self.database.companies.insert_one({"_id": self.company, **page})
        await self.follow(follower)
        await Timers(self.database).set_in("lease", "me", timedelta(minutes=5))

    async def follow(self, user: ObjectId) -> None:
        """Let somebody track the company."""
        person = {"_id": user, "email": NAMES[user], "cvText": "Welder"}
        await self.database.users.insert_one(person)
        wish = {"userId": NAMES[user], "companyId": self.company, "rank": 50}
        await self.database.preferences.insert_one(wish)

    async def claim(self) -> Job:
        """A job of the company that runs: the waiting one, or another."""
        if not await self.database.jobs.find_one({"status": "pending", "companyId": self.company}):
            job = {"companyId": self.company, "status": "pending"}
            await self.database.jobs.insert_one(job)
        await self.database.jobs.update_many({}, {"$unset": {"notBefore": ""}})
        claimed = await self._queue.claim("me")
        assert claimed
        return claimed

    def instruments(self) -> Toolset:
        """What its visits work with."""
        scraper = cast("Scraper", self.site)
        return Toolset(scraper, self.matcher, self.curricula, InThisProcess())

    async def run(self, job: Job, *, within: float = 60.0) -> dict[str, Any]:
        """Run a claimed job; gives it as it is afterwards."""
        limited = self._settings.model_copy(update={"job_timeout": timedelta(seconds=within)})
        pipeline = Pipeline(self.instruments(), self.database, limited)
        run = Runner(self.database, pipeline, self._settings)
        await CrashBarrier(run, self.database, self._settings)(job)
        found = await self.database.jobs.find_one({"_id": job.id})
        assert found
        return found

    async def visit(self, *shown: str, **run: Any) -> dict[str, Any]:
        """Run a job while the list shows these postings; gives the job."""
        self.site.shown = list(shown)
        return await self.run(await self.claim(), **run)

    async def completed(self, *shown: str) -> Mapping[str, Any]:
        """The result of a visit that must succeed."""
        job = await self.visit(*shown)
        assert job["status"] == "completed", job.get("errorMessage")
        result: Mapping[str, Any] = job["result"]
        return result

    async def gone(self) -> set[str]:
        """Slugs of saved jobs that people see as gone; the kept postings say the same."""
        of_it = {"companyId": self.company, "goneAt": {"$type": "date"}}
        saved = await self.database.saved_jobs.distinct("jobId", of_it)
        kept = await self.database.postings.distinct("url", of_it)
        assert set(saved) <= set(kept)
        return {url.rpartition("/")[2] for url in saved}

    async def history(self, user: ObjectId = ADA) -> list[str]:
        """Slugs in somebody's history."""
        mine = {"companyId": self.company, "userId": NAMES[user]}
        found = await self.database.histories.find_one(mine)
        return [link["url"].rpartition("/")[2] for link in found["links"]] if found else []


@pytest_asyncio.fixture
async def visits(database: ScoutlyDatabase, settings: Settings) -> Visits:
    company = Visits(database, settings)
    await company.begin()
    return company
