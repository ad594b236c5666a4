"""The rehearsal of the stack says what it lacks, ends where it must, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.container.engine import Engine
from tests.container.needs import images_of, lacking
from tests.container.transcript import EndedError, NotSoError, Transcript

ROOT = Path(__file__).parents[2]
IMAGES = {"--mongo-image": "mongo:7", "--python-image": "python:3"}


def program(folder: Path, name: str, does: str) -> None:
    """A program on PATH that writes down how it was called."""
    path = folder / name
    path.write_text(f'#!/bin/sh\necho "{name} $*" >> "{folder}/calls"\n{does}\n')
    path.chmod(0o755)


def refuse() -> None:
    raise NotSoError("not so")


def calls(folder: Path) -> list[str]:
    written = folder / "calls"
    return written.read_text().splitlines() if written.exists() else []


@pytest.fixture
def on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands before all others on PATH, and is all of it but the system's own."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/nowhere")
    return tmp_path


@pytest.mark.parametrize(
    ("engine", "there", "said"),
    [
        ("docker", [], "docker does not answer"),
        ("podman", [], "podman does not answer"),
        ("podman", ["podman"], "podman-compose is not there: pip install podman-compose"),
    ],
)
def test_a_program_that_is_missing_is_told_in_one_line(
    on_path: Path, engine: str, there: list[str], said: str
) -> None:
    for name in there:
        program(on_path, name, "exit 0")
    problems = lacking(Engine("docker" if engine == "docker" else "podman", on_path, ""), IMAGES)
    assert any(said in problem for problem in problems)
    assert not any("\n" in problem for problem in problems)


def test_an_image_that_cannot_be_had_is_told_with_the_option_that_names_another(
    on_path: Path,
) -> None:
    program(on_path, "podman", 'case "$*" in *mongo:7*) exit 125 ;; esac')
    program(on_path, "podman-compose", "exit 0")
    [problem] = lacking(Engine("podman", on_path, ""), IMAGES)
    assert "mongo:7 is not here and cannot be pulled" in problem
    assert "--mongo-image" in problem


def test_a_container_that_cannot_be_run_is_told_with_what_the_engine_says(on_path: Path) -> None:
    """As podman says it where catatonit is not installed."""
    program(on_path, "podman", 'case "$*" in run*) echo "no init" >&2; exit 125 ;; esac')
    program(on_path, "podman-compose", "exit 0")
    [problem] = lacking(Engine("podman", on_path, ""), IMAGES)
    assert problem.startswith("podman cannot run a container")
    assert problem.endswith(": no init")


def test_containers_that_do_not_find_each_other_are_told_with_what_to_install(
    on_path: Path,
) -> None:
    """As with podman's older networks (CNI) without their DNS plugin."""
    program(on_path, "podman", 'case "$*" in run*neighbour*) exit 1 ;; esac')
    program(on_path, "podman-compose", "exit 0")
    [problem] = lacking(Engine("podman", on_path, ""), IMAGES)
    assert problem.startswith("podman's containers do not find each other by name")
    created, removed = (call.split() for call in calls(on_path) if " network " in call)
    assert created[2:3] + removed[2:4] == ["create", "rm", "--force"]
    assert created[-1] == removed[-1]


def test_the_images_looked_for_are_those_of_the_stack() -> None:
    images = images_of(ROOT / "docker-compose.yml", ROOT / "Dockerfile")
    assert images["--mongo-image"].startswith("mongo:")
    assert images["--python-image"].startswith("python:")


def test_a_rehearsal_that_lacks_something_ends_before_it_begins(on_path: Path) -> None:
    ask = [sys.executable, "-m", "tests.container", "docker"]
    done = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert all(line.startswith("tests/container/run: ") for line in done.stderr.splitlines())
    assert calls(on_path) == []


def test_a_vital_step_that_fails_is_the_last(capsys: pytest.CaptureFixture[str]) -> None:
    transcript = Transcript()
    with transcript.step("one that may fail"):
        refuse()
    with pytest.raises(EndedError), transcript.step("one that all rests on", vital=True):
        refuse()
    assert transcript.conclude() == 1
    assert "0 of 2 steps went well" in capsys.readouterr().out


def test_a_vital_step_is_not_ended_by_failures_before_it() -> None:
    transcript = Transcript()
    with transcript.step("one that may fail"):
        refuse()
    with transcript.step("one that all rests on", vital=True):
        pass
    assert transcript.failed == ["one that may fail"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_after_any_signal_all_that_was_made_is_removed(
    tmp_path: Path, number: signal.Signals
) -> None:
    """The build hangs, as a slow one does, when the signal comes."""
    program(
        tmp_path,
        "docker",
        f"""case "$*" in
          "images --quiet"*) echo old; [ -e "{tmp_path}/built" ] && echo stage ;;
          build*) touch "{tmp_path}/built"; exec sleep 60 ;;
        esac; exit 0""",
    )
    rehearsal = subprocess.Popen(
        [sys.executable, "-m", "tests.container", "docker"],
        cwd=ROOT,
        env={**os.environ, "PATH": f"{tmp_path}:/usr/bin:/bin"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 60
    while not (tmp_path / "built").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    rehearsal.send_signal(number)
    _, errors = rehearsal.communicate(timeout=60)
    assert rehearsal.returncode == 128 + number
    assert b"Traceback" not in errors
    after = calls(tmp_path)[next(i for i, c in enumerate(calls(tmp_path)) if " build" in c) :]
    assert any(" down --volumes" in call for call in after)
    removed = [call.split()[-1] for call in after if " rmi " in call]
    assert removed[0].startswith("scoutly-rehearsal-")
    assert removed[1:] == ["stage"]
