"""What several reactors on one database ask of it, beside one alone."""

from contextlib import AsyncExitStack
from functools import partial

import pytest
from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from tests.benchmarks import workload
from tests.benchmarks.conftest import Contend
from tests.benchmarks.report import Report, at_most, p50, p99, stated
from tests.benchmarks.sizes import Sizes

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

RANK, MEAN_PAUSE = 100, 0.1
READS = ("find", "aggregate")
METHOD = (
    "ranks edited at random moments ({:.0f} ms apart on average); reads are the finds and "
    "aggregations that mongod counted, of all reactors, from the first edit to the last job's end; "
    "a run ends by one write"
)


async def _course(
    database: ScoutlyDatabase, contend: Contend, reactors: int, edits: int
) -> tuple[dict[str, int], list[float]]:
    """The commands that so many reactors sent, and the milliseconds from each edit to its claim."""
    await workload.clear(database)
    companies = await workload.track(database, edits, rank=RANK)
    async with AsyncExitStack() as stack:
        processes = [
            await stack.enter_async_context(contend("reactor-noting")) for _ in range(reactors)
        ]
        for process in processes:
            await process.start()
        await workload.until_settled(database, edits)
        before = await _commands(database)
        sent = await workload.edit_at_random(
            partial(_change_rank, database), companies, mean_pause=MEAN_PAUSE, seed=1
        )

        async def ended() -> bool:
            return await database.jobs.count_documents({"status": "completed"}) >= edits

        await workload.until(ended, every=1.0, within=60)
        after = await _commands(database)
    claims = [claim for process in processes for claim in process.claims]
    assert len({claim.company_id for claim in claims}) == edits
    times = [1000 * (claim.at - sent[claim.company_id]) for claim in claims]
    return {name: after[name] - before[name] for name in after}, times


async def _change_rank(database: ScoutlyDatabase, company_id: ObjectId) -> None:
    await database.preferences.update_one({"_id": company_id}, {"$set": {"rank": RANK - 1}})


async def _commands(database: ScoutlyDatabase) -> dict[str, int]:
    status = await database.client.admin.command("serverStatus")
    return {name: status["metrics"]["commands"][name]["total"] for name in READS}


async def test_reactors_together(
    database: ScoutlyDatabase, contend: Contend, sizes: Sizes, report: Report
) -> None:
    edits = 2 * sizes.samples
    one, times_of_one = await _course(database, contend, 1, edits)
    four, times_of_four = await _course(database, contend, 4, edits)
    report.show(
        "Four reactors on one database",
        f"{edits} {METHOD.format(1000 * MEAN_PAUSE)}",
        stated("aggregations for an edit, one reactor", one["aggregate"] / edits),
        stated("aggregations for an edit, four", four["aggregate"] / edits),
        stated("finds for an edit, one reactor", one["find"] / edits),
        stated("finds for an edit, four", four["find"] / edits),
        at_most("reads of four, times those of one", sum(four.values()) / sum(one.values()), 1.3),
        stated("edit to claim, one: p50", p50(times_of_one), "ms"),
        stated("the same, p99", p99(times_of_one), "ms"),
        stated("edit to claim, four: p50", p50(times_of_four), "ms"),
        stated("the same, p99", p99(times_of_four), "ms"),
    )
