"""A page that is not certain is asked about once; what was learned of it is used without asking."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.timers import Timers, timer_id
from reactor.mongo.views.tracking_counts import read_tracking_counts
from reactor.settings import Settings
from tests.gemini.endpoint import Endpoint, endpoint
from tests.gemini.replies import Reply, blocks, says
from tests.gemini.scene import MODEL
from tests.gemini.troubles import fails
from tests.learned_visits import LearnedVisits, knows, reader_at, visited
from tests.unsure_pages import BERTHS, page

# Google's library subclasses aiohttp's session, which aiohttp discourages.
pytestmark = pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession")

TITLES = sorted(title for title, _ in BERTHS)
LATER = (*BERTHS[1:], ("Keeper of Rye", "Kiel"))
REDESIGNED = page(LATER, kind="hand")


@pytest_asyncio.fixture
async def visits(database: ScoutlyDatabase, settings: Settings) -> AsyncIterator[LearnedVisits]:
    company = LearnedVisits(database, settings)
    await company.begin()
    company.pages = {"/jobs": page()}
    async with visited(company, settings):
        yield company


@pytest_asyncio.fixture
async def model() -> AsyncIterator[Endpoint]:
    """A model that knows what is a posting here."""
    known = {*TITLES, "Keeper of Rye"}
    async with endpoint(knows(lambda: known)) as stand_in:
        yield stand_in


@pytest_asyncio.fixture
async def asking(visits: LearnedVisits, model: Endpoint) -> AsyncIterator[LearnedVisits]:
    """Visits with a model that is asked."""
    async with reader_at(model, visits.database) as reader:
        visits.reader = reader
        yield visits


async def test_without_a_key_what_is_unsure_stays_so_and_says_so(visits: LearnedVisits) -> None:
    assert (await visits.completed())["recognised"] is False
    assert "rule" not in await visits.known()


async def test_a_page_is_asked_about_once_and_read_by_its_rule_from_then_on(
    asking: LearnedVisits, model: Endpoint
) -> None:
    assert await asking.look() == TITLES
    rule = (await asking.known())["rule"]
    assert (rule["source"], rule["checked"]) == ("model", len(BERTHS))
    asking.pages = {"/jobs": page(LATER)}
    assert "Keeper of Rye" in await asking.look()
    assert len(model.asked) == 1
    kept = await asking.known()
    assert kept["rule"]["learnedAt"] == rule["learnedAt"]
    assert kept["rule"]["usedAt"] > rule["usedAt"]


async def test_what_a_question_cost_is_booked(asking: LearnedVisits, model: Endpoint) -> None:
    await asking.look()
    (usage,) = await asking.database.token_usages.find().to_list(None)
    (asked,) = model.asked
    assert usage["inputTokens"] == asked.tokens
    assert (usage["operation"], usage["userEmail"]) == ("initial_matching", "")
    assert usage["companyId"] == str(asking.company)
    (day,) = await asking.database.budgets.find().to_list(None)
    assert (day["requests"], day["inputTokens"]) == (1, asked.tokens)


async def test_the_answer_is_one_document_without_anybody_who_tracks_the_company(
    asking: LearnedVisits, model: Endpoint
) -> None:
    await asking.look()
    (asked,) = model.asked
    assert set(asked.document) == {"title", "groups"}
    assert "ada@example.org" not in asked.text
    assert "data from a stranger's page" in asked.instruction


async def test_a_redesign_drops_the_rule_and_is_asked_about_once(
    asking: LearnedVisits, model: Endpoint
) -> None:
    await asking.look()
    await asking.pass_days(3)
    before = (await asking.known())["rule"]
    asking.pages = {"/jobs": REDESIGNED}
    assert "Keeper of Rye" in await asking.look()
    await asking.look()
    assert len(model.asked) == 2
    after = (await asking.known())["rule"]
    assert after["groups"] != before["groups"]
    assert after["learnedAt"] > before["learnedAt"] + timedelta(days=2)


async def test_a_page_that_becomes_plain_needs_no_rule_any_more(
    asking: LearnedVisits, model: Endpoint
) -> None:
    await asking.look()
    rows = "".join(f"<li><a href='/jobs/{n}-baker'>Baker {n}</a> Kiel</li>" for n in range(3))
    asking.pages = {"/jobs": f"<h1>Open positions</h1><ul>{rows}</ul>"} | {
        f"/jobs/{n}-baker": f"<h1>Baker {n}</h1><p>{'You bake bread. ' * 30}</p>" for n in range(3)
    }
    await asking.completed()
    assert "rule" not in await asking.known()
    assert len(model.asked) == 1


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (says({"verdict": "no_list"}), "no_list"),
        (says({"verdict": "states_none", "groups": []}), "states_none"),
        (says("no json"), "unusable"),
        (says({"verdict": "perhaps"}), "unusable"),
        (blocks("SAFETY"), "unusable"),
        (says({"verdict": "list", "groups": [{"group": 99, "title": 1}]}), "unfounded"),
        (says({"verdict": "list", "groups": [{"group": 1, "title": 1}]}), "unfounded"),
    ],
)
async def test_what_gives_no_rule_is_not_asked_again_for_two_weeks(
    visits: LearnedVisits, reply: Reply, said: str
) -> None:
    async with endpoint(reply) as stand_in, reader_at(stand_in, visits.database) as reader:
        visits.reader = reader
        for berths in (BERTHS, LATER, BERTHS[:4]):
            visits.pages = {"/jobs": page(berths)}
            assert (await visits.completed())["recognised"] is False
            await visits.pass_days(4)
        assert len(stand_in.asked) == 1
        kept = await visits.known()
        assert kept["asked"]["said"] == said
        assert "rule" not in kept
        await visits.pass_days(14)
        visits.pages = {"/jobs": page(LATER[::-1])}
        await visits.completed()
        assert len(stand_in.asked) == 2


async def test_a_model_in_trouble_fails_no_visit_and_is_not_asked_at_each(
    visits: LearnedVisits,
) -> None:
    async with endpoint(fails(503)) as stand_in, reader_at(stand_in, visits.database) as reader:
        visits.reader = reader
        assert (await visits.completed())["recognised"] is False
        tried = len(stand_in.asked)
        await visits.completed()
        assert len(stand_in.asked) == tried
        await visits.pass_days(3)
        await visits.completed()
        assert len(stand_in.asked) == tried + 1, "one request tells whether it lasts"


async def test_a_budget_that_is_spent_asks_nothing_and_the_next_visit_may(
    asking: LearnedVisits, model: Endpoint
) -> None:
    await Timers(asking.database).set_in("budget", MODEL, timedelta(hours=5))
    assert (await asking.completed())["recognised"] is False
    assert model.asked == []
    await asking.database.timers.delete_one({"_id": timer_id("budget", MODEL)})
    assert await asking.look() == TITLES


async def test_a_run_that_dies_after_the_answer_pays_for_it_once(
    asking: LearnedVisits, model: Endpoint
) -> None:
    """The answer is kept, the rule not yet: the matcher never answers, and the run is ended."""
    asking.counting.hangs = True
    run = asyncio.create_task(asking.run(await asking.claim()))
    while not await asking.database.analyses.count_documents({}):  # noqa: ASYNC110 - MongoDB's
        await asyncio.sleep(0.01)
    run.cancel()
    await asyncio.wait([run])
    assert "rule" not in await asking.known()
    await asking.database.jobs.update_many(
        {}, {"$set": {"status": "pending"}, "$unset": {"lease": ""}}
    )
    asking.counting.hangs = False
    assert await asking.look() == TITLES
    assert len(model.asked) == 1
    assert (await asking.known())["rule"]["checked"] == len(BERTHS)


SURE = "<h2>Open positions</h2><ul><li><a href='/jobs/1-cook'>Ship Cook</a> Kiel</li></ul>"


async def test_somebodys_word_that_postings_are_missing_is_asked_about_once(
    asking: LearnedVisits, model: Endpoint
) -> None:
    asking.pages = {
        "/jobs": page(more=SURE),
        "/jobs/1-cook": f"<h1>Ship Cook</h1><p>{'You cook at sea. ' * 30}</p>",
    }
    assert await asking.look() == ["Ship Cook"]
    assert model.asked == []
    whole = {"_id": asking.company}
    await asking.database.companies.update_one(whole, {"$set": {"reactor.missing": True}})
    assert await asking.look() == sorted(["Ship Cook", *TITLES])
    assert await asking.look() == sorted(["Ship Cook", *TITLES])
    assert len(model.asked) == 1
    assert "missing" not in await asking.known()


async def test_a_persons_selector_is_asked_about_only_where_it_leads_to_nothing(
    asking: LearnedVisits, model: Endpoint
) -> None:
    selector = {"$set": {"selector": ".berth-name"}}
    await asking.database.companies.update_one({"_id": asking.company}, selector)
    assert await asking.look() == TITLES
    assert model.asked == []


NO_LIST = "<title>Careers</title><h1>Work with us</h1>" + "<p>We sail.</p>" * 6
LIST = (
    "<h1>Open positions</h1><ul><li><a href='/jobs/1-cook'>Ship Cook</a> Kiel</li>"
    "<li><a href='/jobs/2-pilot'>Pilot</a> Kiel</li></ul>"
)
POSTINGS = {
    "/jobs/1-cook": f"<h1>Ship Cook</h1><p>{'You cook at sea. ' * 30}</p>",
    "/jobs/2-pilot": f"<h1>Pilot</h1><p>{'You know the harbour. ' * 30}</p>",
}
LANDING = f"{NO_LIST}<a href='/vacancies'>View open positions</a>"


async def test_a_list_that_is_a_step_away_is_gone_to_first_the_next_time(
    visits: LearnedVisits,
) -> None:
    visits.pages = {"/jobs": LANDING, "/vacancies": LIST, **POSTINGS}
    assert await visits.look() == ["Pilot", "Ship Cook"]
    assert (await visits.known())["step"]["address"].endswith("/vacancies")
    visits.fetched.clear()
    assert await visits.look() == ["Pilot", "Ship Cook"]
    assert visits.fetched == ["/vacancies"]


async def test_where_the_step_shows_no_list_any_more_the_careers_page_is_gone_to(
    visits: LearnedVisits,
) -> None:
    visits.pages = {"/jobs": LANDING, "/vacancies": LIST, **POSTINGS}
    await visits.look()
    visits.pages = {"/jobs": LIST, **POSTINGS}
    assert await visits.look() == ["Pilot", "Ship Cook"]
    assert "step" not in await visits.known()


async def test_the_careers_page_is_looked_at_again_after_a_week(visits: LearnedVisits) -> None:
    visits.pages = {"/jobs": LANDING, "/vacancies": LIST, **POSTINGS}
    await visits.look()
    await visits.pass_days(8)
    visits.fetched.clear()
    await visits.look()
    assert visits.fetched == ["/jobs", "/vacancies"]


async def test_another_careers_url_forgets_what_was_learned_of_the_old_one(
    visits: LearnedVisits,
) -> None:
    visits.pages = {"/jobs": LANDING, "/vacancies": LIST, "/berths": LIST, **POSTINGS}
    await visits.look()
    other = {"careers_url": "https://acme.example/berths"}
    await visits.database.companies.update_one({"_id": visits.company}, {"$set": other})
    visits.fetched.clear()
    await visits.look()
    assert visits.fetched == ["/berths"]


async def test_status_names_the_newest_rules(asking: LearnedVisits) -> None:
    await asking.look()
    census = await read_tracking_counts(asking.database, await asking.database.now(), timedelta())
    assert census.learned == 1
    (kept,) = census.rules
    assert (kept.company, kept.rule.source, kept.rule.checked) == ("acme", "model", len(BERTHS))
    assert kept.rule.learned_at
    assert kept.rule.learned_at.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "spoilt",
    [{"rule": 7}, {"rule": {"groups": "x"}}, {"step": {"address": 3}}, {"asked": {"at": "soon"}}],
)
async def test_what_somebody_made_unreadable_counts_as_not_learned(
    asking: LearnedVisits, spoilt: dict[str, Any]
) -> None:
    await asking.database.companies.update_one(
        {"_id": asking.company}, {"$set": {"reactor": spoilt}}
    )
    assert await asking.look() == TITLES
