"""The latest log lines about one job, read from the ends of the log files."""

import json
import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

READ = ("queue-processor", "job-matching-orchestrator", "job-results-storage")
"""The files with lines about jobs."""

LOOKED_THROUGH = 128_000
"""Bytes read from the end of each file."""

_MAX_LINES = 200
_TEXT = re.compile(r"(\d{4}-\d\d-\d\d[ T][\d:.]+(?:Z|[+-]\d\d:?\d\d)?) ([A-Z]+) +(.*)")


@dataclass(frozen=True, slots=True)
class LogLine:
    """One log line.

    Attributes:
        at: its time.
        level: its level, such as `INFO`.
        said: its message and `key=value` pairs, without the job's own.
        file: name of its file.
    """

    at: datetime
    level: str
    said: str
    file: str


@dataclass(frozen=True, slots=True)
class LogLines:
    """The lines found.

    Attributes:
        lines: the latest lines, oldest first.
        whole: whether the files cannot contain older lines about the job.
        trouble: why the files are unreadable, `""` if they are readable.
    """

    lines: tuple[LogLine, ...] = ()
    whole: bool = True
    trouble: str = ""


def lines_about(folder: Path, job_id: str, since: datetime | None) -> LogLines:
    """The latest lines about a job; blocks for some milliseconds.

    Args:
        folder: the log folder.
        job_id: hex id of the job.
        since: creation time of the job; None if unknown.
    """
    found: list[LogLine] = []
    whole, trouble, read = True, "", 0
    for name in READ:
        try:
            text, from_start = _end_of(folder / f"{name}.log")
        except FileNotFoundError:
            continue
        except OSError as error:
            trouble = error.strerror or type(error).__name__
            continue
        read += 1
        older = not from_start or _has_older(folder, name)
        first = next(filter(None, map(_moment, text.splitlines())), None)
        reaches = since is not None and first is not None and first <= since
        whole = whole and (reaches or not older)
        found += (_line(line, job_id, name) for line in _about(text, job_id))
    found.sort(key=lambda line: line.at)
    whole = whole and len(found) <= _MAX_LINES
    return LogLines(tuple(found[-_MAX_LINES:]), whole, "" if read else trouble)


def _end_of(file: Path) -> tuple[str, bool]:
    """The end of a file, from the start of a line on, and whether that is the whole file."""
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(None, "it is no plain file")
        start = max(found.st_size - LOOKED_THROUGH, 0)
        content = os.pread(descriptor, LOOKED_THROUGH, start)
    finally:
        os.close(descriptor)
    if start:
        content = content.partition(b"\n")[2]
    return content.decode("utf-8", "replace"), start == 0


def _has_older(folder: Path, name: str) -> bool:
    return next(folder.glob(f"{name}.*.log*"), None) is not None


def named_in(job_id: str) -> re.Pattern[str]:
    """A pattern for lines about a job."""
    return re.compile(rf'(?: job=|"job": ?"){re.escape(job_id)}(?=["\s]|$)')


def _about(text: str, job_id: str) -> Iterator[str]:
    named = named_in(job_id)
    # A plain text search is much faster, and nearly every line is about another job.
    return (line for line in text.splitlines() if job_id in line and named.search(line))


def _moment(line: str) -> datetime | None:
    said = _text_parts(line) or _json_parts(line)
    return said[0] if said else None


def _line(line: str, job_id: str, file: str) -> LogLine:
    said = _text_parts(line) or _json_parts(line) or (datetime.min.replace(tzinfo=UTC), "", line)
    at, level, text = said
    return LogLine(at, level, text.replace(f" job={job_id}", "").strip(), file)


def _text_parts(line: str) -> tuple[datetime, str, str] | None:
    found = _TEXT.match(line)
    at = _date(found[1]) if found else None
    return (at, found[2], found[3]) if found and at else None


def _json_parts(line: str) -> tuple[datetime, str, str] | None:
    entry: Any = None
    with suppress(ValueError):
        entry = json.loads(line) if line.startswith("{") else None
    at = _date(str(entry.pop("time", ""))) if isinstance(entry, dict) else None
    if at is None:
        return None
    level, event = str(entry.pop("level", "")), str(entry.pop("event", ""))
    left_out = ("channel", "exception")
    pairs = (f"{key}={value}" for key, value in entry.items() if key not in left_out)
    return at, level, f"{event}  {' '.join(pairs)}".strip()


def _date(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.astimezone()
