"""Every error names its cause by a code out of a closed set."""

import ast
import pickle
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from google.genai.errors import APIError
from yarl import URL

import reactor.app
from reactor.cv.messages import retold
from reactor.document_text.pdf import text_of_pdf
from reactor.error_codes import Code
from reactor.errors import (
    GoneError,
    LastingError,
    PassingError,
    ReactorError,
    UnreachableError,
)
from reactor.fetch.body import packed_otherwise
from reactor.fetch.failures import explain
from reactor.fetch.page import Page
from reactor.fetch.politeness import Politeness
from reactor.fetch.response_outcome import failure_of
from reactor.fetch.web_address import follow, parse_web_address
from reactor.match.gemini import failure as gemini
from reactor.scrape.careers.careers_page import read_careers_page
from reactor.scrape.markup.text import parse_html
from reactor.scrape.posting_page.gone import refuse_gone

SOURCE = Path(reactor.app.__file__).parent
CODES: tuple[str, ...] = get_args(Code)
ENDS_RUNS = ("core", "fetch", "match", "pipeline", "scrape")
"""Packages whose errors can end a run."""

SAYS_LITTLE = {"ReactorError", "PassingError", "LastingError", "RefusedError", "WaitingError"}
PAGE = "https://acme.example/careers"
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
KEY = ConnectionKey("acme.example", 443, True, True, None, None, None)


def classes(of: type[ReactorError] = ReactorError) -> Iterator[type[ReactorError]]:
    yield of
    for each in of.__subclasses__():
        yield from classes(each)


def answer(status: int, body: bytes = b"<p>Jobs</p>", kind: str = "text/html") -> ReactorError:
    failure = failure_of(Page(PAGE, status, kind, body), {}, NOW)
    assert failure
    return failure


def raised(call: object, *arguments: object) -> ReactorError:
    assert callable(call)
    with pytest.raises(ReactorError) as caught:
        call(*arguments)
    return caught.value


def test_every_class_has_a_code_of_the_closed_set() -> None:
    assert [kind for kind in classes() if kind.code not in CODES] == []


def test_what_can_end_a_run_says_why() -> None:
    """A class that stands for several causes is never raised without a code."""
    silent = [
        f"{path.relative_to(SOURCE)}:{call.lineno}"
        for package in ENDS_RUNS
        for path in sorted((SOURCE / package).rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in SAYS_LITTLE
        and "code" not in {keyword.arg for keyword in call.keywords}
    ]
    assert silent == []


def test_every_code_is_given_to_something() -> None:
    told = (SOURCE / "errors.py", SOURCE / "advice.py")
    elsewhere = "".join(path.read_text() for path in SOURCE.rglob("*.py") if path not in told)
    elsewhere += told[0].read_text().partition("class ReactorError")[2]
    assert [code for code in CODES if f'"{code}"' not in elsewhere] == []


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (404, "page_gone"),
        (410, "page_gone"),
        (401, "login_required"),
        (403, "forbidden"),
        (451, "forbidden"),
        (400, "unexpected_status"),
        (408, "server_error"),
        (429, "rate_limited"),
        (503, "server_error"),
        (599, "server_error"),
    ],
)
def test_a_status_has_its_code(status: int, code: Code) -> None:
    assert answer(status).code == code


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b" \n", "text/html", "empty_answer"),
        (b"<title>Just a moment...</title>", "text/html", "blocked"),
        (b"x", "application/pdf", "not_a_web_page"),
        (b"%PDF-1.7", "text/html", "not_a_web_page"),
    ],
)
def test_content_that_is_none_has_its_code(body: bytes, kind: str, code: Code) -> None:
    assert answer(200, body, kind).code == code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (aiohttp.ClientConnectorDNSError(KEY, OSError(-2, "no")), "no_such_host"),
        (aiohttp.SocketTimeoutError(), "unreachable"),
        (TimeoutError(), "slow_answer"),
        (aiohttp.ClientConnectorError(KEY, ConnectionRefusedError(111, "no")), "no_connection"),
        (aiohttp.ClientConnectorSSLError(KEY, OSError(1, "no")), "broken_tls"),
        (aiohttp.ClientPayloadError(), "garbled_answer"),
        (aiohttp.ServerDisconnectedError(), "garbled_answer"),
        (UnicodeError("label too long"), "invalid_address"),
        (aiohttp.InvalidURL(PAGE), "invalid_address"),
    ],
    ids=repr,
)
def test_a_connection_that_fails_has_its_code(error: Exception, code: Code) -> None:
    assert explain(URL(PAGE), error).code == code


@pytest.mark.parametrize(
    "address", ["our page", "", "ftp://acme.example", "https://me:secret@acme.example"]
)
def test_what_is_no_address_has_its_code(address: str) -> None:
    assert raised(parse_web_address, address).code == "invalid_address"


def test_a_redirect_and_an_encoding_that_lead_nowhere_have_their_codes() -> None:
    assert raised(follow, URL(PAGE), "mailto:me@acme.example").code == "bad_redirect"
    packed = packed_otherwise(URL(PAGE), ["compress"])
    assert packed
    assert packed.code == "unknown_encoding"
    assert raised(Page(PAGE, 200, "", b"<p>").json).code == "unexpected_answer"


async def test_a_host_that_wants_rest_has_its_code() -> None:
    politeness = Politeness(0)
    politeness.rest("acme.example", 3600)
    with pytest.raises(PassingError) as caught:
        async with politeness.turn("acme.example"):
            pass
    assert caught.value.code == "rate_limited"


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ("<body><div id=root></div><script src=app.js></script>", "needs_scripts"),
        ("<body><div id=root></div>", "empty_page"),
    ],
)
def test_a_page_that_shows_nothing_has_its_code(markup: str, code: Code) -> None:
    assert raised(read_careers_page, markup, PAGE, "").code == code


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ("<h1>This job is no longer available</h1>", "page_gone"),
        ("<h1>Sign in</h1><form><input type=password></form>", "login_required"),
    ],
)
def test_a_posting_that_is_none_has_its_code(markup: str, code: Code) -> None:
    tree = parse_html(f"<body>{markup}")
    assert raised(refuse_gone, tree, tree, "Sign in", PAGE).code == code


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "model_refused"),
        (401, "model_key_refused"),
        (403, "model_key_refused"),
        (404, "model_not_found"),
        (408, "model_overloaded"),
        (429, "model_rate_limited"),
        (503, "model_overloaded"),
    ],
)
def test_a_model_in_trouble_has_its_code(status: int, code: Code) -> None:
    assert gemini.failure_of(APIError(status, {}), NOW, "flash").code == code


def test_a_day_that_is_used_up_has_its_code() -> None:
    violations = [{"quotaId": "GenerateRequestsPerDayPerProjectPerModel"}]
    details = [{"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": violations}]
    error = APIError(429, {"error": {"code": 429, "details": details}})
    assert gemini.failure_of(error, NOW, "flash").code == "model_budget"


def test_what_is_wrong_with_a_cv_is_no_fault_of_the_careers_page() -> None:
    no_pdf = raised(text_of_pdf, b"%PDF-1.7", 100)
    for error in (GoneError("https://a.example/cv.pdf answered 404"), no_pdf):
        assert retold(error, "https://a.example/cv.pdf").code == "cv_unreadable"
    silent = retold(UnreachableError("nothing heard"), "https://a.example/cv.pdf")
    assert (type(silent), silent.code) == (UnreachableError, "cv_unavailable")


@pytest.mark.parametrize(
    "error",
    [
        GoneError("gone"),
        LastingError("it needs scripts", code="needs_scripts"),
        PassingError("busy", code="rate_limited", retry_after=3.0),
    ],
    ids=repr,
)
def test_a_code_survives_the_way_out_of_the_parsing_process(error: ReactorError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - as the parsing process sends it
    assert (type(again), str(again), again.code) == (type(error), str(error), error.code)
