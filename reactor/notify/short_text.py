"""Facts of a notification as short, harmless words: what every message is made of. Pure.

Titles and errors come from strangers' pages: they are cut, and made to steer nothing (`defuse`).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from reactor.notify.sanitize import harmless, harmless_link

Facts = Mapping[str, Any]

_LONGEST_LINE = 200
_LONGEST_LINK = 2_000
_LONGEST_SCANNED = 2_000


def text(facts: Facts, name: str) -> str:
    """One line that calls nobody and stays short."""
    return harmless_line(str(facts.get(name, "")))


def texts(facts: Facts, name: str) -> list[str]:
    """Several lines; what is no text is left out."""
    found = facts.get(name)
    lines = [each for each in found if isinstance(each, str)] if isinstance(found, list) else []
    return [line for line in map(harmless_line, lines) if line]


def harmless_line(words: str) -> str:
    """Strangers' words as one short line, without a full stop at its end."""
    return cut(harmless(words[:_LONGEST_SCANNED]), _LONGEST_LINE).rstrip(".")


def link(facts: Facts, name: str) -> str:
    """An address, whole or not at all."""
    address = str(facts.get(name) or "")
    return harmless_link(address) if len(address) <= _LONGEST_LINK else ""


def dicts(facts: Facts, name: str) -> Sequence[Facts]:
    """The documents of a list; what is none is left out."""
    found = facts.get(name)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def cut(words: str, most: int) -> str:
    """At most so many characters, the last an ellipsis where something is cut."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}\u2026"


def counted(number: Any, one: str, many: str) -> str:
    """`1 match`, `2 matches`."""
    return f"{number} {one if number == 1 else many}"
