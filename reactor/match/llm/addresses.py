"""Removes addresses from a model's text that were not in its input."""

import re
from typing import Any

_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{1,20}://|\bwww\.|\b(?:javascript|data|mailto|tel):)[^\s<>\"')\]]+"
    r"|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)


def without_foreign_addresses(value: Any, given: str) -> Any:
    """A value, recursively, without addresses that are not in `given`."""
    match value:
        case str():
            return _ADDRESS.sub(lambda found: found[0] if found[0] in given else "", value)
        case dict():
            return {name: without_foreign_addresses(each, given) for name, each in value.items()}
        case list() | tuple():
            return [without_foreign_addresses(each, given) for each in value]
    return value
