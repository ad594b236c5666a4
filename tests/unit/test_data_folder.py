"""The folder of an embedded MongoDB: one at a time, and found while it runs only."""

import sys
from pathlib import Path

import pytest

from reactor import data_folder
from reactor.data_folder import (
    LOCAL,
    DataFolder,
    all_running,
    default_folder,
    usual_uri,
)
from reactor.errors import SettingsError
from reactor.settings import Settings

URI = "mongodb://127.0.0.1:27117/scoutly"


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(data_folder, "_PATIENCE", 0.0)


def test_the_default_folder_is_where_the_system_keeps_such_things(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert default_folder() == tmp_path / "data" / "scoutly-reactor"
    for ignored in ("", "relative"):
        monkeypatch.setenv("XDG_DATA_HOME", ignored)
        monkeypatch.setattr(sys, "platform", "linux")
        assert default_folder() == tmp_path / ".local" / "share" / "scoutly-reactor"
        monkeypatch.setattr(sys, "platform", "darwin")
        assert default_folder() == tmp_path / "Library/Application Support/scoutly-reactor"


def test_a_folder_is_had_by_one_at_a_time(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "jobs")
    with folder.claimed() as claim, claim.announced(URI):
        with pytest.raises(SettingsError, match=r"jobs is in use by process \d+"):
            folder.claimed().__enter__()
        with DataFolder(tmp_path / "other").claimed():
            pass
    with folder.claimed():
        pass


def test_it_is_found_while_it_is_held_and_what_it_left_is_not() -> None:
    folder = DataFolder(default_folder())
    with folder.claimed() as claim:
        assert all_running() == ()
        with claim.announced(URI):
            assert [(each.folder, each.uri) for each in all_running()] == [(folder.path, URI)]
            assert usual_uri() == URI
    assert URI in (folder.path / "reactor.lock").read_text()
    assert all_running() == ()
    assert usual_uri() == LOCAL


def test_one_elsewhere_is_found_too_and_leaves_no_note(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "jobs")
    with folder.claimed() as claim, claim.announced(URI):
        assert usual_uri() == URI
    assert not default_folder().exists()


def test_the_note_of_one_that_was_killed_leads_nowhere(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "jobs")
    notes = default_folder() / "elsewhere"
    with folder.claimed() as claim, claim.announced(URI):
        [note] = notes.iterdir()
        text = note.read_text()
    notes.mkdir(parents=True)
    (notes / note.name).write_text(text)
    (notes / "strange").write_bytes(b"\xff\xfe")
    (notes / "folder").mkdir()
    assert all_running() == ()


def test_of_several_that_run_one_must_be_named(tmp_path: Path) -> None:
    with (
        DataFolder(tmp_path / "one").claimed() as one,
        DataFolder(tmp_path / "two").claimed() as two,
        one.announced(URI),
        two.announced(f"{URI}2"),
        pytest.raises(SettingsError, match=rf"(?s)'{URI}'.*one.*'{URI}2'.*two"),
    ):
        usual_uri()


def test_settings_name_the_embedded_one_unless_somebody_names_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MONGODB_URI", raising=False)
    other = "mongodb://db.example/scoutly"
    with DataFolder(default_folder()).claimed() as claim, claim.announced(URI):
        assert Settings.from_environment().mongodb_uri.get_secret_value() == URI
        monkeypatch.setenv("MONGODB_URI", "")
        assert Settings.from_environment().mongodb_uri.get_secret_value() == URI
        monkeypatch.setenv("MONGODB_URI", other)
        assert Settings.from_environment().mongodb_uri.get_secret_value() == other


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match=r"file/jobs cannot be used \(Not a directory\)"):
        DataFolder(tmp_path / "file" / "jobs").claimed().__enter__()


def test_its_own_command_names_the_folder_only_where_it_must(tmp_path: Path) -> None:
    assert DataFolder(default_folder()).command == "reactor run --embedded"
    assert DataFolder(tmp_path / "jobs").command == f"reactor run --embedded {tmp_path}/jobs"
