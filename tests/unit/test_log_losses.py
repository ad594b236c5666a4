"""A line that cannot be written is told of in one short line, and its record is never shown."""

import errno
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from loguru import logger
from pydantic import SecretStr

from reactor.logs import configure_logs
from reactor.logs.write_failures import WriteFailures
from reactor.settings import Settings

SECRET = "hunter2-hunter2"  # noqa: S105 - made up


@pytest.fixture(autouse=True)
def no_sinks_left() -> Iterator[None]:
    yield
    logger.remove()


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return Settings(log_dir=tmp_path / "logs", gemini_api_key=SecretStr(SECRET))


def refuse(*_: object) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_told_of_once_and_shows_no_record(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs(settings, screen=False)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", refuse)
        for number in range(5):
            logger.info("event", number=number, key=SECRET)
    logger.info("room again")
    errors = capsys.readouterr().err
    assert errors == (
        "reactor: 1 log line is lost: cannot write to "
        f"{settings.log_dir / 'queue-processor.log'} (No space left on device)\n"
    )
    told = (settings.log_dir / "queue-processor.log").read_text()
    assert told.endswith("room again\n")


def test_a_line_that_was_cut_by_a_full_disk_does_not_swallow_the_next(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure_logs(settings, screen=False)
    whole, cut = os.write, iter([True, False])
    with monkeypatch.context() as patch:
        patch.setattr(
            os, "write", lambda file, data: whole(file, data[:9]) if next(cut) else refuse()
        )
        logger.info("cut")
    logger.info("next")
    lines = (settings.log_dir / "queue-processor.log").read_text().splitlines()
    assert len(lines[0]) == 9
    assert lines[1].endswith("next")


def test_a_value_that_cannot_be_shown_costs_its_line_and_shows_nothing_else(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    class Broken:
        def __str__(self) -> str:
            raise LookupError(SECRET)

    configure_logs(settings)
    logger.info("event", value=Broken(), key=SECRET)
    printed = capsys.readouterr()
    assert "line not written  at=" in printed.out
    assert "LookupError" in printed.out
    assert printed.err == ""
    assert SECRET not in printed.out


def test_a_screen_that_lacks_a_letter_shows_the_rest(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs(settings)
    shown = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(shown, encoding="ascii"))
    logger.info("event", title="Zürich")
    assert shown.getvalue().endswith(b"title=Z\\xfcrich\n")
    assert capsys.readouterr().err == ""


def test_a_screen_that_is_gone_is_told_of_once(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs(settings)
    reading, writing = os.pipe()
    os.close(reading)
    pipe = open(writing, "w", encoding="utf-8", buffering=1)  # noqa: SIM115, PTH123 - broken before it is closed
    monkeypatch.setattr(sys, "stdout", pipe)
    for _ in range(3):
        logger.info("event")
    errors = capsys.readouterr().err.splitlines()
    assert errors == ["reactor: 1 log line is lost: cannot write to the screen (Broken pipe)"]
    with pytest.raises(BrokenPipeError):
        pipe.close()


def test_losses_are_counted_and_told_once_a_minute(capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    losses = WriteFailures(60, lambda: now)
    for moment in (0, 1, 59, 61, 62, 200):
        now = moment
        losses.tell("why")
    assert capsys.readouterr().err.splitlines() == [
        "reactor: 1 log line is lost: why",
        "reactor: 3 log lines are lost: why",
        "reactor: 2 log lines are lost: why",
    ]


def test_where_nobody_can_be_told_nothing_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    WriteFailures().tell("why")
