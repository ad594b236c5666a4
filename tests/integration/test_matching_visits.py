"""What a visit makes of profiles and answers that are not what they should be."""

from reactor.errors import PassingError
from tests.visits import ADA, BOB, NAMES, Visits, visits

__all__ = ["visits"]  # a fixture
SOON = 0.5


async def test_to_somebody_whose_cv_cannot_be_had_now_nothing_is_lost(visits: Visits) -> None:
    await visits.follow(BOB)
    visits.curricula.troubles[NAMES[ADA]] = PassingError("the CV's host answered 503")
    assert (await visits.completed("welder"))["matched"] == 1
    assert (await visits.history(ADA), await visits.history(BOB)) == ([], ["welder"])
    visits.curricula.troubles.clear()
    assert (await visits.completed("welder"))["matched"] == 1
    assert await visits.history(ADA) == ["welder"]


async def test_a_posting_without_a_usable_answer_stays_new_and_harms_only_itself(
    visits: Visits,
) -> None:
    visits.counting.silent_about = {"pilot"}
    assert (await visits.completed("welder", "pilot"))["matched"] == 1
    assert await visits.history() == ["welder"]
    visits.counting.silent_about.clear()
    assert (await visits.completed("welder", "pilot"))["matched"] == 1
    assert sorted(await visits.history()) == ["pilot", "welder"]


async def test_postings_of_which_nothing_is_said_stay_new_and_the_result_counts_them(
    visits: Visits,
) -> None:
    visits.counting.silent_about = {"welder", "pilot"}
    result = await visits.completed("welder", "pilot")
    assert (result["matched"], result["declined"]) == (0, 2)
    assert await visits.history() == []


async def test_a_discarded_posting_is_not_offered_again_even_if_the_history_is_lost(
    visits: Visits,
) -> None:
    await visits.completed("welder")
    mine = {"status": "DISCARDED", "notes": "never"}
    await visits.database.saved_jobs.update_many({}, {"$set": mine})
    before = await visits.database.saved_jobs.find().to_list(None)
    await visits.database.histories.delete_many({})
    assert (await visits.completed("welder"))["matched"] == 0
    assert visits.counting.analysed == ["welder for ada@example.org"]
    assert await visits.database.saved_jobs.find().to_list(None) == before


async def test_what_is_saved_for_one_person_is_still_offered_to_another(visits: Visits) -> None:
    await visits.completed("welder")
    await visits.follow(BOB)
    assert (await visits.completed("welder"))["matched"] == 1


async def test_judging_that_got_further_goes_on_uncounted(visits: Visits) -> None:
    visits.site.with_texts = True
    visits.counting.hangs_at = "welder-3"
    many = [f"welder-{number}" for number in range(5)]
    first = await visits.visit(*many, within=SOON)
    assert (first["retryCount"], first["undone"]) == (0, 2)
    second = await visits.visit(*many, within=SOON)
    assert second["retryCount"] == 1, "it got no further than the time before"
    visits.counting.hangs_at = ""
    assert (await visits.completed(*many))["matched"] == 5
