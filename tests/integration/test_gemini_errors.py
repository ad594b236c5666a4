"""What an error of Gemini's means: for the call, for the job that made it, and for its postings."""

import socket
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from reactor.errors import (
    BudgetError,
    ModelTroubleError,
    OfflineError,
    ReactorError,
)
from reactor.fetch.address_policy import AddressPolicy
from reactor.fetch.connectivity import Connectivity
from reactor.fetch.connectivity_probes import ConnectivityProbes
from reactor.match.gemini import GeminiMatcher
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.budgets import Budgets
from reactor.mongo.model_usage.ledger import MongoLedger
from reactor.mongo.model_usage.troubles import ModelTroubles
from reactor.mongo.timers import timer_id
from tests.gemini.asked import Asked
from tests.gemini.endpoint import Endpoint, endpoint
from tests.gemini.replies import Reply, sends, sends_text
from tests.gemini.scene import (
    HINGES,
    KEY,
    MODEL,
    ORDINARY,
    Book,
    Clock,
    judged_by,
    judgements,
    matcher_at,
    screened_by,
    settings_at,
)
from tests.gemini.sensible import sensible
from tests.gemini.troubles import (
    PER_DAY,
    PER_MINUTE,
    TOKENS_PER_MINUTE,
    fails,
    hangs_up,
    help_link,
    quota,
    retry_info,
    says_nothing,
)
from tests.visits import Visits, visits

__all__ = ["visits"]  # a fixture

# Google's library subclasses aiohttp's session, which aiohttp discourages.
pytestmark = pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession")

HTML = "<html><body>Bad gateway</body></html>"


async def error_of(reply: Reply, clock: Clock | None = None) -> tuple[ReactorError, Endpoint]:
    book = Book()
    async with endpoint(reply) as stand_in:
        with pytest.raises(ReactorError) as caught:
            await judged_by(stand_in, HINGES, book=book, clock=clock)
    assert KEY not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert (book.usages, book.paid) == ([], []), "nothing was answered"
    assert book.reserved[MODEL] == len(stand_in.asked), "what is asked is counted"
    return caught.value, stand_in


PASSING: list[tuple[Reply, float | None]] = [
    (fails(429, quota(PER_MINUTE), retry_info("26s")), 26),
    (fails(429, quota(TOKENS_PER_MINUTE), help_link(), retry_info("0.5s")), 0.5),
    (fails(429, retry_info("7s"), listed=True), 7),
    (fails(429, retry_info("0s")), 0),
    (fails(429), None),
    (fails(429, quota(PER_MINUTE)), None),
    (fails(429, retry_info("soon")), None),
    (fails(429, retry_info("-3s")), None),
    (fails(429, retry_info(26)), None),
    (fails(429, retry_info(None)), None),
    (fails(429, "busy", None, ["RetryInfo"]), None),
    (sends("busy", 429), None),
    (sends({"error": "busy"}, 429), None),
    (sends({"error": {"code": 429, "details": "none"}}, 429), None),
    (sends([], 429), None),
    (sends_text(HTML, 429, "text/html"), None),
    (fails(408), None),
    (fails(500, retry_info("3s")), 3),
    (fails(503), None),
    (sends_text("overloaded", 504, "text/plain"), None),
    (sends_text(HTML, 502, "text/html"), None),
    (sends_text("{", 502), None),
    (sends_text(HTML, 200, "text/html"), None),
    (sends_text("{", 200), None),
    (sends(7), None),
]


@pytest.mark.parametrize(("reply", "wait"), PASSING)
async def test_passing_trouble_is_waited_out_twice_and_then_told(
    reply: Reply, wait: float | None
) -> None:
    clock = Clock()
    error, stand_in = await error_of(reply, clock)
    assert isinstance(error, ModelTroubleError)
    assert error.delay == 300
    assert len(stand_in.asked) == 3
    if wait != 0:
        assert clock.pauses == pytest.approx([wait or 2, wait or 10], abs=0.3)


@pytest.mark.parametrize("reply", [reply for reply, _ in PASSING])
async def test_passing_trouble_that_passes_is_not_noticed(reply: Reply) -> None:
    book = Book()
    async with endpoint(sensible, reply, reply) as stand_in:
        found = await judged_by(stand_in, HINGES, book=book)
    match = found[HINGES.title]
    assert match
    assert match.suitability_score == 80
    assert len(book.usages) == 1


async def test_a_pause_that_is_too_long_for_a_slot_is_not_waited_out() -> None:
    clock = Clock()
    error, stand_in = await error_of(fails(429, retry_info("3600s")), clock)
    assert isinstance(error, ModelTroubleError)
    assert (error.delay, len(stand_in.asked), clock.pauses) == (3600, 1, [])


@pytest.mark.parametrize(
    "reply",
    [
        fails(429, quota(PER_DAY), retry_info("26s")),
        fails(429, quota(PER_MINUTE, PER_DAY), retry_info("26s")),
        fails(429, retry_info("26s"), help_link(), quota(PER_DAY), listed=True),
    ],
)
async def test_the_days_quota_waits_for_the_day_to_end_and_nothing_is_asked_again(
    reply: Reply,
) -> None:
    error, stand_in = await error_of(reply)
    assert isinstance(error, BudgetError)
    assert error.model == MODEL
    assert 0 < error.delay <= timedelta(hours=25).total_seconds()
    assert len(stand_in.asked) == 1


@pytest.mark.parametrize(
    ("reply", "setting", "code"),
    [
        *(
            (reply, "GEMINI_API_KEY", "model_key_refused")
            for reply in (
                fails(400, message=f"API key not valid: {KEY}"),
                fails(400, message="API Key expired. Please renew."),
                fails(401),
                fails(403, message="Method doesn't allow unregistered callers"),
            )
        ),
        *(
            (reply, "GEMINI_MODEL", "model_not_found")
            for reply in (
                fails(404, message="models/x is not found for API version v1beta"),
                sends_text(HTML, 404, "text/html"),
            )
        ),
    ],
)
async def test_a_wrong_setting_is_nobodys_failure_and_is_named(
    reply: Reply, setting: str, code: str
) -> None:
    error, stand_in = await error_of(reply)
    assert error.code == code
    assert isinstance(error, ModelTroubleError)
    assert error.delay == 3600
    assert setting in str(error)
    assert len(stand_in.asked) == 1


CREDITS = "Your prepayment credits are depleted. Please go to AI Studio to manage your billing."
PLAN = "You exceeded your current quota, please check your plan and billing details."
NO_TIER = "free_tier_requests, limit: 0, model: gemini-3.1-pro\nPlease retry in 25.4s."


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (fails(429, message=CREDITS), "model_billing"),
        (fails(400, message="Free tier is not here. Please enable billing."), "model_billing"),
        (fails(403, message="This API method requires billing to be enabled."), "model_billing"),
        (fails(400, message="User location is not supported for the API use."), "model_location"),
        (
            fails(404, message="models/x is no longer available. Use a newer one."),
            "model_not_found",
        ),
        (
            fails(429, help_link(), retry_info("25s"), message=f"{PLAN}\n{NO_TIER}"),
            "model_no_quota",
        ),
        (fails(429, quota(PER_DAY, PER_MINUTE), message=f"{PLAN}\n{NO_TIER}"), "model_no_quota"),
        (fails(400, message="API key expired. Please renew the API key."), "model_key_refused"),
        (fails(403, message="Your API key was reported as leaked."), "model_key_refused"),
        (fails(403, message="It has not been used, or it is disabled."), "model_key_refused"),
        (fails(429, message=PLAN, listed=True), "model_rate_limited"),
        (fails(429, message="free_tier_requests, limit: 20, model: x"), "model_rate_limited"),
        (fails(429, message="Resource has been exhausted."), "model_rate_limited"),
        (fails(503, message="The model is overloaded. Please enable billing."), "model_overloaded"),
        (fails(500, message="An internal error has occurred."), "model_overloaded"),
        (fails(400, message='Unknown name "additional_properties"'), "model_refused"),
    ],
)
async def test_googles_phrases_have_their_causes(reply: Reply, code: str) -> None:
    error, stand_in = await error_of(reply)
    assert isinstance(error, ModelTroubleError)
    assert error.code == code
    passes = code in ("model_rate_limited", "model_overloaded")
    assert error.delay == (300 if passes else 3600)
    assert len(stand_in.asked) == {True: 3, False: 1 + (code == "model_refused")}[passes]


@pytest.mark.timeout(10)
async def test_a_service_that_hangs_up_passes() -> None:
    error, _ = await error_of(hangs_up)
    assert isinstance(error, ModelTroubleError)
    assert "cannot be reached" in str(error)
    assert error.code == "model_unreachable"


@pytest.mark.timeout(10)
async def test_half_an_answer_passes() -> None:
    async def half(_: Asked) -> web.StreamResponse:
        return web.Response(body=b'{"candi', headers={"Content-Encoding": "gzip"})

    error, _ = await error_of(half)
    assert isinstance(error, ModelTroubleError)


@pytest.mark.timeout(10)
async def test_a_service_that_never_answers_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reactor.match.gemini.client.TIMEOUT_SECONDS", 0.1)
    error, _ = await error_of(says_nothing)
    assert isinstance(error, ModelTroubleError)
    assert "did not answer" in str(error)
    assert error.code == "model_unreachable"


@pytest.mark.timeout(10)
async def test_a_service_that_is_not_there_passes() -> None:
    async with matcher_at(f"http://127.0.0.1:{unused_port()}") as matcher:
        with pytest.raises(ModelTroubleError, match="cannot be reached"):
            await judgements(matcher, [HINGES])


@pytest.mark.parametrize(
    ("witness_is_there", "kind"), [(True, ModelTroubleError), (False, OfflineError)]
)
async def test_silence_of_a_service_is_nobodys_failure_while_the_line_is_down(
    monkeypatch: pytest.MonkeyPatch, *, witness_is_there: bool, kind: type[Exception]
) -> None:
    def failing(*_: Any, **__: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "no")

    async with TestServer(web.Application()) as server:
        there = {"witness.example": server.make_url("/")} if witness_is_there else {}
        line = Connectivity(
            AddressPolicy(), ConnectivityProbes(["witness.example"], stand_ins=there)
        )
        monkeypatch.setattr(socket, "getaddrinfo", failing)
        async with matcher_at(None, line=line) as matcher:
            with pytest.raises(kind):
                await judgements(matcher, [HINGES])


async def test_an_error_in_the_middle_loses_nothing_that_was_answered_before() -> None:
    book = Book()
    async with endpoint() as stand_in:
        await screened_by(stand_in, *ORDINARY, book=book)
        stand_in.then(*[fails(503)] * 3)
        with pytest.raises(ModelTroubleError):
            await judged_by(stand_in, *ORDINARY, book=book)
        paid = len(book.paid)
        await screened_by(stand_in, *ORDINARY, book=book)
        await judged_by(stand_in, *ORDINARY, book=book)
    assert (len(stand_in.screenings), len(stand_in.analyses)) == (1, 4)
    assert len(book.paid) == paid + len(ORDINARY)


@pytest.mark.parametrize(
    "reply",
    [
        fails(503),
        fails(429, retry_info("9999s")),
        fails(429, quota(PER_DAY)),
        fails(401),
        fails(404),
    ],
)
async def test_what_becomes_of_the_job(
    visits: Visits, database: ScoutlyDatabase, reply: Reply
) -> None:
    async with endpoint(reply) as stand_in:
        parts = MongoLedger(database), Budgets(database, 500)
        visits.matcher = GeminiMatcher(settings_at(stand_in.url), *parts, sleep=Clock().sleep)
        job = await visits.visit("welder", "pilot", "cook")
        waits = {"status": "pending", "retryCount": 0, "waitsFor": MODEL}
        assert {name: job.get(name) for name in waits} == waits, job
        assert "notBefore" in job
        assert KEY not in str(job)
        assert await visits.history() == []
        stand_in.model = sensible
        await database.timers.delete_many({"_id": timer_id("budget", MODEL)})
        await ModelTroubles(database).over(MODEL)
        assert (await visits.completed("welder", "pilot", "cook"))["found"] == 3
        await visits.matcher.aclose()
    assert set(await visits.history()) == {"welder", "pilot", "cook"}
