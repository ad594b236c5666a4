"""Children see nothing of the operator's environment but what a program needs to run."""

import os
import subprocess
import sys

import pytest

from reactor import environment
from reactor.match.llm.proxy import proxy_for
from reactor.settings import Settings
from reactor.settings.origins import origin

SECRETS = ["MONGODB_URI", "GEMINI_API_KEY", "REACTOR_NOTIFY_URLS", "AWS_SECRET_ACCESS_KEY", "PAGER"]
_PRINT = "import os; print(*sorted(os.environ))"


def seen_by_a_child() -> set[str]:
    child = subprocess.run(
        [sys.executable, "-c", _PRINT], capture_output=True, text=True, check=True
    )
    return set(child.stdout.split())


@pytest.mark.parametrize("name", SECRETS)
def test_a_child_sees_no_variable_that_no_program_needs(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "hunter2")
    assert name in seen_by_a_child()
    with environment.withheld_from_children():
        assert name not in seen_by_a_child()
    assert os.environ[name] == "hunter2"


@pytest.mark.parametrize("name", ["PATH", "TZ", "LC_ALL", "PYTHONPATH", "LD_PRELOAD", "TMPDIR"])
def test_a_child_sees_what_it_needs_to_run_as_its_parent_does(name: str) -> None:
    assert environment.harmless({name: "C"}) == {name: "C"}


def test_a_browser_finds_the_screen_and_none_of_the_secrets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("BROWSER", "DISPLAY", *SECRETS):
        monkeypatch.setenv(name, "hunter2")
    with environment.withheld_from_children():
        with environment.screen_shown_to_children():
            seen = seen_by_a_child()
        assert {"BROWSER", "DISPLAY"} <= seen
        assert not seen & set(SECRETS)
        assert not {"BROWSER", "DISPLAY"} & seen_by_a_child()
    assert os.environ["DISPLAY"] == "hunter2"


def test_settings_are_read_also_while_they_are_withheld(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("empty")
    (folder / ".env").write_text("GEMINI_MODEL=gemini-${FLAVOUR}\n")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("REACTOR_GRACE", "9s")
    monkeypatch.setenv("FLAVOUR", "plum")
    with environment.withheld_from_children():
        settings = Settings.from_environment()
        assert "REACTOR_GRACE" not in os.environ
        assert origin("grace") == "the environment"
    assert settings.grace.total_seconds() == 9
    assert settings.gemini_model == "gemini-plum"


def test_a_proxy_with_a_login_is_withheld_but_still_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://ada:hunter2@proxy.example:3128")
    monkeypatch.setenv("no_proxy", "home.example")
    with environment.withheld_from_children():
        assert not {"HTTPS_PROXY", "https_proxy"} & seen_by_a_child()
        assert proxy_for("https://api.example/v1") == "http://ada:hunter2@proxy.example:3128"
        assert proxy_for("https://api.home.example/v1") is None
        assert proxy_for("http://api.example/v1") is None


def test_a_proxy_without_a_login_is_seen_by_children() -> None:
    plain = {"https_proxy": "http://proxy.example:3128", "NO_PROXY": "localhost"}
    assert environment.harmless(plain) == plain


def test_what_is_withheld_is_forgotten_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REACTOR_GRACE", "9s")
    with environment.withheld_from_children():
        assert environment.given()["REACTOR_GRACE"] == "9s"
    monkeypatch.delenv("REACTOR_GRACE")
    assert "REACTOR_GRACE" not in environment.given()
