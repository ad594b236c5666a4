"""Nuxt's flattened state: an array that holds each value once and refers to it by index.

Format: https://github.com/sveltejs/devalue (`stringify`), as of Nuxt 3's `__NUXT_DATA__`.
"""

from typing import Any

_WRAPPERS = {
    *("ShallowReactive", "Reactive", "ShallowRef", "Ref", "EmptyShallowRef", "EmptyRef"),
    *("Object", "NuxtError", "Island"),
}
_DEEPEST = 40
_MAX_VALUES = 100_000


def looks_devalued(value: Any) -> bool:
    """Whether `value` is such an array: its first entry consists of indices."""
    if not isinstance(value, list) or len(value) < 2:  # noqa: PLR2004 - a root and a value
        return False
    root = value[0]
    if isinstance(root, dict):
        return bool(root) and all(_is_index(entry, value) for entry in root.values())
    return (
        isinstance(root, list)
        and len(root) > 1
        and isinstance(root[0], str)
        and _is_index(root[1], value)
    )


def revived(table: list[Any]) -> Any:
    """Return the value that the array encodes, with limits on depth and number of values."""
    return _Reviver(table).value(0, depth=0)


class _Reviver:
    def __init__(self, table: list[Any]) -> None:
        self._table = table
        self._left = _MAX_VALUES

    def value(self, index: Any, depth: int) -> Any:
        self._left -= 1
        if not _is_index(index, self._table) or depth > _DEEPEST or self._left < 0:
            return None
        entry = self._table[index]
        if isinstance(entry, dict):
            return {key: self.value(part, depth + 1) for key, part in entry.items()}
        if not isinstance(entry, list):
            return entry
        if not entry or not isinstance(entry[0], str):
            return [self.value(part, depth + 1) for part in entry]
        if entry[0] in _WRAPPERS and len(entry) > 1:
            return self.value(entry[1], depth + 1)
        # Dates are kept as text; other types hold nothing that a posting needs.
        return entry[1] if entry[0] == "Date" and len(entry) > 1 else None


def _is_index(value: Any, table: list[Any]) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(table)
