"""The commands for the people of the house, as they type them: no mongosh, and no ObjectId."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestServer, unused_port

from reactor.app import Reactor
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.command import last_line, run
from tests.conftest import Eventually
from tests.pdfs import locked_pdf, scanned_pdf, text_pdf

Typed = partial[Any]
CV = (
    "Ada Example, Berlin",
    "Senior Python engineer, asyncio, MongoDB and Docker",
    "Five years of building backend services that people rely on",
)
COMMANDS = ("add-user", "people", "look", "track", "untrack", "rank", "visit", "matches", "mark")


@pytest.fixture
def typed(settings: Settings, tmp_path: Path) -> Typed:
    """Type a command in a folder where CVs lie."""
    (tmp_path / "cv.pdf").write_bytes(text_pdf(CV))
    (tmp_path / "scan.pdf").write_bytes(scanned_pdf())
    (tmp_path / "locked.pdf").write_bytes(locked_pdf("secret", "AES-128"))
    state = {"XDG_STATE_HOME": str(tmp_path / "state"), "COLUMNS": "80"}
    return partial(run, settings, tmp_path, **state)


@pytest.fixture
def page(site: TestServer) -> str:
    return str(site.make_url("/careers"))


@pytest.mark.usefixtures("running_reactor")
async def test_from_nothing_to_the_first_match_of_ones_own_company_and_cv(
    typed: Typed, database: ScoutlyDatabase, page: str, eventually: Eventually
) -> None:
    status, output, errors = await typed("add-user", "Ada@example.org", "--cv", "cv.pdf")
    assert (status, errors) == (0, "")
    assert "cv.pdf: 131 characters read and kept" in output
    assert "it begins: Ada Example, Berlin Senior Python" in output
    status, output, errors = await typed("track", page, "--name", "Acme", said="y\n")
    assert (status, errors) == (0, "")
    for expected in ("2, the whole list", "Senior Python Engineer · Berlin", "[Y/n]", "visits it"):
        assert expected in output
    await eventually(lambda: database.saved_jobs.find_one({}))
    status, output, errors = await typed("matches")
    assert (status, errors) == (0, "")
    assert "Senior Python Engineer" in output
    assert f"{page}/senior-python-engineer" in output
    assert "+ It asks “Python, asyncio, MongoDB" in output
    assert last_line(output) == "1 match; mark one: reactor mark 1 applied"
    status, output, _ = await typed("mark", "1", "applied")
    assert output == "Senior Python Engineer (Acme): applied now; before: want-to-apply\n"
    saved = await database.saved_jobs.find_one({})
    assert saved
    assert saved["status"] == "APPLIED"
    status, output, _ = await typed("people")
    assert "ada@example.org  is matched" in output
    assert "tracks 1 company; 1 match saved" in output


async def test_the_reactor_reacts_to_what_the_commands_write(
    typed: Typed,
    database: ScoutlyDatabase,
    running_reactor: Reactor,
    page: str,
    eventually: Eventually,
) -> None:
    assert running_reactor.started.is_set()
    await typed("add-user", "ada@example.org", "--cv", "cv.pdf")
    await typed("track", page, "--name", "Acme", "--yes")

    async def finished(reason: str) -> object:
        return await database.jobs.find_one({"reason": reason, "status": "completed"})

    await eventually(lambda: finished("tracked"))
    await typed("rank", "acme", "95")
    await eventually(lambda: finished("rank-change"))
    status, output, _ = await typed("visit", "acme", "--json")
    assert (status, json.loads(output)["reactorsAlive"]) == (0, 1)
    await eventually(lambda: finished("manual"))
    await typed("untrack", "acme")

    async def no_timer() -> bool:
        return await database.timers.find_one({"_id.kind": "scrape"}) is None

    await eventually(no_timer)


async def test_each_command_gives_a_program_one_json_object(
    typed: Typed, database: ScoutlyDatabase, page: str
) -> None:
    async def told(*arguments: str) -> dict[str, Any]:
        status, output, errors = await typed(*arguments, "--json")
        assert (status, errors) == (0, ""), arguments
        fields: dict[str, Any] = json.loads(output)
        return fields

    added = await told("add-user", "ada@example.org", "--cv", "cv.pdf")
    assert (added["added"], added["cv"]["keptAs"], added["cv"]["characters"]) == (
        True,
        "cvText",
        131,
    )
    look = await told("look", page)
    assert (look["recognised"], look["whole"], len(look["postings"])) == (True, True, 2)
    tracked = await told("track", page, "--name", "Acme", "--yes", "--rank", "70")
    assert (tracked["company"], tracked["rank"], tracked["companyAdded"]) == ("acme", 70, True)
    assert not (await told("track", page, "--yes"))["changed"]
    ranked = await told("rank", "acme", "80")
    assert (ranked["rankBefore"], ranked["rank"]) == (70, 80)
    assert (await told("visit", page))["visit"] == "queued"
    assert not (await told("untrack", "Acme"))["tracked"]
    (person,) = (await told("people"))["people"]
    assert person["because"][0]["why"] == "tracks no company"
    saved = {"userId": "ada@example.org", "jobId": f"{page}/x", "title": "X", "url": f"{page}/x"}
    await database.saved_jobs.insert_one(saved | {"suitabilityScore": 80})
    assert (await told("matches"))["matches"][0]["link"] == f"{page}/x"
    assert (await told("mark", "1", "offer_received"))["status"] == "OFFER_RECEIVED"


@pytest.mark.parametrize("command", COMMANDS)
async def test_the_help_teaches_by_examples_and_tells_the_exit_status(
    typed: Typed, command: str
) -> None:
    status, output, _ = await typed(command, "--help")
    assert status == 0
    assert f"  reactor {command}" in output
    for expected in ("examples:", "exit status:", "--json"):
        assert expected in output
    assert max(map(len, output.splitlines())) <= 100


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("add-user", "ada"), 2, "'ada' is no e-mail; it should look like ada@example.org"),
        (("add-user", "a@example.org", "--cv", "..."), 2, "is a placeholder"),
        (("add-user", "a@example.org", "--cv", "none.pdf"), 2, "No such file or directory"),
        (("add-user", "a@example.org", "--cv", "scan.pdf"), 1, "(cv_scanned)"),
        (("add-user", "a@example.org", "--cv", "locked.pdf"), 1, "(cv_locked)"),
        (("add-user", "a@example.org", "--cv", "http://127.0.0.1:9/cv.pdf"), 1, "(cv_unavailable)"),
        (("track", "http://127.0.0.1:9/"), 2, "reactor add-user you@example.org --cv FILE"),
        (("track", "acme", "--json"), 2, "--json asks nobody: add --yes"),
        (("track", "acme", "--rank", "101"), 2, "it should be from 1 to 100"),
        (("rank", "acme", "high"), 2, "it should be from 1 to 100"),
        (("untrack", "acme"), 2, "reactor add-user"),
        (("visit", "acme"), 2, "no company has the id, slug or name 'acme'"),
        (
            ("look", "http://192.168.7.7/"),
            1,
            "name its host in REACTOR_ALLOW_HOSTS if you trust it",
        ),
        (("matches", "--user", "ada@example.org"), 2, "reactor add-user ada@example.org --cv FILE"),
        (("matches", "--status", "aplied"), 2, "did you mean applied?"),
        (("matches", "--since", "yesterday"), 2, "a date such as 2026-11-01, or 12h or 7d"),
        (("matches", "--open", "1"), 2, "no match has a number"),
        (("mark", "1", "applied"), 2, "no match has a number"),
        (("mark", "1", "aplied"), 2, "did you mean applied?"),
    ],
)
async def test_what_is_wrong_is_told_with_what_to_do_and_nothing_is_written(
    typed: Typed,
    database: ScoutlyDatabase,
    arguments: tuple[str, ...],
    status: int,
    said: str,
) -> None:
    found, output, errors = await typed(*arguments)
    assert (found, output) == (status, "")
    assert said in errors
    assert "Traceback" not in errors
    for name in (database.users, database.companies, database.preferences, database.jobs):
        assert await name.count_documents({}) == 0


@pytest.mark.parametrize("command", ["people", "matches", "visit acme", "untrack acme"])
async def test_without_mongodb_it_is_one_line_and_status_1(typed: Typed, command: str) -> None:
    nowhere = f"mongodb://127.0.0.1:{unused_port()}/scoutly"
    status, output, errors = await typed(*command.split(), MONGODB_URI=nowhere)
    assert (status, output, len(errors.splitlines())) == (1, "", 1)
    assert "MongoDB cannot be used now" in errors


async def test_a_look_needs_no_mongodb(typed: Typed, page: str) -> None:
    nowhere = f"mongodb://127.0.0.1:{unused_port()}/scoutly"
    status, output, _ = await typed("look", page, MONGODB_URI=nowhere)
    assert status == 0
    assert "2, the whole list" in output


@pytest.mark.parametrize("answer", ["n\n", "", "perhaps\n"])
async def test_whoever_does_not_say_yes_gets_nothing_written(
    typed: Typed, database: ScoutlyDatabase, page: str, answer: str
) -> None:
    await typed("add-user", "ada@example.org")
    status, output, _ = await typed("track", page, said=answer)
    assert status == 1
    assert output.endswith("nothing was written\n")
    assert await database.companies.count_documents({}) == 0


async def test_a_page_that_fails_is_not_tracked_by_yes_alone(
    typed: Typed, database: ScoutlyDatabase, page: str
) -> None:
    await typed("add-user", "ada@example.org")
    status, output, _ = await typed("track", f"{page}-none", "--yes")
    assert status == 1
    assert "(page_gone)" in output
    assert "to track it all the same, answer y" in output
    assert await database.companies.count_documents({}) == 0
    status, _, _ = await typed("track", f"{page}-none", said="y\n")
    assert status == 0
    assert await database.companies.count_documents({"careers_url": f"{page}-none"}) == 1


async def test_of_several_people_one_must_be_named(
    typed: Typed, database: ScoutlyDatabase, page: str
) -> None:
    for name in ("ada", "bob"):
        await typed("add-user", f"{name}@example.org")
    status, _, errors = await typed("track", page, "--yes")
    assert status == 2
    assert "with --user: there are ada@example.org, bob@example.org" in errors
    status, _, _ = await typed("track", page, "--yes", "--user", "bob@example.org")
    assert status == 0
    assert await database.preferences.distinct("userId") == ["bob@example.org"]


async def test_a_cv_comes_from_the_input_too(typed: Typed, database: ScoutlyDatabase) -> None:
    status, output, errors = await typed(
        "add-user", "ada@example.org", "--cv", "-", said="\n".join(CV)
    )
    assert (status, errors) == (0, "")
    assert "the input: 131 characters" in output
    user = await database.users.find_one({})
    assert user
    assert user["cvText"] == "\n".join(CV)


async def test_a_link_is_opened_in_a_browser(
    typed: Typed, database: ScoutlyDatabase, tmp_path: Path
) -> None:
    saved = {"userId": "ada@example.org", "title": "Welder", "url": "https://acme.example/welder"}
    await database.saved_jobs.insert_one(saved | {"jobId": saved["url"]})
    await typed("matches")
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n')
    browser.chmod(0o755)
    status, output, errors = await typed("matches", "--open", "1", BROWSER=str(browser))
    assert (status, output, errors) == (0, "Welder\nhttps://acme.example/welder\n", "")
    assert (tmp_path / "opened").read_text() == "https://acme.example/welder\n"
    status, _, errors = await typed("matches", "--open", "1", BROWSER="/none", PATH="/none")
    assert (status, errors) == (1, "reactor: there is no browser here; the link is above\n")
