"""A scenario of the whole reactive core, which `test_exchange` runs with the driver exchanged."""

from datetime import timedelta

from reactor.settings import Settings
from tests.scoutly import Running, Scoutly


async def test_the_core_schedules_runs_and_reacts(
    running: Running, scoutly: Scoutly, settings: Settings
) -> None:
    assert settings.cooldown == timedelta()
    preferences = scoutly.database.preferences
    async with running(scoutly.complete):
        company_id = await scoutly.track(rank=50)
        first = await scoutly.job(companyId=company_id, status="completed")
        by_rank_50 = await scoutly.timer(company_id)
        await preferences.update_one({"companyId": company_id}, {"$set": {"rank": 90}})
        second = await scoutly.job(status="completed", reason="rank-change")
        await scoutly.eventually(
            lambda: scoutly.database.timers.find_one(
                {"_id": by_rank_50["_id"], "expireAt": {"$lt": by_rank_50["expireAt"]}}
            )
        )
    assert first["reason"] == "tracked"
    assert [job.id for job in scoutly.ran] == [first["_id"], second["_id"]]
    assert await scoutly.database.checkpoints.find_one({"_id": "stream"})
    assert not await scoutly.database.timers.find_one({"_id.kind": "lease"})
