"""Every environment variable: its default, what is allowed, and one line for what is not."""

import os
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest

from reactor.errors import SettingsError
from reactor.model_choice import model_of
from reactor.settings import Settings

PASSWORD = "correct-horse"  # noqa: S105 - made up
KEY = "AIza-made-up-key"
URI = f"mongodb://ada:{PASSWORD}@db.example:27017/scoutly"


@pytest.fixture(autouse=True)
def bare_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this machine's: neither variables nor the checkout's .env."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.upper().startswith(("REACTOR_", "GEMINI_", "OPENAI_", "MONGODB_")):
            monkeypatch.delenv(name)


def shown(error: pytest.ExceptionInfo[SettingsError]) -> str:
    """The message, which is one line."""
    message = str(error.value)
    assert "\n" not in message
    return message


# Defaults and where values come from


@pytest.mark.parametrize(
    ("name", "default"),
    [
        ("gemini_api_key", None),
        ("gemini_rpm", 10),
        ("concurrency", 5),
        ("max_attempts", 3),
        ("max_crashes", 3),
        ("backoff", timedelta(minutes=1)),
        ("job_timeout", timedelta(minutes=10)),
        ("lease", timedelta(seconds=60)),
        ("cooldown", timedelta(minutes=5)),
        ("grace", timedelta(seconds=30)),
        ("keep_finished", timedelta(days=30)),
        ("descriptions", "saves"),
        ("keep_postings", timedelta(days=365)),
        ("keep_usages", timedelta(days=730)),
        ("host_interval", timedelta(seconds=1)),
        ("robots", "on"),
        ("allow_hosts", ()),
        ("browser_url", None),
        ("browser_proxy", "127.0.0.1"),
        ("min_score", 50),
        ("commute_km", 50),
        ("report_at", time(8)),
        ("timezone", ""),
        ("log_dir", Path("/tmp/scoutly-logs")),  # noqa: S108 - the contract's own
        ("log_level", "INFO"),
        ("log_format", "text"),
        ("http_host", "127.0.0.1"),
        ("http_port", 8080),
        ("http_names", ()),
    ],
)
def test_defaults_are_the_contracts(name: str, default: Any) -> None:
    assert getattr(Settings.from_environment(), name) == default


def test_the_default_database_is_the_contracts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))  # no MongoDB of this user's runs there
    uri = Settings.from_environment().mongodb_uri.get_secret_value()
    assert uri == "mongodb://localhost:27017/scoutly"


@pytest.mark.parametrize(
    ("variable", "text", "name", "value"),
    [
        ("REACTOR_CONCURRENCY", "7", "concurrency", 7),
        ("REACTOR_MAX_ATTEMPTS", "1", "max_attempts", 1),
        ("REACTOR_MAX_CRASHES", "9", "max_crashes", 9),
        ("REACTOR_BACKOFF", "0s", "backoff", timedelta()),
        ("REACTOR_JOB_TIMEOUT", "90s", "job_timeout", timedelta(seconds=90)),
        ("REACTOR_LEASE", "3s", "lease", timedelta(seconds=3)),
        ("REACTOR_COOLDOWN", "10m", "cooldown", timedelta(minutes=10)),
        ("REACTOR_GRACE", "1h", "grace", timedelta(hours=1)),
        ("REACTOR_KEEP_FINISHED", "30d", "keep_finished", timedelta(days=30)),
        ("REACTOR_KEEP_POSTINGS", "30d", "keep_postings", timedelta(days=30)),
        ("REACTOR_KEEP_USAGES", "1500d", "keep_usages", timedelta(days=1_500)),
        ("REACTOR_HOST_INTERVAL", "1.5s", "host_interval", timedelta(seconds=1.5)),
        (
            "REACTOR_ALLOW_HOSTS",
            "nas.local, 10.0.0.0/8",
            "allow_hosts",
            ("nas.local", "10.0.0.0/8"),
        ),
        ("REACTOR_ALLOW_HOSTS", "a b,c ,", "allow_hosts", ("a", "b", "c")),
        ("REACTOR_ALLOW_HOSTS", " , ", "allow_hosts", ()),
        (
            "REACTOR_ALLOW_HOSTS",
            "127.0.0.0/8,localhost ::1,[fd00::1] bücher.example, my_nas.",
            "allow_hosts",
            ("127.0.0.0/8", "localhost", "::1", "[fd00::1]", "bücher.example", "my_nas."),
        ),
        ("REACTOR_HTTP_HOST", "[::1]", "http_host", "::1"),
        ("REACTOR_BROWSER_PROXY", "[::1]", "browser_proxy", "::1"),
        ("REACTOR_BROWSER_URL", "ws://browser:9222/x", "browser_url", "ws://browser:9222/x"),
        ("REACTOR_BROWSER_URL", "http://[::1]:9222", "browser_url", "http://[::1]:9222"),
        ("REACTOR_HTTP_HOST", "pi.local", "http_host", "pi.local"),
        ("REACTOR_LOG_DIR", "~/logs", "log_dir", Path.home() / "logs"),
        ("REACTOR_ROBOTS", "off", "robots", "off"),
        ("REACTOR_MIN_SCORE", "0", "min_score", 0),
        ("REACTOR_COMMUTE_KM", "80", "commute_km", 80),
        ("REACTOR_LOG_DIR", "/var/log/x", "log_dir", Path("/var/log/x")),
        ("REACTOR_LOG_LEVEL", "DEBUG", "log_level", "DEBUG"),
        ("REACTOR_LOG_FORMAT", "json", "log_format", "json"),
        ("REACTOR_HTTP_PORT", "0", "http_port", 0),
        ("REACTOR_REPORT_AT", "7:30", "report_at", time(7, 30)),
        ("REACTOR_REPORT_AT", "", "report_at", None),
        ("REACTOR_TIMEZONE", "Europe/Berlin", "timezone", "Europe/Berlin"),
        (
            "REACTOR_HTTP_NAMES",
            "Pi.Example., bücher.example",
            "http_names",
            ("pi.example", "xn--bcher-kva.example"),
        ),
        ("REACTOR_HTTP_BASE", "/scoutly/", "http_base", "/scoutly"),
        ("REACTOR_HTTP_BASE", "/", "http_base", ""),
        ("REACTOR_HTTP_OPEN", "yes", "http_open", "yes"),
        ("REACTOR_HTTP_METRICS", "open", "http_metrics", "open"),
        (
            "REACTOR_TRUSTED_PROXIES",
            "172.18.0.0/16, [::1]",
            "trusted_proxies",
            ("172.18.0.0/16", "::1"),
        ),
        ("GEMINI_RPM", "15", "gemini_rpm", 15),
        ("GEMINI_MODEL", "gemini-x", "gemini_model", "gemini-x"),
    ],
)
def test_every_variable_is_read(
    variable: str, text: str, name: str, value: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, text)
    assert getattr(Settings.from_environment(), name) == value


def test_a_dot_env_file_is_read_and_the_environment_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("REACTOR_GRACE=9s\nREACTOR_LEASE=9s\nSOMEBODY_ELSES=1\n")
    monkeypatch.setenv("REACTOR_LEASE", "8s")
    settings = Settings.from_environment()
    assert (settings.grace, settings.lease) == (timedelta(seconds=9), timedelta(seconds=8))


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """`.env.example` is full of them, and Compose passes them on."""
    monkeypatch.setenv("GEMINI_API_KEY", "")
    monkeypatch.setenv("REACTOR_LEASE", "")
    settings = Settings.from_environment()
    assert settings.gemini_api_key is None
    assert settings.lease == timedelta(seconds=60)


@pytest.mark.parametrize("foreign", ["LOG_LEVEL", "CONCURRENCY", "LEASE", "HTTP_PORT", "BACKOFF"])
def test_somebody_elses_variable_of_a_similar_name_is_not_ours(
    foreign: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(foreign, "verbose")
    assert Settings.from_environment() == Settings()


def test_an_argument_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REACTOR_GRACE", "9s")
    assert Settings.from_environment(grace="1s").grace == timedelta(seconds=1)


# Wrong values


@pytest.mark.parametrize(
    ("variable", "value", "allowed"),
    [
        ("REACTOR_CONCURRENCY", "0", "a whole number from 1 to 100"),
        ("REACTOR_CONCURRENCY", "101", "a whole number from 1 to 100"),
        ("REACTOR_CONCURRENCY", "five", "a whole number from 1 to 100"),
        ("REACTOR_MAX_ATTEMPTS", "0", "a whole number of at least 1"),
        ("REACTOR_MAX_CRASHES", "-1", "a whole number of at least 1"),
        ("REACTOR_BACKOFF", "60", "a duration such as 0s, 90s, 10m, 1h or 30d"),
        ("REACTOR_BACKOFF", "-5s", "a duration such as"),
        ("REACTOR_JOB_TIMEOUT", "ten minutes", "a duration such as"),
        ("REACTOR_COOLDOWN", "5 min", "a duration such as"),
        ("REACTOR_GRACE", "1h30m", "a duration such as"),
        ("REACTOR_KEEP_FINISHED", "1w", "a duration such as"),
        ("REACTOR_KEEP_FINISHED", "1\n2", "a duration such as"),
        ("REACTOR_HOST_INTERVAL", "infs", "a duration such as"),
        ("REACTOR_LEASE", "2s", "3 seconds"),
        ("REACTOR_ROBOTS", "no", "'on' or 'off'"),
        ("REACTOR_MIN_SCORE", "101", "a whole number from 0 to 100"),
        ("REACTOR_COMMUTE_KM", "50km", "a whole number from 0 to 1000"),
        ("REACTOR_LOG_LEVEL", "LOUD", "'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ("REACTOR_LOG_FORMAT", "xml", "'text' or 'json'"),
        ("REACTOR_HTTP_PORT", "65536", "a whole number from 0 to 65535"),
        ("REACTOR_REPORT_AT", "24:00", "a time of day such as 08:00"),
        ("REACTOR_REPORT_AT", "8", "or empty for no report"),
        ("REACTOR_TIMEZONE", "Berlin", "the name of a time zone such as Europe/Berlin"),
        ("REACTOR_TIMEZONE", "../etc/passwd", "the name of a time zone such as"),
        ("GEMINI_RPM", "0", "a whole number of at least 1"),
        ("REACTOR_HTTP_NAMES", "https://pi.example", "host names such as"),
        ("REACTOR_HTTP_NAMES", "pi.example:80", "host names such as"),
        ("REACTOR_HTTP_NAMES", "*", "host names such as"),
        ("REACTOR_HTTP_BASE", "scoutly", "a folder such as /scoutly"),
        ("REACTOR_HTTP_BASE", "//evil.example", "a folder such as /scoutly"),
        ("REACTOR_HTTP_BASE", "/a/../b", "a folder such as /scoutly"),
        ("REACTOR_HTTP_BASE", "/a b", "a folder such as /scoutly"),
        ("REACTOR_HTTP_OPEN", "true", "'no' or 'yes'"),
        ("REACTOR_HTTP_METRICS", "yes", "'closed' or 'open'"),
        ("REACTOR_TRUSTED_PROXIES", "10.0.0.1,traefik", "number 2 is none"),
        ("REACTOR_TRUSTED_USER_HEADER", "Remote-User", "or come with REACTOR_TRUSTED_PROXIES"),
        (
            "GEMINI_BASE_URL",
            "foo",
            "an address that starts with https:// or http://, such as https",
        ),
        (
            "GEMINI_MODEL",
            "gemini flash",
            "one word without quotes, such as gemini-flash-lite-latest",
        ),
        ("GEMINI_MODEL", "'gemini-x'", "one word without quotes, such as"),
        ("GEMINI_TPM", "250.000", "a whole number of at least 1000, such as 250000"),
        ("GEMINI_RPD", "1_000", "a whole number of at least 1, such as 500"),
        ("GEMINI_RPD", "1.000", "a whole number of at least 1, such as 500"),
        ("REACTOR_MIN_SCORE", "50%", "a whole number from 0 to 100, such as 50"),
        ("REACTOR_KEEP_POSTINGS", "1y", "a duration such as 0s, 90s, 10m, 1h or 30d"),
        ("REACTOR_KEEP_POSTINGS", "4000d", "a duration of at most ten years"),
        ("REACTOR_KEEP_USAGES", "30d", "at least 60 days"),
        ("REACTOR_HTTP_PORT", "127.0.0.1:8080", "a whole number from 0 to 65535, such as 8080"),
        ("REACTOR_HTTP_HOST", "0.0.0.0:80", "such as 127.0.0.1, without scheme and port"),
        ("REACTOR_HTTP_HOST", "http://pi", "such as 127.0.0.1, without scheme and port"),
        ("REACTOR_HTTP_HOST", "*", "such as 127.0.0.1, without scheme and port"),
        ("REACTOR_HTTP_HOST", "127.0.0", "such as 127.0.0.1, without scheme and port"),
        ("REACTOR_LOG_DIR", "$HOME/logs", "a folder such as /var/log/scoutly"),
        ("REACTOR_LOG_DIR", "file:///logs", "a folder such as /var/log/scoutly"),
        ("REACTOR_BROWSER_URL", "127.0.0.1:9222", "starts with http:// or ws://, such as http://"),
        ("REACTOR_BROWSER_URL", "file:///usr/bin/chromium", "starts with http:// or ws://"),
        ("REACTOR_BROWSER_PROXY", "::", "one address or name of this machine"),
        ("REACTOR_BROWSER_PROXY", "[::]", "one address or name of this machine"),
        ("REACTOR_BROWSER_PROXY", "127.0.0.1:8089", "such as 127.0.0.1, without scheme and port"),
        ("REACTOR_ALLOW_HOSTS", "localhost:9310", "127.0.0.0/8,localhost, without scheme, port"),
        ("REACTOR_ALLOW_HOSTS", "a,http://nas", "number 2 is none"),
        ("REACTOR_ALLOW_HOSTS", "nas/jobs", "without scheme, port and path; number 1 is none"),
        ("REACTOR_ALLOW_HOSTS", "*.example.org", "number 1 is none"),
        ("REACTOR_ALLOW_HOSTS", "192.168.1.*", "number 1 is none"),
        ("REACTOR_ALLOW_HOSTS", "192.168.1", "number 1 is none"),
        ("REACTOR_ALLOW_HOSTS", "10.0.0.0-10.0.0.9", "number 1 is none"),
        ("REACTOR_ALLOW_HOSTS", "10.0.0.0/99", "number 1 is none"),
        ("REACTOR_ALLOW_HOSTS", "[::1]:80", "number 1 is none"),
        ("REACTOR_ALLOW_HOSTS", "'localhost'", "number 1 is none"),
    ],
)
def test_a_wrong_value_is_one_line_with_name_value_and_what_is_allowed(
    variable: str, value: str, allowed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as error:
        Settings.from_environment()
    message = shown(error)
    assert message.startswith(f"{variable}: {value!r} ")
    assert allowed in message


@pytest.mark.parametrize("duration", ["99999999999d", "9" * 400 + "s"])
@pytest.mark.parametrize("variable", ["REACTOR_COOLDOWN", "REACTOR_BACKOFF"])
def test_a_duration_too_long_to_be_one_is_refused_like_any_other(
    variable: str, duration: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, duration)
    with pytest.raises(SettingsError, match=variable):
        Settings.from_environment()


def test_several_wrong_values_are_all_named_on_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REACTOR_LEASE", "x")
    monkeypatch.setenv("REACTOR_GRACE", "y")
    with pytest.raises(SettingsError) as error:
        Settings.from_environment()
    assert "REACTOR_LEASE: 'x'" in shown(error)
    assert "REACTOR_GRACE: 'y'" in shown(error)


@pytest.mark.parametrize("uri", ["localhost:27017", f"http://ada:{PASSWORD}@db.example/", PASSWORD])
def test_an_address_that_is_not_mongodbs_is_refused_without_being_shown(
    uri: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONGODB_URI", uri)
    with pytest.raises(SettingsError) as error:
        Settings.from_environment()
    assert "mongodb:// or mongodb+srv://" in shown(error)
    assert shown(error).startswith("MONGODB_URI: ")
    assert uri not in shown(error)


@pytest.mark.parametrize("end", ["\r", "\r\n", " ", "\t"])
@pytest.mark.parametrize(
    ("variable", "text", "field"),
    [
        ("MONGODB_URI", URI, "mongodb_uri"),
        ("GEMINI_API_KEY", KEY, "gemini_api_key"),
        ("GEMINI_MODEL", "gemini-x", "gemini_model"),
        ("REACTOR_LOG_LEVEL", "DEBUG", "log_level"),
        ("REACTOR_TIMEZONE", "Europe/Berlin", "timezone"),
        ("REACTOR_LOG_DIR", "/var/log/x", "log_dir"),
        ("REACTOR_HTTP_HOST", "127.0.0.2", "http_host"),
        ("REACTOR_HTTP_PORT", "81", "http_port"),
        ("REACTOR_GRACE", "9s", "grace"),
        ("REACTOR_ROBOTS", "off", "robots"),
        ("REACTOR_REPORT_AT", "", "report_at"),
    ],
)
def test_what_a_shell_or_docker_leaves_at_the_end_of_a_value_is_no_part_of_it(
    variable: str, text: str, field: str, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`docker run --env-file` and `. .env` keep the carriage returns of a file from Windows."""
    monkeypatch.setenv(variable, text)
    value = getattr(Settings.from_environment(), field)
    monkeypatch.setenv(variable, text + end)
    assert getattr(Settings.from_environment(), field) == value


@pytest.mark.parametrize("control", ["\x01", "\x1b", "\n", "\r", "\x7f", "\udc80"])
@pytest.mark.parametrize(
    ("variable", "before", "after"),
    [
        ("MONGODB_URI", "mongodb://db.example/sco", "utly"),
        ("GEMINI_API_KEY", "AIza", KEY),
        ("GEMINI_MODEL", "gemini", "x"),
        ("GEMINI_BASE_URL", "https://api.example/a", "b"),
        ("REACTOR_LOG_DIR", "/var/log", "x"),
        ("REACTOR_HTTP_HOST", "local", "host"),
        ("REACTOR_HTTP_NAMES", "pi.", "-example"),
        ("REACTOR_ALLOW_HOSTS", "nas.", "/x"),
        ("REACTOR_TIMEZONE", "Europe", "Berlin"),
        ("REACTOR_LOG_FORMAT", "js", "on"),
        ("REACTOR_NOTIFY_URLS", "ntfy://a", "b"),
    ],
)
def test_a_control_character_within_a_value_is_refused(
    variable: str, before: str, after: str, control: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, before + control + after)
    with pytest.raises(SettingsError, match=variable) as error:
        Settings.from_environment()
    assert shown(error).isprintable()
    assert KEY not in shown(error)


# Secrets


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("GEMINI_BASE_URL", "ftp://ada:hunter2@api.example"),
        ("GEMINI_BASE_URL", "ada:hunter2@api.example"),
        ("GEMINI_BASE_URL", "https//ada:hunter2@api.example/v1"),
        ("GEMINI_BASE_URL", "api.example?key=hunter2"),
        ("GEMINI_BASE_URL", "api.example#hunter2"),
        ("REACTOR_LOG_LEVEL", "mongodb://ada:hunter2@db.example/scoutly"),
        ("REACTOR_HTTP_PORT", "AIzaSy-hunter2_0123456789abcdefghijkl"),
        ("REACTOR_TIMEZONE", "ntfy://hunter2@ntfy.example/topic"),
        ("REACTOR_ALLOW_HOSTS", "10.0.0.0/99,//ada:hunter2@nas.example/"),
        ("REACTOR_HTTP_PASSWORD", "hunter2"),
    ],
)
def test_a_wrong_value_that_may_hold_a_secret_is_not_shown(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=variable) as error:
        Settings.from_environment()
    assert "hunter2" not in shown(error)


@pytest.mark.parametrize("text", [repr, str, lambda settings: repr(settings.model_dump())])
def test_secrets_are_never_shown(text: Any) -> None:
    door = "open sesame"
    settings = Settings.from_environment(mongodb_uri=URI, gemini_api_key=KEY, http_password=door)
    assert not any(secret in text(settings) for secret in (PASSWORD, KEY, door))
    assert door in settings.secrets


def test_secrets_know_the_key_and_the_password_longest_first() -> None:
    settings = Settings.from_environment(mongodb_uri=URI, gemini_api_key=KEY)
    assert settings.secrets == (KEY, PASSWORD)


@pytest.mark.parametrize(
    "uri",
    [
        f"mongodb+srv://ada:{PASSWORD}@cluster.example/scoutly?retryWrites=true",
        f"mongodb://ada:{PASSWORD}@a.example:1,b.example:2/scoutly",
    ],
)
def test_a_password_is_found_in_every_form_of_address(uri: str) -> None:
    assert Settings.from_environment(mongodb_uri=uri).secrets == (PASSWORD,)


def test_other_passwords_in_addresses_are_secrets_too() -> None:
    settings = Settings.from_environment(
        mongodb_uri="mongodb://db.example/x?tls=true&tlsCertificateKeyFilePassword=hunter%202",
        gemini_base_url="https://ada:hunter3@api.example/v1",
    )
    assert set(settings.secrets) == {"hunter%202", "hunter 2", "hunter3"}


@pytest.mark.parametrize("uri", ["mongodb://localhost:27017/scoutly", "mongodb://ada@db.example/x"])
def test_an_address_without_password_holds_no_secret(uri: str) -> None:
    assert Settings.from_environment(mongodb_uri=uri).secrets == ()


def test_settings_are_frozen() -> None:
    settings = Settings.from_environment()
    with pytest.raises(ValueError, match="frozen"):
        settings.concurrency = 9


# Another model


def test_gemini_is_asked_unless_somebody_else_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other programs' variables of the same names change nothing."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-program")
    monkeypatch.setenv("OPENAI_ORG_ID", "org")
    settings = Settings.from_environment(gemini_api_key=KEY)
    assert settings.llm == "gemini"
    chosen = model_of(settings)
    assert chosen
    assert (chosen.name, chosen.requests_a_day) == ("gemini-flash-lite-latest", 500)
    assert model_of(Settings.from_environment()) is None


@pytest.mark.parametrize(
    ("url", "at_home"),
    [
        ("http://localhost:11434/v1", True),
        ("http://ollama:11434/v1", True),
        ("http://pi.local:8080/v1", True),
        ("http://host.docker.internal:1234/v1", True),
        ("http://192.168.1.20:11434/v1", True),
        ("http://[fd00::7]:11434/v1", True),
        ("http://100.101.102.103:11434/v1", True),
        ("https://openrouter.ai/api/v1", False),
        ("https://8.8.8.8/v1", False),
    ],
)
def test_a_model_at_home_is_told_from_a_hosted_one(
    url: str, monkeypatch: pytest.MonkeyPatch, *, at_home: bool
) -> None:
    monkeypatch.setenv("REACTOR_LLM", "openai")
    monkeypatch.setenv("OPENAI_BASE_URL", url)
    monkeypatch.setenv("OPENAI_MODEL", "qwen3:8b")
    chosen = model_of(Settings.from_environment())
    assert chosen
    assert (chosen.name, chosen.requests_a_day, chosen.at_home) == ("qwen3:8b", None, at_home)


@pytest.mark.parametrize(
    "there", [{}, {"OPENAI_MODEL": "qwen3:8b"}, {"OPENAI_BASE_URL": "http://localhost:1/v1"}]
)
def test_whoever_chooses_another_model_says_which_and_where(
    there: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REACTOR_LLM", "openai")
    for name, value in there.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=r"REACTOR_LLM.*OPENAI_MODEL and OPENAI_BASE_URL"):
        Settings.from_environment()


def test_prices_are_two_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_PRICE", " 0.15/0.60 ")
    assert Settings.from_environment().openai_price == (0.15, 0.6)
    for wrong in ("0.15", "0.15/x", "-1/2", "1/2/3"):
        monkeypatch.setenv("OPENAI_PRICE", wrong)
        with pytest.raises(SettingsError, match=r"OPENAI_PRICE.*0\.15/0\.60"):
            Settings.from_environment()


def test_the_key_of_another_model_is_a_secret() -> None:
    settings = Settings.from_environment(openai_api_key="sk-hunter2")
    assert settings.secrets == ("sk-hunter2",)
    assert "hunter2" not in repr(settings)
