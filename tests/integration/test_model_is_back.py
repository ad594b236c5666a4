"""What keywords judged in the place of a model is judged by it when it is back: once, by a job."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from reactor.core.assembly import Core
from reactor.error_codes import Code
from reactor.mongo.model_usage.troubles import ModelTroubles
from reactor.people.profile_changes import ProfileChanges
from tests.gemini.house import PAUSE, House, house
from tests.gemini.stand_in_matcher import MODEL

__all__ = ["house"]  # a fixture
pytestmark = pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession")
DAYS = timedelta(days=2)
PYTHON, BACKEND = "Senior-Python-Engineer", "Backend-Developer"
AGAIN: dict[str, Any] = {"reason": "profile", "status": "completed"}
ACTIVE = {"status": {"$in": ["pending", "processing"]}}


@pytest.fixture(autouse=True)
def cores(house: House, monkeypatch: pytest.MonkeyPatch) -> list[Core]:
    """Those of the reactors that a test starts; nothing is saved with no score at all."""
    house.settings = house.settings.model_copy(update={"min_score": 1})
    made: list[Core] = []

    class Remembered(Core):
        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **more)
            made.append(self)

    monkeypatch.setattr("reactor.app.Core", Remembered)
    return made


async def test_the_model_updates_what_suits_and_withdraws_what_does_not(house: House) -> None:
    await stand_in(house, "acme")
    before = await saves(house)
    pages = house.pages.copy()
    come_back(house)
    async with house.reactor():
        await settled(house, 1)
    after = await saves(house)
    assert {name: save["judgedBy"] for name, save in before.items()} == {
        f"acme {PYTHON}": "meanwhile",
        f"acme {BACKEND}": "meanwhile",
    }
    suits, does_not = after[f"acme {PYTHON}"], after[f"acme {BACKEND}"]
    assert (suits["judgedBy"], suits["suitabilityScore"]) == ("model", 80)
    assert "withdrawnAt" not in suits
    assert does_not["withdrawnAt"]
    [job] = await house.jobs(**AGAIN)
    assert job["result"] == {"rejudged": 2, "updated": 1, "withdrawn": 1, "matched": 0}
    assert house.pages == pages, "nobody is visited for it"
    [history] = await house.database.histories.find().to_list(None)
    assert history["reactor"]["judgedBy"] == "model"


async def test_what_a_person_touched_stays_as_keywords_judged_it(house: House) -> None:
    await stand_in(house, "acme")
    mine = {"jobId": f"{house.address}acme/careers/{BACKEND}"}
    await house.database.saved_jobs.update_one(mine, {"$set": {"status": "APPLIED"}})
    before = await saves(house)
    come_back(house)
    async with house.reactor():
        await settled(house, 1)
    after = await saves(house)
    assert after[f"acme {BACKEND}"] == before[f"acme {BACKEND}"]
    assert after[f"acme {PYTHON}"]["judgedBy"] == "model"
    assert house.model.asked.count(BACKEND) == 0


async def test_a_reactor_that_runs_takes_it_up_by_itself_and_once(
    house: House, cores: list[Core]
) -> None:
    house.model.code = "model_location"
    async with house.reactor():
        await in_trouble_for_days(house, "acme", "bolt")
        come_back(house)
        await house.end_pause()
        await settled(house, 2)
        assert sorted(house.model.asked) == [BACKEND, BACKEND, PYTHON, PYTHON]
        await look_at_everything(house, cores)
    async with house.reactor():
        await look_at_everything(house, cores)
    assert await house.database.jobs.count_documents({"reason": "profile"}) == 2


async def test_nothing_is_judged_again_while_the_model_is_held_back(
    house: House, cores: list[Core]
) -> None:
    await stand_in(house, "acme")
    before = await saves(house)
    tries = (await house.known()).tries
    async with house.reactor():
        await house.tried(tries + 1)
        await look_at_everything(house, cores)
        await house.end_pause()
        await house.tried(tries + 2)
        await look_at_everything(house, cores)
    assert await house.database.jobs.count_documents({"reason": "profile"}) == 0
    after = await saves(house)
    assert {name: after[name] for name in before} == before
    assert house.model.asked == []


async def test_a_new_reactor_takes_up_what_one_that_died_has_left(house: House) -> None:
    """It had noted who is to be judged again, and a job or none."""
    await stand_in(house, "acme", "bolt")
    come_back(house)
    assert await ModelTroubles(house.database).over(MODEL)
    dead = ProfileChanges(house.database, house.settings.cooldown)
    await dead.compare_everybody()
    company = await house.database.companies.find_one({"companyID": "acme"})
    assert company
    left = {"companyId": company["_id"], "status": "processing", "reason": "profile"}
    lease = {"lease": {"owner": "dead", "token": "t"}, "priority": 0}
    await house.database.jobs.insert_one({**left, **lease, "createdAt": await house.database.now()})
    async with house.reactor():
        await settled(house, 2)
    assert {save["judgedBy"] for save in (await saves(house)).values() if shown(save)} == {"model"}
    assert len(house.model.asked) == 4


async def test_who_edited_their_cv_meanwhile_does_not_wait_another_day_for_the_model(
    house: House,
) -> None:
    house.model.code = "model_location"
    async with house.reactor():
        await in_trouble_for_days(house, "acme")
        edit = {"$set": {"cvText": "Backend developer, Python, Docker."}}
        await house.database.users.update_one({}, edit)
        await house.jobs(**AGAIN)
        assert {save["judgedBy"] for save in (await saves(house)).values()} == {"meanwhile"}
        come_back(house)
        await house.end_pause()
        await settled(house, 2)
    assert house.model.asked.count(PYTHON) == 1


@pytest.mark.parametrize("code", ["model_location", "model_thinking"])
async def test_keywords_stand_in_for_a_model_that_answers_small_questions_only(
    code: Code, house: House
) -> None:
    house.model.code, house.model.only_judging = code, True
    async with house.reactor():
        await house.track("acme", "bolt")
        await house.tried(1)
        await house.track("cork", "dune")
        await house.jobs(3, waitsFor=MODEL)
        await house.have_lasted(DAYS)
        await house.end_pause()
        await house.jobs(3, reason={"$ne": "profile"}, status="completed")
    assert {save["judgedBy"] for save in (await saves(house)).values()} == {"meanwhile"}


async def test_a_model_that_is_tried_takes_nothing_up_before_a_usable_answer(
    house: House,
) -> None:
    """There would be a job for each company at each pause, for nothing."""
    await stand_in(house, "acme")
    troubles = ModelTroubles(house.database)
    assert await troubles.begin_to_try(await house.known())
    assert await troubles.hold_back()
    await house.database.budgets.update_one(
        {"_id.kind": "trouble"}, {"$set": {"code": "model_thinking"}}
    )
    assert not await troubles.hold_back(), "something small proves nothing"


async def test_a_model_that_the_settings_replaced_holds_nothing_back_for_good(
    house: House,
) -> None:
    await stand_in(house, "acme")
    assert await ModelTroubles(house.database).hold_back()
    ago = {"last": await house.database.now() - timedelta(days=3)}
    await house.database.budgets.update_one({"_id.kind": "trouble"}, {"$set": ago})
    assert not await ModelTroubles(house.database).hold_back()


async def stand_in(house: House, *slugs: str) -> None:
    """A reactor in which keywords judged companies in the place of the model."""
    house.model.code = "model_location"
    async with house.reactor():
        await in_trouble_for_days(house, *slugs)
    assert await ModelTroubles(house.database).hold_back()
    house.model.asked.clear()


async def in_trouble_for_days(house: House, *slugs: str) -> None:
    """The same in one that runs."""
    await house.track(*slugs)
    await house.parked(len(slugs))
    await house.have_lasted(DAYS)
    await house.end_pause()
    await house.jobs(len(slugs), status="completed")
    house.model.asked.clear()


def come_back(house: House) -> None:
    house.model.code = None
    house.model.scores = {BACKEND: 0}


async def settled(house: House, companies: int) -> None:
    """So many companies were judged again, and nothing is to be done."""
    await house.jobs(companies, **AGAIN)

    async def rests() -> bool:
        by_keywords = {"reactor.judgedBy": "meanwhile"}
        return not (
            await house.database.jobs.count_documents(ACTIVE)
            or await house.database.histories.count_documents(by_keywords)
            or await house.database.timers.find_one({"_id": PAUSE})
        )

    await house.eventually(rests, within=30)


async def look_at_everything(house: House, cores: list[Core]) -> None:
    """As the hourly look does; what it asks for is done before a company that comes after it."""

    async def looks() -> int:
        logs = Path(house.settings.log_dir).glob("*.log")
        return sum(each.read_text().count("looked at every company") for each in logs)

    before = await looks()
    await cores[-1].look_at_everything()

    async def looked() -> bool:
        return await looks() > before

    await house.eventually(looked, within=30)
    asked = house.model.asked.copy()
    known = await house.database.companies.count_documents({})
    await house.track(f"later-{known}")
    later = await house.database.companies.find_one({"companyID": f"later-{known}"})
    assert later
    await house.jobs(companyId=later["_id"], status="completed")

    async def rests() -> bool:
        return not await house.database.jobs.count_documents(ACTIVE)

    await house.eventually(rests, within=30)
    house.model.asked[:] = asked


async def saves(house: House) -> dict[str, Any]:
    found = await house.database.saved_jobs.find().to_list(None)
    return {" ".join(each["jobId"].split("/")[-3::2]): each for each in found}


def shown(save: Any) -> bool:
    return "withdrawnAt" not in save
