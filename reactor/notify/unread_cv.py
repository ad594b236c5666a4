"""The text of the notification that a CV was not read. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from reactor.advice import advice_for
from reactor.notify.sanitize import harmless

UNREAD_CV = "Your CV could not be read"
_MAX_LINE = 300


def unread_cv_lines(facts: Mapping[str, Any]) -> Iterator[str]:
    """Where the CV is, the problem, the remedy, and what counts meanwhile."""
    yield ": ".join(filter(None, (_line(facts, "where"), _line(facts, "error"))))
    mend = advice_for(str(facts.get("code", "")), "").do
    yield f"To do: {mend.replace('EMAIL', _line(facts, 'email') or 'EMAIL')}."
    yield "Until it can be read, you are matched by your wishes alone."


def _line(facts: Mapping[str, Any], name: str) -> str:
    """An untrusted text as one short, neutralised line."""
    words = harmless(str(facts.get(name, ""))[: 2 * _MAX_LINE])
    return words if len(words) <= _MAX_LINE else f"{words[: _MAX_LINE - 1].rstrip()}\u2026"
