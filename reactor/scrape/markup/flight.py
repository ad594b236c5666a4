"""The state of Next.js' app router: React's "flight" rows, pushed to the page in pieces.

A row is `id:JSON`, or `id:T<bytes in hexadecimal>,<text>`; `"$id"` within JSON refers to a row.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

_PUSH = re.compile(r"__next_f\s*\.\s*push\(\s*(?=\[)")
_HEAD = r"([0-9a-f]{1,16}+):(?:T([0-9a-f]{1,8}),|[A-Z]{0,2}(?=[\[{\"]))"
_ROW = re.compile(rf"(?:^|(?<=\n)){_HEAD}")
# After a text row, the next row follows without a line break.
_ROW_AFTER_TEXT = re.compile(_HEAD)
_REFERENCE = re.compile(r"\$L?([0-9a-f]+)")
_DECODER = json.JSONDecoder(strict=False)
_DEEPEST = 60
_MAX_ROWS = 20_000
# After each failure the decoder scans all earlier text to locate the error.
_MAX_BROKEN = 500


def flight_values(scripts: Iterable[str]) -> Iterator[Any]:
    """Yield the values of all rows that the scripts push, with references to texts resolved."""
    stream = "".join(piece for script in scripts for piece in _pieces(script))
    rows, texts = _rows(stream)
    for value in rows:
        yield _with_texts(value, texts, depth=0)


def _pieces(script: str) -> Iterator[str]:
    broken = 0
    for push in _PUSH.finditer(script):
        try:
            entry = _DECODER.raw_decode(script, push.end())[0]
        except (ValueError, RecursionError):
            broken += 1
            if broken > _MAX_BROKEN:
                return
            continue
        if len(entry) > 1 and isinstance(entry[1], str):
            yield entry[1]


def _rows(stream: str) -> tuple[list[Any], dict[str, str]]:
    """Return the JSON rows, and the text rows by id."""
    values, texts = list[Any](), dict[str, str]()
    position, broken, after_text = 0, 0, False
    for _ in range(_MAX_ROWS):
        row = _ROW_AFTER_TEXT.match(stream, position) if after_text else None
        row = row or _ROW.search(stream, position)
        after_text = False
        if not row:
            break
        position = row.end()
        if row[2]:
            text = _first_bytes(stream, position, int(row[2], 16))
            texts[row[1]] = text
            position += len(text)
            after_text = bool(text)
            continue
        try:
            value, position = _DECODER.raw_decode(stream, position)
        except (ValueError, RecursionError):
            broken += 1
            if broken > _MAX_BROKEN:
                break
            continue
        values.append(value)
    return values, texts


def _first_bytes(stream: str, start: int, count: int) -> str:
    """Return the characters from `start` that take up `count` bytes in UTF-8."""
    return (
        stream[start : start + count].encode("utf-8", "replace")[:count].decode("utf-8", "ignore")
    )


def _with_texts(value: Any, texts: dict[str, str], depth: int) -> Any:
    if depth > _DEEPEST:
        return None
    if isinstance(value, dict):
        return {key: _with_texts(entry, texts, depth + 1) for key, entry in value.items()}
    if isinstance(value, list):
        return [_with_texts(entry, texts, depth + 1) for entry in value]
    if isinstance(value, str) and (named := _REFERENCE.fullmatch(value)):
        return texts.get(named[1], value)
    return value
