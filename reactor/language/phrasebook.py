"""Finds the phrases of a phrasebook among the words of a text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

# A word may include `+`, `#` and inner dots and ampersands: C++, C#, Node.js, R&D, .NET.
_WORD = re.compile(r"(?:\.(?=(?:NET|Net|net)\b))?[^\W_](?:[\w+#]|[.&](?=[a-z0-9])|&(?=\w))*")
# Letters that Unicode does not decompose into a plain letter and an accent.
_WHOLE_LETTERS = {"ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "\u0131": "i"}
_ACCENTED = "".join(map(chr, range(0xC0, 0x250)))
_ACCENTS = dict.fromkeys(map(chr, range(0x300, 0x370)), "")
_PLAIN = str.maketrans(
    {letter: unicodedata.normalize("NFD", letter)[0] for letter in _ACCENTED}
    | _ACCENTS
    | _WHOLE_LETTERS
)
# Phrases with a star are indexed by this number of letters of the word with the star.
_KEY = 4
# The same text is searched with several phrasebooks in a row.
REMEMBERED = 64
LONG_TEXT = 1000
# Texts share most of their words.
REMEMBERED_WORDS = 8_192

Entry = TypeVar("Entry")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as written; hyphens, slashes and other marks separate them."""
    return _long_words_of(text) if len(text) > LONG_TEXT else tuple(_WORD.findall(text))


@lru_cache(maxsize=REMEMBERED)
def _long_words_of(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


def plain(text: str) -> str:
    """A text in lower case and without accents."""
    lowered = text.lower()
    return lowered if lowered.isascii() else lowered.translate(_PLAIN)


@lru_cache(maxsize=REMEMBERED)
def plain_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Each of these words in lower case and without accents."""
    return tuple(map(_plain_word, words))


def forget_words() -> None:
    """Clear the cache of texts."""
    _long_words_of.cache_clear()
    plain_words.cache_clear()


_plain_word = lru_cache(maxsize=REMEMBERED_WORDS)(plain)


def spellings_of(line: str) -> list[str]:
    """The spellings in a line of a word list: `nurse | infirmier*`."""
    return [spelling.strip() for spelling in line.split("|")]


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[Entry]):
    """A phrase found in a text: its entry, and the positions of its first and last word."""

    entry: Entry
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[Entry]):
    words: tuple[str, ...]
    exact: bool
    entry: Entry

    def stands_at(self, position: int, words: tuple[str, ...], lowered: tuple[str, ...]) -> bool:
        """Whether the phrase is at this position, where its first word matches."""
        if self.exact and words[position] != self.words[0]:
            return False
        if len(self.words) == 1:
            return True
        met = (words if self.exact else lowered)[position : position + len(self.words)]
        return len(met) == len(self.words) and all(map(_is_word, self.words, met))


class Phrasebook(Generic[Entry]):
    """Phrases with their entries.

    A search takes one or two dictionary accesses per word, however many phrases there are: phrases
    are indexed by their first and then by their second word, and the phrases of a first word are
    cached. A phrase is parsed when its first word occurs for the first time, so that a phrasebook
    of many thousands opens at once.

    Args:
        phrases: pairs of a phrase and its entry. Case and accents do not matter, unless the phrase
            starts with `=`. A star at the end of a word matches any ending (`buchhalt*`), one at
            its beginning any other beginning (`*entwickler`). Of two equal phrases, the first
            counts.
    """

    def __init__(self, phrases: Iterable[tuple[str, Entry]]) -> None:
        self._by_first: dict[str, list[tuple[str, Entry]]] = {}
        self._opened: dict[str, tuple[_Phrase[Entry], ...]] = {}
        self._begun: dict[str, _Begun[Entry] | None] = {}
        for phrase, entry in phrases:
            if key := _first_key(phrase):
                self._by_first.setdefault(key, []).append((phrase, entry))

    def find(self, words: tuple[str, ...]) -> Iterator[PhraseMatch[Entry]]:
        """The known phrases among `words`, in order; longer ones take precedence."""
        lowered = plain_words(words)
        end = 0
        begun = self._begun
        for position, word in enumerate(lowered):
            met = begun[word] if word in begun else self._begun_by(word)
            if met is None or position < end:
                continue
            following = lowered[position + 1] if position + 1 < len(lowered) else ""
            for phrase in met.longest_first(following):
                if phrase.stands_at(position, words, lowered):
                    end = position + len(phrase.words)
                    yield PhraseMatch(phrase.entry, position, end)
                    break

    def entry_of(self, word: str) -> Entry | None:
        """The entry of one plain word, as `find` would return it; None if there is none."""
        met = self._begun[word] if word in self._begun else self._begun_by(word)
        for phrase in met.alone if met else ():
            if not phrase.exact or phrase.words[0] == word:
                return phrase.entry
        return None

    def _begun_by(self, word: str) -> "_Begun[Entry] | None":
        """The phrases that may begin with a word, literal ones first."""
        if len(self._begun) >= REMEMBERED_WORDS:
            self._begun.clear()
        met = [
            phrase
            for key in _keys_of(word)
            if key in self._by_first
            for phrase in self._opened_at(key)
            if phrase.exact or _is_word(phrase.words[0], word)
        ]
        self._begun[word] = begun = _Begun(met) if met else None
        return begun

    def _opened_at(self, key: str) -> tuple[_Phrase[Entry], ...]:
        """The parsed phrases with an index key."""
        if key not in self._opened:
            self._opened[key] = tuple(_phrase(*one) for one in self._by_first[key])
        return self._opened[key]


class _Begun(Generic[Entry]):
    """The phrases with one first word: the word alone, and by the following word."""

    def __init__(self, phrases: Iterable[_Phrase[Entry]]) -> None:
        alone: list[_Phrase[Entry]] = []
        self._by_second: dict[str, list[_Phrase[Entry]]] = {}
        for phrase in phrases:
            if len(phrase.words) == 1:
                alone.append(phrase)
            else:
                self._by_second.setdefault(_key(phrase.words[1]), []).append(phrase)
        self.alone = tuple(alone)
        self._starred = any("*" in key for key in self._by_second)

    def longest_first(self, following: str) -> Sequence[_Phrase[Entry]]:
        """The phrases that may continue with a word; `""` at the end of a text."""
        keys = _keys_of(following) if self._starred else (following,)
        longer = [phrase for key in keys for phrase in self._by_second.get(key, ())]
        if not longer:
            return self.alone
        longer.sort(key=_words_before)
        return (*longer, *self.alone)


def _phrase(written: str, entry: Entry) -> _Phrase[Entry]:
    exact = written.startswith("=")
    return _Phrase(_starred_words(written[1:] if exact else plain(written)), exact, entry)


def _words_before(phrase: _Phrase[Entry]) -> int:
    return -len(phrase.words)


def _keys_of(word: str) -> tuple[str, ...]:
    """The index keys of the phrases that a plain word may begin."""
    return (word, f"{word[:_KEY]}*", f"*{word[-_KEY:]}") if len(word) >= _KEY else (word,)


def _first_key(phrase: str) -> str:
    """The index key of a phrase, by its first word; `""` if it has no word."""
    return _key_of_beginning(phrase.partition(" ")[0]) or _key_of_beginning(phrase)


@lru_cache(maxsize=REMEMBERED_WORDS)
def _key_of_beginning(beginning: str) -> str:
    exact = beginning.startswith("=")
    words = _starred_words(beginning[1:] if exact else plain(beginning))
    return _key(words[0]) if words else ""


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
