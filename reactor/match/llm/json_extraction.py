"""The JSON object in what a model said, whatever stands around it."""

import json
from collections.abc import Iterator
from typing import Any

_MOST_TRIED = 20
"""Braces from which an object is tried to be read: text may have many that begin none."""

_DECODER = json.JSONDecoder()


def object_with(text: str, name: str) -> dict[str, Any] | None:
    """The first JSON object in a text that has a field of this name; None if there is none.

    Models put words, fences and further objects around what was asked for. What stands inside an
    object that was read is not looked through.
    """
    return next((found for found in _objects_in(text) if name in found), None)


def _objects_in(text: str) -> Iterator[dict[str, Any]]:
    start = text.find("{")
    for _ in range(_MOST_TRIED):
        if start < 0:
            return
        try:
            found, end = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            end = start + 1
        else:
            yield found
        start = text.find("{", end)
