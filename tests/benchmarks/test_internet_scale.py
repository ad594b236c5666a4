"""What breaks first at internet scale: the real decisions on a virtual clock, at growing sizes."""

from datetime import timedelta
from math import log
from time import monotonic

import pytest
from rich.table import Table

from tests.benchmarks.internet.account import loads
from tests.benchmarks.internet.costs import Costs
from tests.benchmarks.internet.world import World
from tests.benchmarks.report import Report, p50, p99, stated
from tests.benchmarks.sizes import Sizes

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

DAY = timedelta(days=1)
SHARES = (64, 16, 4, 1)
MAX_REACTORS = 100
METHOD = (
    "one day from the middle of all intervals, ranks 1 to 100 alike; `plan`, `spread` and "
    "`schedule` are the program's, what they cost stands in `internet/costs.py`"
)


@pytest.mark.parametrize("led", [False, True], ids=["each-decides", "one-leads"])
def test_internet_scale(sizes: Sizes, report: Report, *, led: bool) -> None:
    costs = Costs()
    table = Table("companies", "reactors", "visits", "delay p50", "p99", "busiest parts")
    accounts = list[dict[str, float]]()
    for share in SHARES:
        companies = sizes.internet // share
        reactors = max(MAX_REACTORS // share, 1)
        began = monotonic()
        world = World(companies, reactors, costs)
        world.run(DAY)
        took = monotonic() - began
        parts = sorted(loads(world, costs, led=led), key=lambda load: load.share, reverse=True)
        accounts.append({each.part: each.share for each in parts})
        delays = [delay for each in world.counts.delays.values() for delay in each]
        busiest = ", ".join(f"{each.part} {each.share:.0%}" for each in parts[:4])
        delay = (f"{p50(delays):.0f} s", f"{p99(delays):.0f} s")
        visits = f"{world.counts.visits:,}"
        table.add_row(f"{companies:,}", str(reactors), visits, *delay, busiest)
    report.show(
        f"Internet scale ({'one leads' if led else 'each decides'})",
        METHOD,
        *(stated(f"{part}, exponent", _exponent(accounts, part)) for part in accounts[-1]),
        stated("seconds for the largest", took, "s"),
        detail=table,
    )


def _exponent(accounts: list[dict[str, float]], part: str) -> str:
    """By which power of the size a part grows, between the second and the last size."""
    first, last = accounts[1][part], accounts[-1][part]
    grown = log(last / first) / log(SHARES[1] / SHARES[-1]) if first and last else 0.0
    return f"{grown:.2f} ({last:.1%} at the largest)"
