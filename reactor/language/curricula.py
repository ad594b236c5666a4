"""Which language a CV is written in.

A CV is lists and headings more than sentences, and a technical one is full of English terms. So
its headings and the nouns that stand in any CV count beside the small words of its language.
"""

import tomllib
from functools import lru_cache
from importlib import resources

from reactor.language.languages import common_words
from reactor.language.phrasebook import Phrasebook, words_of

_WORDS = tomllib.loads(
    (resources.files("reactor.language") / "curricula.toml").read_text(encoding="utf-8")
)
_TELLING: Phrasebook[str] = Phrasebook(
    (word, language) for language, words in _WORDS.items() for word in words
)
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
    counts = common_words(word.lower() for word in words)
    for found in _TELLING.find(words):
        counts[found.entry] += _TELLING_WEIGHT
    (first, most), (_, second) = counts.most_common(2)
    return first if most >= _ENOUGH and most > _CLEARLY * second else None
