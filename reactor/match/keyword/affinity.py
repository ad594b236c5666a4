"""The similarity of two texts by rare words.

A word of half of all postings weighs nothing, a long word more than a short one, and a name in
capitals most: KNX, HPLC, VOB. So texts can agree on titles and skills that are in no list.
"""

import math
import tomllib
from collections.abc import Mapping
from importlib import resources

from reactor.language.languages import LANGUAGE_NAMES
from reactor.language.line_cache import remembered
from reactor.language.phrasebook import plain_words
from reactor.language.places import is_place
from reactor.match.keyword.seniority import is_level_word

# Words are compared by their first letters, so that their endings do not matter.
STEM = 6
MIN_STEM = 4
_LONGEST = 40
# The weight of a word by its number of letters.
_BY_LENGTH = ((5, 0.5), (7, 0.8))
_LONG, CAPITALS = 1.0, 1.2
# Minimum weight of a text; otherwise one common word would be half of a short text.
_MIN_ASKED, _MIN_OWN = 10.0, 15.0
# Texts of different fields share up to this much, texts of one field about twice as much, and
# hardly any more than four times as much.
_NONE, _ENOUGH, _FULL = 0.045, 0.1, 0.19
ENOUGH_AGREEMENT = 0.5
# Minimum weight of common words that indicates a field.
_MIN_COMMON = 2.0

Telling = Mapping[str, float]
"""The stems of a text's distinctive words, each with its weight."""


def _common() -> frozenset[str]:
    path = resources.files("reactor.match.keyword") / "common_words.toml"
    listed = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(word[:STEM] for words in listed.values() for word in words.split())


_COMMON = _common()


def telling_words(words: tuple[str, ...]) -> dict[str, float]:
    """The stems of the words that indicate a text's subject, each with its weight."""
    found: dict[str, float] = {}
    for word, lowered in zip(words, plain_words(words), strict=True):
        weight = _weight(word, lowered)
        if weight:
            stem = lowered[:STEM]
            found[stem] = max(found.get(stem, 0.0), weight)
    return found


@remembered
def _weighed(word: str) -> float:
    """The weight of a word; 0 for common words, places, languages and levels."""
    if is_place(word) or is_level_word(word) or any(LANGUAGE_NAMES.find((word,))):
        return 0.0
    if word.isupper():
        return CAPITALS
    return next((weight for most, weight in _BY_LENGTH if len(word) <= most), _LONG)


def _weight(word: str, lowered: str) -> float:
    if lowered[:STEM] in _COMMON or lowered[:1].isdigit() or len(lowered) > _LONGEST:
        return 0.0
    is_name = len(word) > 1 and word.isupper()
    return _weighed(word) if is_name or len(lowered) >= MIN_STEM else 0.0


def affinity(asked: Telling, own: Telling) -> float:
    """The share of their distinctive words that two texts have in common, 0 to 1, at any length."""
    common = sum(min(weight, own[stem]) for stem, weight in asked.items() if stem in own)
    if common < _MIN_COMMON:
        return 0.0
    told = max(_MIN_ASKED, sum(asked.values())) * max(_MIN_OWN, sum(own.values()))
    return common / math.sqrt(told)


def agreement(asked: Telling, own: Telling) -> float:
    """How likely two texts are of one field, 0 to 1; from 0.5 on it is likely."""
    alike = affinity(asked, own)
    if alike < _ENOUGH:
        return ENOUGH_AGREEMENT * max(0.0, alike - _NONE) / (_ENOUGH - _NONE)
    above = (alike - _ENOUGH) / (_FULL - _ENOUGH)
    return min(1.0, ENOUGH_AGREEMENT + (1 - ENOUGH_AGREEMENT) * above)
