from datetime import UTC, datetime

import pytest

from reactor.errors import BlockedError, ForbiddenError, LastingError, PassingError, RefusedError
from reactor.fetch.page import Page
from reactor.fetch.response_outcome import failure_of, parse_retry_after
from reactor.fetch.web_address import follow, parse_web_address

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def answer(
    status: int = 200, body: str = "<p>Jobs</p>", content_type: str = "text/html", **headers: str
) -> Exception | None:
    page = Page("https://example.com/jobs", status, content_type, body.encode())
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return failure_of(page, named, NOW)


def test_an_ordinary_page_is_no_failure() -> None:
    assert answer() is None


@pytest.mark.parametrize("status", [302, 307, 408, 425, 429, 500, 502, 503, 504, 522, 599])
def test_statuses_that_may_pass_are_passing(status: int) -> None:
    failure = answer(status)
    assert isinstance(failure, PassingError)
    assert f"https://example.com/jobs answered {status}" in str(failure)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 300])
def test_statuses_that_will_stay_are_lasting(status: int) -> None:
    assert isinstance(answer(status), LastingError)


def test_a_status_passes_where_it_is_known_to() -> None:
    page = Page("https://example.com/jobs", 400, "text/html", b"<p>Bad request</p>")
    assert isinstance(failure_of(page, {}, NOW, passing={400}), PassingError)
    assert isinstance(failure_of(page, {}, NOW, passing={401}), LastingError)
    queued = Page("https://example.com/jobs", 202, "text/html", b"<p>Wait</p>")
    assert isinstance(failure_of(queued, {}, NOW, passing={202}), PassingError)
    assert failure_of(queued, {}, NOW) is None


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_that_passes_counts_as_blocked(status: int) -> None:
    page = Page("https://example.com/jobs", status, "text/html", b"<p>No</p>")
    assert isinstance(failure_of(page, {}, NOW, passing={status}), BlockedError)


def test_an_empty_page_is_never_an_empty_list() -> None:
    assert isinstance(answer(body=" \n"), PassingError)


@pytest.mark.parametrize("content_type", ["application/pdf", "image/png", "video/mp4"])
def test_what_is_no_text_is_refused(content_type: str) -> None:
    assert isinstance(answer(content_type=content_type), RefusedError)


def test_a_pdf_that_claims_to_be_html_is_refused() -> None:
    assert isinstance(answer(body="%PDF-1.7 ..."), RefusedError)


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/xhtml+xml", "text/xml"])
def test_text_of_any_kind_is_read(content_type: str) -> None:
    assert answer(content_type=content_type) is None


@pytest.mark.parametrize("status", [200, 403, 503])
@pytest.mark.parametrize(
    "sign",
    [
        "<title>Just a moment...</title>",
        '<script src="/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1"></script>',
        "Pardon Our Interruption",
        '<script src="https://geo.captcha-delivery.com/c.js"></script>',
        "<h1>Access Denied</h1> Reference #18.2f",
    ],
)
def test_a_challenge_counts_as_blocked_whatever_its_status(sign: str, status: int) -> None:
    assert isinstance(answer(status, sign), BlockedError)


def test_the_mitigation_header_alone_tells_a_challenge() -> None:
    assert isinstance(answer(cf_mitigated="challenge"), BlockedError)


def test_a_large_page_that_mentions_a_captcha_is_a_page() -> None:
    assert answer(body="g-recaptcha Access Denied" + "x" * 10_000) is None


def test_the_probe_in_ordinary_pages_behind_cloudflare_is_no_challenge() -> None:
    assert answer(body="<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'>") is None


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "answered 401 Unauthorized: it wants a login"),
        (403, "answered 403 Forbidden: the site does not let this program in"),
    ],
)
def test_an_ordinary_refusal_is_not_called_blocked(status: int, words: str) -> None:
    failure = answer(status, "Forbidden")
    assert type(failure) is ForbiddenError
    assert words in str(failure)


@pytest.mark.parametrize(
    "sign",
    [
        *("Reference #18.", "Pardon Our Interruption", "__cf_chl_f_tk=", "cf-error-code"),
        *("/cdn-cgi/challenge-platform/", "window._pxAppId", "captcha.px-cdn.net"),
        *("captcha-delivery.com", "_Incapsula_Resource", "KPSDK"),
    ],
)
def test_some_signs_tell_a_challenge_in_a_page_of_any_size(sign: str) -> None:
    assert isinstance(answer(body=f"{'x' * 100_000}{sign}{'x' * 100_000}"), BlockedError)


@pytest.mark.parametrize(
    "sign", ["Just a moment", "Checking your browser", "Access Denied", "g-recaptcha"]
)
def test_others_do_so_in_a_small_page_only(sign: str) -> None:
    assert isinstance(answer(body=sign.ljust(9_999)), BlockedError)
    assert answer(body=sign.ljust(10_000)) is None


def test_a_page_with_a_contact_form_that_has_a_captcha_is_a_page() -> None:
    form = '<script src="https://www.google.com/recaptcha/api.js"></script><i class="g-recaptcha">'
    assert answer(body=f"<h1>Jobs</h1>{'<p>Baker wanted</p>' * 3_000}{form}") is None


def test_a_json_answer_may_mention_anything() -> None:
    body = '{"jobs": [{"content": "Access Denied"}]}'
    assert answer(body=body, content_type="application/json") is None


def test_the_time_to_wait_goes_with_the_failure() -> None:
    failure = answer(429, Retry_After="120")
    assert isinstance(failure, PassingError)
    assert failure.retry_after == 120


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("9" * 5000, 21600),
        ("Fri, 01 May 2026 12:01:30 GMT", 90),
        ("Fri, 01 May 2026 11:00:00 GMT", 0),
        ("Sat, 01 May 2027 12:00:00 GMT", 21600),
        ("Fri, 31 Dec 9999 23:59:59 +1400", 21600),
        ("Fri, 01 May 99999999999 12:00:00 GMT", None),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after_is_read_in_both_forms_and_clamped(header: str, seconds: float | None) -> None:
    assert parse_retry_after(header, NOW) == seconds


@pytest.mark.parametrize(
    "text",
    [
        *("", "careers", "example.com/jobs", "ftp://example.com/", "file:///etc/passwd"),
        *("javascript:alert(1)", "http://", "http:///jobs", "http://[::1", "http://a:99999/"),
        "http://example.com\\@127.0.0.1/",
    ],
)
def test_what_is_no_web_address_is_named_with_the_mend(text: str) -> None:
    with pytest.raises(LastingError, match=r"is not a web address; it should look like https://"):
        parse_web_address(text)


def test_an_address_with_a_user_name_is_refused() -> None:
    with pytest.raises(RefusedError):
        parse_web_address("https://example.com@127.0.0.1/")


@pytest.mark.parametrize("location", ["file:///etc/passwd", "javascript:1", "http://u:p@h/"])
def test_a_redirect_to_what_is_no_web_page_is_refused(location: str) -> None:
    with pytest.raises(RefusedError):
        follow(parse_web_address("https://example.com/jobs"), location)


def test_a_relative_redirect_is_followed_from_where_it_stands() -> None:
    address = follow(parse_web_address("https://example.com/jobs/"), "../careers?x=1#top")
    assert str(address) == "https://example.com/careers?x=1"
