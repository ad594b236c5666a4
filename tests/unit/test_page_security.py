"""Who may ask for what of the page, as tables: header by header, peer by peer."""

from collections.abc import Mapping
from typing import Any

import pytest

from reactor.settings import Settings
from reactor.web.security import sessions
from reactor.web.security.callers import Caller, Callers
from reactor.web.security.origins import is_ours
from reactor.web.security.passwords import Attempts, hashed, is_right
from reactor.web.security.policy import Policy
from reactor.web.urls import Urls, outside

PI = "pi.local:8080"
PROXY, STRANGER = "172.18.0.2", "192.168.1.9"


# Which site asks


@pytest.mark.parametrize(
    ("method", "headers", "ours"),
    [
        ("GET", {"Sec-Fetch-Site": "cross-site", "Origin": "http://evil.test"}, True),
        ("HEAD", {"Origin": "null"}, True),
        ("POST", {"Sec-Fetch-Site": "same-origin"}, True),
        ("POST", {"Sec-Fetch-Site": "none"}, True),
        ("POST", {"Sec-Fetch-Site": "same-site"}, False),
        ("POST", {"Sec-Fetch-Site": "cross-site"}, False),
        ("POST", {"Sec-Fetch-Site": "cross-site", "Origin": f"http://{PI}"}, False),
        ("POST", {"Sec-Fetch-Site": "cross-site", "Authorization": "Bearer x"}, False),
        ("POST", {"Origin": f"http://{PI}"}, True),
        ("POST", {"Origin": "http://PI.local:8080"}, True),
        ("POST", {"Origin": "http://pi.local"}, False),
        ("POST", {"Origin": "http://pi.local:8081"}, False),
        ("POST", {"Origin": "http://evil.test:8080"}, False),
        ("POST", {"Origin": "http://pi.local:8080.evil.test"}, False),
        ("POST", {"Origin": "null"}, False),
        ("POST", {"Origin": ""}, False),
        ("POST", {"Origin": "http://[::1"}, False),
        ("POST", {"Origin": "http://pi.local:99999"}, False),
        ("POST", {"Origin": "file://pi.local:8080"}, False),
        ("POST", {}, False),
        ("POST", {"Authorization": "Bearer x"}, True),
        ("POST", {"Authorization": "Basic x"}, False),
        ("PUT", {}, False),
        ("PATCH", {}, False),
        ("DELETE", {}, False),
    ],
)
def test_only_this_very_page_changes_anything(
    method: str, headers: Mapping[str, str], ours: bool
) -> None:
    assert is_ours(method, headers, PI) is ours


@pytest.mark.parametrize(
    ("origin", "host", "ours"),
    [
        ("https://jobs.example", "jobs.example", True),
        ("http://jobs.example", "jobs.example:80", True),
        ("https://jobs.example:443", "jobs.example", True),
        ("https://jobs.example", "jobs.example:80", False),
        ("http://[::1]:8080", "[::1]:8080", True),
        ("http://[::1]:8080", "[::2]:8080", False),
    ],
)
def test_a_port_that_is_not_said_is_the_usual_one(origin: str, host: str, ours: bool) -> None:
    assert is_ours("POST", {"Origin": origin}, host) is ours


# Who asks


def who(peer: str, headers: Mapping[str, str], **settings: Any) -> Caller:
    trusted = {"trusted_proxies": "172.18.0.0/16, ::1"} | settings
    return Callers(Settings(**trusted)).who(peer, "127.0.0.1:8080", headers, secure=False)


@pytest.mark.parametrize(
    ("peer", "headers", "caller"),
    [
        ("127.0.0.1", {}, Caller("127.0.0.1", "127.0.0.1:8080", near=True)),
        ("::ffff:127.0.0.1", {}, Caller("::ffff:127.0.0.1", "127.0.0.1:8080", near=True)),
        (STRANGER, {}, Caller(STRANGER, "127.0.0.1:8080")),
        # What strangers say of themselves is not believed; and a proxy that nobody trusts is not
        # somebody at this machine.
        (STRANGER, {"X-Forwarded-For": "127.0.0.1"}, Caller(STRANGER, "127.0.0.1:8080")),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, Caller("127.0.0.1", "127.0.0.1:8080")),
        ("127.0.0.1", {"Via": "1.1 tunnel"}, Caller("127.0.0.1", "127.0.0.1:8080")),
        (
            STRANGER,
            {"X-Forwarded-Host": "evil.test", "X-Forwarded-Prefix": "/evil", "Remote-User": "ada"},
            Caller(STRANGER, "127.0.0.1:8080"),
        ),
        (
            PROXY,
            {
                "X-Forwarded-For": f"127.0.0.1, {STRANGER}",
                "X-Forwarded-Host": "jobs.example",
                "X-Forwarded-Proto": "https",
                "X-Forwarded-Prefix": "/scoutly/",
                "Remote-User": "ada@example.org",
            },
            Caller(STRANGER, "jobs.example", secure=True, base="/scoutly", user="ada@example.org"),
        ),
        # Two proxies of ours in a row.
        (PROXY, {"X-Forwarded-For": f"{STRANGER}, 172.18.0.9"}, Caller(STRANGER, "127.0.0.1:8080")),
        (PROXY, {"X-Forwarded-Host": "evil.test, ours"}, Caller(PROXY, "ours")),
        (PROXY, {"X-Forwarded-Prefix": "//evil.test"}, Caller(PROXY, "127.0.0.1:8080")),
        (PROXY, {"X-Forwarded-Prefix": "/a/../b"}, Caller(PROXY, "127.0.0.1:8080")),
        (PROXY, {"X-Forwarded-Prefix": '/"onload='}, Caller(PROXY, "127.0.0.1:8080")),
        ("::1", {}, Caller("::1", "127.0.0.1:8080", near=True)),
        ("::1", {"X-Forwarded-For": "::1"}, Caller("::1", "127.0.0.1:8080")),
        ("", {}, Caller("", "127.0.0.1:8080")),
    ],
)
def test_only_a_trusted_proxy_is_believed(
    peer: str, headers: Mapping[str, str], caller: Caller
) -> None:
    assert who(peer, headers, trusted_user_header="Remote-User") == caller


def test_a_user_is_believed_only_where_the_settings_name_the_header() -> None:
    assert who(PROXY, {"Remote-User": "ada"}).user == ""


# Who gets in

NEAR, FAR = Caller("127.0.0.1", PI, near=True), Caller(STRANGER, PI)
NAMED = Caller(STRANGER, PI, user="ada@example.org")
SET = {"http_password": "correct horse"}
OPEN = {"http_open": "yes"}
EVERYWHERE = {"http_host": "0.0.0.0"}  # noqa: S104 - only told


@pytest.mark.parametrize(
    ("settings", "caller", "asks"),
    [
        ({}, NEAR, False),
        ({}, FAR, True),
        ({}, NAMED, False),
        ({"http_host": "::1"}, NEAR, False),
        ({"http_host": "localhost"}, NEAR, False),
        (EVERYWHERE, NEAR, True),
        (EVERYWHERE, FAR, True),
        (OPEN, FAR, False),
        (EVERYWHERE | OPEN, FAR, False),
        (SET, NEAR, True),
        (SET, FAR, True),
        (SET | OPEN, FAR, True),
        (SET | EVERYWHERE, NAMED, False),
    ],
)
def test_who_sits_here_needs_no_password_and_who_sets_one_is_asked(
    settings: dict[str, Any], caller: Caller, asks: bool
) -> None:
    policy = Policy(Settings(**settings))
    assert policy.asks(caller) is asks


@pytest.mark.parametrize(
    ("settings", "made"),
    [({}, False), (EVERYWHERE, True), (EVERYWHERE | OPEN, False), (EVERYWHERE | SET, False)],
)
def test_a_password_is_made_where_one_is_asked_for_and_none_is_set(
    settings: dict[str, Any], made: bool
) -> None:
    policy = Policy(Settings(**settings))
    assert policy.makes_password is made


# Sessions and passwords


def test_a_session_lasts_thirty_days_and_ends_with_the_password() -> None:
    key = sessions.key_of(b"house", b"one")
    cookie = sessions.issue(key, 1_000)
    day = 86_400
    assert sessions.is_valid(cookie, key, 1_000 + 30 * day - 1)
    assert not sessions.is_valid(cookie, key, 1_000 + 30 * day)
    assert not sessions.is_valid(cookie, key, 1_000 - 61)
    assert not sessions.is_valid(cookie, sessions.key_of(b"house", b"other"), 1_000)
    assert not sessions.is_valid(cookie, sessions.key_of(b"elsewhere", b"one"), 1_000)


@pytest.mark.parametrize("change", range(0, 90, 7))
def test_a_session_that_was_changed_is_none(change: int) -> None:
    key = sessions.key_of(b"house", b"one")
    cookie = sessions.issue(key, 1_000)
    at = change % len(cookie)
    other = "1" if cookie[at] != "1" else "2"
    assert not sessions.is_valid(cookie[:at] + other + cookie[at + 1 :], key, 1_000)


@pytest.mark.parametrize("cookie", ["", ".", "a.1.b", "a" * 5_000, "ä.1.x", "0" * 16 + ".1." + "0"])
def test_what_is_no_session_is_none(cookie: str) -> None:
    assert not sessions.is_valid(cookie, b"key", 1_000)


def test_a_password_is_known_again_and_is_not_what_is_kept() -> None:
    kept = hashed("correct horse")
    assert b"correct" not in kept
    assert is_right("correct horse", kept)
    assert not is_right("correct house", kept)
    assert hashed("correct horse") != kept


def test_five_tries_a_minute_for_each_address() -> None:
    now = 0.0
    attempts = Attempts(clock=lambda: now)
    assert [attempts.may("a") for _ in range(7)] == [True] * 5 + [False] * 2
    assert attempts.may("b")
    now = 59.9
    assert not attempts.may("a")
    now = 60.0
    assert attempts.may("a")


def test_addresses_are_forgotten_before_they_fill_the_memory() -> None:
    attempts = Attempts()
    for number in range(5_000):
        attempts.may(str(number))
    assert len(attempts) == 1_000


# Links


@pytest.mark.parametrize(
    ("said", "link"),
    [
        ("/matches?status=APPLIED", "/scoutly/matches?status=APPLIED"),
        ("/scoutly/matches", "/scoutly/matches"),
        ("https://evil.test/", "/scoutly/"),
        ("//evil.test", "/scoutly/"),
        ("/\\evil.test", "/scoutly/"),
        ("/a\r\nSet-Cookie: x", "/scoutly/"),
        ("javascript:alert(1)", "/scoutly/"),
        ("", "/scoutly/"),
    ],
)
def test_a_way_back_stays_inside(said: str, link: str) -> None:
    assert Urls("/scoutly").inside(said) == link


def test_a_link_has_its_folder_and_its_query() -> None:
    url = Urls("/scoutly")
    assert url("/matches", q="a&b c", older=None, status="") == "/scoutly/matches?q=a%26b+c"
    assert Urls()("/") == "/"


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://a.example/", "https://a.example/"),
        ("HTTP://a.example/", "HTTP://a.example/"),
        ("javascript:alert(1)", ""),
        ("//a.example", ""),
        ("data:text/html,x", ""),
        (" https://a.example", ""),
    ],
)
def test_only_addresses_of_the_web_lead_out(address: str, link: str) -> None:
    assert outside(address) == link
