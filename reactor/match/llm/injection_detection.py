"""Texts that speak to a language model instead of to applicants.

A posting is data, and the instruction says so; but a model may still be talked into something. So
what speaks to it is judged alone, where it can spoil nothing but its own judgement.
"""

import re
import unicodedata
import zlib
from functools import lru_cache

from reactor.match.llm.deobfuscation import readings
from reactor.match.llm.injection_phrases import rules

_UNSEEN = ("Cf", "Co", "Cn", "Cs")
_TAG = re.compile(
    "(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0020-\U000e007e]{4,}"
)  # but for flags
_CONTROLS = {ord(mark): None for mark in map(chr, (*range(9), 11, 12, *range(14, 32), 127))}
_LONG = 2000
_MOST_REPETITIVE = 0.1
"""Compressed, prose keeps a third of its length or more."""


def visible(text: str) -> str:
    """A text without the characters that nobody sees: they carry messages to models only."""
    if text.isascii():
        return text.translate(_CONTROLS)
    shown = (mark for mark in text if unicodedata.category(mark) not in _UNSEEN)
    return "".join(shown).translate(_CONTROLS)


@lru_cache(maxsize=256)  # the same postings are asked about for each of their followers
def addresses_a_model(text: str) -> bool:
    """Whether a text seems to speak to a language model. A false alarm costs one request."""
    if _TAG.search(text):
        return True
    shown = visible(text)
    return _is_repetitive(shown) or any(_speaks(reading) for reading in readings(shown))


def _speaks(reading: str) -> bool:
    return any(rule.fits(reading) for rule in rules())


def _is_repetitive(text: str) -> bool:
    """Whether one thing is said over and over, as is done to wear a model down."""
    raw = text.encode(errors="replace")
    return len(raw) > _LONG and len(zlib.compress(raw, 1)) < _MOST_REPETITIVE * len(raw)
