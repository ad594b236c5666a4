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
    """A post that helps somebody.

    Attributes:
        of: the names of the occupations that it helps; empty where any of its field may be meant.
    """

    of: frozenset[str] = frozenset()


def _phrases() -> Iterator[tuple[str, AssistantRole | None]]:
    helped: dict[str, set[str]] = {}
    for occupation, phrases in _WORDS["of"].items():
        for phrase in phrases:
            helped.setdefault(phrase, set()).add(occupation)
    # Where two phrases are the same, the first counts: what is named goes before what is general.
    yield from ((phrase, None) for phrase in _WORDS["others"])
    yield from ((phrase, AssistantRole(frozenset(of))) for phrase, of in helped.items())
    yield from ((phrase, AssistantRole()) for phrase in _WORDS["words"])


_AIDES: Phrasebook[AssistantRole | None] = Phrasebook(_phrases())
_TRAINED: Phrasebook[bool] = Phrasebook((phrase, True) for phrase in _WORDS["trained"])
_ASSISTANTS: Phrasebook[bool] = Phrasebook((phrase, True) for phrase in _WORDS["words"])


@remembered
def aide_in(title: str) -> AssistantRole | None:
    """What a title says of whom it helps; None where it is no helper's."""
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
    """Whether a title or a goal is an assistant's of any kind, be it a profession of its own.

    Whoever is an executive's assistant is not above a law firm's; an assistant manager is another.
    """
    words = words_of(title)
    return any(
        _RANKS.isdisjoint(plain_words(words[found.end : found.end + _REACH]))
        for found in _ASSISTANTS.find(words)
    )
