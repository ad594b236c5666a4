"""A company changes the addresses of its postings; people keep what they have."""

from tests.visits import BOB, SITE, Visits, visits

__all__ = ["visits"]  # a fixture
TEXT = "You weld ships, by hand, in the yard, in a team of eleven. " * 6


async def test_a_posting_that_moved_is_not_offered_again_and_its_save_follows(
    visits: Visits,
) -> None:
    visits.site.answers = dict.fromkeys(("team-welder", "Team-Welder"), TEXT)
    await visits.completed("team-welder")
    written = {"status": "APPLIED", "notes": "call them"}
    await visits.database.saved_jobs.update_one({}, {"$set": written})
    assert (await visits.completed("Team-Welder"))["matched"] == 0
    (save,) = await visits.database.saved_jobs.find({}).to_list(None)
    assert (save["jobId"], save["url"]) == (f"{SITE}/Team-Welder", f"{SITE}/Team-Welder")
    assert (save["status"], save["notes"]) == ("APPLIED", "call them")
    assert await visits.history() == ["team-welder", "Team-Welder"]
    for _ in range(5):
        await visits.completed("Team-Welder")
    assert await visits.gone() == set()
    assert len(visits.counting.analysed) == 1


async def test_a_posting_that_moved_is_new_to_who_never_saw_it(visits: Visits) -> None:
    visits.site.answers = dict.fromkeys(("team-welder", "Team-Welder"), TEXT)
    await visits.completed("team-welder")
    await visits.follow(BOB)
    assert (await visits.completed("Team-Welder"))["matched"] == 1
    assert await visits.database.saved_jobs.count_documents({"user": BOB}) == 1


async def test_a_like_posting_beside_the_old_one_is_new(visits: Visits) -> None:
    visits.site.answers = dict.fromkeys(("team-welder", "Team-Welder"), TEXT)
    await visits.completed("team-welder")
    assert (await visits.completed("team-welder", "Team-Welder"))["matched"] == 1


async def test_a_save_does_not_follow_where_one_is_already(visits: Visits) -> None:
    visits.site.answers = dict.fromkeys(("team-welder", "Team-Welder"), TEXT)
    await visits.completed("team-welder")
    other = {"userId": "ada@example.org", "jobId": f"{SITE}/Team-Welder"}
    await visits.database.saved_jobs.insert_one(other)
    await visits.completed("Team-Welder")
    assert await visits.database.saved_jobs.count_documents({}) == 2
