"""Letters without case and accents, as hurried people type them."""

import unicodedata

# Letters that do not fall apart into a plain one and an accent.
_WHOLE_LETTERS = {"ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "\u0131": "i"}
_ACCENTED = "".join(map(chr, range(0xC0, 0x250)))
_ACCENTS = dict.fromkeys(map(chr, range(0x300, 0x370)), "")
_PLAIN = str.maketrans(
    {letter: unicodedata.normalize("NFD", letter)[0] for letter in _ACCENTED}
    | _ACCENTS
    | _WHOLE_LETTERS
)


def plain(text: str) -> str:
    """A text in lower case and without accents."""
    lowered = text.lower()
    return lowered if lowered.isascii() else lowered.translate(_PLAIN)
