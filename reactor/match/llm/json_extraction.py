"""Extracts the JSON object from a model's text."""

import json
from collections.abc import Iterator
from typing import Any

_MAX_TRIED = 20
"""Maximum number of braces tried as the start of an object; most start none."""

_DECODER = json.JSONDecoder()


def object_with(text: str, name: str) -> dict[str, Any] | None:
    """The first JSON object in a text that has this field; None if there is none.

    Models surround the object with words, code fences and other objects. Objects nested in a parsed
    one are not searched.
    """
    return next((found for found in _objects_in(text) if name in found), None)


def _objects_in(text: str) -> Iterator[dict[str, Any]]:
    start = text.find("{")
    for _ in range(_MAX_TRIED):
        if start < 0:
            return
        try:
            found, end = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            end = start + 1
        else:
            yield found
        start = text.find("{", end)
