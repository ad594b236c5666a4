"""What the commands take in a large house after a year: seconds, and memory of their processes."""

from pathlib import Path

import pytest

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.benchmarks.house import House, build
from tests.benchmarks.report import Report, at_most, exactly, stated
from tests.weighing import Weight, weigh

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]

MEGABYTE = 1_000_000
METHOD = "each command is a process of its own; seconds are from its start to its end"


async def test_large_house(
    database: ScoutlyDatabase, settings: Settings, report: Report, tmp_path: Path
) -> None:
    house = House()
    await build(database, house)

    async def take(*arguments: str) -> Weight:
        weight = await weigh(settings, tmp_path, *arguments)
        assert weight.status == 0, (tmp_path / "output").read_text()
        return weight

    status, doctor = await take("status"), await take("doctor")
    enqueue = await take("enqueue", "--dry-run")
    lean = await take("export", "lean.json")
    export = await take("export", "--descriptions", "all.json")
    dry = await take("import", "--dry-run", "all.json")
    await database.saved_jobs.delete_many({})
    anew = await take("import", "all.json")
    saved = await database.saved_jobs.count_documents({})
    report.show(
        "Large house",
        f"{house.users} people, {house.companies:,} companies, {house.jobs:,} jobs, "
        f"{house.saves:,} saved jobs, {house.postings:,} postings. {METHOD}",
        at_most("status", status.seconds, 1, "s"),
        at_most("doctor", doctor.seconds, 2, "s"),
        stated("enqueue --dry-run", enqueue.seconds, "s"),
        stated("export", lean.seconds, "s"),
        at_most("export --descriptions", export.seconds, 10, "s"),
        at_most("import --dry-run", dry.seconds, 10, "s"),
        at_most("import", anew.seconds, 10, "s"),
        exactly("saved jobs that came back", saved, house.saves),
        at_most("memory, export --descriptions", export.memory / MEGABYTE, 120, "MB"),
        at_most("memory, import --dry-run", dry.memory / MEGABYTE, 120, "MB"),
        at_most("memory, import", anew.memory / MEGABYTE, 120, "MB"),
        *(
            stated(f"{what}, {name}", figure, unit)
            for name, each in (("status", status), ("doctor", doctor), ("import", anew))
            for what, figure, unit in (
                ("processor", each.processor, "s"),
                ("memory", each.memory / MEGABYTE, "MB"),
            )
        ),
    )
