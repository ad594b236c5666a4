"""Which language a CV is written in.

A CV is lists and headings more than sentences, and a technical one is full of English terms. So
its headings and the nouns that stand in any CV count beside the small words of its language.
"""

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from reactor.language.languages import common_words
from reactor.language.phrasebook import words_of

_WORDS: dict[str, list[str]] = tomllib.loads(
    (resources.files("reactor.language") / "cv_language.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True)
class _Words:
    """Words, beginnings and endings of words that tell of a language."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]

    def has(self, word: str) -> bool:
        return word in self.whole or word.startswith(self.beginnings) or word.endswith(self.endings)


def _words(told: Sequence[str]) -> _Words:
    return _Words(
        frozenset(told),
        tuple(word[:-1] for word in told if word.endswith("*")),
        tuple(word[1:] for word in told if word.startswith("*")),
    )


_TELLING = {language: _words(told) for language, told in _WORDS.items()}
# Shorter texts are a name and a title, and titles are often English.
_MIN_WORDS = 25
# A word of a CV says so much more than a small one, which several languages may share.
_TELLING_WEIGHT = 3
_ENOUGH = 3
_CLEARLY = 1.2
# What a CV is, is told by its beginning.
_MAX_WORDS = 3_000
REMEMBERED = 32


@lru_cache(maxsize=REMEMBERED)
def language_of_cv(text: str, least_words: int = _MIN_WORDS) -> str | None:
    """The language that a CV, or what somebody writes of themselves, is in; None if not clear.

    Args:
        text: the CV.
        least_words: shorter texts are not judged.
    """
    words = words_of(text)[:_MAX_WORDS]
    if len(words) < least_words:
        return None
    met = Counter(word.lower() for word in words)
    counts = common_words(met)
    for language, telling in _TELLING.items():
        said = sum(met[word] for word in met if telling.has(word))
        counts[language] += _TELLING_WEIGHT * said
    (first, most), (_, second) = counts.most_common(2)
    return first if most >= _ENOUGH and most > _CLEARLY * second else None
