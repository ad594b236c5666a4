"""One event, one line: time, level, what happened, then `key=value` pairs.

Or the same as one JSON object. Nothing in a line can steer a terminal, and no secret is in it.
"""

import json
import math
import re
from collections.abc import Callable
from traceback import format_exception
from typing import TYPE_CHECKING
from urllib.parse import quote

from reactor.errors import describe

if TYPE_CHECKING:
    from loguru import FormatFunction, Record

_INTERNAL = frozenset({"channel", "line"})
_LOGIN = re.compile(r"//[^\s/@:\"'<>]{1,200}:[^\s/@\"'<>]{1,200}@")
"""User and password within an address, whosever they are."""


def pairs(record: "Record") -> str:
    """The `key=value` pairs of a line; values with blanks are quoted."""
    extra = record["extra"]
    return " ".join(f"{key}={_quoted(extra[key])}" for key in extra if key not in _INTERNAL)


def line_format(kind: str, secrets: tuple[str, ...], *, traces: bool = False) -> "FormatFunction":
    """A loguru format.

    Args:
        kind: `text` or `json`.
        secrets: blacked out wherever they appear.
        traces: whether tracebacks stand below lines of text. In JSON they are always there.
    """
    text = _text_and_trace if traces else _text
    render: Callable[[Record], str] = _json if kind == "json" else text
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
    return forms | set(map(printable, forms))


def _quoted(value: object) -> str:
    text = str(value)
    plain = text.isprintable() and not any(sign in ' "=' for sign in text)
    return text if text and plain else printable(json.dumps(text, ensure_ascii=False))


def _text(record: "Record") -> str:
    time = record["time"].isoformat(sep=" ", timespec="milliseconds")
    error = record["exception"] and record["exception"].value
    told = f" error={_quoted(describe(error))}" if error and "error" not in record["extra"] else ""
    line = f"{time} {record['level'].name:<7} {record['message']}  {pairs(record)}"
    return f"{line}{told}".rstrip()


def _text_and_trace(record: "Record") -> str:
    return _text(record) + "".join(f"\n{row}" for row in _trace(record))


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
    return printable(json.dumps(entry, ensure_ascii=False))


def _simple(value: object) -> object:
    """The value as JSON knows it, else as text."""
    finite = isinstance(value, float) and math.isfinite(value)
    return value if finite or isinstance(value, str | int | None) else str(value)


def _trace(record: "Record") -> list[str]:
    error = record["exception"] and record["exception"].value
    if error is None:
        return []
    return [printable(row) for row in "".join(format_exception(error)).splitlines()]


def printable(text: str) -> str:
    """The text with everything escaped that could steer a terminal or is half a character."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in text)


def _escaped(sign: str) -> str:
    units = sign.encode("utf-16-be", "surrogatepass")
    pairs_of_bytes = (units[at : at + 2] for at in range(0, len(units), 2))
    return "".join(f"\\u{unit.hex()}" for unit in pairs_of_bytes)
