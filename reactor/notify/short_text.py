"""Facts of a notification as short, neutralised texts, from which messages are built. Pure.

Titles and errors come from untrusted pages: they are cut and neutralised (`sanitize`).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from reactor.notify.sanitize import harmless, harmless_link

Facts = Mapping[str, Any]

_MAX_LINE = 200
_MAX_LINK = 2_000
_MAX_SCANNED = 2_000


def text(facts: Facts, name: str) -> str:
    """The fact as one short, neutralised line."""
    return harmless_line(str(facts.get(name, "")))


def texts(facts: Facts, name: str) -> list[str]:
    """The fact's list as short lines; anything that is not text is dropped."""
    found = facts.get(name)
    lines = [each for each in found if isinstance(each, str)] if isinstance(found, list) else []
    return [line for line in map(harmless_line, lines) if line]


def harmless_line(words: str) -> str:
    """An untrusted text as one short line, without a final full stop."""
    return cut(harmless(words[:_MAX_SCANNED]), _MAX_LINE).rstrip(".")


def link(facts: Facts, name: str) -> str:
    """An address, complete or not at all."""
    address = str(facts.get(name) or "")
    return harmless_link(address) if len(address) <= _MAX_LINK else ""


def dicts(facts: Facts, name: str) -> Sequence[Facts]:
    """The documents of a list; anything else is dropped."""
    found = facts.get(name)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def cut(words: str, most: int) -> str:
    """A text cut to `most` characters, with an ellipsis if cut."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}\u2026"


def counted(number: Any, one: str, many: str) -> str:
    """`1 match`, `2 matches`."""
    return f"{number} {one if number == 1 else many}"
