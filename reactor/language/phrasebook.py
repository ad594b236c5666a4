"""Words of a text, and the phrases among them that a book knows."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

# A word may go on with `+`, `#` and inner dots and ampersands: C++, C#, Node.js, R&D, .NET.
_WORD = re.compile(r"(?:\.(?=(?:NET|Net|net)\b))?[^\W_](?:[\w+#]|[.&](?=[a-z0-9])|&(?=\w))*")
# Letters that do not fall apart into a plain one and an accent.
_WHOLE_LETTERS = {"ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "\u0131": "i"}
_ACCENTED = "".join(map(chr, range(0xC0, 0x250)))
_ACCENTS = dict.fromkeys(map(chr, range(0x300, 0x370)), "")
_PLAIN = str.maketrans(
    {letter: unicodedata.normalize("NFD", letter)[0] for letter in _ACCENTED}
    | _ACCENTS
    | _WHOLE_LETTERS
)
# Phrases that begin or end with a star are kept by so many letters of the word that has it.
_KEY = 4
# A text is looked up in several books, one after another.
REMEMBERED = 64
LONG_TEXT = 1000
# Texts share most of their words.
REMEMBERED_WORDS = 8_192

Entry = TypeVar("Entry")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are written; hyphens, slashes and other marks part them."""
    return _long_words_of(text) if len(text) > LONG_TEXT else tuple(_WORD.findall(text))


@lru_cache(maxsize=REMEMBERED)
def _long_words_of(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


def plain(text: str) -> str:
    """A text in lower case and without accents, as hurried people type it."""
    lowered = text.lower()
    return lowered if lowered.isascii() else lowered.translate(_PLAIN)


@lru_cache(maxsize=REMEMBERED)
def plain_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Each of these words in lower case and without accents."""
    return tuple(map(_plain_word, words))


def forget_words() -> None:
    """Let go of the texts whose words are remembered."""
    _long_words_of.cache_clear()
    plain_words.cache_clear()


_plain_word = lru_cache(maxsize=REMEMBERED_WORDS)(plain)


def spellings_of(line: str) -> list[str]:
    """The spellings that a line of a word list holds: `nurse | infirmier*`."""
    return [spelling.strip() for spelling in line.split("|")]


@dataclass(frozen=True, slots=True)
class Found(Generic[Entry]):
    """A phrase met in a text: what the book says of it, and at which word it begins and ends."""

    entry: Entry
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[Entry]):
    words: tuple[str, ...]
    exact: bool
    entry: Entry

    def stands_at(self, position: int, words: tuple[str, ...], lowered: tuple[str, ...]) -> bool:
        """Whether it goes on from a word that its first one has met."""
        if self.exact and words[position] != self.words[0]:
            return False
        if len(self.words) == 1:
            return True
        met = (words if self.exact else lowered)[position : position + len(self.words)]
        return len(met) == len(self.words) and all(map(_is_word, self.words, met))


class Phrasebook(Generic[Entry]):
    """Phrases and what each stands for.

    Looking a text up takes one dictionary access a word and no more, however many phrases there
    are: phrases are kept by their first word, and what a word begins is remembered.

    Args:
        phrases: pairs of a phrase and what it stands for. Case and accents do not matter, unless
            the phrase starts with `=`. A star at a word's end stands for any ending
            (`buchhalt*`), one at its beginning for any other beginning (`*entwickler`). Where two
            phrases are the same, the first counts.
    """

    def __init__(self, phrases: Iterable[tuple[str, Entry]]) -> None:
        self._by_first: dict[str, list[_Phrase[Entry]]] = {}
        self._begun: dict[str, tuple[_Phrase[Entry], ...]] = {}
        for phrase, entry in phrases:
            exact = phrase.startswith("=")
            words = _starred_words(phrase[1:] if exact else plain(phrase))
            if words:
                known = self._by_first.setdefault(_key(words[0]), [])
                known.append(_Phrase(words, exact, entry))

    def find(self, words: tuple[str, ...]) -> Iterator[Found[Entry]]:
        """The known phrases among `words`, in order; the longer goes before the shorter."""
        lowered = plain_words(words)
        end = 0
        begun = self._begun
        for position, word in enumerate(lowered):
            phrases = begun[word] if word in begun else self._begun_by(word)
            if not phrases or position < end:
                continue
            for phrase in phrases:
                if phrase.stands_at(position, words, lowered):
                    end = position + len(phrase.words)
                    yield Found(phrase.entry, position, end)
                    break

    def entry_of(self, word: str) -> Entry | None:
        """What the book says of one plain word, as `find` of it alone would; None if nothing."""
        phrases = self._begun[word] if word in self._begun else self._begun_by(word)
        for phrase in phrases:
            if len(phrase.words) == 1 and (not phrase.exact or phrase.words[0] == word):
                return phrase.entry
        return None

    def _begun_by(self, word: str) -> tuple[_Phrase[Entry], ...]:
        """The phrases that may begin with a word, the longer first, the literal before the rest."""
        if len(self._begun) >= REMEMBERED_WORDS:
            self._begun.clear()
        self._begun[word] = begun = tuple(self._look_up(word))
        return begun

    def _look_up(self, word: str) -> Iterable[_Phrase[Entry]]:
        found = list(self._by_first.get(word, ()))
        if len(word) >= _KEY:
            found += self._by_first.get(f"{word[:_KEY]}*", ())
            found += self._by_first.get(f"*{word[-_KEY:]}", ())
        met = (one for one in found if one.exact or _is_word(one.words[0], word))
        return sorted(met, key=lambda one: -len(one.words))


def _starred_words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase; a star stays with its word."""
    words: list[str] = []
    for part in phrase.split():
        inner = list(words_of(part))
        if inner and part.endswith("*"):
            inner[-1] += "*"
        if inner and part.startswith("*"):
            inner[0] = f"*{inner[0]}"
        words += inner
    return tuple(words)


def _key(word: str) -> str:
    if word.endswith("*"):
        return f"{word[:_KEY]}*"
    return f"*{word[-_KEY:]}" if word.startswith("*") else plain(word)


def _is_word(wanted: str, word: str) -> bool:
    if wanted.endswith("*"):
        return word.startswith(wanted[:-1])
    return word.endswith(wanted[1:]) if wanted.startswith("*") else word == wanted
