"""`reactor doctor`: a healthy database, one with everything wrong, and none at all."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer, unused_port
from bson import ObjectId

from reactor.app import Reactor
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.conftest import Eventually
from tests.doctor import Doctor, call_doctor
from tests.ruin import CV


@pytest.fixture
def doctor(tmp_path: Path) -> Doctor:
    """Run the command in an empty folder."""
    return partial(call_doctor, tmp_path)


@pytest_asyncio.fixture
async def tracked(
    database: ScoutlyDatabase, running_reactor: Reactor, site: TestServer, eventually: Eventually
) -> None:
    """A reactor that has visited the company that somebody tracks."""
    assert running_reactor.started.is_set()
    acme = ObjectId()
    await database.users.insert_one({"email": "ada@example.org", "cvText": CV})
    await database.companies.insert_one(
        {"_id": acme, "companyID": "acme", "careers_url": str(site.make_url("/careers"))}
    )
    await database.preferences.insert_one(
        {"userId": "ada@example.org", "companyId": acme, "rank": 80}
    )
    await eventually(lambda: database.jobs.find_one({"status": "completed"}))


@pytest.mark.usefixtures("tracked")
async def test_a_healthy_database_is_told_in_one_screen_and_ends_well(
    doctor: Doctor, settings: Settings
) -> None:
    status, output, errors = await doctor(
        MONGODB_URI=settings.mongodb_uri.get_secret_value(), REACTOR_HTTP_PORT="0"
    )
    print(output)  # noqa: T201 - what a person sees, with -s
    assert (status, errors) == (0, "")
    for expected in (
        "ok    replica set  rs0 has its primary here",
        "ok    stream       it can be opened",
        "ok    reactors     1 reactor alive",
        "ok    jobs         0 pending, 0 processing, 1 completed, 0 failed",
        "ok    ranks        1 preference, 1 tracking; every rank is from 1 to 100",
        "look  model        no GEMINI_API_KEY: postings are matched by keywords",
        "no profile and no posting is sent to anybody",
    ):
        assert expected in output, output
    assert output.splitlines()[-1].endswith(" ok, 1 to look at")


async def test_without_mongodb_the_rest_is_still_checked(doctor: Doctor) -> None:
    status, output, _ = await doctor(
        MONGODB_URI=f"mongodb://127.0.0.1:{unused_port()}/scoutly", REACTOR_HTTP_PORT="0"
    )
    assert status == 1
    assert "wrong server       MongoDB cannot be used: " in output
    assert "checks not made: MongoDB cannot be asked" in output
    assert "ok    log folder" in output
    assert "ok    port" in output


async def test_a_program_gets_one_json_object(
    doctor: Doctor, settings: Settings, database: ScoutlyDatabase
) -> None:
    assert database.name
    status, output, errors = await doctor(
        "--json", MONGODB_URI=settings.mongodb_uri.get_secret_value(), REACTOR_HTTP_PORT="0"
    )
    told: dict[str, Any] = json.loads(output)
    assert (status, errors, told["well"]) == (0, "", True)
    assert all(
        set(finding) == {"check", "outcome", "said", "details", "mend"}
        for finding in told["findings"]
    )
    assert {"server", "replica set", "ranks", "privacy"} <= {
        finding["check"] for finding in told["findings"]
    }


async def test_a_visit_can_be_had_as_json_as_well(
    doctor: Doctor, settings: Settings, database: ScoutlyDatabase
) -> None:
    await database.companies.insert_one({"companyID": "acme", "careers_url": ""})
    uri = settings.mongodb_uri.get_secret_value()
    status, output, _ = await doctor("--json", "--test-pipeline", "acme", MONGODB_URI=uri)
    assert status == 1
    assert json.loads(output)["findings"][-1]["said"] == "it has no careers_url"


async def test_a_log_folder_that_cannot_be_written_to_is_a_finding_like_any_other(
    doctor: Doctor, settings: Settings, database: ScoutlyDatabase, tmp_path: Path
) -> None:
    assert database.name
    (tmp_path / "file").touch()
    status, output, errors = await doctor(
        MONGODB_URI=settings.mongodb_uri.get_secret_value(),
        REACTOR_LOG_DIR=str(tmp_path / "file" / "logs"),
        REACTOR_HTTP_PORT="0",
    )
    assert (status, errors) == (1, "")
    assert "cannot be written to (Not a directory)" in output
    assert "ok    server" in output


async def test_a_wrong_setting_is_one_line_and_status_2(doctor: Doctor) -> None:
    status, output, errors = await doctor(REACTOR_CONCURRENCY="many")
    assert (status, output) == (2, "")
    assert errors.startswith("reactor: REACTOR_CONCURRENCY: 'many' is not allowed")
    assert errors.count("\n") == 1


async def test_the_help_teaches(doctor: Doctor) -> None:
    status, output, _ = await doctor("--help")
    assert status == 0
    for expected in ("ok     as it should be", "--test-pipeline", "exit status:", "jobs-debugger"):
        assert expected in output
