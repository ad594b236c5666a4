"""The log files for people and `tail`, and the same lines on the screen.

Several processes may log into one folder: a reactor, and commands used beside it.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from loguru import logger

from reactor.errors import SettingsError
from reactor.logs.file import LogFile
from reactor.logs.library_logging import adopt_library_logs
from reactor.logs.lines import line_format
from reactor.logs.private_files import make_private
from reactor.logs.rotation import Rotation
from reactor.logs.write_failures import StandardOutput, WriteFailures, unfailing
from reactor.settings import Settings

if TYPE_CHECKING:
    from loguru import FilterFunction, FormatFunction

FILES = ("queue-processor", "job-matching-orchestrator", "job-results-storage", "jobs-debugger")
"""The channels, one file each."""

OURS = (*FILES, ".rotation", "last-words")
"""Prefixes of all files that the reactor keeps in its log folder."""

_ROTATE_AT = 10_000_000
_KEEP = 5


def configure_logs(
    settings: Settings, *, screen: bool = True, channels: Sequence[str] = FILES
) -> None:
    """Send log lines to the files in `REACTOR_LOG_DIR`, and to the screen if wanted.

    Args:
        settings: folder, level and format.
        screen: whether lines from INFO on are also shown on the screen.
        channels: channels to write.

    Raises:
        SettingsError: the folder is not writable, or not by this user alone.
    """
    logger.remove()
    adopt_library_logs()
    losses = WriteFailures()
    traces = settings.log_level == "DEBUG"
    line = line_format(settings.log_format, settings.secrets, traces=traces, zone=settings.zone)
    try:
        closed = make_private(settings.log_dir, OURS)
        rotation = Rotation(settings.log_dir, _ROTATE_AT)
        for channel in channels:
            file = LogFile(settings.log_dir / f"{channel}.log", rotation, _KEEP, losses.tell)
            _add(file, settings.log_level, line, _only(channel))
    except OSError as error:
        raise SettingsError(
            f"REACTOR_LOG_DIR: cannot write to {str(settings.log_dir)!r} ({error.strerror}); "
            "name a folder that this user may write to, and nobody else"
        ) from error
    if screen:
        _add(StandardOutput(losses.tell), _on_screen(settings.log_level), line)
    if closed:
        logger.info("log folder closed to other users", folder=settings.log_dir, mode=closed)


def log_to_files(settings: Settings, *, channels: Sequence[str] = FILES) -> None:
    """Log to files only, as commands do: the screen is for their output.

    An unwritable folder does not stop the command; `reactor doctor` reports it.
    """
    with suppress(SettingsError):
        configure_logs(settings, screen=False, channels=channels)


def _add(
    sink: LogFile | StandardOutput,
    level: str,
    line: "FormatFunction",
    wanted: "FilterFunction | None" = None,
) -> None:
    # Loguru's own traceback is slow, and the format never prints it.
    logger.add(
        sink,
        level=level,
        format=unfailing(line),
        filter=wanted,
        colorize=False,
        backtrace=False,
        diagnose=False,
    )


def _on_screen(level: str) -> str:
    """The level of the screen: INFO or higher; details are for the files."""
    return level if logger.level(level).no > logger.level("INFO").no else "INFO"


def _only(channel: str) -> "FilterFunction":
    return lambda record: record["extra"].get("channel", "queue-processor") == channel
