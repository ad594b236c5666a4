"""The memory of models in trouble is shared: reactors and jobs meet in it at the same time."""

import asyncio
from datetime import timedelta

import pytest
from bson import ObjectId

from reactor.decisions.model_trouble import MAX_PAUSE
from reactor.decisions.retry_policy import Retry
from reactor.documents import Job
from reactor.errors import ModelStillInTroubleError, ModelTroubleError
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.jobs.requeue import Requeue
from reactor.mongo.model_usage.troubles import ModelTroubles
from reactor.mongo.timers import MODEL_TIMER, Timers, timer_id
from reactor.pipeline.model_probe import ModelProbe
from reactor.settings import Settings
from tests.gemini.stand_in_matcher import MODEL, TroubledModel


class FreeBooks:
    """A ledger and a budget that only let pass."""

    async def reserve(self, _: str) -> int:
        return 1


def overloaded() -> ModelTroubleError:
    return ModelTroubleError("no", delay=300, model=MODEL, code="model_overloaded")


async def parked(database: ScoutlyDatabase, *, budget: bool = False) -> Job:
    """A job that waits for the model, or for its budget."""
    queue, company = Queue(database), ObjectId()
    await database.jobs.insert_one({"companyId": company, "status": "pending"})
    await Timers(database).set_in("lease", "me", timedelta(minutes=5))
    job = await queue.claim("me")
    assert job
    wait = timedelta(hours=9) if budget else timedelta(minutes=5)
    code = "model_budget" if budget else "model_overloaded"
    waits_for = {"budget": MODEL} if budget else {"model": MODEL}
    decision = Retry(wait, "wait", code, counted=False, **waits_for)  # type: ignore[arg-type]
    assert await queue.retry(job, decision)
    return job


async def claimable(database: ScoutlyDatabase) -> int:
    return await database.jobs.count_documents({"status": "pending", "notBefore": None})


async def test_jobs_that_meet_it_at_the_same_time_are_one_trouble(
    database: ScoutlyDatabase,
) -> None:
    troubles = ModelTroubles(database)
    known = await asyncio.gather(*(troubles.note(overloaded(), str(n)) for n in range(5)))
    assert len(set(known)) == 1
    assert known[0].tries == 1
    timer = await database.timers.find_one({"_id": timer_id("model", MODEL)})
    assert timer
    assert timer["expireAt"] == known[0].until


async def test_of_several_reactors_one_tries(database: ScoutlyDatabase, settings: Settings) -> None:
    trouble = await ModelTroubles(database).note(overloaded())
    await Timers(database).drop(MODEL_TIMER, MODEL)
    model = TroubledModel(code="model_overloaded")
    model.books = FreeBooks(), FreeBooks()  # type: ignore[assignment]
    watches = [ModelProbe(database, settings, model) for _ in range(4)]
    await asyncio.gather(*(watch.look() for watch in watches))
    assert model.probes == 1
    known = await ModelTroubles(database).of(MODEL)
    assert known
    assert (known.tries, known.since) == (2, trouble.since)


async def test_one_more_that_waits_does_not_move_the_end_of_the_wait(
    database: ScoutlyDatabase,
) -> None:
    known = await ModelTroubles(database).note(overloaded())
    for _ in range(3):
        await parked(database)
    timer = await database.timers.find_one({"_id": timer_id("model", MODEL)})
    assert timer
    assert timer["expireAt"] == known.until


async def test_nobody_asks_before_the_pause_is_over(database: ScoutlyDatabase) -> None:
    troubles = ModelTroubles(database)
    await troubles.refuse_if_open(MODEL)
    known = await troubles.note(overloaded())
    with pytest.raises(ModelStillInTroubleError) as refused:
        await troubles.refuse_if_open(MODEL)
    assert refused.value.code == "model_overloaded"
    assert 0 < refused.value.delay <= MAX_PAUSE.total_seconds()
    assert await troubles.begin_to_try(known)
    await troubles.refuse_if_open(MODEL)


async def test_the_end_of_a_trouble_lets_nobody_go_who_waits_for_the_budget(
    database: ScoutlyDatabase,
) -> None:
    troubles = ModelTroubles(database)
    await troubles.note(overloaded())
    await parked(database)
    await parked(database, budget=True)
    assert await troubles.over(MODEL)
    assert await claimable(database) == 1
    assert await database.timers.find_one({"_id": timer_id("budget", MODEL)})


async def test_a_budget_that_is_renewed_lets_nobody_ask_a_model_in_trouble(
    database: ScoutlyDatabase,
) -> None:
    await ModelTroubles(database).note(overloaded())
    await parked(database)
    await parked(database, budget=True)
    await Timers(database).drop("budget", MODEL)
    assert await Requeue(database).waiting_for([MODEL]) == []


async def test_a_model_that_is_replaced_in_the_settings_keeps_nobody_waiting(
    database: ScoutlyDatabase, settings: Settings
) -> None:
    await ModelTroubles(database).note(overloaded())
    await parked(database)
    other = TroubledModel(model="gemini-other")
    other.books = FreeBooks(), FreeBooks()  # type: ignore[assignment]
    await ModelProbe(database, settings, other).begin()
    assert await claimable(database) == 1
    assert other.probes == 0
