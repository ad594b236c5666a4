"""The rules of prompt injection detection, from `injection_phrases.toml`."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_SENTENCE_END = re.compile(r"[.!?\u3002\uff01\uff1f](?:\s|$)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        kind: name of the pattern, for people.
        says: what the text must say.
        about: what must be near it, None if that does not matter.
        reach: maximum distance in characters.
        around: whether `about` may also come before it.
    """

    kind: str
    says: re.Pattern[str]
    about: re.Pattern[str] | None = None
    reach: int = 0
    around: bool = False

    def fits(self, text: str) -> bool:
        """Whether the rule matches a folded text."""
        found = self.says.finditer(text)
        about = self.about
        if about is None:
            return next(found, None) is not None
        return any(about.search(near) for said in found for near in self._near(text, *said.span()))

    def _near(self, text: str, start: int, end: int) -> Iterator[str]:
        """The text in reach within the same sentence."""
        yield _SENTENCE_END.split(text[end : end + self.reach], maxsplit=1)[0]
        if self.around:
            yield _SENTENCE_END.split(text[max(start - self.reach, 0) : start])[-1]


@cache
def rules() -> tuple[Rule, ...]:
    """All rules."""
    source = resources.files("reactor.match.llm") / "injection_phrases.toml"
    return tuple(map(_rule, tomllib.loads(source.read_text(encoding="utf-8"))["rule"]))


def _rule(entry: dict[str, Any]) -> Rule:
    about = _any_of(entry["about"]) if "about" in entry else None
    return Rule(
        entry["kind"],
        _any_of(entry["says"]),
        about,
        entry.get("reach", 0),
        entry.get("around", False),
    )


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))
