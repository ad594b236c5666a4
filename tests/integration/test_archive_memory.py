"""An export and an import take as much memory for many saved jobs as for few."""

from pathlib import Path

import pytest

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.benchmarks.house import House, build
from tests.weighing import weigh

FEW = House(users=3, companies=10, jobs=0, postings=0, links=1, saves=1_000)
MANY = House(users=3, companies=10, jobs=0, postings=0, links=1, saves=5_000)
MAX_MORE = 10_000_000
"""Bytes; the text of four thousand more is 19 MB, and would be several times that in memory."""


@pytest.mark.timeout(300)
async def test_memory_does_not_grow_with_what_is_saved(
    database: ScoutlyDatabase, settings: Settings, tmp_path: Path
) -> None:
    weights: dict[str, list[int]] = {"out": [], "again": [], "anew": []}
    for house in (FEW, MANY):
        for name in ("users", "companies", "usercompanypreferences", "savedjobs"):
            await database[name].delete_many({})
        for name in ("companyscrapehistories", "timers"):
            await database[name].delete_many({})
        await build(database, house)
        out = await weigh(settings, tmp_path, "export", "--descriptions", "x.json")
        again = await weigh(settings, tmp_path, "import", "--overwrite", "x.json")
        await database.saved_jobs.delete_many({})
        anew = await weigh(settings, tmp_path, "import", "x.json")
        assert await database.saved_jobs.count_documents({}) == house.saves
        assert (out.status, again.status, anew.status) == (0, 0, 0)
        for name, weight in (("out", out), ("again", again), ("anew", anew)):
            weights[name].append(weight.memory)
    assert (tmp_path / "x.json").stat().st_size > 4_000 * 5_000
    assert {
        name: many - few for name, (few, many) in weights.items() if many - few > MAX_MORE
    } == {}
