"""What MongoDB can store, whatever strangers sent: whole texts of bounded length, finite numbers.

BSON refuses half characters, names with a NUL, integers beyond 64 bits. The driver's seam makes all
that is written or asked for storable (`reactor.mongo.collection`), and documents are read through
the same functions, so that a text is the same before it is stored, in a filter, and afterwards.
They stand below everything else because a text is also pickled, hashed, logged and sent to a model
before it is stored: `Posting` and `Match` are whole from the moment they are made.

Each function gives what it was given, the same object, where nothing is wrong with it.
"""

import math
import re
from collections.abc import Mapping
from datetime import datetime
from itertools import islice
from operator import is_
from typing import Any

from bson import ObjectId

LONGEST_TEXT = 500_000
"""Characters of one text: at most 2 MB. Documents have few texts, and MongoDB takes 16 MB."""

LONGEST_NAME = 1_000
"""Characters of a field's name."""

DEEPEST = 80
"""Levels of a document: MongoDB refuses more than 100."""

_LEAST_INT, _MOST_INT = -(2**63), 2**63 - 1
_HALF = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Control characters without tabs and line breaks, which texts are made of."""


def whole(text: str) -> str:
    """`text` with its half characters joined to pairs, or replaced by U+FFFD."""
    if text.isascii() or not _HALF.search(text):
        return text
    # Two halves side by side, from two escapes, are one character.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def storable_text(text: str, longest: int = LONGEST_TEXT) -> str:
    """`text` whole, without control characters, at most `longest` characters long.

    Control characters that separate words (a vertical tab, say) become spaces. What is cut ends
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
    """`value` as a part of a document that BSON can encode: a text, number, object, list, or else.

    An integer beyond 64 bits becomes the nearest one within, a number that is not finite None, and
    so does what is nested too deep. Dates, ids, bytes, patterns and other types of BSON stay.
    """
    return _storable(value, DEEPEST)


_FINE = frozenset({bool, type(None), datetime, ObjectId})
"""Types whose every value BSON can encode."""


def _storable(value: Any, levels: int) -> Any:
    match value:
        case str():
            return storable_text(value)
        case int() if not _LEAST_INT <= value <= _MOST_INT:
            return _MOST_INT if value > 0 else _LEAST_INT
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
    if len(text) <= LONGEST_NAME and text.isidentifier():
        return text
    return storable_text(text, LONGEST_NAME)
