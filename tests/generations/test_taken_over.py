"""Databases that a generation of the web app filled, taken over by a reactor.

Nothing is lost, nothing is offered twice, and no advice destroys anything.
"""

import pytest

from reactor.doctor.checks import indexes
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Severity
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.settings import Settings
from tests.doctor import found_by
from tests.faults.scene import listening
from tests.generations.conftest import GENERATIONS
from tests.generations.houses import ADA, BOB, House, fill
from tests.visits import SITE, Visits

SHOWN = ("seen", "applied", "spared", "new")


class TakenOver:
    """A house with a reactor in it.

    Attributes:
        house: as its app left it.
        visits: visits the company.
    """

    def __init__(self, database: ScoutlyDatabase, settings: Settings, house: House) -> None:
        self.database, self.house = database, house
        self.visits = Visits(database, settings)
        self.visits.company = house.company

    async def offered(self, email: str) -> set[str]:
        """Slugs of what the reactor saved for somebody."""
        mine = {"user": self.house.ids[email], "status": "WANT_TO_APPLY"}
        found = await self.database.saved_jobs.distinct("url", mine)
        return {url.removeprefix(f"{SITE}/") for url in found}


async def take_over(database: ScoutlyDatabase, settings: Settings, generation: str) -> TakenOver:
    house = await fill(database, generation)
    await bootstrap(database, settings.keep_finished)
    return TakenOver(database, settings, house)


@pytest.mark.parametrize("generation", GENERATIONS)
async def test_everybody_is_matched_and_nothing_is_offered_again(
    bare: ScoutlyDatabase, settings: Settings, generation: str
) -> None:
    taken = await take_over(bare, settings, generation)
    if generation == "v1":
        # Without them, nothing but what is read keeps the reactor from offering it again.
        for name in ("url_1", "user_1_url_1", "user_1_url_1_title_1"):
            await bare.saved_jobs.drop_index(name)
    before = await bare.saved_jobs.find({"notes": "by hand"}).to_list()
    for _ in range(2):
        await taken.visits.completed(*SHOWN)
    assert await taken.offered(ADA) == {"new"}
    assert await taken.offered(BOB) == set(SHOWN)
    assert await bare.saved_jobs.count_documents({}) == 2 + 5
    after = await bare.saved_jobs.find({"notes": "by hand"}).to_list()
    assert after == before
    names = await bare.saved_jobs.distinct("userId", {"status": "WANT_TO_APPLY"})
    assert set(names) == set(taken.house.names.values())


@pytest.mark.parametrize("generation", GENERATIONS)
async def test_its_histories_are_gone_on_with_under_the_name_that_apps_use(
    bare: ScoutlyDatabase, settings: Settings, generation: str
) -> None:
    taken = await take_over(bare, settings, generation)
    await taken.visits.completed(*SHOWN)
    await taken.visits.completed(*SHOWN, "newer")
    named = await bare.histories.distinct("userId", {"companyId": taken.house.company})
    assert set(named) == set(taken.house.names.values())
    assert await bare.histories.count_documents({}) == 2
    undated = {"$or": [{"createdAt": None}, {"updatedAt": None}]}
    assert await bare.histories.count_documents(undated) == 0


async def test_an_index_that_forbids_a_match_costs_that_match_until_it_is_dropped(
    bare: ScoutlyDatabase, settings: Settings
) -> None:
    with listening() as told:
        taken = await take_over(bare, settings, "v1")
        result = await taken.visits.completed("new", "newer")
    assert (result["matched"], result["unsaved"]) == (2, 2)
    assert told.messages["a unique index of another program forbids what has to be saved"] == 1
    assert told.messages["matches not saved: a unique index of another program forbids them"] == 1
    company = await bare.companies.find_one({"_id": taken.house.company})
    assert company
    assert company["isProblematic"] is False
    assert len(await taken.offered(ADA)) + len(await taken.offered(BOB)) == 2
    await bare.saved_jobs.drop_index("url_1")
    again = await taken.visits.completed("new", "newer")
    assert (again["matched"], again.get("unsaved", 0)) == (2, 0)
    assert await taken.offered(ADA) == await taken.offered(BOB) == {"new", "newer"}


@pytest.mark.parametrize("generation", GENERATIONS)
async def test_doctor_says_what_is_in_the_way_and_has_nothing_deleted(
    bare: ScoutlyDatabase, settings: Settings, generation: str
) -> None:
    await take_over(bare, settings, generation)
    told = await found_by(indexes.look, Case(settings, bare))
    assert told["indexes"].outcome is Severity.FINE, told
    advice = [finding.mend for finding in told.values() if finding.mend]
    assert advice == (['db.savedjobs.dropIndex("url_1")'] if generation == "v1" else [])


async def test_two_saves_of_one_posting_are_no_reason_to_delete_one(
    bare: ScoutlyDatabase, settings: Settings
) -> None:
    double = {"userId": ADA, "jobId": f"{SITE}/new"}
    await bare.saved_jobs.insert_many([dict(double), dict(double)])
    await bootstrap(bare, settings.keep_finished)
    told = await found_by(indexes.look, Case(settings, bare))
    assert told["indexes"].outcome is Severity.WRONG
    assert "Nothing has to be deleted" in told["indexes"].mend


async def test_an_older_app_is_told_of_the_index_that_lets_it_save_only_once(
    bare: ScoutlyDatabase, settings: Settings
) -> None:
    await take_over(bare, settings, "v1")
    keys = [("userId", 1), ("jobId", 1)]
    # As an earlier reactor made it: where two saves lack both, it cannot be made any more.
    await bare.saved_jobs.delete_one({"url": f"{SITE}/spared"})
    await bare.saved_jobs.drop_index("one_save_per_name")
    await bare.saved_jobs.create_index(keys, unique=True)
    told = await found_by(indexes.look, Case(settings, bare))
    assert told["indexes"].outcome is Severity.FINE
    await bare.saved_jobs.drop_index("url_1")
    (told_of,) = [
        finding
        for name, finding in (await found_by(indexes.look, Case(settings, bare))).items()
        if name == "app index"
    ]
    assert told_of.outcome is Severity.REMARK
    assert 'dropIndex("userId_1_jobId_1")' in told_of.mend


@pytest.mark.parametrize(
    ("collection", "key", "kind"),
    [
        ("users", "email", "string"),
        ("companies", "companyID", "string"),
    ],
)
async def test_indexes_of_earlier_reactors_make_way_for_those_of_the_apps(
    bare: ScoutlyDatabase, settings: Settings, collection: str, key: str, kind: str
) -> None:
    only = {key: {"$type": kind}}
    await bare[collection].create_index([(key, 1)], unique=True, partialFilterExpression=only)
    await bootstrap(bare, settings.keep_finished)
    await bare[collection].create_index([(key, 1)], unique=True)
    there = await bare[collection].index_information()
    assert f"{key}_1" in there
    with listening() as told:
        await bootstrap(bare, settings.keep_finished)
    assert not told.messages
    assert await bare[collection].index_information() == there


@pytest.mark.parametrize("keys", [("title",), ("user", "url"), ("url", "title")])
async def test_whatever_index_is_in_the_way_the_company_is_not_blamed(
    bare: ScoutlyDatabase, settings: Settings, keys: tuple[str, ...]
) -> None:
    taken = await take_over(bare, settings, "main")
    stranger = {"title": "New", "url": f"{SITE}/new", "user": taken.house.ids[ADA]}
    await bare.saved_jobs.insert_one(stranger | {"jobId": "elsewhere"})
    await bare.saved_jobs.create_index([(key, 1) for key in keys], unique=True)
    await taken.visits.completed("new", "newer")
    assert "newer" in await taken.offered(ADA) | await taken.offered(BOB)
