"""What strangers send and people type is stored whole and bounded, and harms nothing else."""

from typing import Any

import bson
import pytest

from reactor.errors import LastingError, PassingError, ReactorError
from reactor.mongo.jobs.queue import MAX_MESSAGE
from reactor.pipeline import pipeline, reading
from tests.scoutly import Running, Scoutly, scoutly
from tests.visits import BOB, SITE, Visits, visits

__all__ = ["scoutly", "visits"]  # fixtures

ODD = "We weld\ud83d\0 \x1b[2Jthings. "


async def test_an_odd_text_is_saved_and_the_others_are_as_well(visits: Visits) -> None:
    visits.site.answers["welder"] = ODD * 20
    assert (await visits.completed("welder", "pilot"))["matched"] == 2
    saved = await visits.database.saved_jobs.find_one({"jobId": f"{SITE}/welder"})
    assert saved
    assert saved["description"].startswith("We weld\ufffd [2Jthings.")
    assert (await visits.completed("welder", "pilot"))["new"] == 0


@pytest.mark.parametrize("kind", [LastingError, PassingError])
async def test_an_odd_error_ends_its_job_and_is_told_within_bounds(
    visits: Visits, kind: type[ReactorError]
) -> None:
    visits.site.trouble = kind("it is image/\udcff\udcfe\x1b[2J " * 10_000)
    job = await visits.visit("welder")
    assert job["errorMessage"].startswith("it is image/\ufffd\ufffd[2J it is")
    assert 1_000 < len(job["errorMessage"]) <= MAX_MESSAGE


@pytest.mark.parametrize(
    "typed",
    [
        {"careers_url": "https://acme.example/\x01jobs"},
        {"careers_url": " \x02 https://acme.example/\0"},
        {"selector": "li > " * 200_000 + "a"},
        {"selector": "a\x0bb\x7f"},
    ],
)
async def test_a_company_that_is_stored_unlike_it_was_typed_is_run_once(
    scoutly: Scoutly, running: Running, typed: dict[str, Any]
) -> None:
    for _ in range(2):  # every start looks at every company
        async with running(scoutly.complete):
            company = await scoutly.database.companies.find_one(
                {"selector": {"$exists": True}}
            ) or {"_id": await scoutly.track(**{"selector": ""} | typed)}
            await scoutly.timer(company["_id"])
            marker = await scoutly.track()
            await scoutly.timer(marker)
    assert [job.company_id for job in scoutly.ran].count(company["_id"]) == 1


async def test_a_history_that_has_grown_is_cut_before_it_is_too_large(visits: Visits) -> None:
    await visits.completed("welder")
    told = [{"url": f"{SITE}/old/{n}", "text": "x" * 600} for n in range(8_000)]
    bad: list[Any] = ["no link", {"url": "y" * 50_000}, {"url": 5}, []]
    await visits.database.histories.update_one({}, {"$set": {"links": [*told, *bad]}})
    await visits.completed("welder", "pilot")
    history = await visits.database.histories.find_one({})
    assert history
    urls = [link["url"] for link in history["links"]]
    assert urls[-2:] == [f"{SITE}/old/7999", f"{SITE}/pilot"]
    assert len(urls) == 6_001
    assert len(bson.encode(history)) < 1_000_000


async def test_a_visit_that_holds_enough_reads_the_rest_next_time(
    visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MAX_HELD", 1)
    slugs = ["welder", "pilot", "cook"]
    unread = [(await visits.completed(*slugs))["unread"] for _ in slugs]
    assert unread == [2, 1, 0]
    assert visits.counting.analysed == [f"{slug} for ada@example.org" for slug in slugs]


async def test_a_visit_that_saves_enough_judges_the_rest_next_time(
    visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "MAX_SAVES", 2)
    slugs = ["welder", "pilot", "cook"]
    assert [(await visits.completed(*slugs))["matched"] for _ in range(3)] == [2, 1, 0]
    assert await visits.database.saved_jobs.count_documents({}) == 3


async def test_a_visit_with_as_much_text_as_it_can_hold_is_saved_in_one_transaction(
    visits: Visits,
) -> None:
    """MongoDB's cache has 256 MB here, as it has in the container."""
    slugs = [f"job-{n}" for n in range(310)]
    visits.site.answers |= {slug: f"{slug} {'duties ' * 14_000}" for slug in slugs}
    await visits.follow(BOB)
    first = await visits.completed(*slugs)
    second = await visits.completed(*slugs)
    assert 0 < first["unread"] < 20
    assert (second["new"], second["unread"]) == (first["unread"], 0)
    assert await visits.database.saved_jobs.count_documents({}) == 2 * len(slugs)
