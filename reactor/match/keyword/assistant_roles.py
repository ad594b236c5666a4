"""Roles that assist a profession and rank below it: a teaching assistant, a `Pflegehelfer`."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from reactor.language.line_cache import remembered
from reactor.language.phrasebook import Phrasebook, plain_words, words_of

_WORDS = tomllib.loads(
    (resources.files("reactor.match.keyword") / "assistant_roles.toml").read_text(encoding="utf-8")
)
_RANKS = frozenset(_WORDS["ranks"])
_REACH: int = _WORDS["reach"]


@dataclass(frozen=True, slots=True)
class AssistantRole:
    """A role that assists another.

    Attributes:
        of: the names of the assisted occupations; empty for any of its field.
    """

    of: frozenset[str] = frozenset()


def _phrases() -> Iterator[tuple[str, AssistantRole | None]]:
    helped: dict[str, set[str]] = {}
    for occupation, phrases in _WORDS["of"].items():
        for phrase in phrases:
            helped.setdefault(phrase, set()).add(occupation)
    # Of two equal phrases the first counts: named roles take precedence over general ones.
    yield from ((phrase, None) for phrase in _WORDS["others"])
    yield from ((phrase, AssistantRole(frozenset(of))) for phrase, of in helped.items())
    yield from ((phrase, AssistantRole()) for phrase in _WORDS["words"])


_AIDES: Phrasebook[AssistantRole | None] = Phrasebook(_phrases())
_TRAINED: Phrasebook[bool] = Phrasebook((phrase, True) for phrase in _WORDS["trained"])
_ASSISTANTS: Phrasebook[bool] = Phrasebook((phrase, True) for phrase in _WORDS["words"])


@remembered
def aide_in(title: str) -> AssistantRole | None:
    """The assistant role in a title; None if it is none."""
    words = words_of(title)
    if any(_TRAINED.find(words)):
        return None
    for found in _AIDES.find(words):
        if found.entry is None:
            return None
        behind = plain_words(words[found.end : found.end + _REACH])
        if found.entry.of or not _RANKS.intersection(behind):
            return found.entry
    return None


@remembered
def is_assistants(title: str) -> bool:
    """Whether a title or a goal is an assistant's of any kind, including professions of their own.

    An executive's assistant is not above a law firm's assistant; an assistant manager is none.
    """
    words = words_of(title)
    return any(
        _RANKS.isdisjoint(plain_words(words[found.end : found.end + _REACH]))
        for found in _ASSISTANTS.find(words)
    )
