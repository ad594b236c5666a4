"""One event, one line: time, level, what happened, then `key=value` pairs.

Or the same as one JSON object. Nothing in a line can steer a terminal, no secret is in it, and no
value is longer than `LONGEST_VALUE`: strangers' titles are megabytes long if they like.
"""

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from traceback import format_exception
from typing import TYPE_CHECKING
from urllib.parse import quote

from reactor.errors import describe

if TYPE_CHECKING:
    from loguru import FormatFunction, Record

LONGEST_VALUE = 1_000
"""Characters of a value, of a message and of a line of a trace; the rest is an ellipsis."""

_LOOKED_THROUGH = 20_000
"""Characters of a value that are searched for secrets before it is cut."""

_MOST_ROWS = 100
"""Lines of a trace, at its beginning and at its end."""

_INTERNAL = frozenset({"channel", "line"})
_LOGIN = re.compile(r"//[^\s/@:\"'<>]{1,200}:[^\s/@\"'<>]{1,200}@")
"""User and password within an address, whosever they are."""

_LONGEST_LOGIN = 410


@dataclass(frozen=True, slots=True)
class Secrets:
    """What must not be read in a log.

    Attributes:
        hidden: the forms in which they may stand in a line, longest first.
    """

    hidden: tuple[str, ...] = ()

    def blacked_out(self, text: str) -> str:
        """`text` without them, and without anybody's login in an address."""
        for secret in self.hidden:
            text = text.replace(secret, "***")
        return _LOGIN.sub("//***@", text)

    def cut(self, value: object) -> str:
        """A value as text of bounded length; no part of a secret is left at the cut."""
        whole = str(value)
        if len(whole) <= LONGEST_VALUE:
            return whole
        text = self.blacked_out(whole[:_LOOKED_THROUGH])
        if len(whole) > _LOOKED_THROUGH:
            # What was cut through was not found.
            text = text[: -max(map(len, self.hidden), default=0) - _LONGEST_LOGIN]
        return f"{text[:LONGEST_VALUE]}…"


def pairs(record: "Record", secrets: Secrets = Secrets()) -> str:
    """The `key=value` pairs of a line; values with blanks are quoted."""
    shown = {key: value for key, value in record["extra"].items() if key not in _INTERNAL}
    return " ".join(f"{key}={_quoted(secrets.cut(value))}" for key, value in shown.items())


def line_format(
    kind: str, secrets: tuple[str, ...], *, traces: bool = False, zone: tzinfo | None = None
) -> "FormatFunction":
    """A loguru format.

    Args:
        kind: `text` or `json`.
        secrets: blacked out wherever they appear.
        traces: whether tracebacks stand below lines of text. In JSON they are always there.
        zone: of the times; None for this machine's own.
    """
    text = _text_and_trace if traces else _text
    render: Callable[[Record, Secrets], str] = _json if kind == "json" else text
    written = {form for secret in secrets for form in _written(secret)}
    known = Secrets(tuple(sorted(written, key=len, reverse=True)))

    def write(record: "Record") -> str:
        if zone:
            # The files share the record, and converting its time again changes nothing.
            record["time"] = record["time"].astimezone(zone)
        line = known.blacked_out(render(record, known))
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


def _quoted(text: str) -> str:
    plain = text.isprintable() and not any(sign in ' "=' for sign in text)
    return text if text and plain else printable(json.dumps(text, ensure_ascii=False))


def _text(record: "Record", secrets: Secrets) -> str:
    time = record["time"].isoformat(sep=" ", timespec="milliseconds")
    error = record["exception"] and record["exception"].value
    told = f" error={_quoted(describe(error))}" if error and "error" not in record["extra"] else ""
    message = printable(secrets.cut(record["message"]))
    line = f"{time} {record['level'].name:<7} {message}  {pairs(record, secrets)}"
    return f"{line}{told}".rstrip()


def _text_and_trace(record: "Record", secrets: Secrets) -> str:
    return _text(record, secrets) + "".join(f"\n{row}" for row in _trace(record, secrets))


def _json(record: "Record", secrets: Secrets) -> str:
    extra = record["extra"]
    entry: dict[str, object] = {
        "time": record["time"].isoformat(timespec="milliseconds"),
        "level": record["level"].name,
        "channel": extra.get("channel", ""),
        "event": secrets.cut(record["message"]),
    }
    entry |= {key: _simple(extra[key], secrets) for key in extra if key not in _INTERNAL}
    if trace := _trace(record, secrets):
        entry["exception"] = "\n".join(trace)
    return printable(json.dumps(entry, ensure_ascii=False))


def _simple(value: object, secrets: Secrets) -> object:
    """The value as JSON knows it, else as text."""
    finite = isinstance(value, float) and math.isfinite(value)
    return value if finite or isinstance(value, int | None) else secrets.cut(value)


def _trace(record: "Record", secrets: Secrets) -> list[str]:
    error = record["exception"] and record["exception"].value
    if error is None:
        return []
    rows = "".join(format_exception(error)).splitlines()
    if (left_out := len(rows) - 2 * _MOST_ROWS) > 0:
        rows[_MOST_ROWS:-_MOST_ROWS] = [f"… {left_out} lines …"]
    return [printable(secrets.cut(row)) for row in rows]


def printable(text: str) -> str:
    """The text with everything escaped that could steer a terminal or is half a character."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in text)


def _escaped(sign: str) -> str:
    units = sign.encode("utf-16-be", "surrogatepass")
    pairs_of_bytes = (units[at : at + 2] for at in range(0, len(units), 2))
    return "".join(f"\\u{unit.hex()}" for unit in pairs_of_bytes)
