"""Words of a text, and the phrases among them that a book knows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

# A word may go on with `+`, `#` and inner dots and ampersands: C++, C#, Node.js, R&D, .NET.
_WORD = re.compile(r"(?:\.(?=(?:NET|Net|net)\b))?[^\W_](?:[\w+#]|[.&](?=[a-z0-9])|&(?=\w))*")

Entry = TypeVar("Entry")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are written; hyphens, slashes and other marks part them."""
    return tuple(_WORD.findall(text))


@dataclass(frozen=True, slots=True)
class Found(Generic[Entry]):
    """A phrase met in a text: what the book says of it, and at which word it begins and ends."""

    entry: Entry
    start: int
    end: int


class Phrasebook(Generic[Entry]):
    """Phrases and what each stands for.

    Looking a text up takes one dictionary access a word and no more, however many phrases there
    are: phrases are kept by their first word.

    Args:
        phrases: pairs of a phrase and what it stands for. Case does not matter, unless the phrase
            starts with `=`. Where two phrases are the same, the first counts.
    """

    def __init__(self, phrases: Iterable[tuple[str, Entry]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], bool, Entry]]] = {}
        for phrase, entry in phrases:
            exact = phrase.startswith("=")
            words = words_of(phrase if exact else phrase.lower())
            if words:
                self._by_first.setdefault(words[0].lower(), []).append((words, exact, entry))
        for known in self._by_first.values():
            known.sort(key=lambda one: -len(one[0]))

    def find(self, words: tuple[str, ...]) -> Iterator[Found[Entry]]:
        """The known phrases among `words`, in order; the longer goes before the shorter."""
        lowered = tuple(word.lower() for word in words)
        position = 0
        while position < len(words):
            found = self._at(position, words, lowered)
            if found is None:
                position += 1
            else:
                yield found
                position = found.end

    def _at(
        self, position: int, words: tuple[str, ...], lowered: tuple[str, ...]
    ) -> Found[Entry] | None:
        for phrase, exact, entry in self._by_first.get(lowered[position], ()):
            end = position + len(phrase)
            if (words if exact else lowered)[position:end] == phrase:
                return Found(entry, position, end)
        return None
