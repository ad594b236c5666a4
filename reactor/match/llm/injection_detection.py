"""Detection of prompt injection in postings.

A posting is data, and the instruction says so, but a model may still obey it. So a suspicious
posting is judged alone, where it can spoil only its own judgement.
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
)  # except in flags
_CONTROLS = {ord(mark): None for mark in map(chr, (*range(9), 11, 12, *range(14, 32), 127))}
_LONG = 2000
_MAX_REPETITIVE = 0.1
"""Maximum compression ratio of repetitive text; prose keeps a third of its length or more."""


def visible(text: str) -> str:
    """A text without invisible characters, which can carry messages to a model only."""
    if text.isascii():
        return text.translate(_CONTROLS)
    shown = (mark for mark in text if unicodedata.category(mark) not in _UNSEEN)
    return "".join(shown).translate(_CONTROLS)


@lru_cache(maxsize=256)  # each posting is checked once per follower
def addresses_a_model(text: str) -> bool:
    """Whether a text seems to address a language model. A false alarm costs one request."""
    if _TAG.search(text):
        return True
    shown = visible(text)
    return _is_repetitive(shown) or any(_speaks(reading) for reading in readings(shown))


def _speaks(reading: str) -> bool:
    return any(rule.fits(reading) for rule in rules())


def _is_repetitive(text: str) -> bool:
    """Whether a text repeats itself massively, as attacks do to wear a model down."""
    raw = text.encode(errors="replace")
    return len(raw) > _LONG and len(zlib.compress(raw, 1)) < _MAX_REPETITIVE * len(raw)
