"""The format of log lines: time, level, message, `key=value` pairs; or one JSON object.

A line contains no control characters and no secrets, and values are cut to `MAX_VALUE`, because
texts from pages may be megabytes long.
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

MAX_VALUE = 1_000
"""Characters of a value, a message or a line of a trace; the rest becomes an ellipsis."""

_LOOKED_THROUGH = 20_000
"""Characters of a value that are searched for secrets before it is cut."""

_MAX_ROWS = 100
"""Lines kept at the start and at the end of a trace."""

_INTERNAL = frozenset({"channel", "line"})
_LOGIN = re.compile(r"//[^\s/@:\"'<>]{1,200}:[^\s/@\"'<>]{1,200}@")
"""User and password in any address."""

_MAX_LOGIN = 410
_SIGNS = frozenset(' "=')
"""What a value is quoted for."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """The secrets to redact.

    Attributes:
        hidden: all spellings of the secrets in a line, longest first.
    """

    hidden: tuple[str, ...] = ()

    def blacked_out(self, text: str) -> str:
        """`text` with secrets and credentials in addresses redacted."""
        for secret in self.hidden:
            text = text.replace(secret, "***")
        return _LOGIN.sub("//***@", text)

    def cut(self, value: object) -> str:
        """A value as text, cut so that no part of a secret remains at the cut."""
        whole = str(value)
        if len(whole) <= MAX_VALUE:
            return whole
        text = self.blacked_out(whole[:_LOOKED_THROUGH])
        if len(whole) > _LOOKED_THROUGH:
            # A secret that crosses the limit was not found.
            text = text[: -max(map(len, self.hidden), default=0) - _MAX_LOGIN]
        return f"{text[:MAX_VALUE]}…"


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
        secrets: texts to redact.
        traces: whether text lines are followed by tracebacks; JSON always contains them.
        zone: time zone of the times; None for this machine's own.
    """
    text = _text_and_trace if traces else _text
    render: Callable[[Record, Secrets], str] = _json if kind == "json" else text
    written = {form for secret in secrets for form in _written(secret)}
    known = Secrets(tuple(sorted(written, key=len, reverse=True)))

    def write(record: "Record") -> str:
        if zone:
            # The files share the record, and a repeated conversion changes nothing.
            record["time"] = record["time"].astimezone(zone)
        line = known.blacked_out(render(record, known))
        # loguru formats the result again, so the line is passed as a value.
        record["extra"]["line"] = line
        return "{extra[line]}\n"

    return write


def _written(secret: str) -> set[str]:
    """All spellings of a text in a line: raw, escaped once or twice, and URL-encoded."""
    forms = {secret, repr(secret)[1:-1], quote(secret, safe=""), quote(secret)}
    for _ in range(2):
        forms |= {json.dumps(form, ensure_ascii=False)[1:-1] for form in forms}
    return forms | set(map(printable, forms))


def _quoted(text: str) -> str:
    plain = text.isprintable() and _SIGNS.isdisjoint(text)
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
    """The value as a JSON number, boolean or null, else as text."""
    finite = isinstance(value, float) and math.isfinite(value)
    return value if finite or isinstance(value, int | None) else secrets.cut(value)


def _trace(record: "Record", secrets: Secrets) -> list[str]:
    error = record["exception"] and record["exception"].value
    if error is None:
        return []
    rows = "".join(format_exception(error)).splitlines()
    if (left_out := len(rows) - 2 * _MAX_ROWS) > 0:
        rows[_MAX_ROWS:-_MAX_ROWS] = [f"… {left_out} lines …"]
    return [printable(secrets.cut(row)) for row in rows]


def printable(text: str) -> str:
    """The text with control characters and lone surrogates escaped."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in text)


def _escaped(sign: str) -> str:
    units = sign.encode("utf-16-be", "surrogatepass")
    pairs_of_bytes = (units[at : at + 2] for at in range(0, len(units), 2))
    return "".join(f"\\u{unit.hex()}" for unit in pairs_of_bytes)
