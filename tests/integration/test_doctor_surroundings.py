"""The doctor's checks of what is around the database: settings, model, port."""

from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port

from reactor.doctor.checks import (
    model,
    port,
    privacy,
)
from reactor.doctor.checks import (
    settings as settings_check,
)
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Severity
from reactor.errors import ModelTroubleError
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.troubles import ModelTroubles
from reactor.settings import Settings
from tests.doctor import found_by, replies
from tests.gemini.endpoint import endpoint
from tests.gemini.replies import Reply
from tests.gemini.troubles import fails
from tests.llm import chat

# Google's library subclasses aiohttp's session, which aiohttp discourages.
pytestmark = pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession")

FINE, REMARK, WRONG = Severity.FINE, Severity.REMARK, Severity.WRONG
KEY = "a-key-that-nobody-may-see"
MODEL = "gemini-flash-lite-latest"


@pytest.fixture
def case(settings: Settings, database: ScoutlyDatabase) -> Case:
    return Case(settings, database)


def with_key(case: Case, address: str) -> Case:
    key = {"gemini_api_key": KEY, "gemini_base_url": address}
    return Case(Settings(**case.settings.model_dump() | key), case.database)


async def test_the_model_is_asked_for_one_word_which_costs_one_request(case: Case) -> None:
    async with endpoint() as gemini:
        found = (await found_by(model.look, with_key(case, gemini.url)))["model"]
    assert (found.outcome, found.said) == (
        FINE,
        "gemini-flash-lite-latest answers, and the key is valid",
    )
    assert len(gemini.asked) == 1
    [day] = await case.database.budgets.find().to_list(None)
    assert day["requests"] == 1


async def test_a_model_that_jobs_wait_for_is_not_called_well(case: Case) -> None:
    trouble = ModelTroubleError("unpaid", delay=3600, model=MODEL, code="model_billing")
    await ModelTroubles(case.database).note(trouble)
    async with endpoint() as gemini:
        found = (await found_by(model.look, with_key(case, gemini.url)))["model"]
    assert found.outcome is REMARK
    assert "has been in trouble for" in found.said
    assert "asked again in 60 min" in found.said
    assert "valid" not in found.said
    assert found.details == ("model_billing: unpaid",)
    assert "{kind: 'model', of: 'gemini-flash-lite-latest'}" in found.mend


async def test_a_model_that_nobody_knows_or_that_cannot_be_reached_is_wrong(case: Case) -> None:
    async with endpoint(fails(404)) as gemini:
        found = (await found_by(model.look, with_key(case, gemini.url)))["model"]
    assert (found.outcome, "GEMINI_MODEL" in found.mend) == (WRONG, True)
    gone = (await found_by(model.look, with_key(case, gemini.url)))["model"]
    assert gone.outcome is WRONG
    assert "cannot be reached" in gone.said


def at_endpoint(case: Case, address: str) -> Case:
    chosen = {"llm": "openai", "openai_base_url": f"{address}v1", "openai_model": "qwen3:8b"}
    return Case(Settings(**case.settings.model_dump() | chosen), case.database)


@pytest.mark.parametrize(
    ("reply", "outcome", "said", "mend"),
    [
        (chat.says("OK"), FINE, "answers", ""),
        (chat.says("<think>They ask for a word.</think>"), FINE, "answers", ""),
        (chat.says("", finish="length"), FINE, "answers", ""),
        (chat.fails(404, "model 'qwen3:8b' not found"), WRONG, "has no model qwen3:8b", "Name"),
        (chat.fails(401, "Incorrect API key"), WRONG, "refuses the key", "OPENAI_API_KEY"),
        (chat.fails(503, "Loading model"), REMARK, "does not answer now", "Wait"),
        (lambda _: web.json_response({"data": None}), WRONG, "is none", "Name another model"),
    ],
)
async def test_an_endpoint_is_asked_for_one_word(
    case: Case, reply: Reply, outcome: Severity, said: str, mend: str
) -> None:
    async with endpoint(reply, path=chat.PATH, kind=chat.ChatAsked) as stand_in:
        found = (await found_by(model.look, at_endpoint(case, stand_in.url)))["model"]
    assert (found.outcome, said in found.said, mend in found.mend) == (outcome, True, True), found
    assert [each.path for each in stand_in.asked] == [chat.PATH]


async def test_an_endpoint_that_cannot_be_reached_is_wrong(case: Case) -> None:
    here = f"http://127.0.0.1:{unused_port()}/"
    gone = (await found_by(model.look, at_endpoint(case, here)))["model"]
    assert (gone.outcome, "cannot be reached" in gone.said) == (WRONG, True)
    assert "OPENAI_BASE_URL" in gone.mend


async def test_with_a_model_at_home_nothing_leaves_it(case: Case) -> None:
    found = (await found_by(privacy.look, at_endpoint(case, "http://ollama:11434/")))["privacy"]
    assert "in your own network" in found.said
    assert not any("Google" in line for line in found.details)


async def test_privacy_is_told_by_whether_there_is_a_key_and_where_it_leads(case: Case) -> None:
    assert "nobody" not in (await found_by(privacy.look, with_key(case, "")))["privacy"].said
    to_google = (await found_by(privacy.look, with_key(case, "")))["privacy"]
    assert any("training" in line for line in to_google.details)
    elsewhere = (await found_by(privacy.look, with_key(case, "https://m.example")))["privacy"]
    assert "m.example" in elsewhere.said
    assert not (await found_by(privacy.look, case))["privacy"].details


async def test_the_port_of_another_program_is_told_and_a_free_one_is_fine(case: Case) -> None:
    async with replies(web.Response(text="hello")) as (address, _):
        taken = case.settings.model_copy(update={"http_port": int(address[:-1].rpartition(":")[2])})
        assert (await found_by(port.look, Case(taken, case.database)))["port"].outcome is WRONG
    assert (await found_by(port.look, Case(taken, case.database)))["port"].outcome is FINE
    abroad = taken.model_copy(update={"http_host": "203.0.113.7", "http_port": unused_port()})
    elsewhere = (await found_by(port.look, Case(abroad, case.database)))["port"]
    assert "could not listen on 203.0.113.7" in elsewhere.said


async def test_where_a_setting_comes_from_is_told_and_its_secret_is_not(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text(
        f"GEMINI_API_KEY={KEY}\nREACTOR_MIN_SCORE=95\nREACTOR_LEASE=\nREACTOR_COOLDWON=1m\n"
    )
    monkeypatch.setenv("REACTOR_CONCURRENCY", "50")
    monkeypatch.setenv("REACTOR_MIN_SCORE", "97")
    there = Settings.from_environment()
    found = await found_by(settings_check.look, Case(there, case.database))
    assert "REACTOR_CONCURRENCY=50  from the environment" in found["settings"].details
    assert "GEMINI_API_KEY=(not shown)  from .env" in found["settings"].details
    assert any("(.env has it, too)" in line for line in found["settings"].details)
    assert not any("REACTOR_LEASE" in line for line in found["settings"].details)
    assert len(found["unusual"].details) == 2
    assert found["unknown"].details == ("REACTOR_COOLDWON: did you mean REACTOR_COOLDOWN?",)
    assert KEY not in repr(found)


async def test_listening_everywhere_is_only_unusual_outside_of_a_container(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_to_all = case.settings.model_copy(update={"http_host": "0.0.0.0"})  # noqa: S104 - only told
    monkeypatch.setattr(settings_check, "_CONTAINERS", ())
    monkeypatch.delenv("container", raising=False)
    outside = await found_by(settings_check.look, Case(open_to_all, case.database))
    monkeypatch.setenv("container", "oci")
    inside = await found_by(settings_check.look, Case(open_to_all, case.database))
    assert any("everybody" in line for line in outside["unusual"].details)
    assert "everybody" not in repr(inside)
