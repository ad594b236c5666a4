"""The log files that people tail, and the same lines on the screen.

Several processes may log into one folder: a reactor, and the commands that are used beside it.
"""

import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from loguru import logger

from reactor.errors import SettingsError
from reactor.logs.libraries import adopt_library_logs
from reactor.logs.lines import line_format
from reactor.logs.rotation import Rotation, compress_earlier
from reactor.settings import Settings

if TYPE_CHECKING:
    from loguru import FilterFunction

FILES = ("queue-processor", "job-matching-orchestrator", "job-results-storage", "jobs-debugger")
"""Channels, each a file of its own."""

_ROTATE_AT = 10_000_000
_KEEP = 5


def configure_logs(
    settings: Settings, *, screen: bool = True, channels: Sequence[str] = FILES
) -> None:
    """Send log lines to the files in `REACTOR_LOG_DIR`, and to the screen if wanted.

    Args:
        settings: where to, from which level on, and how written.
        screen: whether the screen shows them as well, from INFO on.
        channels: those that are written.

    Raises:
        SettingsError: the folder cannot be written to.
    """
    logger.remove()
    adopt_library_logs()
    traces = settings.log_level == "DEBUG"
    line = line_format(settings.log_format, settings.secrets, traces=traces)
    try:
        settings.log_dir.mkdir(parents=True, exist_ok=True)
        rotation = Rotation(settings.log_dir, _ROTATE_AT)
        for channel in channels:
            logger.add(
                settings.log_dir / f"{channel}.log",
                level=settings.log_level,
                format=line,
                filter=_only(channel),
                rotation=rotation,
                retention=_KEEP,
                compression=compress_earlier,
                watch=True,
            )
    except OSError as error:
        raise SettingsError(
            f"REACTOR_LOG_DIR: cannot write to {str(settings.log_dir)!r} ({error.strerror}); "
            "name a folder that this user may write to"
        ) from error
    if screen:
        logger.add(sys.stdout, level=_on_screen(settings.log_level), format=line)


def log_to_files(settings: Settings, *, channels: Sequence[str] = FILES) -> None:
    """Log as a command does: the screen belongs to its answer.

    A folder that cannot be written to is no reason not to do the work; `reactor doctor` tells.
    """
    with suppress(SettingsError):
        configure_logs(settings, screen=False, channels=channels)


def _on_screen(level: str) -> str:
    """What the screen shows: the story, never its details, which are for the files."""
    return level if logger.level(level).no > logger.level("INFO").no else "INFO"


def _only(channel: str) -> "FilterFunction":
    return lambda record: record["extra"].get("channel", "queue-processor") == channel
