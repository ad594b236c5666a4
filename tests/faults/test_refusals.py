"""Whatever MongoDB answers to whichever command, all companies are visited and the reactor lives.

`pytest tests/faults/test_refusals.py --refusals full -s` carries out every case, for hours;
`--refusals 200 --seed 7` some of them.
"""

from collections.abc import AsyncIterator
from datetime import timedelta
from time import monotonic
from types import MappingProxyType
from typing import Any

import pytest
import pytest_asyncio
from pymongo import common

from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.mongo import driver, outage_retry
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.error_kinds import Refusal
from tests.faults.refusals.campaign import Campaign
from tests.faults.refusals.day import Day, Site, served
from tests.faults.refusals.faults import CODES, cases, sample
from tests.faults.refusals.trigger import Trigger
from tests.faults.scene import settings_for

_STARTS = 3
"""One case in so many begins with a start: that takes longer than a day."""


@pytest_asyncio.fixture
async def server() -> AsyncIterator[TemporaryMongod]:
    """A mongod that can be told to refuse."""
    async with TemporaryMongod("--setParameter", "enableTestCommands=1") as mongod:
        yield mongod


@pytest.fixture
def trigger(server: TemporaryMongod, monkeypatch: pytest.MonkeyPatch) -> Trigger:
    """Listens to every reactor of this test; and nobody rests for long."""
    listener, connect = Trigger(server.uri), driver.connect

    def listened_to(uri: str, **options: Any) -> driver.Client:
        # A fail point changes no state, so the server would push none.
        usual = {"event_listeners": [listener], "serverMonitoringMode": "poll"}
        return connect(uri, **usual | options)

    monkeypatch.setattr(driver, "connect", listened_to)
    monkeypatch.setattr(common, "MIN_HEARTBEAT_INTERVAL", 0.01)
    monkeypatch.setattr(outage_retry, "_FIRST_PAUSE", 0.02)
    monkeypatch.setattr("reactor.core.dispatch.runner._OUTAGE_PAUSE", timedelta(seconds=0.5))
    monkeypatch.setattr("reactor.core.reactions.skipped_companies._PAUSES", (0.1, 1.0))
    short = MappingProxyType(dict.fromkeys(Refusal, 0.1))
    monkeypatch.setattr(outage_retry, "_MAX_PAUSE", short)
    return listener


@pytest.mark.timeout(0)  # its length is an option; each case has limits of its own
async def test_no_refusal_ends_the_reactor_or_costs_a_visit(
    request: pytest.FixtureRequest, server: TemporaryMongod, trigger: Trigger
) -> None:
    wanted, seed = request.config.getoption("--refusals"), request.config.getoption("--seed", 1)
    site, began = Site(), monotonic()
    client = driver.connect(server.uri, event_listeners=[], appname="people")
    async with served(site) as careers:
        told = f"json://127.0.0.1:{careers.port}/told"
        settings = settings_for(
            server.uri, allow_hosts="127.0.0.0/8", host_interval="0s", notify_urls=told
        )
        day = Day(ScoutlyDatabase(client, "scoutly"), careers)
        await day.add_user()
        campaign = Campaign(settings, day, trigger)
        of_a_start = cases(await campaign.learn(starting=True), starting=True)
        of_a_day = cases(await campaign.learn(starting=False), starting=False)
        chosen = [*of_a_start, *of_a_day]
        if wanted != "full":
            starts = int(wanted) // _STARTS
            chosen = sample(of_a_start, starts, seed)
            chosen += sample(of_a_day, int(wanted) - starts, seed)
        await campaign.run(chosen)
    trigger.close()
    await driver.disconnect(client)
    possible = len(of_a_start) + len(of_a_day)
    print(  # noqa: T201 - the figures are what a campaign is for
        f"\n{len(chosen)} of {possible} cases ({len(of_a_start)} of a start), "
        f"{campaign.reached} reached, {len(campaign.breaches)} breached; {len(CODES)} codes, "
        f"{len({case.command for case in chosen})} commands, {monotonic() - began:.0f} s"
    )
    assert len(CODES) >= 25
    assert campaign.reached
    breaches = [f"{case}: {'; '.join(wrong)}" for case, wrong in campaign.breaches.items()]
    assert not breaches, "\n".join(breaches)
