"""Facts that are read while a run ends: jobs first, companies after."""

from datetime import timedelta

import pytest

from reactor.decisions.reactions import Cause
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.facts import FactsReader
from reactor.mongo.timers import Timers
from tests.scoutly import Scoutly


@pytest.mark.parametrize(("owner_alive", "there"), [(True, False), (False, True)])
async def test_a_job_whose_run_has_succeeded_since_is_over_unless_its_owner_is_dead(
    database: ScoutlyDatabase, scoutly: Scoutly, *, owner_alive: bool, there: bool
) -> None:
    now = await database.now()
    company = await scoutly.track(lastSuccessfulScrape=now)
    claim = {"lease": {"owner": "me", "token": "t"}, "lastAttemptAt": now - timedelta(minutes=1)}
    await database.jobs.insert_one({"companyId": company, "status": "processing", **claim})
    if owner_alive:
        await Timers(database).set_in("lease", "me", timedelta(minutes=5))
    findings = await FactsReader(database).read({company: Cause()})
    assert [facts.job is not None for facts in findings.facts] == [there]
