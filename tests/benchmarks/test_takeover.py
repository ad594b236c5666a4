"""How long after a reactor is killed its jobs are claimed by another."""

import asyncio
import random
from time import monotonic

import pytest

from reactor.mongo.database import ScoutlyDatabase
from tests.benchmarks import workload
from tests.benchmarks.conftest import Contend
from tests.benchmarks.report import Report, at_most, stated
from tests.benchmarks.sizes import Sizes

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

LEASE, TTL_PERIOD, SLOTS = 3, 1, 5
METHOD = (
    f"SIGKILL of a reactor that runs {SLOTS} jobs, at a random moment of its lease -> claimed by "
    f"another reactor; REACTOR_LEASE={LEASE}s and a TTL monitor that runs every {TTL_PERIOD} s. "
    "What a crash returned runs alone, so the last job is claimed when the others have ended. "
    "With the defaults the same sum is 60 s + 60 s (mongod's default), in the compose file "
    "60 s + 10 s"
)


async def test_takeover(
    database: ScoutlyDatabase, contend: Contend, sizes: Sizes, report: Report
) -> None:
    chance = random.Random(3)  # noqa: S311 - when a reactor dies
    taken = [
        await _kill(database, contend, after=chance.uniform(0, LEASE / 2))
        for _ in range(sizes.takeovers)
    ]
    first = [times[0] for times in taken]
    last = [times[-1] for times in taken]
    limit = LEASE + TTL_PERIOD
    report.show(
        "Takeover",
        METHOD,
        stated("kills", len(taken)),
        stated("first job, mean", sum(first) / len(first), "s"),
        at_most("first job, longest", max(first), limit, "s"),
        stated("last job, mean", sum(last) / len(last), "s"),
        at_most("last job, longest", max(last), limit, "s"),
    )


async def _kill(database: ScoutlyDatabase, contend: Contend, *, after: float) -> list[float]:
    """Seconds from the kill until each job was claimed again."""
    await workload.clear(database)
    companies = await workload.track(database, SLOTS, rank=50)
    lease = {"lease": f"{LEASE}s"}
    async with (
        contend("reactor-stuck", **lease) as victim,
        contend("reactor-finding-nothing", **lease) as heir,
    ):
        await victim.start()
        await workload.until_settled(database, SLOTS)
        await workload.enqueue(database, companies, rank=50)
        await victim.claimed(SLOTS)
        await heir.start()
        await asyncio.sleep(after)
        assert not heir.claims
        killed = monotonic()
        await victim.kill()
        claims = await heir.claimed(SLOTS)
    assert {claim.company_id for claim in claims} == set(companies)
    return [claim.at - killed for claim in claims]
