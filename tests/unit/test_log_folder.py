"""The log folder belongs to the reactor's user alone, and nothing in it leads elsewhere."""

import errno
import gzip
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from loguru import logger

from reactor import logs
from reactor.core.liveness.crash_note import CrashNote
from reactor.doctor.checks import folder as folder_check
from reactor.doctor.finding import Finding, Severity
from reactor.errors import SettingsError
from reactor.logs import configure_logs, log_to_files
from reactor.logs.private_files import make_private, open_private
from reactor.logs.rotation import Rotation
from reactor.settings import Settings

VICTIMS = "the victim's own\n"


@pytest.fixture(autouse=True)
def no_sinks_left() -> Iterator[None]:
    yield
    logger.remove()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "logs"


@pytest.fixture
def settings(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return Settings(log_dir=folder)


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    file = tmp_path / "profile"
    file.write_text(VICTIMS)
    return file


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def plant(kind: str, at: Path, victim: Path) -> None:
    at.parent.mkdir(mode=0o700, exist_ok=True)
    if kind == "link":
        at.symlink_to(victim)
    elif kind == "second name":
        at.hardlink_to(victim)
    elif kind == "dangling link":
        at.symlink_to(victim.with_name("not-yet-there"))
    elif kind == "pipe":
        os.mkfifo(at)
    else:
        at.mkdir()


PLANTED = ["link", "second name", "dangling link", "pipe", "folder"]


async def doctors(settings: Settings) -> Finding:
    case: Any = type("NoDatabase", (), {"settings": settings})
    [finding] = [each async for each in folder_check.look(case)]
    return finding


# Made


def test_folder_and_files_are_for_this_user_alone(settings: Settings, folder: Path) -> None:
    before = os.umask(0)
    try:
        configure_logs(settings, screen=False)
        CrashNote(settings).leave("it broke")
    finally:
        os.umask(before)
    assert mode(folder) == 0o700
    assert len(list(folder.iterdir())) == 5
    assert {mode(file) for file in folder.iterdir()} == {0o600}


def test_rotated_and_compressed_files_are_too(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "_ROTATE_AT", 200)
    configure_logs(settings, screen=False)
    for number in range(12):
        logger.info("event", number=number)
    packed = list(folder.glob("*.gz"))
    assert b"event" in gzip.decompress(packed[0].read_bytes())
    assert {mode(file) for file in folder.iterdir()} == {0o600}


def test_a_folder_that_others_could_read_is_closed_and_that_is_said_once(
    settings: Settings, folder: Path
) -> None:
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "queue-processor.log").touch(mode=0o644)
    for _ in range(2):
        configure_logs(settings, screen=False)
    assert mode(folder) == 0o700
    assert mode(folder / "queue-processor.log") == 0o600
    told = (folder / "queue-processor.log").read_text()
    assert told.count("log folder closed to other users") == 1
    assert told.rstrip().endswith("mode=755")


def test_a_folder_in_which_other_things_are_keeps_its_mode(
    settings: Settings, folder: Path
) -> None:
    """Such as /var/log: others have business there."""
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "syslog").touch()
    configure_logs(settings, screen=False)
    assert mode(folder) == 0o755
    assert mode(folder / "queue-processor.log") == 0o600


def test_a_folder_that_is_deleted_meanwhile_is_made_again_for_this_user_alone(
    settings: Settings, folder: Path
) -> None:
    configure_logs(settings, screen=False)
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    logger.info("event")
    assert mode(folder) == 0o700
    assert "event" in (folder / "queue-processor.log").read_text()


# Refused


@pytest.mark.parametrize("kind", PLANTED)
async def test_a_file_that_leads_elsewhere_is_refused_and_the_doctor_tells(
    kind: str, settings: Settings, folder: Path, victim: Path
) -> None:
    plant(kind, folder / "job-results-storage.log", victim)
    with pytest.raises(
        SettingsError, match=r"REACTOR_LOG_DIR: .*job-results-storage\.log"
    ) as error:
        configure_logs(settings, screen=False)
    assert "\n" not in str(error.value)
    logger.info("event")
    finding = await doctors(settings)
    assert finding.outcome is Severity.WRONG
    assert "job-results-storage.log" in finding.said
    assert victim.read_text() == VICTIMS
    assert not victim.with_name("not-yet-there").exists()


@pytest.mark.parametrize("open_to", [0o777, 0o1777, 0o770, 0o722])
async def test_a_folder_that_others_may_write_to_is_refused(
    open_to: int, settings: Settings, folder: Path
) -> None:
    folder.mkdir()
    folder.chmod(open_to)
    with pytest.raises(SettingsError, match=f"others may write to it, its mode is {open_to:o}"):
        configure_logs(settings, screen=False)
    assert not list(folder.iterdir())
    assert (await doctors(settings)).outcome is Severity.WRONG


async def test_a_folder_that_is_a_link_is_refused(
    settings: Settings, folder: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    folder.symlink_to(elsewhere)
    with pytest.raises(SettingsError, match="it is a link"):
        configure_logs(settings, screen=False)
    assert not list(elsewhere.iterdir())
    assert "it is a link" in (await doctors(settings)).said


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
@pytest.mark.parametrize("given", ["folder", "file"])
async def test_what_belongs_to_somebody_else_is_refused(
    given: str, settings: Settings, folder: Path
) -> None:
    folder.mkdir(mode=0o700)
    file = folder / "queue-processor.log"
    file.touch()
    os.chown(folder if given == "folder" else file, 65534, 65534)
    with pytest.raises(SettingsError, match="belongs to user 65534"):
        configure_logs(settings, screen=False)
    assert "belongs to user 65534" in (await doctors(settings)).said


def test_another_command_goes_on_without_files(
    settings: Settings, folder: Path, victim: Path
) -> None:
    plant("link", folder / "queue-processor.log", victim)
    log_to_files(settings)
    logger.info("event")
    assert victim.read_text() == VICTIMS


# While it runs


@pytest.mark.parametrize("kind", PLANTED)
def test_a_link_that_comes_later_is_not_followed_and_told_of(
    kind: str,
    settings: Settings,
    folder: Path,
    victim: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logs(settings, screen=False)
    (folder / "queue-processor.log").unlink()
    plant(kind, folder / "queue-processor.log", victim)
    for _ in range(3):
        logger.info("event")
    assert victim.read_text() == VICTIMS
    errors = capsys.readouterr().err
    assert len(errors.splitlines()) == 1
    assert errors.startswith("reactor: 1 log line is lost: cannot write to ")


@pytest.mark.parametrize("kind", PLANTED)
@pytest.mark.parametrize("name", ["last-words.json", ".rotation"])
def test_last_words_and_the_lock_follow_no_link_either(
    name: str, kind: str, settings: Settings, folder: Path, victim: Path
) -> None:
    victim.write_text('{"error": "made up"}')
    before = victim.read_text()
    plant(kind, folder / name, victim)
    CrashNote(settings).leave("it broke")
    rotation = Rotation(folder, limit=10)
    assert rotation.is_due(11) is (name != ".rotation")
    assert victim.read_text() == before
    if name == "last-words.json":
        assert CrashNote(settings).read() is None


def test_last_words_are_read_again(settings: Settings) -> None:
    make_private(settings.log_dir)
    for error in ("a longer trouble", "trouble"):
        CrashNote(settings).leave(error)
    words = CrashNote(settings).read()
    assert words is not None
    assert words["error"] == "trouble"


def test_what_is_not_ours_is_not_emptied_before_that_is_seen(folder: Path, victim: Path) -> None:
    plant("second name", folder / "last-words.json", victim)
    with pytest.raises(OSError, match="another name") as error:
        open_private(folder / "last-words.json", os.O_WRONLY | os.O_TRUNC)
    assert error.value.errno == errno.EPERM
    assert victim.read_text() == VICTIMS
