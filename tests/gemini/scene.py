"""A candidate, a company, some postings, and the Gemini matcher with books that a test can read."""

from collections import Counter
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bson import ObjectId
from pydantic import SecretStr

from reactor.documents import Company, User
from reactor.fetch.connectivity import Connectivity
from reactor.match import Candidate, Ledger, Match, PaidAnswer, RequestBudget, TokenUsage
from reactor.match.gemini import GeminiMatcher
from reactor.match.llm.matcher import LlmMatcher
from reactor.posting import Posting
from reactor.settings import Settings
from tests.gemini.endpoint import Endpoint, endpoint

KEY = "a-key-that-nobody-may-see"
MODEL = "gemini-flash-lite-latest"
COMPANY = Company.read({"_id": ObjectId(), "company": "Nordlicht"})


def person(email: str, cv: str) -> Candidate:
    """A candidate with nothing but a CV."""
    return Candidate(email, User.read({"_id": ObjectId(), "email": email, "cvText": cv}), cv)


DANA = person(
    "dana@example.org",
    "Dana Whitlock, dana@example.org, +49 171 1234567\n"
    "Mechanical Engineer: hinges, SolidWorks, tolerances, welding. Lives in Bremen.",
)
EMIL = person("emil@example.org", "Emil Brandt. Pastry chef in Lyon: chocolate, sourdough, menus.")


def posting(title: str, text: str, **fields: Any) -> Posting:
    """A posting in Bremen."""
    slug = title.lower().replace(" ", "-")
    return Posting(f"https://jobs.example/{slug}", title, text, location="Bremen", **fields)


HINGES = posting("Senior Mechanical Engineer", "You design hinges in SolidWorks and see them made.")
WELDING = posting("Welding Engineer", "You plan the welding of frames and know their tolerances.")
SALES = posting("Sales Representative", "You visit customers in the north and sell our machines.")
PASTRY = posting("Pastry Chef", "You make chocolate and sourdough for the canteen.")
ORDINARY = (HINGES, WELDING, SALES, PASTRY)


@dataclass
class Kept:
    """What a book knows of a question."""

    answer: Mapping[str, Any] | None = None
    failures: int = 0
    withheld: int = 0
    since_withheld: timedelta = timedelta()


@dataclass
class Book:
    """A ledger and a budget in memory.

    Attributes:
        usages: every call that was entered.
        paid: the answers, in the order in which they came.
        reserved: requests of each model that were counted before they were made.
        since: how long ago everything was.
    """

    usages: list[TokenUsage] = field(default_factory=list)
    paid: list[PaidAnswer] = field(default_factory=list)
    reserved: Counter[str] = field(default_factory=Counter)
    since: timedelta = timedelta()

    async def record(self, usage: TokenUsage, answers: Sequence[PaidAnswer]) -> None:
        self.usages.append(usage)
        self.paid += answers

    async def recall(self, keys: Collection[str]) -> Mapping[str, Kept]:
        known: dict[str, Kept] = {}
        for paid in self.paid:
            if paid.key in keys:
                kept = known.setdefault(paid.key, Kept())
                kept.answer = paid.answer if paid.answer is not None else kept.answer
                kept.failures += paid.answer is None and not paid.withheld
                kept.withheld += paid.withheld
                kept.since_withheld = self.since
        return known

    async def reserve(self, model: str) -> int:
        self.reserved[model] += 1
        return 1


@dataclass
class Clock:
    """Spends every pause at once, and remembers it."""

    pauses: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)


def settings_at(url: str | None, **more: Any) -> Settings:
    """Settings with a key and rates without bounds, for a service there; None is Google's own."""
    return Settings(
        **{
            "gemini_api_key": SecretStr(KEY),
            "gemini_base_url": url,
            "gemini_model": MODEL,
            "gemini_rpm": 60_000,
            "gemini_tpm": 600_000_000,
            **more,
        }
    )


@asynccontextmanager
async def matcher_at(
    url: str | None,
    ledger: Ledger | None = None,
    budget: RequestBudget | None = None,
    *,
    clock: Clock | None = None,
    line: Connectivity | None = None,
    **settings: Any,
) -> AsyncIterator[GeminiMatcher]:
    """The Gemini matcher, for as long as the block runs."""
    book, sleep = Book(), (clock or Clock()).sleep
    parts = (settings_at(url, **settings), ledger or book, budget or book, line, sleep)
    async with GeminiMatcher(*parts) as matcher:
        yield matcher


async def judgements(
    matcher: LlmMatcher, postings: Sequence[Posting], candidate: Candidate = DANA
) -> dict[str, Match | None]:
    """What becomes of each posting, by its title."""
    answers = matcher.analyse(candidate, COMPANY, postings)
    return {posting.title: match async for posting, match in answers}


async def judged_by(
    stand_in: Endpoint, *postings: Posting, book: Book | None = None, clock: Clock | None = None
) -> dict[str, Match | None]:
    """What becomes of each posting when this stand-in is asked."""
    async with matcher_at(stand_in.url, book, book, clock=clock) as matcher:
        return await judgements(matcher, postings)


async def screened_by(
    stand_in: Endpoint, *postings: Posting, book: Book | None = None, clock: Clock | None = None
) -> list[str]:
    """The titles that are worth reading when this stand-in is asked."""
    async with matcher_at(stand_in.url, book, book, clock=clock) as matcher:
        return [posting.title for posting in await matcher.screen(DANA, COMPANY, postings)]


_UNDISTURBED: dict[str, Match | None] = {}


async def undisturbed() -> dict[str, Match | None]:
    """What becomes of the ordinary postings where nothing goes wrong."""
    if not _UNDISTURBED:
        async with endpoint() as stand_in:
            _UNDISTURBED.update(await judged_by(stand_in, *ORDINARY))
    return dict(_UNDISTURBED)
