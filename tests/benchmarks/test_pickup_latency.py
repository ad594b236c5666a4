"""How long after an edit its job is claimed, beside a bare loop that watches and claims."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

import pytest
from bson import ObjectId
from rich.table import Table

from reactor.mongo.database import ScoutlyDatabase
from tests.benchmarks import workload
from tests.benchmarks.conftest import Contend
from tests.benchmarks.report import Figure, Report, at_most, p50, p99, stated
from tests.benchmarks.sizes import Sizes

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

MEAN_PAUSE = 0.25
RANK = 100
METHOD = (
    "edit sent -> job claimed, each contender in a process of its own, arrivals at random moments "
    f"({MEAN_PAUSE * 1000:.0f} ms apart on average) that wait for no answer; bare = Motor watch + "
    "findOneAndUpdate (for a rank edit: + insert) without facts, markers or recovery"
)


async def change_rank(database: ScoutlyDatabase, company_id: ObjectId) -> None:
    await database.preferences.update_one({"_id": company_id}, {"$set": {"rank": RANK - 1}})


async def insert_job(database: ScoutlyDatabase, company_id: ObjectId) -> None:
    await database.jobs.insert_one({"companyId": company_id, "status": "pending"})


@dataclass(frozen=True, slots=True)
class Round:
    """Milliseconds from edit to claim."""

    reactor: list[float]
    bare: list[float]


@dataclass(frozen=True, slots=True)
class Course:
    """So many edits of one kind, the same for every contender."""

    database: ScoutlyDatabase
    contend: Contend
    edit: workload.Edit
    samples: int

    async def run(self, contender: str, seed: int) -> list[float]:
        """Milliseconds from each edit to the claim."""
        await workload.clear(self.database)
        companies = await workload.track(self.database, self.samples, rank=RANK)
        async with self.contend(contender) as process:
            await process.start()
            if contender.startswith("reactor"):
                await workload.until_settled(self.database, self.samples)
            sent = await workload.edit_at_random(
                self.edit, companies, mean_pause=MEAN_PAUSE, seed=seed
            )
            claims = await process.claimed(self.samples)
        assert {claim.company_id for claim in claims} == set(companies)
        return [1000 * (claim.at - sent[claim.company_id]) for claim in claims]


@pytest.mark.parametrize(
    ("name", "edit", "bare"),
    [
        ("rank edit", change_rank, "bare-rank-loop"),
        ("job insert", insert_job, "bare-insert-loop"),
    ],
    ids=["rank edit", "job insert"],
)
async def test_pickup_latency(  # noqa: PLR0913, PLR0917 - fixtures
    database: ScoutlyDatabase,
    contend: Contend,
    sizes: Sizes,
    report: Report,
    name: str,
    edit: Callable[[ScoutlyDatabase, ObjectId], Awaitable[None]],
    bare: str,
) -> None:
    course = Course(database, contend, partial(edit, database), sizes.samples)
    rounds = [
        Round(await course.run("reactor-noting", seed), await course.run(bare, seed))
        for seed in range(sizes.rounds)
    ]
    ours = [time for each in rounds for time in each.reactor]
    theirs = [time for each in rounds for time in each.bare]
    assert len(ours) == len(theirs) == sizes.rounds * sizes.samples
    report.show(
        f"Pick-up: {name}",
        METHOD,
        stated("samples of each", len(ours)),
        *_times("reactor", ours),
        *_times("bare loop", theirs),
        at_most("p50, times the bare loop's", p50(ours) / p50(theirs), 1.5),
        at_most("p99, times the bare loop's", p99(ours) / p99(theirs), 2.0),
        detail=_by_round(rounds),
    )


def _times(who: str, times: list[float]) -> list[Figure]:
    return [stated(f"{who}, p50", p50(times), "ms"), stated(f"{who}, p99", p99(times), "ms")]


def _by_round(rounds: list[Round]) -> Table:
    table = Table("round", "reactor p50 / p99 ms", "bare p50 / p99 ms", "p50 ratio", "p99 ratio")
    for number, each in enumerate(rounds, 1):
        table.add_row(
            str(number),
            f"{p50(each.reactor):.1f} / {p99(each.reactor):.1f}",
            f"{p50(each.bare):.1f} / {p99(each.bare):.1f}",
            f"{p50(each.reactor) / p50(each.bare):.2f}",
            f"{p99(each.reactor) / p99(each.bare):.2f}",
        )
    return table
