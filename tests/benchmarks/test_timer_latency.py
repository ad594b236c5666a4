"""How long after a due timer is gone its company is in the queue."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import pytest
from bson import ObjectId

from reactor.decisions import schedule
from reactor.mongo.database import ScoutlyDatabase
from tests.benchmarks import workload
from tests.benchmarks.conftest import Contend
from tests.benchmarks.report import Report, at_most, p50, p99, stated
from tests.benchmarks.sizes import Sizes
from tests.benchmarks.witness import Sight, Witness, witness

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

MEAN_PAUSE = 0.25
RANK = 100
PAUSE_BETWEEN_GROUPS = 0.1
UNTIL_DUE = timedelta(seconds=2)
SEEN = [
    {
        "$match": {
            "$or": [
                {"ns.coll": "timers", "operationType": "delete", "documentKey._id.kind": "scrape"},
                {"ns.coll": "jobqueues", "operationType": "insert"},
            ]
        }
    }
]
METHOD = (
    "a watcher beside the reactor: timer's deletion seen -> job's insert seen; by mongod's clock: "
    "the wall times of the two events, in whole milliseconds (the TTL monitor deletes several in "
    "one go, and they are seen when all are done). The run that follows is the real one"
)


async def test_timers_that_the_ttl_monitor_deletes(
    database: ScoutlyDatabase, contend: Contend, sizes: Sizes, report: Report
) -> None:
    soon = int((schedule.interval(RANK) - UNTIL_DUE).total_seconds() * 1000)

    async def make_due_soon(company_id: ObjectId) -> None:
        # The reactor lets the timer follow.
        last_success = {"$subtract": ["$$NOW", soon]}
        await database.companies.update_one(
            {"_id": company_id}, [{"$set": {"lastSuccessfulScrape": last_success}}]
        )

    watcher = await _watch_while(make_due_soon, database, contend, sizes)
    _show(report, "TTL monitor", watcher)


async def test_timers_that_people_delete(
    database: ScoutlyDatabase, contend: Contend, sizes: Sizes, report: Report
) -> None:
    async def delete(company_id: ObjectId) -> None:
        await database.timers.delete_one({"_id": {"kind": "scrape", "of": company_id}})

    watcher = await _watch_while(delete, database, contend, sizes)
    _show(report, "by hand", watcher)


async def _watch_while(
    edit: workload.Edit, database: ScoutlyDatabase, contend: Contend, sizes: Sizes
) -> Witness:
    """Watch until the edits have led to a job for each company."""
    count = sizes.rounds * sizes.samples
    companies = await workload.track(database, count, rank=RANK)
    async with (
        contend("reactor-finding-nothing") as reactor,
        witness(database, SEEN) as watcher,
    ):
        await reactor.start()
        await workload.until_settled(database, count)
        await workload.edit_at_random(edit, companies, mean_pause=MEAN_PAUSE, seed=2)
        await watcher.until(partial(_all_enqueued, count))
    return watcher


def _all_enqueued(count: int, sights: list[Sight]) -> bool:
    return len([sight for sight in sights if sight.collection == "jobqueues"]) >= count


def _show(report: Report, who: str, watcher: Witness) -> None:
    deletions = [sight for sight in watcher.sights if sight.collection == "timers"]
    gone = {sight.event["documentKey"]["_id"]["of"]: sight for sight in reversed(deletions)}
    first = {id(each) for each in _first_of_their_group(deletions)}
    seen, happened, seen_first = [], [], []
    enqueued: set[ObjectId] = set()
    for sight in watcher.sights:
        if sight.collection == "jobqueues":
            company_id = sight.event["fullDocument"]["companyId"]
            assert company_id not in enqueued
            enqueued.add(company_id)
            deletion = gone[company_id]
            seen.append(1000 * (sight.seen - deletion.seen))
            happened.append(1000 * (sight.happened - deletion.happened).total_seconds())
            if id(deletion) in first:
                seen_first.append(seen[-1])
    report.show(
        f"Timer gone, {who}",
        METHOD,
        stated("samples", len(seen)),
        at_most("seen -> seen, p50", p50(seen), 10, "ms"),
        stated("seen -> seen, p99", p99(seen), "ms"),
        stated(f"the {len(seen_first)} that came first after a pause, p50", p50(seen_first), "ms"),
        stated("mongod's clock, p50", p50(happened), "ms"),
        stated("mongod's clock, p99", p99(happened), "ms"),
    )


def _first_of_their_group(deletions: Sequence[Sight]) -> list[Sight]:
    """Those that no other came shortly before: what follows is looked at together, after them."""
    before = [-PAUSE_BETWEEN_GROUPS, *(sight.seen for sight in deletions)]
    return [
        sight
        for sight, previous in zip(deletions, before, strict=False)
        if sight.seen - previous > PAUSE_BETWEEN_GROUPS
    ]
