"""Names of occupations in many languages, one file a language; the endings make compounds."""

import re
import tomllib
from functools import lru_cache
from importlib import resources

from reactor.language.phrasebook import plain

_MIN_ENDING = 3
_MIN_BEGINNING = 2
"""Minimum number of letters before an ending: `Dach|decker`."""

_WORD = re.compile(r"[^\W\d_]+")


def _load(name: str) -> frozenset[str]:
    """The plain words of one kind in all languages."""
    found = set[str]()
    for file in resources.files(__name__).iterdir():
        if file.name.endswith(".toml"):
            known = tomllib.loads(file.read_text(encoding="utf-8"))
            found.update(map(plain, known.get(name, "").split()))
    return frozenset(found)


_WORDS, _ENDINGS = _load("words"), _load("endings")
_FIRST, _NO_NAMES = _load("first"), _load("no_names")
_CAPITALS = frozenset(word.upper() for word in _load("capitals"))
"""Names of occupations only in capitals: `OSS` in Italy, but `jobba hos oss` in Sweden."""
_LENGTHS = sorted(set(map(len, _ENDINGS)), reverse=True)


@lru_cache(maxsize=4_096)
def is_occupation_word(word: str) -> bool:
    """Whether a single word names an occupation: `Stolarz`, `Betreuungskraft`, `Éducateur`."""
    bare = plain(word)
    if bare in _WORDS:
        return True
    return bare not in _NO_NAMES and any(
        bare[-length:] in _ENDINGS
        for length in _LENGTHS
        if len(bare) >= length + _MIN_BEGINNING and length >= _MIN_ENDING
    )


def names_occupation(words: str) -> bool:
    """Whether one of the words names an occupation, in any context.

    Marks of gender split a word: `Éducateur·rice`, `Erzieher*innen`, `Addetto/a`. A word that is
    also an adjective counts only as the first: `Técnico de laboratorio`, not `Servicio técnico`.
    """
    parts = _WORD.findall(words)
    if len(parts) > 1 and plain(parts[0]) in _FIRST:
        return True
    return any(part in _CAPITALS or is_occupation_word(part) for part in parts)
