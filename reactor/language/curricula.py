"""Which language a CV is written in.

A CV is lists and headings more than sentences, and a technical one is full of English terms. So
its headings and the nouns that stand in any CV count beside the small words of its language.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

from reactor.language.languages import common_words
from reactor.language.phrasebook import words_of

_WORDS: dict[str, list[str]] = tomllib.loads(
    (resources.files("reactor.language") / "curricula.toml").read_text(encoding="utf-8")
)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """What matches one of these words; a star stands for the rest of one."""
    return re.compile("|".join(re.escape(word).replace(r"\*", r"\w*") for word in words))


_TELLING = {language: _pattern(words) for language, words in _WORDS.items()}
# Shorter texts are a name and a title, and titles are often English.
_LEAST_WORDS = 25
# A word of a CV says so much more than a small one, which several languages may share.
_TELLING_WEIGHT = 3
_ENOUGH = 3
_CLEARLY = 1.2
# What a CV is, is told by its beginning.
_MOST_WORDS = 3_000
REMEMBERED = 32


@lru_cache(maxsize=REMEMBERED)
def language_of_cv(text: str, least_words: int = _LEAST_WORDS) -> str | None:
    """The language that a CV, or what somebody writes of themselves, is in; None if not clear.

    Args:
        text: the CV.
        least_words: shorter texts are not judged.
    """
    words = words_of(text)[:_MOST_WORDS]
    if len(words) < least_words:
        return None
    met = Counter(word.lower() for word in words)
    counts = common_words(met)
    for language, telling in _TELLING.items():
        said = sum(met[word] for word in met if telling.fullmatch(word))
        counts[language] += _TELLING_WEIGHT * said
    (first, most), (_, second) = counts.most_common(2)
    return first if most >= _ENOUGH and most > _CLEARLY * second else None
