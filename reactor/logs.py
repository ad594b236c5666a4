"""The log files that people tail, and the same lines on the screen.

One event, one line: time, level, what happened, then `key=value` pairs.
"""

import json
import math
import re
import sys
from collections.abc import Callable, Sequence
from traceback import format_exception
from typing import TYPE_CHECKING
from urllib.parse import quote

from loguru import logger

from reactor.errors import SettingsError
from reactor.library_logs import adopt_library_logs
from reactor.settings import Settings

if TYPE_CHECKING:
    from loguru import FilterFunction, FormatFunction, Record

FILES = ("queue-processor", "job-matching-orchestrator", "job-results-storage", "jobs-debugger")
"""Channels, each a file of its own."""

_ROTATE_AT = "10 MB"
_KEEP = 5
_INTERNAL = frozenset({"channel", "line"})
_LOGIN = re.compile(r"//[^\s/@:\"'<>]{1,200}:[^\s/@\"'<>]{1,200}@")
"""User and password within an address, whosever they are."""


def configure_logs(
    settings: Settings, *, screen: bool = True, channels: Sequence[str] = FILES
) -> None:
    """Send log lines to the files in `REACTOR_LOG_DIR`, and to the screen if wanted.

    Args:
        settings: where to, from which level on, and how written.
        screen: whether the screen shows them as well, from INFO on.
        channels: those that are written: two processes must not rotate the same file.

    Raises:
        SettingsError: the folder cannot be written to.
    """
    logger.remove()
    line = _line_writer(_json if settings.log_format == "json" else _text, settings.secrets)
    try:
        settings.log_dir.mkdir(parents=True, exist_ok=True)
        for channel in channels:
            logger.add(
                settings.log_dir / f"{channel}.log",
                level=settings.log_level,
                format=line,
                filter=_only(channel),
                rotation=_ROTATE_AT,
                retention=_KEEP,
                compression="gz",
            )
    except OSError as error:
        raise SettingsError(
            f"REACTOR_LOG_DIR: cannot write to {str(settings.log_dir)!r} ({error.strerror}); "
            "name a folder that this user may write to"
        ) from error
    if screen:
        logger.add(sys.stdout, level=_on_screen(settings.log_level), format=line)
    adopt_library_logs()


def _on_screen(level: str) -> str:
    """What the screen shows: the story, never its details, which are for the files."""
    return level if logger.level(level).no > logger.level("INFO").no else "INFO"


def pairs(record: "Record") -> str:
    """The `key=value` pairs of a line; values with blanks are quoted."""
    extra = record["extra"]
    return " ".join(f"{key}={_quoted(extra[key])}" for key in extra if key not in _INTERNAL)


def _line_writer(render: Callable[["Record"], str], secrets: tuple[str, ...]) -> "FormatFunction":
    """A loguru format that writes a record as `render` does, secrets blacked out."""
    written = {form for secret in secrets for form in _written(secret)}
    hidden = sorted(written, key=len, reverse=True)

    def write(record: "Record") -> str:
        line = render(record)
        for secret in hidden:
            line = line.replace(secret, "***")
        line = _LOGIN.sub("//***@", line)
        # loguru formats what is returned once more: the line itself travels as a value.
        record["extra"]["line"] = line
        return "{extra[line]}\n"

    return write


def _written(secret: str) -> set[str]:
    """The forms in which a text may stand in a line: as it is, quoted once or twice, escaped."""
    forms = {secret, repr(secret)[1:-1], quote(secret, safe=""), quote(secret)}
    for _ in range(2):
        forms |= {json.dumps(form, ensure_ascii=False)[1:-1] for form in forms}
    return forms | set(map(_printable, forms))


def _quoted(value: object) -> str:
    text = str(value)
    plain = text.isprintable() and not any(sign in ' "=' for sign in text)
    return text if text and plain else _printable(json.dumps(text, ensure_ascii=False))


def _text(record: "Record") -> str:
    time = record["time"].isoformat(sep=" ", timespec="milliseconds")
    line = f"{time} {record['level'].name:<7} {record['message']}  {pairs(record)}".rstrip()
    return line + "".join(f"\n{row}" for row in _trace(record))


def _json(record: "Record") -> str:
    extra = record["extra"]
    entry: dict[str, object] = {
        "time": record["time"].isoformat(timespec="milliseconds"),
        "level": record["level"].name,
        "channel": extra.get("channel", ""),
        "event": record["message"],
    }
    entry |= {key: _simple(extra[key]) for key in extra if key not in _INTERNAL}
    if trace := _trace(record):
        entry["exception"] = "\n".join(trace)
    return _printable(json.dumps(entry, ensure_ascii=False))


def _simple(value: object) -> object:
    """The value as JSON knows it, else as text."""
    finite = isinstance(value, float) and math.isfinite(value)
    return value if finite or isinstance(value, str | int | None) else str(value)


def _trace(record: "Record") -> list[str]:
    error = record["exception"] and record["exception"].value
    if error is None:
        return []
    return [_printable(row) for row in "".join(format_exception(error)).splitlines()]


def _printable(text: str) -> str:
    """The text with everything escaped that could steer a terminal or is half a character."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in text)


def _escaped(sign: str) -> str:
    units = sign.encode("utf-16-be", "surrogatepass")
    pairs_of_bytes = (units[at : at + 2] for at in range(0, len(units), 2))
    return "".join(f"\\u{unit.hex()}" for unit in pairs_of_bytes)


def _only(channel: str) -> "FilterFunction":
    return lambda record: record["extra"].get("channel", "queue-processor") == channel
