"""What a visit makes of a model's answers: the job, the company, and what is asked again."""

import pytest

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.budgets import Budgets
from reactor.mongo.model_usage.ledger import MongoLedger
from tests.gemini.asked import Asked
from tests.gemini.replies import Reply
from tests.gemini.scene import Clock
from tests.llm.dialects import BOTH, Dialect
from tests.visits import Visits, visits

__all__ = ["visits"]  # a fixture

# Google's library subclasses aiohttp's session, which aiohttp discourages.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession"),
    pytest.mark.parametrize("provider", BOTH, ids=lambda each: each.name),
]

A_DAY = 24 * 3600 * 1000


def unless(title: str, reply: Reply, other: Reply) -> Reply:
    """This reply where a text of that title is asked about."""
    return lambda asked: (reply if title in asked.titles and not asked.screens else other)(asked)


def all_match(provider: Dialect) -> Reply:
    def reply(asked: Asked) -> object:
        said = {"worthReading": asked.ids}
        judged = [{"id": each, "suitabilityScore": 80} for each in asked.ids]
        return provider.says(said if asked.screens else {"judgements": judged})(asked)

    return reply  # type: ignore[return-value] # whatever the dialect gives


async def test_what_is_withheld_completes_the_job_and_is_asked_about_the_next_day(
    visits: Visits, database: ScoutlyDatabase, provider: Dialect
) -> None:
    good = all_match(provider)
    async with provider.serving(unless("Pilot", provider.withholds, good)) as stand_in:
        books = MongoLedger(database), Budgets(database, None)
        made: type = provider.matcher
        visits.matcher = made(provider.settings(stand_in.url), *books, sleep=Clock().sleep)
        first = await visits.completed("welder", "pilot", "cook")
        assert (first["matched"], first["declined"]) == (2, 1)
        asked = len(stand_in.asked)
        again = await visits.completed("welder", "pilot", "cook")
        assert (again["declined"], len(stand_in.asked)) == (1, asked), "not on the same day"
        assert set(await visits.history()) == {"welder", "cook"}
        yesterday = [{"$set": {"withheldAt": {"$subtract": ["$withheldAt", A_DAY]}}}]
        await database.analyses.update_many({"withheld": {"$exists": True}}, yesterday)
        stand_in.model = good
        later = await visits.completed("welder", "pilot", "cook")
        assert (later["matched"], "declined" in later) == (1, False)
        await visits.matcher.aclose()
    assert set(await visits.history()) == {"welder", "pilot", "cook"}
    company = await database.companies.find_one({"_id": visits.company})
    assert company
    assert not company.get("isProblematic")


async def test_a_model_of_no_use_lets_the_job_wait_and_blames_nobody(
    visits: Visits, database: ScoutlyDatabase, provider: Dialect
) -> None:
    async with provider.serving(provider.says("no JSON")) as stand_in:
        books = MongoLedger(database), Budgets(database, None)
        made: type = provider.matcher
        visits.matcher = made(provider.settings(stand_in.url), *books, sleep=Clock().sleep)
        job = await visits.visit("welder", "pilot", "cook")
        assert (job["status"], job["errorCode"]) == ("pending", "model_malformed")
        assert job.get("retryCount", 0) == 0
        assert len(stand_in.asked) <= 4
        assert await visits.history() == []
        await visits.matcher.aclose()
    company = await database.companies.find_one({"_id": visits.company})
    assert company
    assert not company.get("isProblematic")
