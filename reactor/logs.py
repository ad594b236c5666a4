"""The log files that people tail, and the same lines on the screen.

One event, one line: time, level, what happened, then `key=value` pairs.
"""

import json
import sys
from typing import TYPE_CHECKING

from loguru import logger

from reactor.errors import SettingsError
from reactor.settings import Settings

if TYPE_CHECKING:
    from loguru import FilterFunction, FormatFunction, PatcherFunction, Record

FILES = {
    "queue-processor": "stream, queue and runs",
    "job-matching-orchestrator": "the pipeline",
    "job-results-storage": "what was saved",
    "jobs-debugger": "the doctor",
}
"""Channels, each a file of its own."""

_ROTATE_AT = "10 MB"
_KEEP = 5


def configure_logs(settings: Settings, *, screen: bool = True) -> None:
    """Send log lines to the files in `REACTOR_LOG_DIR`, and to the screen if wanted.

    Raises:
        SettingsError: the folder cannot be written to.
    """
    logger.remove()
    logger.configure(patcher=_redactor(settings.secrets))
    line: FormatFunction = _json_line if settings.log_format == "json" else _text_line
    try:
        settings.log_dir.mkdir(parents=True, exist_ok=True)
        for channel in FILES:
            logger.add(
                settings.log_dir / f"{channel}.log",
                level=settings.log_level,
                format=line,
                filter=_only(channel),
                rotation=_ROTATE_AT,
                retention=_KEEP,
                compression="gz",
                delay=True,
                diagnose=False,
            )
    except OSError as error:
        raise SettingsError(
            f"REACTOR_LOG_DIR: cannot write to {str(settings.log_dir)!r} ({error.strerror}); "
            "name a folder that this user may write to"
        ) from error
    if screen:
        logger.add(sys.stdout, level=settings.log_level, format=line, diagnose=False)


def pairs(record: "Record") -> str:
    """The `key=value` pairs of a line; values with blanks are quoted."""
    extra = record["extra"]
    return " ".join(f"{key}={_quoted(extra[key])}" for key in extra if key not in _INTERNAL)


_INTERNAL = frozenset({"channel", "line"})


def _quoted(value: object) -> str:
    text = str(value)
    plain = text and not any(character.isspace() or character in '"=' for character in text)
    return text if plain else json.dumps(text, ensure_ascii=False)


def _text_line(record: "Record") -> str:
    time = record["time"].isoformat(sep=" ", timespec="milliseconds")
    line = f"{time} {record['level'].name:<7} {record['message']}"
    # loguru formats what is returned once more: the text itself travels as a value.
    record["extra"]["line"] = f"{line}  {pairs(record)}".rstrip()
    return "{extra[line]}\n{exception}"


def _json_line(record: "Record") -> str:
    extra = {key: value for key, value in record["extra"].items() if key not in _INTERNAL}
    entry = {
        "time": record["time"].isoformat(timespec="milliseconds"),
        "level": record["level"].name,
        "channel": record["extra"].get("channel", ""),
        "event": record["message"],
        **extra,
    }
    if record["exception"]:
        entry["exception"] = repr(record["exception"].value)
    record["extra"]["line"] = json.dumps(entry, default=str, ensure_ascii=False)
    return "{extra[line]}\n"


def _only(channel: str) -> "FilterFunction":
    return lambda record: record["extra"].get("channel", "queue-processor") == channel


def _redactor(secrets: tuple[str, ...]) -> "PatcherFunction":
    """Blacks out secrets wherever they would appear."""

    def redact(record: "Record") -> None:
        for secret in secrets:
            record["message"] = record["message"].replace(secret, "***")
            for key, value in record["extra"].items():
                if secret in str(value):
                    record["extra"][key] = str(value).replace(secret, "***")

    return redact
