"""A posting that is listed under another address than before is still the one that people know."""

from typing import Any

from tests.visits import BOB, SITE, Visits, visits

__all__ = ["visits"]  # a fixture


async def _save(visits: Visits) -> dict[str, Any]:
    (save,) = await visits.database.saved_jobs.find({}).to_list(None)
    return dict(save)


async def test_a_retitled_posting_keeps_what_a_person_made_of_it(visits: Visits) -> None:
    await visits.completed("17-welder", "18-cook")
    await visits.database.saved_jobs.delete_one({"jobId": f"{SITE}/18-cook"})
    await visits.database.saved_jobs.update_one({}, {"$set": {"status": "APPLIED"}})
    result = await visits.completed("17-senior-welder", "18-cook")
    assert (result["new"], result["matched"], result["gone"]) == (0, 0, 0)
    save = await _save(visits)
    assert (save["jobId"], save["status"]) == (f"{SITE}/17-senior-welder", "APPLIED")
    for _ in range(5):
        await visits.completed("17-senior-welder", "18-cook")
    assert await visits.gone() == set()
    assert visits.site.asked == ["17-welder", "18-cook"], "who knows it needs no other text"


async def test_a_retitled_posting_is_read_for_who_joins_later(visits: Visits) -> None:
    await visits.completed("17-welder")
    await visits.follow(BOB)
    assert (await visits.completed("17-senior-welder"))["matched"] == 1
    assert await visits.database.saved_jobs.count_documents({}) == 2
    assert (await visits.completed("17-senior-welder"))["new"] == 0


async def test_a_retitled_posting_that_ends_is_gone(visits: Visits) -> None:
    await visits.completed("17-welder", "18-cook")
    await visits.completed("17-senior-welder", "18-cook")
    for _ in range(4):
        await visits.completed("18-cook")
    assert await visits.gone() == {"17-senior-welder"}


async def test_what_was_kept_in_an_older_form_is_neither_new_nor_gone(visits: Visits) -> None:
    """Before, the parameter was a part of the canonical address."""
    await visits.completed("17-welder")
    old, new = f"{SITE}/17-welder?src=JB-10148", f"{SITE}/17-welder"
    link = {"links": [{"url": old, "text": "", "context": "", "canonical": True}]}
    await visits.database.histories.update_many({}, {"$set": link})
    await visits.database.saved_jobs.update_many({}, {"$set": {"jobId": old, "url": old}})
    await visits.database.postings.update_many({}, {"$set": {"url": old}})
    for _ in range(5):
        result = await visits.completed("17-welder")
        assert (result["new"], result["gone"]) == (0, 0)
    assert (await _save(visits))["jobId"] == new
    assert await visits.gone() == set()
    assert await visits.database.postings.distinct("url") == [new]


async def test_a_history_alone_in_an_older_form_is_known(visits: Visits) -> None:
    old = f"http://www.{SITE.partition('://')[2]}/17-welder?src=JB-10148"
    links = [{"url": old, "text": "", "context": "", "canonical": True}]
    history = {"companyId": visits.company, "userId": "ada@example.org", "links": links}
    await visits.database.histories.insert_one(history)
    assert (await visits.completed("17-welder"))["new"] == 0


async def test_a_posting_whose_last_day_has_passed_is_not_offered(visits: Visits) -> None:
    visits.site.until["welder"] = "2024-02-01"
    visits.site.until["cook"] = "9999-12-31"
    result = await visits.completed("welder", "cook")
    assert (result["matched"], await visits.gone()) == (1, set())
    assert await visits.history() == ["cook"]
    del visits.site.until["welder"]
    await visits.database.postings.delete_many({})
    assert (await visits.completed("welder", "cook"))["matched"] == 1, "it may be extended"


async def test_an_address_that_leads_to_a_new_one_is_the_same_posting(visits: Visits) -> None:
    await visits.completed("welder", "cook")
    visits.site.leads["welder"] = "shipbuilder"
    result = await visits.completed("shipbuilder", "cook")
    assert (result["matched"], await visits.gone()) == (0, set())
    jobs = await visits.database.saved_jobs.distinct("jobId")
    assert jobs == [f"{SITE}/cook", f"{SITE}/shipbuilder"]


async def test_an_address_that_leads_nowhere_new_is_another_posting(visits: Visits) -> None:
    await visits.completed("welder", "cook")
    visits.site.leads["welder"] = "cook"
    assert (await visits.completed("shipbuilder", "cook"))["matched"] == 1
