"""The day's requests: counted before they are made, by all reactors together."""

import asyncio
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

import pytest
from bson import ObjectId

from reactor.errors import BudgetError
from reactor.match import PaidAnswer, TokenUsage
from reactor.match.llm.price import Cost
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.budgets import Budgets
from reactor.mongo.model_usage.ledger import MongoLedger
from reactor.mongo.timers import Timers

MODEL = "gemini-flash-lite-latest"
LAST_MINUTE = datetime(2026, 11, 24, 7, 59, tzinfo=UTC)  # 23:59 in California


class Elsewhen(ScoutlyDatabase):
    """The database, with a clock of its own."""

    time = LAST_MINUTE

    async def now(self) -> datetime:
        return self.time


def elsewhen(database: ScoutlyDatabase) -> Elsewhen:
    return Elsewhen(database.client, database.name)


async def reserved(budgets: Collection[Budgets], tries: int) -> int:
    """How many of so many requests each may be made."""
    asked = [budget.reserve(MODEL) for budget in budgets for _ in range(tries)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, BudgetError)]
    granted = [answer for answer in answers if isinstance(answer, int)]
    assert len(refused) + len(granted) == len(answers)
    return len(granted)


async def test_reactors_share_a_days_requests_and_never_make_one_too_many(
    database: ScoutlyDatabase,
) -> None:
    assert await reserved([Budgets(database, 25), Budgets(database, 25)], tries=20) == 25


async def test_a_restart_forgets_no_request(database: ScoutlyDatabase) -> None:
    assert await reserved([Budgets(database, 5)], tries=3) == 3
    assert await reserved([Budgets(database, 5)], tries=3) == 2


async def test_each_model_has_a_budget_of_its_own(database: ScoutlyDatabase) -> None:
    assert await reserved([Budgets(database, 1)], tries=2) == 1
    assert await Budgets(database, 1).reserve("another") == 1


async def test_what_is_used_up_is_renewed_at_midnight_pacific_time(
    database: ScoutlyDatabase,
) -> None:
    shifted = elsewhen(database)
    budgets = Budgets(shifted, 1)
    await budgets.reserve(MODEL)
    with pytest.raises(BudgetError) as refused:
        await budgets.reserve(MODEL)
    assert refused.value.delay == 60
    shifted.__dict__["time"] = LAST_MINUTE + timedelta(minutes=1)
    assert await budgets.reserve(MODEL) == 1


async def test_a_budget_timer_closes_the_budget_until_it_goes(database: ScoutlyDatabase) -> None:
    timers = Timers(database)
    await timers.set_in("budget", MODEL, timedelta(hours=3))
    with pytest.raises(BudgetError) as refused:
        await Budgets(database, 5).reserve(MODEL)
    assert refused.value.delay == pytest.approx(3 * 3600, abs=60)
    assert await database.budgets.count_documents({}) == 0, "what is not made is not counted"
    await timers.drop("budget", MODEL)
    assert await Budgets(database, 5).reserve(MODEL) == 1


@pytest.mark.parametrize("expire_at", ["tomorrow", None, datetime(2020, 1, 1, tzinfo=UTC)])
@pytest.mark.usefixtures("without_validators")
async def test_a_timer_that_is_due_or_spoiled_closes_nothing(
    database: ScoutlyDatabase, expire_at: object
) -> None:
    identity = {"kind": "budget", "of": MODEL}
    await database.timers.insert_one({"_id": identity, "expireAt": expire_at})
    assert await Budgets(database, 5).reserve(MODEL) == 1


async def test_the_minute_is_shared_among_the_reactors_that_are_alive(
    database: ScoutlyDatabase,
) -> None:
    for name in ("here", "there"):
        await Timers(database).set_in("lease", name, timedelta(minutes=1))
    assert await Budgets(database, 5).reserve(MODEL) == 2


def usage(*, asked: int = 900, written: int = 100) -> TokenUsage:
    return TokenUsage(
        process_id="p",
        model=MODEL,
        operation="job_batch_analysis",
        estimated_tokens=asked,
        actual_tokens=asked + written,
        input_tokens=asked,
        output_tokens=written,
        cost=Cost(input=0.1, output=0.2),
        user_email="ada@example.org",
        company_id="c",
        company_name="Acme",
    )


def paid(key: str, answer: dict[str, object] | None, *, withheld: bool = False) -> PaidAnswer:
    url = f"https://jobs.example/{key}"
    return PaidAnswer(key, ObjectId(), ObjectId(), url, answer, withheld=withheld)


async def test_a_call_its_answers_and_the_days_count_are_kept_together(
    database: ScoutlyDatabase,
) -> None:
    await Budgets(database, 5).reserve(MODEL)
    ledger = MongoLedger(database)
    await ledger.record(usage(), [paid("a", {"suitabilityScore": 80}), paid("b", None)])
    await ledger.record(usage(), [paid("b", None)])
    known = await ledger.recall(["a", "b", "c"])
    assert {key: (one.answer, one.failures) for key, one in known.items()} == {
        "a": ({"suitabilityScore": 80}, 0),
        "b": (None, 2),
    }
    [day] = await database.budgets.find().to_list(None)
    assert (day["requests"], day["inputTokens"], day["outputTokens"]) == (1, 1800, 200)
    calls = await database.token_usages.find().to_list(None)
    assert [call["costEstimate"]["total"] for call in calls] == pytest.approx([0.3, 0.3])
    assert all(isinstance(call["timestamp"], datetime) for call in calls)


async def test_an_answer_that_was_withheld_is_remembered_with_its_time(
    database: ScoutlyDatabase,
) -> None:
    ledger = MongoLedger(database)
    await ledger.record(usage(), [paid("a", None, withheld=True), paid("b", {"x": 1})])
    known = await ledger.recall(["a", "b"])
    assert (known["a"].answer, known["a"].failures, known["a"].withheld) == (None, 0, 1)
    assert timedelta() <= known["a"].since_withheld < timedelta(minutes=1)
    assert known["b"].withheld == 0
    await database.analyses.update_one(
        {"_id": "a"}, [{"$set": {"withheldAt": {"$subtract": ["$withheldAt", 72_000_000]}}}]
    )
    [known_later] = (await ledger.recall(["a"])).values()
    assert known_later.since_withheld > timedelta(hours=19, minutes=59)
    await ledger.record(usage(), [paid("a", {"x": 2})])
    [answered] = (await ledger.recall(["a"])).values()
    assert answered.answer == {"x": 2}


async def test_days_without_a_limit_count_and_refuse_nothing(database: ScoutlyDatabase) -> None:
    assert await reserved([Budgets(database, None)], tries=7) == 7
    [day] = await database.budgets.find().to_list(None)
    assert day["requests"] == 7


async def test_a_count_that_somebody_dropped_loses_no_call(database: ScoutlyDatabase) -> None:
    await MongoLedger(database).record(usage(), [paid("a", {})])
    assert await database.token_usages.count_documents({}) == 1
    assert await database.budgets.count_documents({"inputTokens": 900}) == 1


async def test_what_people_made_of_an_answer_counts_as_none(database: ScoutlyDatabase) -> None:
    await database.analyses.insert_one({"_id": "a", "answer": "good", "failures": "many"})
    [known] = (await MongoLedger(database).recall(["a"])).values()
    assert (known.answer, known.failures) == (None, 0)
