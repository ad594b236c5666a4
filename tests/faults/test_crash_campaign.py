"""Reactors are killed at any moment, and at each write; nothing is forgotten and nothing doubled.

`pytest tests/faults -k campaign --kills 300 --seed 7 -s` is a long one; it ends with a table.
"""

import asyncio
from pathlib import Path
from time import monotonic

import pytest
from rich.console import Console

from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.settings import Settings
from tests.faults.campaign import report
from tests.faults.campaign.campaign import Campaign
from tests.faults.campaign.diary import Diary
from tests.faults.campaign.fleet import Fleet
from tests.faults.campaign.site import Sites
from tests.faults.campaign.telephone import Telephone
from tests.faults.campaign.town import FIRMS, populate
from tests.unvalidated import remove_validators

_FEW = 6
_PATIENCE_MS = 120_000
"""An edit may wait for what a dead reactor holds until another one lets go of it."""


@pytest.mark.timeout(0)  # its length is an option; it has limits of its own
async def test_reactors_killed_anywhere_forget_nothing_and_double_nothing(
    request: pytest.FixtureRequest, settings: Settings, tmp_path: Path
) -> None:
    kills = request.config.getoption("--kills", 0) or _FEW
    seed = request.config.getoption("--seed", 1)
    sites, diary, began = Sites(FIRMS, seed), Diary(tmp_path / "diary"), monotonic()
    telephone = Telephone()
    async with (
        TemporaryMongod() as mongod,
        sites.serve() as stand_ins,
        telephone.serve(),
    ):
        client = driver.connect(mongod.uri, socketTimeoutMS=_PATIENCE_MS)
        database = ScoutlyDatabase(client, "scoutly")
        await bootstrap(database, settings.keep_finished)
        await remove_validators(database)  # some of the edits are mistyped
        await populate(database)
        async with (
            asyncio.timeout(120 + 5 * kills),
            Fleet(tmp_path, mongod.uri, stand_ins, diary, telephone) as fleet,
        ):
            campaign = Campaign(database, sites, fleet, diary, seed)
            breaches = await campaign.run(kills)
        completed = await database.jobs.count_documents({"status": "completed"})
        await driver.disconnect(client)
    died = report.deaths(diary.entries())
    figures = {
        "seed": seed,
        "kills": fleet.killed,
        "reactors": fleet.started,
        "edits": campaign.editor.counts.total(),
        "jobs completed": completed,
        "matches told": telephone.told.total(),
        "seconds": round(monotonic() - began),
    }
    Console(width=110).print(report.table(figures, died))
    told = "\n".join([*breaches, f"{figures}", f"killed at {died}", f"see {tmp_path}"])
    assert not breaches, told
