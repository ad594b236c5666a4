"""`reactor doctor --test-pipeline`: one visit, explained so that a person can mend it."""

from functools import partial
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.doctor import Doctor, call_doctor


@pytest.fixture
def doctor(settings: Settings, tmp_path: Path) -> Doctor:
    """Visit a company of this test's database."""
    return partial(
        call_doctor,
        tmp_path,
        "--test-pipeline",
        MONGODB_URI=settings.mongodb_uri.get_secret_value(),
        REACTOR_ALLOW_HOSTS="127.0.0.1",
        REACTOR_HOST_INTERVAL="0s",
    )


async def add_company(database: ScoutlyDatabase, careers_url: str, selector: str = "") -> None:
    """Acme, tracked by one mechanic and one person of whom nothing is known."""
    acme = ObjectId()
    await database.companies.insert_one(
        {
            "_id": acme,
            "companyID": "acme",
            "company": "Acme Robotics",
            "careers_url": careers_url,
            "selector": selector,
        }
    )
    cv = "Senior Python engineer, asyncio, MongoDB, Docker, five years of backend services."
    await database.users.insert_many(
        [{"email": "ada@example.org", "cvText": cv}, {"email": "bob@example.org"}]
    )
    await database.preferences.insert_many(
        {"userId": user, "companyId": acme, "rank": 50}
        for user in ("ada@example.org", "bob@example.org")
    )


async def test_a_visit_is_explained_step_by_step_and_changes_nothing(
    doctor: Doctor, database: ScoutlyDatabase, site: TestServer
) -> None:
    await add_company(database, str(site.make_url("/careers")))
    status, output, errors = await doctor("acme")
    assert (status, errors) == (0, "")
    for expected in (
        "Acme Robotics, tracked by ada@example.org, bob@example.org",
        "2 postings, from the page",
        "Senior Python Engineer",
        "ada@example.org: 2 of 2 are new to them",
        "location   Berlin",
        "would be saved (keyword",
        "bob@example.org has neither a CV nor candidateInfo",
    ):
        assert expected in output, output
    for collection in (database.jobs, database.saved_jobs, database.histories, database.postings):
        assert await collection.count_documents({}) == 0


async def test_a_page_that_is_worth_keeping_is_not_kept_by_a_look(
    doctor: Doctor, database: ScoutlyDatabase
) -> None:
    async def tagged(_: web.Request) -> web.Response:
        row = "<ul><li><a href='/jobs/1'>Welder</a></li><li><a href='/jobs/2'>Nurse</a></li></ul>"
        return web.Response(text=row, content_type="text/html", headers={"ETag": '"1"'})

    app = web.Application()
    app.add_routes([web.get("/{path:.*}", tagged)])
    server = TestServer(app)
    await server.start_server()
    await add_company(database, str(server.make_url("/careers")))
    _, output, _ = await doctor("acme")
    await server.close()
    assert "2 postings" in output
    assert await database.pages.count_documents({}) == 0


async def test_an_address_that_no_company_has_is_visited_too_and_stored_nowhere(
    doctor: Doctor, database: ScoutlyDatabase, site: TestServer
) -> None:
    address = str(site.make_url("/careers"))
    status, output, errors = await doctor(address)
    assert (status, errors) == (0, "")
    for expected in (
        "look  company  not in the database, tracked by nobody known",
        "2 postings, from the page",
        "ok    read     Senior Python Engineer",
    ):
        assert expected in output, output
    assert await database.companies.count_documents({}) == 0
    await add_company(database, f"{address}/")
    assert "Acme Robotics, tracked by ada@example.org" in (await doctor(address))[1]


async def test_the_points_of_a_pages_lines_are_for_whoever_asks(
    doctor: Doctor, database: ScoutlyDatabase, site: TestServer
) -> None:
    await add_company(database, str(site.make_url("/careers")))
    _, output, _ = await doctor("acme")
    assert "groups of lines read as postings" in output
    assert " points: " not in output
    assert " points: " in (await doctor("acme", "--verbose"))[1]


async def test_a_stale_selector_is_named_with_what_was_done_instead(
    doctor: Doctor, database: ScoutlyDatabase, site: TestServer
) -> None:
    await add_company(database, str(site.make_url("/careers")), ".openings-2019 a")
    status, output, _ = await doctor("Acme Robotics")
    assert status == 0
    assert "look  list     The selector '.openings-2019 a' matches nothing" in output


async def test_a_page_that_is_gone_is_wrong_and_the_mend_is_told(
    doctor: Doctor, database: ScoutlyDatabase, site: TestServer
) -> None:
    await add_company(database, str(site.make_url("/jobs-of-2019")))
    status, output, _ = await doctor("ACME")
    assert status == 1
    assert "answered 404" in output
    assert "→ Edit careers_url: nothing is there any more." in output


async def test_a_private_address_is_wrong_and_the_setting_is_named(
    doctor: Doctor, database: ScoutlyDatabase
) -> None:
    await add_company(database, "http://192.168.7.7/careers")
    status, output, _ = await doctor("acme")
    assert status == 1
    assert "REACTOR_ALLOW_HOSTS" in output


async def test_without_a_name_a_troubled_company_is_visited(
    doctor: Doctor, database: ScoutlyDatabase, site: TestServer
) -> None:
    await database.companies.insert_one({"company": "Fine", "careers_url": "http://fine.example"})
    await add_company(database, str(site.make_url("/careers")))
    await database.companies.update_one({"companyID": "acme"}, {"$set": {"isProblematic": True}})
    _, output, _ = await doctor()
    assert "Acme Robotics, tracked by" in output
    assert "its last visits failed" in output


async def test_an_unknown_company_is_one_line_with_those_that_come_close(
    doctor: Doctor, database: ScoutlyDatabase
) -> None:
    await add_company(database, "http://acme.example")
    assert await doctor("acmee") == (
        2,
        "",
        "reactor: no company has the id, slug or name 'acmee'; did you mean acme?\n",
    )
