"""Nothing of ours breaks an app: its models read what we write, and write what they always did."""

import pytest

from reactor.match.llm.price import Cost
from reactor.match.llm.usage_ledger import TokenUsage
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.ledger import MongoLedger
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.settings import Settings
from tests.generations.conftest import GENERATIONS, App
from tests.generations.houses import fill
from tests.visits import SITE, Visits

pytestmark = pytest.mark.parametrize("generation", GENERATIONS)


async def _worked(database: ScoutlyDatabase, settings: Settings, generation: str) -> None:
    """Let a reactor have found something for everybody in a house of the generation."""
    house = await fill(database, generation)
    for name in ("url_1", "user_1_url_1", "user_1_url_1_title_1"):
        if generation == "v1":
            await database.saved_jobs.drop_index(name)
    await bootstrap(database, settings.keep_finished)
    # So many links are trimmed, and what is left of them must be links to the apps as well.
    links = [{"url": f"{SITE}/{at}", "text": "old", "context": "old"} for at in range(12_001)]
    await database.histories.update_one({}, {"$push": {"links": {"$each": links}}})
    visits = Visits(database, settings)
    visits.company = house.company
    await visits.completed("seen", "applied", "spared", "new")
    await visits.completed("seen", "new", "newer")
    usage = TokenUsage(
        *("p", "m", "initial_matching", 1, 1, 1, 0, Cost(0, 0)),
        *("ada@example.org", str(house.company), "Acme"),
    )
    await MongoLedger(database).record(usage, ())


async def test_its_models_read_what_the_reactor_wrote(
    app: App, bare: ScoutlyDatabase, settings: Settings, generation: str
) -> None:
    await _worked(bare, settings, generation)
    told = (await app(generation, "read"))["told"]
    read = {name: each["read"] for name, each in told.items() if isinstance(each, dict)}
    assert read.pop("savedjobs") >= 5
    assert all(read.values()), read
    wrong = {name: each["wrong"][:3] for name, each in told.items() if isinstance(each, dict)}
    assert not any(wrong.values()), wrong
    assert not any(each["undated"] for each in told.values() if isinstance(each, dict)), told
    assert told["unknownCompanies"] == 0


@pytest.mark.parametrize("first", ["the app", "the reactor"])
async def test_it_writes_what_it_always_wrote_whoever_came_first(
    app: App, bare: ScoutlyDatabase, settings: Settings, generation: str, first: str
) -> None:
    if first == "the app":
        assert (await app(generation, "index"))["indexes"] == {}
    await bootstrap(bare, settings.keep_finished)
    told = await app(generation, "write")
    assert told == {"indexes": {}, "told": {}}
    before = await bare.saved_jobs.index_information()
    await bootstrap(bare, settings.keep_finished)
    assert await bare.saved_jobs.index_information() == before
