"""What matching costs in requests and tokens, and how many companies a free key carries."""

import random
from collections.abc import Iterable, Iterator, Sequence
from time import monotonic

import pytest
from loguru import logger
from rich.table import Table

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.benchmarks.matching.answers import Answering, all_worth_reading, half_worth_reading
from tests.benchmarks.matching.bare import bare_calls
from tests.benchmarks.matching.capacity import RANKS, companies, requests_a_week
from tests.benchmarks.matching.meter import Cost
from tests.benchmarks.matching.runs import LISTED, Run, company
from tests.benchmarks.matching.town import Town
from tests.benchmarks.matching.week import Day, lived, unjudged
from tests.benchmarks.report import Report, at_least, at_most, exactly, stated

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.timeout(600),
    # Google's library subclasses aiohttp's session, which aiohttp discourages.
    pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession"),
]

MAX_TIMES_BARE = 1.3
RUNS = (("first run", LISTED), ("unchanged", 0), ("five new", 5), ("one new", 1))
METHOD = (
    f"a company with {LISTED} postings of 700 words, two followers with CVs of 600 words, the real "
    "pipeline, matcher, ledger and budget; tokens as the endpoint bills them, the answer's schema "
    "included. Bare: one call for each new posting and person, with one sentence, the same schema, "
    "the same profile and the same posting. Naive: such a call for each listed posting, each time"
)

A_DAY = 500
DAILY, MIXED = 600, 100
WEEK_METHOD = (
    "two followers, three new postings a company and week on random days, all worth reading; "
    "the real runner with five slots, pipeline, matcher, ledger and budget, the day moved by a "
    "database whose clock shows another one"
)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """No log: a line for each of thousands of visits would be most of the work."""
    logger.disable("reactor")
    yield
    logger.enable("reactor")


@pytest.mark.parametrize(
    ("screening", "answer"),
    [("drops nothing", all_worth_reading), ("drops half", half_worth_reading)],
)
async def test_cost_of_a_run(
    database: ScoutlyDatabase, settings: Settings, report: Report, screening: str, answer: Answering
) -> None:
    async with bare_calls() as bare, company(database, settings, answer, bare) as visited:
        runs = await visited.runs(*RUNS)
    with_news = [run for run in runs if run.new]
    unchanged = sum(run.ours.requests for run in runs if not run.new)
    worst = max(with_news, key=lambda run: run.times_bare)
    report.show(
        f"Cost of matching where the screening {screening}",
        METHOD,
        exactly("requests of an unchanged run", unchanged, 0),
        *(
            at_most(f"{run.name}: tokens, times bare", run.times_bare, MAX_TIMES_BARE)
            for run in with_news
        ),
        stated("dearest run without its answers, times bare", worst.input_times_bare),
        detail=_table(runs),
    )
    assert worst.times_bare <= MAX_TIMES_BARE
    assert unchanged == 0


def _table(runs: Iterable[Run]) -> Table:
    columns = ("run", "", "requests", "tokens in", "tokens out", "in / bare", "in + out / bare")
    table = Table(*columns)
    for run in runs:
        for name, cost in (("reactor", run.ours), ("bare", run.bare), ("naive", run.naive)):
            label = run.name if name == "reactor" else ""
            table.add_row(label, name, *_cells(cost, run.bare))
        table.add_section()
    return table


def _cells(cost: Cost, bare: Cost) -> list[str]:
    if not bare.requests:
        return [f"{cost.requests:,}", f"{cost.input:,}", f"{cost.output:,}", "", ""]
    times = (cost.input / bare.input, cost.tokens / bare.tokens)
    counts = (cost.requests, cost.input, cost.output)
    return [*(f"{count:,}" for count in counts), *(f"{ratio:.2f}" for ratio in times)]


def test_companies_that_one_key_carries_as_worked_out(report: Report) -> None:
    figures = [
        stated(
            f"rank {band}: {requests_a_week(rank):.2f} requests a company", companies(rank, A_DAY)
        )
        for band, rank in RANKS.items()
    ]
    method = "companies on average, at two followers and three new postings a company and week"
    report.show(f"Companies that {A_DAY} requests a day carry", method, *figures)


@pytest.mark.parametrize(
    ("name", "ranks"),
    [
        (f"{DAILY} companies, all visited daily", [RANKS["81-100"]] * DAILY),
        (f"{MIXED} companies, of all ranks alike", [*RANKS.values()] * (MIXED // len(RANKS))),
    ],
    ids=["daily", "mixed"],
)
async def test_companies_that_one_key_carries(
    database: ScoutlyDatabase, settings: Settings, report: Report, name: str, ranks: Sequence[int]
) -> None:
    town = Town(ranks, random.Random(7))  # noqa: S311 - repeatable, no secret
    began = monotonic()
    days = await lived(database, settings, town, requests_a_day=A_DAY)
    missing = await unjudged(database, town)
    asked = [day.asked for day in days]
    expected = sum(map(requests_a_week, ranks))
    report.show(
        f"A week of one key: {name}",
        WEEK_METHOD,
        at_most("requests on the busiest day", max(asked), A_DAY),
        exactly("judgements missing after the week", missing, 0),
        at_most("requests, times what was worked out", sum(asked) / expected, 1.1),
        at_least("requests, times what was worked out", sum(asked) / expected, 0.9),
        stated("requests a day, mean", sum(asked) / len(asked)),
        stated("share of the budget", 100 * sum(asked) / len(asked) / A_DAY, "%"),
        stated("seconds", monotonic() - began, "s"),
        detail=_week_table(days),
    )
    assert max(asked) <= A_DAY
    assert missing == 0


def _week_table(days: Iterable[Day]) -> Table:
    table = Table("day", "visits completed", "requests", "counted", "share", "jobs parked")
    for number, day in enumerate(days, 1):
        counts = (number, day.visits, day.asked, day.counted)
        table.add_row(*map(str, counts), f"{day.asked / A_DAY:.0%}", str(day.parked))
    return table
