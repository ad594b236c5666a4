"""Companies that post new jobs as chance has it, and two people who follow them all."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from zlib import crc32

from bson import ObjectId

from reactor.decisions.schedule import interval
from reactor.mongo.database import ScoutlyDatabase
from reactor.posting import Posting
from reactor.scrape.listing import Listing
from tests.benchmarks.matching.capacity import A_WEEK, NEW_A_WEEK
from tests.benchmarks.matching.texts import posting_slug, posting_text, resume

_ENOUGH = 600
"""Characters of a text: here requests are counted, not their tokens."""

PEOPLE = {
    "ada@example.org": resume("software", 1)[:_ENOUGH],
    "bob@example.org": resume("mechanical", 2)[:_ENOUGH],
}


@dataclass(frozen=True, slots=True)
class Firm:
    """A company.

    Attributes:
        rank: that everybody gives it.
        first_visit: the day of the week, from 0, on which it is visited first.
        posted: its postings, with the days on which they appear.
    """

    rank: int
    first_visit: int
    posted: Sequence[tuple[int, Posting]]
    id: ObjectId = field(default_factory=ObjectId)

    @property
    def careers_url(self) -> str:
        return f"https://{self.id}.example/jobs"

    def due(self, day: int) -> bool:
        """Whether it is visited on that day."""
        return (day - self.first_visit) % interval(self.rank).days == 0 and day >= self.first_visit

    @property
    def last_visit(self) -> int:
        """The last day of the week on which it is visited."""
        return max(day for day in range(A_WEEK) if self.due(day))

    def shown(self, day: int) -> list[Posting]:
        """What its list shows on that day."""
        return [posting for at, posting in self.posted if at <= day]


class Town:
    """All companies, and their sites in place of the internet.

    Args:
        ranks: one for each company.
        chance: when their postings appear.

    Attributes:
        day: which day it is.
    """

    def __init__(self, ranks: Sequence[int], chance: random.Random) -> None:
        self.firms = [_firm(rank, chance) for rank in ranks]
        self._by_url = {firm.careers_url: firm for firm in self.firms}
        self.day = 0

    async def populate(self, database: ScoutlyDatabase) -> None:
        """Insert the people, the companies, and that everybody tracks each of them."""
        people = [{"email": email, "cvText": cv} for email, cv in PEOPLE.items()]
        await database.users.insert_many(people)
        await database.companies.insert_many(
            {"_id": firm.id, "companyID": str(firm.id), "careers_url": firm.careers_url}
            for firm in self.firms
        )
        await database.preferences.insert_many(
            {"userId": email, "companyId": firm.id, "rank": firm.rank}
            for firm in self.firms
            for email in PEOPLE
        )

    async def list_postings(self, careers_url: str, selector: str, *_: object) -> Listing:
        """A company's list."""
        assert not selector
        shown = self._by_url[careers_url].shown(self.day)
        return Listing("links", tuple(shown), whole=True, exact=True)

    async def read(self, listed: Posting) -> Posting:
        """One posting."""
        text = posting_text(crc32(listed.url.encode()))[:_ENOUGH]
        return replace(listed, text=text, location="Kiel")


def _firm(rank: int, chance: random.Random) -> Firm:
    """A company that was last visited as long before its first visit as its rank says."""
    pause = interval(rank).days
    first_visit, identity = chance.randrange(pause), ObjectId()
    days = [
        day
        for day in range(first_visit - pause + 1, A_WEEK)
        for _ in range(NEW_A_WEEK)
        if chance.random() < 1 / A_WEEK
    ]
    site = f"https://{identity}.example/jobs"
    slugs = [posting_slug(chance.randrange(10_000)) + f"-{number}" for number in range(len(days))]
    titles = [slug.replace("-", " ").title() for slug in slugs]
    posted = [
        (day, Posting(f"{site}/{slug}", title))
        for day, slug, title in zip(days, slugs, titles, strict=True)
    ]
    return Firm(rank, first_visit, posted, identity)
