"""Companies watched day by day: each day's list and saves are right, and a model is seldom asked.

`pytest tests/acceptance/test_simulated_month.py --month 40x30 --seed-of-month 7 -s`: the long one.
"""

import pytest

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.month.town import Town

# Google's library subclasses aiohttp's session, which aiohttp discourages.
pytestmark = pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession")

MAX_ASKED = 1.2
"""Times a company and month."""


@pytest.mark.timeout(0)  # its length is an option
async def test_each_days_list_and_saves_are_right_and_a_model_is_seldom_asked(
    request: pytest.FixtureRequest, database: ScoutlyDatabase, settings: Settings
) -> None:
    number, days = map(int, request.config.getoption("--month").split("x"))
    seed = int(request.config.getoption("--seed-of-month"))
    async with Town(database, settings, seed, number).opened() as town:
        for day in range(days):
            await town.live(day)
        asked = len(town.model.asked)
    told = f"seed {seed}: {town.visits} visits, {town.lists} lists right, asked {asked} times"
    print(told)  # noqa: T201 - the figures of a campaign
    assert not town.faults, "\n".join([told, *town.faults[:20]])
    assert asked <= MAX_ASKED * number
    assert asked, "too few to be a test"
