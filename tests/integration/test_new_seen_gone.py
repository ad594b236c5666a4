"""New, seen and gone postings, on a real database: what is offered, to whom, and how often."""

from datetime import timedelta
from typing import Any

import pytest

from reactor.errors import BlockedError, PassingError, ReactorError, RefusedError
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.visits import ADA, BOB, SITE, Visits, visits

__all__ = ["visits"]  # a fixture

FOUR_TIMES = 4


async def test_each_posting_is_offered_once_to_each_follower(visits: Visits) -> None:
    assert (await visits.completed("welder", "pilot"))["new"] == 2
    assert (await visits.completed("welder", "pilot", "cook"))["new"] == 1
    await visits.follow(BOB)
    result = await visits.completed("welder", "pilot", "cook")
    assert (result["new"], result["matched"]) == (3, 3)
    of_ada = [line for line in visits.counting.analysed if "ada" in line]
    assert of_ada == [f"{slug} for ada@example.org" for slug in ("welder", "pilot", "cook")]
    assert await visits.history(BOB) == ["welder", "pilot", "cook"]


async def test_a_text_is_fetched_once_though_a_follower_joins_later(visits: Visits) -> None:
    await visits.completed("welder")
    await visits.follow(BOB)
    await visits.completed("welder")
    assert visits.site.asked == ["welder"]
    saved = await visits.database.saved_jobs.distinct("description")
    assert len(saved) == 1
    assert "welder" in saved[0]


async def test_a_text_is_kept_once_a_posting_where_that_is_wanted(
    database: ScoutlyDatabase, settings: Settings
) -> None:
    visits = Visits(database, settings.model_copy(update={"descriptions": "postings"}))
    await visits.begin()
    await visits.follow(BOB)
    await visits.completed("welder")
    assert await database.saved_jobs.count_documents({}) == 2
    async for save in database.saved_jobs.find():
        assert "description" not in save
        posting = {"companyId": save["companyId"], "url": save["jobId"]}
        kept = await database.postings.find_one(posting)
        assert kept
        assert "welder" in kept["text"]


async def test_a_text_some_days_old_is_read_again_for_who_has_not_seen_it(visits: Visits) -> None:
    await visits.completed("welder")
    month_ago = await visits.database.now() - timedelta(days=30)
    await visits.database.postings.update_many({}, {"$set": {"readAt": month_ago}})
    visits.site.answers["welder"] = "Now you weld planes. " * 20
    await visits.completed("welder")
    assert visits.site.asked == ["welder"], "who has seen it is not told again"
    await visits.follow(BOB)
    await visits.completed("welder")
    theirs = await visits.database.saved_jobs.find_one({"user": BOB})
    assert theirs
    assert theirs["description"].startswith("Now you weld planes")


async def test_a_history_of_the_older_system_is_understood(visits: Visits) -> None:
    link = {"url": f"{SITE}/welder/?utm_source=mail#top", "text": "", "context": ""}
    history = {"companyId": visits.company, "userId": "ada@example.org", "links": [link]}
    await visits.database.histories.insert_one(history)
    assert (await visits.completed("welder", "pilot"))["new"] == 1


async def test_an_older_history_is_made_out_once(
    visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = [f"{SITE}/welder/?utm_source=mail", f"{SITE}/pilot", "https://[half", f"{SITE}/cook#top"]
    links = [{"url": url, "text": "", "context": ""} for url in old]
    history = {"companyId": visits.company, "userId": "ada@example.org", "links": links}
    await visits.database.histories.insert_one(history)
    assert (await visits.completed("welder", "pilot", "cook", "baker"))["new"] == 1
    found = await visits.database.histories.find_one({})
    assert found
    assert [link["url"] for link in found["links"]] == [*old, f"{SITE}/baker"], "as it was"
    forms = [link["canonical"] for link in found["links"]]
    assert forms == [f"{SITE}/welder", True, True, f"{SITE}/cook", True]
    monkeypatch.setattr("reactor.mongo.postings.histories.Histories.raw_links", None)
    assert (await visits.completed("welder", "pilot", "cook", "baker", "clerk"))["new"] == 1


async def test_what_the_older_system_saved_is_known_by_its_canonical_address(
    visits: Visits,
) -> None:
    saved = {"userId": "ADA@example.org", "jobId": f"{SITE}/welder/", "companyId": visits.company}
    await visits.database.saved_jobs.insert_one(saved)
    assert (await visits.completed("welder", "pilot"))["new"] == 1


@pytest.mark.parametrize("links", [5, {"url": SITE}, [5, None, {"text": ""}, {"url": 7}]])
async def test_a_history_that_somebody_broke_says_nothing(visits: Visits, links: object) -> None:
    history = {"companyId": visits.company, "userId": "ada@example.org", "links": links}
    await visits.database.histories.insert_one(history)
    assert (await visits.completed("welder"))["new"] == 1


async def test_a_posting_missing_from_a_machines_list_is_gone_at_once(visits: Visits) -> None:
    visits.site.exact = True
    await visits.completed("welder", "pilot")
    assert (await visits.completed("pilot"))["gone"] == 1
    assert await visits.gone() == {"welder"}
    assert (await visits.completed("pilot"))["gone"] == 0, "it goes once"


async def test_a_machines_empty_list_counts_the_second_time(visits: Visits) -> None:
    visits.site.exact = True
    await visits.completed("welder", "pilot")
    await visits.completed()
    assert await visits.gone() == set()
    await visits.completed()
    assert await visits.gone() == {"welder", "pilot"}


async def test_a_posting_missing_from_a_page_is_gone_after_four_lists_in_a_row(
    visits: Visits,
) -> None:
    await visits.completed("welder", "pilot")
    for _ in range(FOUR_TIMES - 1):
        await visits.completed("pilot")
    assert await visits.gone() == set()
    await visits.completed("welder", "pilot")
    for _ in range(FOUR_TIMES - 1):
        await visits.completed()
    assert await visits.gone() == set(), "not in a row"
    await visits.completed()
    assert await visits.gone() == {"welder", "pilot"}


async def test_a_posting_that_reappears_is_there_again_and_not_new(visits: Visits) -> None:
    visits.site.exact = True
    await visits.completed("welder", "pilot")
    await visits.completed("pilot")
    assert await visits.gone() == {"welder"}
    result = await visits.completed("welder", "pilot")
    assert (result["new"], result["matched"]) == (0, 0)
    assert await visits.gone() == set()
    assert len(visits.counting.analysed) == 2


async def test_what_people_wrote_and_the_text_survive_a_posting(visits: Visits) -> None:
    visits.site.exact = True
    await visits.completed("welder")
    mine = {"status": "APPLIED", "notes": "call them"}
    await visits.database.saved_jobs.update_one({}, {"$set": mine})
    before = await visits.database.saved_jobs.find_one({})
    await visits.completed()
    await visits.completed()
    after = await visits.database.saved_jobs.find_one({})
    assert before
    assert after
    assert after.pop("goneAt")
    assert after == before
    await visits.completed("welder")
    assert await visits.database.saved_jobs.find_one({}) == before
    assert await visits.database.postings.count_documents({"text": {"$regex": "weld"}}) == 1


async def test_a_list_that_was_cut_tells_of_nobodys_end(visits: Visits) -> None:
    visits.site.exact = True
    await visits.completed("welder", "pilot")
    visits.site.whole = False
    for _ in range(FOUR_TIMES):
        await visits.completed("pilot")
    kept = await visits.database.postings.find_one({"url": f"{SITE}/welder"})
    assert kept
    assert (await visits.gone(), kept["missed"]) == (set(), 0)


@pytest.mark.parametrize(
    "trouble", [BlockedError("a challenge"), PassingError("503"), RefusedError("a document")]
)
async def test_a_list_that_could_not_be_read_is_no_empty_list(
    visits: Visits, trouble: ReactorError
) -> None:
    visits.site.exact = True
    await visits.completed("welder")
    visits.site.trouble = trouble
    assert (await visits.visit())["status"] != "completed"
    kept = await visits.database.postings.find_one({})
    assert kept
    assert (await visits.gone(), kept["missed"]) == (set(), 0)


async def test_a_run_that_lost_its_job_counts_no_absence(visits: Visits) -> None:
    await visits.completed("welder")
    for _ in range(FOUR_TIMES):
        visits.site.shown = []
        job = await visits.claim()
        await visits.database.jobs.update_one({"_id": job.id}, {"$set": {"lease.token": "other"}})
        await visits.run(job)
        await visits.database.jobs.delete_many({})
    kept = await visits.database.postings.find_one({})
    assert kept
    assert (await visits.gone(), kept["missed"]) == (set(), 0)


async def test_a_machines_list_of_an_edited_page_is_believed_the_second_time(
    visits: Visits,
) -> None:
    visits.site.exact = True
    await visits.completed("welder")
    other = {"reactor.url": "https://acme.example/old"}
    await visits.database.companies.update_one({}, {"$set": other})
    await visits.completed()
    assert await visits.gone() == set()
    await visits.completed()
    assert await visits.gone() == {"welder"}


async def test_a_dead_posting_on_the_list_is_not_analysed_and_fails_no_run(
    visits: Visits,
) -> None:
    visits.site.take_down("welder")
    result = await visits.completed("welder")
    assert (result["new"], result["unread"], result["gone"]) == (1, 1, 0)
    assert visits.counting.analysed == []
    del visits.site.answers["welder"]
    assert (await visits.completed("welder"))["matched"] == 1, "it had not been offered"


async def test_a_posting_whose_page_says_so_is_gone_at_once(visits: Visits) -> None:
    await visits.completed("welder")
    await visits.database.postings.update_many({}, {"$unset": {"readAt": ""}})
    visits.site.take_down("welder")
    await visits.follow(BOB)
    await visits.completed("welder")
    assert await visits.gone() == {"welder"}
    assert await visits.history(BOB) == []


async def test_what_could_not_be_read_for_now_stays_new_and_the_rest_is_offered(
    visits: Visits,
) -> None:
    visits.site.answers["pilot"] = PassingError("503")
    result = await visits.completed("welder", "pilot")
    assert (result["matched"], result["unread"]) == (1, 1)
    assert await visits.history() == ["welder"]
    del visits.site.answers["pilot"]
    assert (await visits.completed("welder", "pilot"))["matched"] == 1
    assert await visits.history() == ["welder", "pilot"]


async def test_what_is_never_read_is_not_tried_again(visits: Visits) -> None:
    visits.site.answers["pilot"] = RefusedError("a document")
    await visits.completed("welder", "pilot")
    await visits.completed("welder", "pilot")
    assert visits.site.asked == ["welder", "pilot"]


async def test_a_site_none_of_whose_postings_can_be_read_fails_its_job(visits: Visits) -> None:
    visits.site.answers = dict.fromkeys(("welder", "pilot"), BlockedError("a challenge"))
    job = await visits.visit("welder", "pilot")
    assert (job["status"], job["errorMessage"]) == ("pending", "a challenge")
    assert await visits.history() == []


async def test_one_bad_posting_among_known_ones_fails_no_job(visits: Visits) -> None:
    await visits.completed("welder")
    visits.site.answers["pilot"] = PassingError("503")
    assert (await visits.completed("welder", "pilot"))["unread"] == 1


async def test_a_site_that_sends_us_away_is_left_alone(visits: Visits) -> None:
    many = [f"welder-{number}" for number in range(20)]
    visits.site.answers = {slug: PassingError("429", retry_after=9) for slug in many[3:]}
    result = await visits.completed(*many)
    assert (result["matched"], result["unread"]) == (3, 17)
    assert len(visits.site.asked) == 8


async def test_what_was_screened_out_is_remembered(visits: Visits) -> None:
    unwanted = {"preferences": {"exclusions": {"roleTypes": ["pilot"]}}}
    await visits.database.users.update_one({"_id": ADA}, {"$set": {"candidateInfo": unwanted}})
    assert (await visits.completed("welder", "pilot"))["matched"] == 1
    assert visits.site.asked == ["welder"]
    assert await visits.history() == ["welder", "pilot"]


@pytest.mark.parametrize(
    "odd", [{"missed": "often"}, {"salary": 5}, {"goneAt": "soon"}, {"title": None, "remote": 1}]
)
async def test_what_people_typed_into_a_kept_posting_fails_no_run(
    visits: Visits, odd: dict[str, Any]
) -> None:
    visits.site.exact = True
    await visits.completed("welder")
    await visits.database.postings.update_many({}, {"$set": odd})
    await visits.follow(BOB)
    assert (await visits.completed("welder"))["matched"] == 1
    await visits.completed("pilot")
    assert await visits.gone() == {"welder"}


async def test_everybody_who_saved_a_posting_sees_that_it_is_gone(visits: Visits) -> None:
    visits.site.exact = True
    await visits.follow(BOB)
    await visits.completed("welder", "pilot")
    await visits.completed("pilot")
    gone = visits.database.saved_jobs.find({"goneAt": {"$type": "date"}})
    assert {save["user"] async for save in gone} == {ADA, BOB}


async def test_the_same_address_at_two_companies_is_gone_where_it_is_gone(
    visits: Visits, database: ScoutlyDatabase, settings: Settings
) -> None:
    sister = Visits(database, settings)
    await sister.begin(slug="sister", follower=BOB)
    for company in (visits, sister):
        company.site.exact = True
        await company.completed("welder")
    await visits.completed("pilot")
    assert (await visits.gone(), await sister.gone()) == ({"welder"}, set())


async def test_dropping_what_is_kept_makes_nothing_new_and_nothing_gone(visits: Visits) -> None:
    visits.site.exact = True
    await visits.completed("welder", "pilot")
    await visits.completed("welder")
    await visits.database.postings.drop()
    assert (await visits.completed("pilot"))["new"] == 0
    back = await visits.database.saved_jobs.distinct("jobId", {"goneAt": None})
    assert back == [f"{SITE}/pilot", f"{SITE}/welder"]


async def test_a_list_of_thousands_is_seen_and_gone_like_any_other(visits: Visits) -> None:
    many = [f"welder-{number}" for number in range(2_500)]
    kept = [{"companyId": visits.company, "url": f"{SITE}/{slug}"} for slug in many]
    await visits.database.postings.insert_many(kept)
    links = [{"url": document["url"], "text": "", "context": ""} for document in kept]
    history = {"companyId": visits.company, "userId": "ada@example.org", "links": links}
    await visits.database.histories.insert_one(history)
    visits.site.exact = True
    assert (await visits.completed(*many))["new"] == 0
    assert (await visits.completed(*many[:5]))["gone"] == 2_495
    still = {"goneAt": None, "lastSeenAt": {"$type": "date"}}
    assert await visits.database.postings.count_documents(still) == 5
