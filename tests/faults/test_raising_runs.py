"""Whatever a visit raises, in whichever of its steps, harms nobody but its own company."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from bson import ObjectId
from bson.errors import InvalidDocument, InvalidStringData

from reactor.core.assembly import Core
from reactor.core.dispatch.runner import Runner
from reactor.documents import Company, User
from reactor.match import Candidate, Match, Matcher
from reactor.mongo import driver
from reactor.mongo.cache.posting_texts import PostingTexts
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.visit_context import VisitContext, VisitContexts
from reactor.pipeline import Pipeline
from reactor.pipeline.toolset import Toolset
from reactor.posting import Posting
from reactor.scrape.listing import Listing
from reactor.scrape.scraper import Scraper
from reactor.settings import Settings
from tests.conftest import Eventually
from tests.in_this_process import InThisProcess

Step = Literal["list", "briefing", "CV", "screen", "read", "keep text", "analyse"]
STEPS: tuple[Step, ...] = ("list", "briefing", "CV", "screen", "read", "keep text", "analyse")


class NoException(BaseException):
    """What no `except Exception` stops, and what is no cancellation either."""


class UnspeakableError(Exception):
    """Even to say what it is raises."""

    def __str__(self) -> str:
        raise KeyError(self.args)


def _half_character() -> Exception:
    try:
        "\ud800".encode()
    except UnicodeEncodeError as error:
        return error
    raise AssertionError


KINDS: dict[str, Callable[[], BaseException]] = {
    "half a character": _half_character,
    "no UTF-8": lambda: UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
    "overflow": lambda: OverflowError("MongoDB can only handle up to 8-byte ints"),
    "recursion": lambda: RecursionError("maximum recursion depth exceeded"),
    "memory": MemoryError,
    "key": lambda: KeyError("title"),
    "type": lambda: TypeError("'NoneType' object is not iterable"),
    "assertion": AssertionError,
    "too many files": lambda: OSError(24, "Too many open files"),
    "end of an iteration": StopAsyncIteration,
    "no document": lambda: InvalidDocument("cannot encode object"),
    "no string": lambda: InvalidStringData("NULL bytes not allowed"),
    "validator": lambda: driver.OperationFailure("Document failed validation", 121),
    "group": lambda: ExceptionGroup("two", [ValueError("one"), ExceptionGroup("x", [KeyError()])]),
    "base group": lambda: BaseExceptionGroup("all", [KeyboardInterrupt(), ValueError()]),
    "exit": lambda: SystemExit(3),
    "interrupt": KeyboardInterrupt,
    "generator's end": GeneratorExit,
    "no exception": NoException,
    "somebody else's cancellation": asyncio.CancelledError,
    "unspeakable": UnspeakableError,
}
_MAX_CRASHES = 2


@dataclass(frozen=True)
class Poison:
    """What a company's visits raise, and where."""

    step: Step
    kind: str


class Instrument:
    """All instruments in one: they find one posting, and raise where a company says so."""

    name = "poisoned"

    def __init__(self, poisons: dict[ObjectId, Poison]) -> None:
        self._poisons = poisons

    def raise_at(self, step: Step, company_id: ObjectId) -> None:
        poison = self._poisons.get(company_id)
        if poison and poison.step == step:
            error = KINDS[poison.kind]()
            raise error

    async def list_postings(self, careers_url: str, *_: object) -> Listing:
        self.raise_at("list", _company(careers_url))
        return Listing("links", (Posting(f"{careers_url}/welder", "Welder"),))

    async def read(self, posting: Posting) -> Posting:
        self.raise_at("read", _company(posting.url))
        return Posting(posting.url, posting.title, text="You weld ships. " * 20)

    async def text_of(self, user: User) -> str:
        self.raise_at("CV", user.id)
        return "Welder"

    async def screen(
        self, _: Candidate, company: Company, postings: Sequence[Posting]
    ) -> Sequence[Posting]:
        self.raise_at("screen", company.id)
        return postings

    async def analyse(
        self, _: Candidate, company: Company, postings: Sequence[Posting]
    ) -> AsyncIterator[tuple[Posting, Match | None]]:
        for posting in postings:
            self.raise_at("analyse", company.id)
            yield posting, Match(suitability_score=80)

    async def aclose(self) -> None:
        """Nothing is held."""


def _company(url: str) -> ObjectId:
    return ObjectId(url.split("/")[3])


class Texts(PostingTexts):
    """Raises where a company says so, as a database may."""

    def __init__(self, database: ScoutlyDatabase, instrument: Instrument) -> None:
        super().__init__(database)
        self._instrument = instrument

    async def keep(self, company_id: ObjectId, posting: Posting) -> None:
        self._instrument.raise_at("keep text", company_id)
        await super().keep(company_id, posting)


class Briefed(VisitContexts):
    """Raises likewise."""

    def __init__(self, database: ScoutlyDatabase, instrument: Instrument) -> None:
        super().__init__(database)
        self._instrument = instrument

    async def of(self, company_id: ObjectId, model: str = "") -> VisitContext:
        self._instrument.raise_at("briefing", company_id)
        return await super().of(company_id, model)


async def _add(database: ScoutlyDatabase) -> ObjectId:
    """A company, and a person of the same id who tracks it."""
    company = ObjectId()
    page = {"companyID": str(company), "careers_url": f"https://acme.example/{company}"}
    person = {"email": f"{company}@example.org", "cvText": "Welder"}
    wish = {"userId": person["email"], "companyId": company, "rank": 50}
    await database.companies.insert_one({"_id": company, **page})
    await database.users.insert_one({"_id": company, **person})
    await database.preferences.insert_one(wish)
    return company


async def test_what_a_visit_raises_counts_like_a_crash_and_harms_no_neighbour(
    database: ScoutlyDatabase, settings: Settings, eventually: Eventually
) -> None:
    poisons = {await _add(database): Poison(step, kind) for step in STEPS for kind in KINDS}
    neighbours = [await _add(database) for _ in range(20)]
    instrument = Instrument(poisons)
    instruments = Toolset(
        cast(Scraper, instrument),
        cast(Matcher, instrument),
        curricula=instrument,
        worker=InThisProcess(),
    )
    settings = settings.model_copy(update={"max_crashes": _MAX_CRASHES})
    pipeline = Pipeline(instruments, database, settings)
    pipeline._texts = Texts(database, instrument)  # noqa: SLF001 - what the pipeline makes itself
    pipeline._briefings = Briefed(database, instrument)  # noqa: SLF001 - see above
    core, started = Core(database, settings, Runner(database, pipeline, settings)), asyncio.Event()

    async def all_over() -> bool:
        over = {"status": {"$in": ["completed", "failed"]}}
        return await database.jobs.count_documents(over) == len(poisons) + len(neighbours)

    async with asyncio.TaskGroup() as group:
        group.create_task(core.run(started))
        await eventually(all_over, within=60)
        core.stop()
    jobs = {job["companyId"]: job async for job in database.jobs.find()}
    assert len(jobs) == len(poisons) + len(neighbours)
    for company in neighbours:
        assert (jobs[company]["status"], jobs[company].get("crashCount", 0)) == ("completed", 0)
    for company, poison in poisons.items():
        job = jobs[company]
        assert job["status"] == "failed", poison
        assert job["crashCount"] == _MAX_CRASHES - 1, poison
        assert job["errorMessage"].startswith("unexpected "), poison
    saved = {each["companyId"] async for each in database.saved_jobs.find()}
    assert saved == set(neighbours)
    problematic = {each["_id"] async for each in database.companies.find({"isProblematic": True})}
    assert problematic == set(poisons)
