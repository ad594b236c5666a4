"""Human languages: their names, and detection of the language of a text."""

import tomllib
from collections import Counter
from functools import lru_cache
from importlib import resources
from typing import Any

from reactor.language.phrasebook import Phrasebook, words_of


def _read(file: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("reactor.language") / file).read_text(encoding="utf-8"))


_LANGUAGES, _ELSEWHERE = _read("languages.toml"), _read("language_names.toml")
LANGUAGE_NAMES: Phrasebook[str] = Phrasebook(
    (name, language)
    for language, known in _LANGUAGES.items()
    for name in (*known["names"], *_ELSEWHERE.get(language, ()))
)
_COMMON = {language: frozenset(known["common"]) for language, known in _LANGUAGES.items()}
_SMALL_WORDS = frozenset[str]().union(*_COMMON.values())

_MIN_WORDS = 40
_MIN_SHARE = 0.1
# The same texts are asked about several times in a row.
REMEMBERED = 64


@lru_cache(maxsize=REMEMBERED)
def language_of(text: str) -> str | None:
    """The language of a text; None if the text is short or the language unclear."""
    words = words_of(text.lower())
    if len(words) < _MIN_WORDS:
        return None
    counts = common_words(Counter(words))
    first, second = sorted(counts, key=lambda language: -counts[language])[:2]
    clear = counts[first] > 1.3 * counts[second] and counts[first] >= _MIN_SHARE * len(words)
    return first if clear else None


def common_words(met: Counter[str]) -> Counter[str]:
    """The number of common function words of each language among lower-case words."""
    return Counter(
        {language: sum(met[word] for word in common) for language, common in _COMMON.items()}
    )


def is_small_word(lowered: str) -> bool:
    """Whether a lower-case word is a common function word of any language: "the", "ett", "para"."""
    return lowered in _SMALL_WORDS
