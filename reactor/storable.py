"""Conversion of untrusted values to what MongoDB stores: valid bounded texts, finite numbers.

BSON rejects lone surrogates, names with a NUL, and integers beyond 64 bits. Everything written or
queried passes these functions (in `reactor.mongo.collection`), and documents are read through them
too, so that a text is equal before it is stored, in a filter, and afterwards. The module has no
imports from the project because texts are also pickled, hashed, logged and sent to a model before
they are stored: `Posting` and `Match` are storable from construction on.

Each function returns its argument, the same object, if nothing has to change.
"""

import math
import re
from collections.abc import Mapping
from datetime import datetime
from itertools import islice
from operator import is_
from typing import Any

from bson import ObjectId

MAX_TEXT = 500_000
"""Characters of one text: at most 2 MB. Documents have few texts; MongoDB's limit is 16 MB."""

MAX_NAME = 1_000
"""Characters of a field's name."""

DEEPEST = 80
"""Nesting levels of a document: MongoDB rejects more than 100."""

_MIN_INT, _MAX_INT = -(2**63), 2**63 - 1
_HALF = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Control characters other than tab and line breaks, which are ordinary text."""


def whole(text: str) -> str:
    """`text` with surrogates joined to pairs; lone ones become U+FFFD."""
    if text.isascii() or not _HALF.search(text):
        return text
    # Two surrogates side by side, from two escapes, are one character.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def storable_text(text: str, longest: int = MAX_TEXT) -> str:
    """`text` without lone surrogates and control characters, at most `longest` characters long.

    Control characters that separate words (such as a vertical tab) become spaces. A cut text ends
    with an ellipsis.
    """
    if len(text) > longest:
        text = f"{text[: longest - 1]}…"
    if text.isprintable():
        return text
    if _CONTROL.search(text):
        text = _CONTROL.sub(lambda found: " " if found[0].isspace() else "", text)
    return whole(text)


def storable(value: Any) -> Any:
    """`value` converted so that BSON can encode it, recursively.

    An integer beyond 64 bits becomes the nearest one within. A non-finite number, and anything
    nested too deep, becomes None. Dates, ids, bytes, patterns and other BSON types are unchanged.
    """
    return _storable(value, DEEPEST)


_FINE = frozenset({bool, type(None), datetime, ObjectId})
"""Types whose every value BSON can encode."""


def _storable(value: Any, levels: int) -> Any:
    match value:
        case str():
            return storable_text(value)
        case int() if not _MIN_INT <= value <= _MAX_INT:
            return _MAX_INT if value > 0 else _MIN_INT
        case float():
            return value if math.isfinite(value) else None
        case dict() | Mapping():
            return _object(value, levels - 1) if levels else None
        case list() | tuple():
            return _list(value, levels - 1) if levels else None
    return value


def _object(value: Mapping[Any, Any], levels: int) -> Any:
    made: dict[str, Any] | None = None
    for number, (name, entry) in enumerate(value.items()):
        text = _name(name)
        kept = entry if type(entry) in _FINE else _storable(entry, levels)
        if made is None:
            if text is name and kept is entry:
                continue
            made = dict(islice(value.items(), number))
        made[text] = kept
    return value if made is None else made


def _list(value: list[Any] | tuple[Any, ...], levels: int) -> Any:
    made = [_storable(entry, levels) for entry in value]
    return value if all(map(is_, made, value)) else made


def _name(name: Any) -> str:
    text = name if isinstance(name, str) else str(name)
    if len(text) <= MAX_NAME and text.isidentifier():
        return text
    return storable_text(text, MAX_NAME)
