"""Runs that need more time than there is: they go on where they were, but not for ever."""

from datetime import timedelta

from reactor.errors import ParsingBudgetError, PassingError
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.jobs.requeue import Requeue
from tests.visits import BOB, Visits, visits

__all__ = ["visits"]  # a fixture
SOON = 0.5


async def test_a_big_board_goes_on_where_it_was_uncounted(visits: Visits) -> None:
    many = [f"welder-{number}" for number in range(5)]
    visits.site.hangs_at = "welder-3"
    job = await visits.visit(*many, within=SOON)
    assert (job["status"], job["retryCount"], job["undone"]) == ("pending", 0, 2 + 5)
    assert job["errorMessage"] == "read 3 of 5 postings, judged 0 of 5; goes on"
    assert job["notBefore"] <= job["updatedAt"] + timedelta(minutes=1)
    assert await visits.history() == []
    assert await visits.database.saved_jobs.count_documents({}) == 0
    visits.site.hangs_at = ""
    job = await visits.visit(*many)
    assert (job["status"], job["result"]["matched"]) == ("completed", 5)
    assert "undone" not in job
    assert visits.site.asked == [*many[:4], *many[3:]], "what was read is not read again"


async def test_a_run_that_read_nothing_new_counts(visits: Visits) -> None:
    visits.site.hangs_at = "welder"
    job = await visits.visit("welder", within=SOON)
    assert (job["status"], job["retryCount"]) == ("pending", 1)
    assert "took longer" in job["errorMessage"]


async def test_a_posting_that_eats_all_the_time_fails_the_job_in_the_end(visits: Visits) -> None:
    visits.site.hangs_at = "pilot"
    states = [await visits.visit("welder", "pilot", within=SOON) for _ in range(4)]
    assert [job["retryCount"] for job in states[:3]] == [0, 1, 2]
    assert states[3]["status"] == "failed"


async def test_a_site_that_never_looks_the_same_fails_its_job_in_the_end(visits: Visits) -> None:
    states = []
    for number in range(4):
        visits.site.hangs_at = f"b-{number}"
        states.append(await visits.visit(f"a-{number}", f"b-{number}", within=SOON))
    assert [job["retryCount"] for job in states[:3]] == [0, 1, 2]
    assert states[3]["status"] == "failed"


async def test_an_unfinished_run_counts_no_absence(visits: Visits) -> None:
    visits.site.exact = True
    await visits.completed("cook")
    visits.site.hangs_at = "pilot"
    job = await visits.visit("welder", "pilot", within=SOON)
    assert job["undone"] == 1 + 2
    assert await visits.gone() == set()


async def test_a_list_that_takes_all_the_time_counts(visits: Visits) -> None:
    await visits.completed("welder")
    visits.site.trouble = PassingError("503")
    assert (await visits.visit("welder", within=SOON))["retryCount"] == 1


async def test_texts_that_came_with_the_list_are_progress_only_once(visits: Visits) -> None:
    visits.site.with_texts = visits.counting.hangs = True
    states = [await visits.visit("welder", "pilot", within=SOON) for _ in range(3)]
    assert [job["retryCount"] for job in states] == [0, 1, 2]


async def test_another_companys_job_gets_its_turn_in_between(visits: Visits) -> None:
    visits.site.hangs_at = "pilot"
    await visits.visit("welder", "pilot", within=SOON)
    other = await visits.database.jobs.insert_one({"companyId": BOB, "status": "pending"})
    claimed = await Queue(visits.database).claim("me")
    assert claimed
    assert claimed.id == other.inserted_id


async def test_a_job_set_back_by_hand_begins_anew(visits: Visits) -> None:
    visits.site.hangs_at = "pilot"
    job = await visits.visit("welder", "pilot", within=SOON)
    await Requeue(visits.database).start_over({job["_id"]: None})
    again = await visits.database.jobs.find_one({"_id": job["_id"]})
    assert again
    assert "undone" not in again


async def test_a_visit_that_may_parse_no_more_keeps_what_it_read_and_fails_with_its_cause(
    visits: Visits,
) -> None:
    reason = "its pages took more than 60 s to parse"
    visits.site.answers = {"pilot": ParsingBudgetError(reason), "cook": ParsingBudgetError(reason)}
    job = await visits.visit("welder", "pilot", "cook")
    assert (job["status"], job["retryCount"], job["undone"]) == ("pending", 0, 2 + 3)
    assert job["errorMessage"] == f"{reason}: read 1 of 3 postings, judged 0 of 3; goes on"
    assert visits.site.asked == ["welder", "pilot"], "nothing more is even fetched"
    job = await visits.visit("welder", "pilot", "cook")
    assert (job["status"], job["errorMessage"]) == ("failed", reason)
