"""Visits that recognise no list, and lists from another source, on a real database."""

from datetime import timedelta

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.tracking_counts import read_tracking_counts
from reactor.settings import Settings
from tests.telephones import telling
from tests.visits import Visits, visits

__all__ = ["visits"]  # a fixture


async def unread(visits: Visits) -> tuple[str, ...]:
    now = await visits.database.now()
    return (await read_tracking_counts(visits.database, now, timedelta())).unread


async def failing(database: ScoutlyDatabase) -> int:
    return await database.notifications.count_documents({"kind": "failing"})


async def test_a_page_that_shows_no_list_tells_of_nobodys_end(visits: Visits) -> None:
    await visits.completed("welder", "pilot")
    visits.site.recognised = False
    for _ in range(6):
        assert (await visits.completed())["recognised"] is False
    assert await visits.gone() == set()
    visits.site.recognised = True
    assert "recognised" not in await visits.completed("welder")


async def test_a_visit_that_recognised_no_list_is_a_success_for_the_schedule(
    visits: Visits,
) -> None:
    visits.site.recognised = False
    await visits.completed()
    company = await visits.database.companies.find_one({"_id": visits.company})
    assert company
    assert company["isProblematic"] is False
    assert company["lastSuccessfulScrape"]


async def test_status_asks_for_a_look_until_a_list_is_recognised(visits: Visits) -> None:
    await visits.completed("welder")
    assert await unread(visits) == ()
    visits.site.recognised = False
    await visits.completed()
    assert await unread(visits) == ("acme",)
    visits.site.recognised = True
    await visits.completed("welder")
    assert await unread(visits) == ()


async def test_the_operator_is_told_once_after_the_third_time_in_a_row(
    database: ScoutlyDatabase, settings: Settings
) -> None:
    theirs = Visits(database, telling(settings, "json://127.0.0.1:9/phone"))
    await theirs.begin()
    theirs.site.recognised = False
    told = []
    for _ in range(5):
        await theirs.completed()
        told.append(await failing(database))
    assert told == [0, 0, 1, 1, 1]
    notice = await database.notifications.find_one({"kind": "failing"})
    assert notice
    assert notice["facts"]["code"] == "not_recognised"
    assert "No list was recognised" in notice["facts"]["error"]
    theirs.site.recognised = True
    await theirs.completed("welder")
    assert await database.notifications.count_documents({"kind": "recovered"}) == 1


async def test_a_machine_from_elsewhere_is_believed_the_second_time_only(visits: Visits) -> None:
    visits.site.exact, visits.site.origin = True, "greenhouse:acme"
    await visits.completed("welder", "pilot")
    visits.site.origin = "lever:velmar"
    assert (await visits.completed("cook"))["new"] == 1, "what is new is believed at once"
    assert await visits.gone() == set()
    await visits.completed("cook")
    assert await visits.gone() == {"welder", "pilot"}


async def test_a_page_that_becomes_a_machines_list_is_believed_the_second_time_only(
    visits: Visits,
) -> None:
    await visits.completed("welder", "pilot")
    visits.site.exact, visits.site.origin = True, "greenhouse:acme"
    await visits.completed("welder")
    assert await visits.gone() == set()
    await visits.completed("welder")
    assert await visits.gone() == {"pilot"}


async def test_a_machine_that_suddenly_lists_nothing_is_believed_the_second_time(
    visits: Visits,
) -> None:
    visits.site.exact, visits.site.origin = True, "greenhouse:acme"
    await visits.completed("welder", "pilot")
    await visits.completed()
    assert await visits.gone() == set()
    await visits.completed()
    assert await visits.gone() == {"welder", "pilot"}


async def test_an_application_without_a_vacancy_is_listed_and_offered_to_nobody(
    visits: Visits,
) -> None:
    result = await visits.completed("general-application", "welder")
    assert (result["found"], result["new"], result["matched"]) == (2, 1, 1)
    assert visits.site.asked == ["welder"]
