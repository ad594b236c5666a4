"""Decodes texts that are disguised but readable to some models: Base64, hex, leetspeak, ..."""

import base64
import binascii
import codecs
import html
import re
import unicodedata
from collections.abc import Iterator

_BASE64 = re.compile(r"(?<![\w/+.-])[\w+/-]{24,}={0,2}(?![\w/+])", re.ASCII)
_HEX = re.compile(r"\b(?:[0-9a-f]{2}[ :]?){16,}\b")
_SPACED = re.compile(r"(?<!\S)(?:\S {1,3}){9,}\S(?!\S)")
_WORD = re.compile(r"\w+")
_LETTER_FIGURES = re.compile("[013457]")
_LEET_LETTERS = str.maketrans("013457", "oieast")
_LATIN = re.compile("[a-z]")
_GREEK_OR_CYRILLIC = re.compile("[\u0370-\u04ff]")
# Letters of other alphabets that look like Latin ones.
_LOOK_ALIKES = str.maketrans(
    "\u0430\u0441\u0501\u0435\u04bb\u0456\u0458\u043e\u0440\u051b\u0455\u0443\u0445\u04cf\u03bf\u03b1\u03b5\u03b9",
    "acdehijopqsyxloaei",
)


def folded(text: str) -> str:
    """A text in the normal form that the rules expect."""
    return unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'")


def readings(text: str) -> Iterator[str]:
    """The folded text, and its readings under common disguises."""
    plain = folded(text)
    yield plain
    yield from (folded(_joined(run[0])) for run in _SPACED.finditer(text))
    yield from filter(None, (_decoded(run[0]) for run in _BASE64.finditer(text)))
    yield from filter(None, (_of_hex(run[0]) for run in _HEX.finditer(plain)))
    if "&" in text or "\\u" in text:
        yield folded(html.unescape(text).replace("\\u00", "%"))
    words = _WORD.findall(plain)
    if any(_LATIN.search(word) and _GREEK_OR_CYRILLIC.search(word) for word in words):
        yield plain.translate(_LOOK_ALIKES)
    if any(_LATIN.search(word) and _LETTER_FIGURES.search(word) for word in words):
        yield _WORD.sub(_without_figures, plain)
    yield codecs.encode(plain, "rot13")
    yield plain[::-1]


def _without_figures(word: re.Match[str]) -> str:
    """A word with digits that stand for letters replaced; numbers are unchanged."""
    return word[0].translate(_LEET_LETTERS) if _LATIN.search(word[0]) else word[0]


def _joined(run: str) -> str:
    """Spaced-out letters joined to words; wider gaps separate words."""
    words = re.split(r" {2,}", run)
    return " ".join(word.replace(" ", "") for word in words)


def _decoded(run: str) -> str | None:
    """The text in a Base64 string, None if it is not readable."""
    padded = run.rstrip("=")
    padded += "=" * (-len(padded) % 4)
    try:
        return _words(
            base64.b64decode(padded, altchars=b"-_" if "-" in run or "_" in run else None)
        )
    except binascii.Error:
        return None


def _of_hex(run: str) -> str | None:
    return _words(bytes.fromhex(re.sub(r"[ :]", "", run)))


def _words(raw: bytes) -> str | None:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return None
    return folded(text) if text.isprintable() and " " in text else None
