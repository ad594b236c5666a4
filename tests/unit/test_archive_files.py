"""An export is there whole, or what was there before is."""

from contextlib import suppress
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from reactor.errors import SettingsError
from reactor.export_import.files import opened, written


def test_what_breaks_off_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text("before")
    with suppress(KeyError), written(str(file)) as draft:
        draft.write("half of it")
        raise KeyError
    assert file.read_text() == "before"
    assert list(tmp_path.iterdir()) == [file]
    with written(str(file)) as draft:
        draft.write("after")
        draft.flush()
        assert file.read_text() == "before"
    assert file.read_text() == "after"
    assert list(tmp_path.iterdir()) == [file]


def test_time_that_ran_out_elsewhere_is_no_trouble_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(TimeoutError), written(str(tmp_path / "x.json")):
        raise TimeoutError
    with pytest.raises(SettingsError, match="cannot write"), written("/nowhere/x.json"):
        pass


def test_what_comes_by_a_pipe_can_be_read_twice(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said = '\ufeff{"é": 1}'.encode()
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(said)))
    with opened("-") as file:
        assert file.read() == '{"é": 1}'
        file.seek(0)
        assert file.read() == '{"é": 1}'
    with pytest.raises(SettingsError, match="cannot read"), opened(str(tmp_path / "none")):
        pass
