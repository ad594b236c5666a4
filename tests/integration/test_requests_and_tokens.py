"""What matching costs: never much more than a bare call for each new posting and person.

With a hundred postings, and as tables: `pytest tests/benchmarks -k matching_costs -m benchmark -s`
"""

import random
from typing import Any

import pytest

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.benchmarks.matching.answers import all_worth_reading
from tests.benchmarks.matching.bare import bare_calls
from tests.benchmarks.matching.capacity import RANKS
from tests.benchmarks.matching.runs import Run, company
from tests.benchmarks.matching.town import Town
from tests.benchmarks.matching.week import lived, unjudged

# Google's library subclasses aiohttp's session, which aiohttp discourages.
pytestmark = pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession")

LISTED = 16
RUNS = (("first", LISTED), ("unchanged", 0), ("five new", 5), ("one new", 1))


async def test_no_run_costs_much_more_than_a_bare_call_for_each_new_posting_and_person(
    database: ScoutlyDatabase, settings: Settings
) -> None:
    async with (
        bare_calls() as bare,
        company(database, settings, all_worth_reading, bare, listed=LISTED) as visited,
    ):
        first, unchanged, five, one = await visited.runs(*RUNS)
    assert unchanged.ours.requests == 0
    for run in (first, five, one):
        assert run.times_bare <= 1.3, run
        assert run.input_times_bare <= 1.3, run
        assert run.ours.requests <= run.bare.requests
    assert first.ours.requests == 2 * (1 + LISTED // 4)
    assert await _billed(database) == _paid(first, five, one)


async def test_in_a_week_no_day_has_more_requests_than_the_key_allows_and_nothing_is_left(
    database: ScoutlyDatabase, settings: Settings
) -> None:
    town = Town([RANKS["81-100"]] * 12, random.Random(1))  # noqa: S311 - no secret
    days = await lived(database, settings, town, requests_a_day=12)
    asked = [day.asked for day in days]
    assert max(asked) == 12
    assert [day.counted for day in days] == asked
    assert any(day.parked for day in days), "too few to be a test"
    assert await unjudged(database, town) == 0
    assert await database.token_usages.count_documents({}) == sum(asked)


def _paid(*runs: Run) -> dict[str, int]:
    return {
        "requests": sum(run.ours.requests for run in runs),
        "inputTokens": sum(run.ours.input for run in runs),
        "outputTokens": sum(run.ours.output for run in runs),
    }


async def _billed(database: ScoutlyDatabase) -> dict[str, int]:
    """What the books say, which must be what the service counted."""
    days = await database.budgets.find().to_list(None)
    usages = await database.token_usages.find().to_list(None)
    billed = {name: _sum(days, name) for name in ("requests", "inputTokens", "outputTokens")}
    assert billed["requests"] == len(usages)
    assert billed["inputTokens"] == _sum(usages, "inputTokens")
    assert billed["outputTokens"] == _sum(usages, "outputTokens")
    return billed


def _sum(documents: list[dict[str, Any]], name: str) -> int:
    return sum(document[name] for document in documents)
