"""A model in trouble is nobody's fault: jobs wait, one tries, and keywords serve after a day."""

from datetime import timedelta
from pathlib import Path

import pytest

from reactor.documents import Job
from reactor.errors import ModelTroubleError
from reactor.mongo.model_usage.troubles import ModelTroubles, trouble_id
from reactor.mongo.views.overview import OverviewReader
from reactor.mongo.views.totals import QueueTotals
from reactor.oneshot.drain import DrainObserver
from reactor.oneshot.finished_runs import EndedRun
from reactor.oneshot.process_command import work_off
from reactor.status.advice import advice_on
from reactor.status.local_state import LocalState
from reactor.status.record_builder import record_of
from reactor.status.system_state import status_of
from tests.gemini.house import PAUSE, House, house
from tests.gemini.stand_in_matcher import MODEL


class Silent(DrainObserver):
    """Nobody looks on."""

    def started(self, job: Job) -> None:
        """Nobody cares."""
        del job

    def ended(self, job: Job, ended: EndedRun) -> None:
        """Nobody cares."""
        del job, ended

    def counted(self, remaining: QueueTotals) -> None:
        """Nobody cares."""
        del remaining


__all__ = ["house"]  # a fixture
pytestmark = pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession")
DAYS = timedelta(days=2)


async def test_jobs_wait_uncounted_for_a_model_in_trouble_and_no_company_is_blamed(
    house: House,
) -> None:
    house.model.code = "model_billing"
    async with house.reactor():
        await house.track("acme")
        [job] = await house.parked(1)
    assert (job["errorCode"], job["retryCount"]) == ("model_billing", 0)
    timer = await house.database.timers.find_one({"_id": PAUSE})
    assert timer
    assert job["notBefore"] == timer["expireAt"]
    company = await house.database.companies.find_one()
    assert company
    assert not company.get("isProblematic")
    assert not company["reactor"].get("failures")
    assert "lastSuccessfulScrape" not in company
    assert await house.told() == ["waiting"]


async def test_who_comes_later_waits_without_a_page_being_asked_for(house: House) -> None:
    house.model.code = "model_overloaded"
    async with house.reactor():
        await house.track("acme")
        await house.parked(1)
        asked = len(house.model.asked)
        await house.track("bolt", "cork", "dune", "elm", "fern")
        await house.parked(6)
    assert set(house.pages) == {"acme"}
    assert len(house.model.asked) == asked
    assert (await house.known()).tries == 1


async def test_one_small_question_at_the_end_of_each_pause_is_all_that_is_asked(
    house: House,
) -> None:
    house.model.code = "model_overloaded"
    async with house.reactor():
        await house.track("acme")
        await house.parked(1)
        first = await house.known()
        before = house.pages.copy()
        await house.end_pause()
        second = await house.tried(2)
        await house.end_pause()
        third = await house.tried(3)
    pauses = [(each.until - each.last).total_seconds() / 60 for each in (first, second, third)]
    assert pauses == [5, 10, 20]
    assert house.model.probes == 2
    assert house.pages == before
    assert second.since == first.since


async def test_when_the_model_is_back_one_job_goes_first_and_then_all(house: House) -> None:
    house.model.code = "model_not_found"
    async with house.reactor():
        await house.track("acme")
        await house.parked(1)
        await house.track("bolt", "cork")
        await house.parked(3)
        house.model.code = None
        await house.end_pause()
        await house.jobs(3, status="completed")
        assert await ModelTroubles(house.database).of(MODEL) is None
        assert house.model.probes == 1
        await house.eventually(
            lambda: house.database.notifications.find_one({"kind": "answers"}), within=10
        )
    assert [kind for kind in await house.told() if kind != "matches"] == ["waiting", "answers"]
    assert await house.database.timers.find_one({"_id": PAUSE}) is None
    saved = await house.database.saved_jobs.find().to_list(None)
    assert {save["judgedBy"] for save in saved} == {"model"}


async def test_a_model_that_only_answers_small_questions_costs_one_visit_a_pause(
    house: House,
) -> None:
    house.model.code, house.model.only_judging = "model_thinking", True
    async with house.reactor():
        await house.track("acme", "bolt")
        trouble = await house.tried(2)
        assert trouble.open
        await house.parked(1)
        await house.track("cork")
        await house.parked(2)
        before = house.pages.copy()
        await house.end_pause()
        await house.tried(3)
    visited = {slug for slug, pages in house.pages.items() if pages > before[slug]}
    assert len(visited) == 1
    assert house.model.probes == 1


async def test_one_posting_about_which_nothing_usable_is_said_holds_up_its_company_only(
    house: House,
) -> None:
    house.model.says = None
    async with house.reactor():
        await house.track("acme")
        [job] = await house.jobs(status="pending", errorCode="model_malformed")
        assert (job["retryCount"], job.get("waitsFor")) == (0, None)
        house.model.says = 80
        await house.track("bolt")
        await house.jobs(status="completed")
    assert await ModelTroubles(house.database).of(MODEL) is None


async def test_keywords_serve_after_a_day_and_what_they_judged_is_marked(house: House) -> None:
    house.model.code = "model_location"
    async with house.reactor():
        await house.track("acme")
        await house.parked(1)
        await house.have_lasted(DAYS)
        await house.end_pause()
        await house.jobs(status="completed")
        assert await ModelTroubles(house.database).hold_back()
        await house.track("bolt")
        await house.jobs(2, status="completed")
        house.model.code = None
        await house.end_pause()

        async def is_well() -> bool:
            return await ModelTroubles(house.database).of(MODEL) is None

        await house.eventually(is_well)
        assert not await ModelTroubles(house.database).hold_back()
    saved = await house.database.saved_jobs.find().to_list(None)
    assert {save["judgedBy"] for save in saved} == {"meanwhile"}
    histories = await house.database.histories.find().to_list(None)
    assert {history["reactor"]["judgedBy"] for history in histories} == {"meanwhile"}
    told = "keywords judge meanwhile: the model is in trouble"
    logs = "".join(file.read_text() for file in Path(house.settings.log_dir).glob("*.log"))
    assert logs.count(told) == 1
    assert not {job["errorCode"] for job in await house.jobs(2) if "errorCode" in job}


@pytest.mark.parametrize(("is_back", "by"), [(False, "meanwhile"), (True, "model")])
async def test_a_visit_does_not_hide_that_older_postings_await_the_model_unless_it_judges_them(
    by: str, house: House, *, is_back: bool
) -> None:
    async with house.reactor():
        await house.track("acme")
        await house.jobs(status="completed")
        await house.database.histories.update_many({}, {"$set": {"reactor.judgedBy": "meanwhile"}})
        company = await house.database.companies.find_one()
        assert company
        if not is_back:
            other = ModelTroubleError("no", delay=300, model="another", code="model_billing")
            await ModelTroubles(house.database).note(other)
        await house.database.jobs.insert_one({"companyId": company["_id"], "status": "pending"})
        await house.jobs(2, status="completed")
    [history] = await house.database.histories.find().to_list(None)
    assert history["reactor"]["judgedBy"] == by


async def test_whoever_starts_a_reactor_has_the_model_tried_at_once(house: House) -> None:
    house.model.code = "model_key_refused"
    async with house.reactor():
        await house.track("acme")
        await house.parked(1)
    house.model.code = None
    async with house.reactor():
        await house.jobs(status="completed")


async def test_status_says_what_is_wrong_since_when_and_what_to_do(house: House) -> None:
    house.model.code = "model_billing"
    async with house.reactor():
        await house.track("acme")
        await house.parked(1)
        overview = await OverviewReader(house.database, house.settings).read()
    seen = status_of(overview, LocalState(), house.settings)
    [advice] = [each for each in advice_on(seen) if each.about == "model"]
    assert "billing" in advice.do
    assert "(1 job waits; in trouble since" in advice.do
    record = record_of(seen, advice_on(seen)).model_dump(mode="json", by_alias=True)
    assert record["modelTrouble"]["errorCode"] == "model_billing"
    assert record["modelTrouble"]["keywordsMeanwhile"] is False
    assert record["queue"]["waitingForBudget"] == 0
    assert record["queue"]["waiting"] == 1


async def test_what_people_break_in_the_memory_is_forgotten(house: House) -> None:
    broken = {"_id": trouble_id(MODEL), "code": "no such", "until": "tomorrow"}
    await house.database.budgets.insert_one(broken)
    house.model.code = "model_billing"
    async with house.reactor():
        await house.track("acme")
        await house.parked(1)
    assert (await house.known()).code == "model_billing"


async def test_reactor_process_tries_the_model_at_once_and_works_off_what_waited(
    house: House,
) -> None:
    house.model.code = "model_billing"
    async with house.reactor():
        await house.track("acme", "bolt")
        await house.parked(2)
    drained = await work_off(house.settings, Silent())
    assert (drained.completed, drained.remaining.retries.count) == (0, 2)
    assert drained.remaining.budgeted.count == 0
    house.model.code = None
    drained = await work_off(house.settings, Silent())
    assert (drained.completed, drained.remaining.retries.count) == (2, 0)
