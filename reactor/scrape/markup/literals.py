"""Lists of objects in the JavaScript of a page's scripts: `alle: [{title: 'Welder'}, …]`.

JavaScript allows unquoted names, single quotes and trailing commas, which JSON does not.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pyjson5

_BEGINNING = re.compile(r"\[\s*\{\s*[\"']?[A-Za-z_$][\w$-]{0,60}[\"']?\s*:")
_TOKEN = re.compile(r"""\\.|["'`\[\]{}]""", re.DOTALL)
_QUOTES = frozenset("\"'`")
_OPENING = frozenset("[{")
_CLOSING = frozenset("]}")
_MOST = 30
_DEEPEST = 12
_LONGEST = 1_000_000
"""Maximum characters of one list."""


def array_literals(source: str) -> Iterator[list[Any]]:
    """Yield the outermost lists of objects in a script, at most 30; only plain data counts."""
    position = 0
    for _ in range(_MOST):
        if (found := _BEGINNING.search(source, position)) is None:
            return
        end = _end_of(source, found.start())
        value = _decoded(source[found.start() : end]) if end else None
        if isinstance(value, list):
            yield value
            position = end
        else:
            position = found.end()


def _end_of(source: str, begin: int) -> int:
    """Return the index after the bracket that closes the one at `begin`; 0 if none is near."""
    depth, quote = 0, ""
    for token in _TOKEN.finditer(source, begin, begin + _LONGEST):
        sign = token[0]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in _QUOTES:
            quote = sign
        elif sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth -= 1
            if depth == 0:
                return token.end()
    return 0


def _decoded(literal: str) -> Any:
    with suppress(ValueError, RecursionError):
        return json.loads(literal, strict=False)
    with suppress(pyjson5.Json5Exception, ValueError, RecursionError):
        return pyjson5.decode(literal, maxdepth=_DEEPEST)
    return None
