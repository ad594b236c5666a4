"""Detects the language of a CV.

A CV consists of lists and headings rather than sentences, and a technical one is full of English
terms. So its headings and common CV nouns count beside the function words of its language.
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
    """Words, prefixes and suffixes that indicate a language."""

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
# The weight of a CV word, compared with a function word, which several languages may share.
_TELLING_WEIGHT = 3
_ENOUGH = 3
_CLEARLY = 1.2
# The beginning of a CV suffices.
_MAX_WORDS = 3_000
REMEMBERED = 32


@lru_cache(maxsize=REMEMBERED)
def language_of_cv(text: str, least_words: int = _MIN_WORDS) -> str | None:
    """The language of a CV, or of a candidate's own text; None if unclear.

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
