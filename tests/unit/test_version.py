"""`reactor --version` tells all that a report of a fault needs, and waits for nobody for long."""

import platform
import re
import socket
import subprocess
from pathlib import Path

import pytest

import reactor
from reactor.cli import command_line, version
from reactor.errors import SettingsError
from reactor.mongo import connection
from reactor.settings import Settings

ROOT = Path(__file__).parents[2]


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    done = subprocess.run(
        ["git", "-C", folder, *who, *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one commit."""
    monkeypatch.delenv(version.COMMIT_VARIABLE, raising=False)
    git(tmp_path, "init", "--quiet")
    (tmp_path / "code").write_text("one")
    git(tmp_path, "add", "code")
    git(tmp_path, "commit", "--quiet", "--message=One")
    return tmp_path


def test_it_tells_five_things(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def answers() -> str:
        return "MongoDB 7.0.39"

    monkeypatch.setattr(version, "server", answers)
    monkeypatch.setenv(version.COMMIT_VARIABLE, "0a1b2c3d")
    with pytest.raises(SystemExit, match=r"^0$"):
        command_line().parse_args(["--version"])
    told = dict(line.split(None, 1) for line in capsys.readouterr().out.splitlines())
    assert told.pop("driver").startswith("motor ")
    assert told == {
        "reactor": reactor.__version__,
        "commit": "0a1b2c3d",
        "python": platform.python_version(),
        "server": "MongoDB 7.0.39",
    }


def test_the_commit_of_a_checkout_is_told_and_that_it_was_changed(checkout: Path) -> None:
    head = git(checkout, "rev-parse", "--short=8", "HEAD")
    assert version.commit(checkout) == head
    (checkout / "code").write_text("two")
    assert version.commit(checkout) == f"{head}-dirty"


def test_without_a_checkout_the_commit_is_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(version.COMMIT_VARIABLE, raising=False)
    assert version.commit(tmp_path) == "unknown"


def test_without_git_the_commit_is_unknown(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert version.commit(checkout) == "unknown"


async def test_a_server_that_never_answers_is_waited_for_in_vain_but_not_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(version, "_SERVER_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        uri = f"mongodb://127.0.0.1:{silent.getsockname()[1]}/scoutly"
        monkeypatch.setenv("MONGODB_URI", uri)
        assert await version.server() == "no answer within 0.1 s"


async def test_a_server_that_is_not_there_is_told_with_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connection, "_SELECTION_TIMEOUT_MS", 100)
    monkeypatch.setenv("MONGODB_URI", "mongodb://127.0.0.1:1/scoutly")
    assert re.match("not reached: .*127.0.0.1:1", await version.server())


async def test_wrong_settings_do_not_keep_the_version_from_being_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> Settings:
        raise SettingsError("REACTOR_LEASE: too short")

    monkeypatch.setattr(Settings, "from_environment", refuse)
    assert await version.server() == "not asked: REACTOR_LEASE: too short"
