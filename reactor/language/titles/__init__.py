"""Names of occupations in many languages, one file a language; the endings make compounds."""

import re
import tomllib
from functools import lru_cache
from importlib import resources

from reactor.language.phrasebook import plain

_SHORTEST_ENDING = 3
_SHORTEST_BEGINNING = 2
"""Letters that stand before an ending: `Dach|decker`."""

_WORD = re.compile(r"[^\W\d_]+")


def _load() -> tuple[frozenset[str], frozenset[str]]:
    words, endings = set[str](), set[str]()
    for file in resources.files(__name__).iterdir():
        if file.name.endswith(".toml"):
            known = tomllib.loads(file.read_text(encoding="utf-8"))
            words.update(map(plain, known["words"].split()))
            endings.update(map(plain, known["endings"].split()))
    return frozenset(words), frozenset(endings)


_WORDS, _ENDINGS = _load()
_LENGTHS = sorted(set(map(len, _ENDINGS)), reverse=True)


@lru_cache(maxsize=16_384)
def is_occupation_word(word: str) -> bool:
    """Whether a single word names an occupation: `Stolarz`, `Betreuungskraft`, `Éducateur`."""
    bare = plain(word)
    if bare in _WORDS:
        return True
    return any(
        bare[-length:] in _ENDINGS
        for length in _LENGTHS
        if len(bare) >= length + _SHORTEST_BEGINNING and length >= _SHORTEST_ENDING
    )


def names_occupation(words: str) -> bool:
    """Whether one of the words names an occupation, whatever stands around it.

    Marks of gender part a word: `Éducateur·rice`, `Erzieher*innen`, `Addetto/a`.
    """
    return any(map(is_occupation_word, _WORD.findall(words)))
