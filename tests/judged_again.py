"""A company whose followers change: what they are matched by is the words of their CV."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

from bson import ObjectId

from reactor.documents import Company
from reactor.match import Candidate, Match
from reactor.mongo.database import ScoutlyDatabase
from reactor.people.profile_changes import ProfileChanges
from reactor.posting import Posting
from reactor.settings import Settings
from tests.visits import ADA, NAMES, SITE, Visits

GOOD, BAD = 80, 10


class Literal:
    """A matcher to which a posting suits whoever names its slug in their CV.

    Attributes:
        asked: the slugs that it was asked about, and for whom.
        trouble: what judging raises.
        screens: whether titles that they do not name are not worth reading.
        meanwhile: is awaited once, while it judges.
    """

    name = "literal"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.trouble: Exception | None = None
        self.screens = False
        self.meanwhile: Callable[[], Awaitable[object]] | None = None

    async def screen(
        self,
        candidate: Candidate,
        company: Company,  # noqa: ARG002 - whoever it is
        postings: Sequence[Posting],
    ) -> Sequence[Posting]:
        """All of them, or by their words."""
        words = candidate.cv.split()
        return [p for p in postings if not self.screens or p.title.lower() in words]

    async def analyse(
        self,
        candidate: Candidate,
        company: Company,  # noqa: ARG002 - whoever it is
        postings: Sequence[Posting],
    ) -> AsyncIterator[tuple[Posting, Match | None]]:
        """By their words; the reason tells which CV it was."""
        if meanwhile := self.meanwhile:
            self.meanwhile = None
            await meanwhile()
        for each in postings:
            if self.trouble:
                raise self.trouble
            slug = each.url.rpartition("/")[2]
            self.asked.append(f"{slug} for {candidate.user_id}")
            score = GOOD if slug in candidate.cv.split() else BAD
            yield each, Match(suitability_score=score, good_fit_reasons=(candidate.cv,))

    async def aclose(self) -> None:
        """Nothing is held."""


class Changing:
    """People who change, and the jobs that follow.

    Attributes:
        visits: of the company.
        matcher: judges for them.
    """

    def __init__(self, visits: Visits, settings: Settings) -> None:
        self.visits = visits
        self.database: ScoutlyDatabase = visits.database
        self.matcher = Literal()
        visits.matcher = self.matcher
        self.changes = ProfileChanges(self.database, settings.cooldown)

    async def edit(self, user: ObjectId = ADA, **fields: Any) -> set[ObjectId]:
        """Let somebody edit their profile; the companies to be looked at."""
        await self.database.users.update_one({"_id": user}, {"$set": fields})
        return await self.notice(user)

    async def notice(self, user: ObjectId = ADA) -> set[ObjectId]:
        """Compare somebody with what is remembered, as after an event."""
        return set(await self.changes.of({user: await self.database.now()}, {}))

    async def judge_again(self) -> dict[str, Any]:
        """Run the job that follows; gives it as it is afterwards."""
        job = {"companyId": self.visits.company, "status": "pending", "reason": "profile"}
        await self.database.jobs.insert_one(job)
        self.matcher.asked.clear()
        self.visits.site.asked.clear()
        return await self.visits.run(await self.visits.claim())

    async def saved(self, user: ObjectId = ADA) -> dict[str, dict[str, Any]]:
        """What is saved for somebody, by slug."""
        found = await self.database.saved_jobs.find({"user": user}).to_list(None)
        return {each["jobId"].rpartition("/")[2]: each for each in found}

    async def shown(self, user: ObjectId = ADA) -> set[str]:
        """Slugs of what is saved for somebody and not withdrawn."""
        saved = await self.saved(user)
        return {slug for slug, each in saved.items() if each.get("withdrawnAt") is None}

    async def judged_by(self, user: ObjectId = ADA) -> str:
        """The mark in somebody's history."""
        mine = {"companyId": self.visits.company, "userId": NAMES[user]}
        found = await self.database.histories.find_one(mine)
        assert found
        return str(found.get("reactor", {}).get("profile", ""))

    async def touch(self, slug: str, **fields: Any) -> dict[str, Any]:
        """Let a person change what is saved for them; gives it as it is then."""
        which = {"jobId": f"{SITE}/{slug}"}
        await self.database.saved_jobs.update_one(which, {"$set": fields})
        found = await self.database.saved_jobs.find_one(which)
        assert found
        return found

    async def age(self, span: timedelta) -> None:
        """Let what is remembered have changed that much earlier."""
        earlier = {"$subtract": ["$at", int(span.total_seconds() * 1000)]}
        await self.database.profiles.update_many({}, [{"$set": {"at": earlier}}])
