"""What programs are answered is what the schema says, on every screen."""

import json
from collections.abc import AsyncIterator, Mapping
from copy import deepcopy
from importlib import import_module
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.cli import main
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from reactor.status.advice import advice_on
from reactor.status.record_builder import record_of
from reactor.status.state_reader import StatusReader
from reactor.web.pages.schema import ANSWERS, STATUS, schema
from tests.page.conftest import Served, serving
from tests.troubled import ADA, TroubledHouse, troubled

Draft202012Validator: Any = import_module("jsonschema").Draft202012Validator
"""It comes with check-jsonschema, and without types."""

JSON = {"Accept": "application/json"}
PAGE = """<html><head><title>Careers</title></head><body><ul class="jobs">
<li><a href="/careers/welder">Welder</a> Kiel</li>
<li><a href="/careers/nurse">Nurse</a> Kiel</li></ul></body></html>"""


def strictly() -> dict[str, Any]:
    """The schema, in which no object has a name that is not described."""
    strict: dict[str, Any] = deepcopy(dict(schema()))
    for described in strict["$defs"].values():
        if "properties" in described:
            described["additionalProperties"] = False
    return strict


def faults(answer: Any, of: str) -> list[str]:
    """What is not as the schema says."""
    strict = strictly()
    validator = Draft202012Validator(
        {"$defs": strict["$defs"], **strict["answers"][of]},
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    return [f"{each.json_path}: {each.message}" for each in validator.iter_errors(answer)]


def test_the_schema_is_one_and_names_its_parts_plainly() -> None:
    Draft202012Validator.check_schema(schema())
    assert schema()["$ref"] == "#/$defs/StatusRecord"
    # Two models of one name would be told apart by the names of their modules.
    assert [name for name in schema()["$defs"] if "_" in name] == []


def test_another_name_or_kind_of_value_would_be_noticed() -> None:
    assert faults({"error": "x"}, "whatever cannot be answered") == []
    for wrong in ({"error": 1}, {}, {"error": "x", "more": "y"}):
        assert faults(wrong, "whatever cannot be answered") != []


def test_the_command_prints_it_without_settings_or_a_database(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["status", "--schema"])
    assert json.loads(capsys.readouterr().out) == schema()


@pytest_asyncio.fixture
async def careers() -> AsyncIterator[str]:
    """A careers page, on loopback."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=PAGE, content_type="text/html")

    app = web.Application()
    app.router.add_get("/careers", answer)
    async with TestServer(app) as server:
        yield str(server.make_url("/careers"))


async def asked(page: Served, what: str, fields: Mapping[str, str]) -> tuple[int, str, Any]:
    """The status, the link to what describes it, and the JSON."""
    method, path = what.split(" ")
    headers = JSON | {"Origin": page.address}
    async with page.session.request(method, path, data=fields, headers=headers) as answer:
        return answer.status, answer.headers.get("Link", ""), await answer.json()


async def addresses(house: TroubledHouse, careers: str) -> dict[str, tuple[str, dict[str, str]]]:
    """How each answer is asked for."""
    users = await house.database.users.find_one({"email": ADA})
    match = await house.database.saved_jobs.find_one({})
    job = await house.database.jobs.find_one({"status": "failed"})
    assert users
    assert match
    assert job
    one, mine = f"/matches/{match['_id']}", {"notes": "mine", "before": "older"}
    return {
        "GET /matches/{id}": (f"GET {one}", {}),
        "POST /matches/{id}/status": (f"POST {one}/status", {"status": "APPLIED"}),
        "POST /matches/{id}/notes": (f"POST {one}/notes", {"notes": "theirs"}),
        "POST /matches/{id}/notes, 409": (f"POST {one}/notes", mine),
        "GET /companies/{id}": (f"GET /companies/{house.companies['taught']}", {}),
        "POST /companies/look": ("POST /companies/look", {"what": careers}),
        "GET /queue/{id}": (f"GET /queue/{job['_id']}", {}),
        "GET /people/{id}": (f"GET /people/{users['_id']}", {}),
        "GET /welcome/{id}/visits": (f"GET /welcome/{users['_id']}/visits", {}),
        "whatever cannot be answered": ("GET /companies/none", {}),
    }


async def test_every_answer_is_as_the_schema_says(
    settings: Settings, database: ScoutlyDatabase, careers: str
) -> None:
    keyed = Settings.from_environment(**settings.model_dump() | {"gemini_api_key": "secret-key"})
    house = await troubled(database, keyed)
    seen = await StatusReader(database, keyed).read()
    status = json.loads(record_of(seen, advice_on(seen)).model_dump_json(by_alias=True))
    found = {STATUS: faults(status, STATUS)}
    ways = await addresses(house, careers)
    async with serving(keyed, database) as page:
        assert await page.json("/schema.json") == schema()
        for of, model in ANSWERS.items():
            if of == STATUS:
                continue
            what, fields = ways.get(of, (of, {}))
            code, link, answer = await asked(page, what, fields)
            found[of] = faults(answer, of)
            if code < 400 or "409" in of:
                assert link == f'</schema.json#/$defs/{model.__name__}>; rel="describedby"', of
    assert {of: wrong for of, wrong in found.items() if wrong} == {}
    assert found.keys() == ANSWERS.keys()
