"""What a model was paid for is kept: reactors die between its answers, and budgets end among them.

`pytest tests/faults/test_paid_answers.py --kills 100 --seed 7 -s` is a long one, with a table.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from time import monotonic

import pytest
from pydantic import SecretStr
from rich.console import Console
from rich.table import Table

from reactor.app import Reactor
from reactor.errors import BudgetError
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.budgets import Budgets
from reactor.settings import Settings
from tests.conftest import Eventually
from tests.faults.paid.firm import Firm, settle
from tests.faults.paid.questions import calls_of, entered_calls, questions_in
from tests.faults.paid.rush import recorded_at_once
from tests.faults.paid.siege import REQUESTS, PayingFleet, Siege
from tests.faults.paid.till import Till, till
from tests.gemini.sensible import sensible
from tests.gemini.troubles import PER_DAY, fails, quota

# Google's library subclasses aiohttp's session, which aiohttp discourages.
pytestmark = pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession")

_FEW = 4


@pytest.mark.timeout(0)  # its length is an option; it has limits of its own
async def test_reactors_killed_between_calls_pay_for_nothing_that_was_kept(
    request: pytest.FixtureRequest, settings: Settings, database: ScoutlyDatabase, tmp_path: Path
) -> None:
    kills = request.config.getoption("--kills", 0) or _FEW
    seed = request.config.getoption("--seed", 1)
    began, firm = monotonic(), Firm()
    await settle(database)
    await firm.follow(database)
    uri = settings.mongodb_uri.get_secret_value()
    async with (
        asyncio.timeout(60 + 6 * kills),
        firm.serve() as stand_ins,
        till() as stand_in,
        PayingFleet(tmp_path, uri, stand_ins, stand_in) as fleet,
    ):
        siege = Siege(database, firm, fleet, stand_in, seed)
        breaches = await siege.run(kills)
    figures = {
        "seed": seed,
        "kills": fleet.killed,
        "visits completed": siege.visits,
        "requests": len(stand_in.asked),
        "answers kept": len(siege.audit.paid),
        "answers lost with a reactor": len(siege.audit.wasted),
        "seconds": round(monotonic() - began),
    }
    _tell(figures, siege.deaths)
    assert not breaches, "\n".join([*breaches, f"{figures}", f"see {tmp_path}"])


def _tell(figures: Mapping[str, object], deaths: Counter[str]) -> None:
    told = "  ".join(f"{name} {value}" for name, value in figures.items())
    table = Table("killed", "times", title=told)
    for moment, times in sorted(deaths.items()):
        table.add_row(moment, str(times))
    Console(width=110).print(table)


def with_a_key(settings: Settings, stand_in: Till, requests_a_day: int = 10_000) -> Settings:
    model = {
        "gemini_api_key": SecretStr("a-key"),
        "gemini_base_url": stand_in.url,
        "gemini_rpm": 600_000,
        "gemini_tpm": 6_000_000_000,
        "gemini_rpd": requests_a_day,
    }
    return settings.model_copy(update=model)


@asynccontextmanager
async def reacting(settings: Settings, *firms: Firm, reactors: int = 1) -> AsyncIterator[None]:
    """Reactors in this process, for as long as the block runs."""
    async with AsyncExitStack() as stack:
        sites = [await stack.enter_async_context(firm.serve()) for firm in firms]
        stand_ins = {host: url for site in sites for host, url in site.items()}
        alive = [Reactor(settings, stand_ins=stand_ins) for _ in range(reactors)]
        async with asyncio.TaskGroup() as group:
            for reactor in alive:
                group.create_task(reactor.run())
            try:
                yield
            finally:
                for reactor in alive:
                    reactor.stop()


@pytest.mark.parametrize("refused", [1, REQUESTS // 2 + 1, REQUESTS])
async def test_a_day_that_ends_between_calls_costs_nothing_twice(
    settings: Settings, database: ScoutlyDatabase, eventually: Eventually, refused: int
) -> None:
    firm = Firm()
    await settle(database)
    await firm.follow(database)
    async with till() as stand_in, reacting(with_a_key(settings, stand_in), firm):
        stand_in.then(*[sensible] * (refused - 1), fails(429, quota(PER_DAY)))
        waits = {"waitsFor": settings.gemini_model, "status": "pending"}
        await eventually(lambda: database.jobs.find_one(waits), within=30)
        assert len(stand_in.asked) == refused
        await database.timers.delete_one({"_id.kind": "budget"})
        await eventually(lambda: database.jobs.find_one({"status": "completed"}), within=30)
    asked = stand_in.asked
    assert questions_in(asked[refused - 1]) == questions_in(asked[refused])
    del asked[refused - 1]
    assert len(asked) == REQUESTS
    assert not [q for q, times in Counter(_all_questions(stand_in)).items() if times > 1]
    assert await entered_calls(database) == calls_of(asked)


async def test_two_reactors_together_never_ask_more_than_the_day_allows(
    settings: Settings, database: ScoutlyDatabase, eventually: Eventually
) -> None:
    firms = [Firm(f"firm-{number}.example") for number in range(4)]
    needed, a_day = len(firms) * REQUESTS, 11
    await settle(database)
    for firm in firms:
        await firm.follow(database)
    async with (
        till() as stand_in,
        reacting(with_a_key(settings, stand_in, a_day), *firms, reactors=2),
    ):

        async def are_at_rest() -> bool:
            at_rest = {"$or": [{"waitsFor": settings.gemini_model}, {"status": "completed"}]}
            return await database.jobs.count_documents(at_rest) == len(firms)

        async def nobody_waits() -> bool:
            return await database.jobs.find_one({"waitsFor": {"$type": "string"}}) is None

        for allowed in (*range(a_day, needed, a_day), needed):
            await eventually(are_at_rest, within=30)
            assert len(stand_in.asked) == allowed
            # A new day: its count begins at none, and the timer of the old one has fired.
            await database.budgets.delete_many({})
            await database.timers.delete_one({"_id.kind": "budget"})
            await eventually(nobody_waits, within=30)
        assert await database.jobs.count_documents({"status": "completed"}) == len(firms)
    assert await entered_calls(database) == calls_of(stand_in.asked)


async def test_the_first_requests_of_a_day_that_come_together_are_all_allowed(
    database: ScoutlyDatabase,
) -> None:
    """At midnight all that was parked goes on at the same moment."""
    budgets = Budgets(database, 5)
    for day in range(20):
        together = (budgets.reserve(f"model-{day}") for _ in range(5))
        await asyncio.gather(*together)
        with pytest.raises(BudgetError):
            await budgets.reserve(f"model-{day}")


async def test_answers_that_come_together_are_all_kept(database: ScoutlyDatabase) -> None:
    calls = 10
    await recorded_at_once(database, calls)
    assert await database.analyses.count_documents({}) == 4 * calls
    assert await database.token_usages.count_documents({}) == calls
    [day] = await database.budgets.find().to_list(None)
    assert day["inputTokens"] == 1000 * calls


def _all_questions(stand_in: Till) -> list[tuple[str, str, str]]:
    return [question for asked in stand_in.asked for question in questions_in(asked)]
