"""Guesses the charset of a text that declares none and is not UTF-8, by its letters.

In a wrong charset, a text has letters that no single language uses together, symbols inside words,
and capitals after small letters. The charset whose letters fit one language best wins;
windows-1252, the browsers' default, wins a tie.
"""

# ruff: noqa: RUF001 - the letters and signs that many languages have

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise

_WORDS_LOOKED_AT = 500
_MAX_WORD = 100
_WORD = re.compile(rb"[A-Za-z]{0,20}[\x80-\xff][A-Za-z\x80-\xff]{0,40}")
_FITS = 0.7
"""Minimum share of letters that must fit a language."""

_WESTERN = (
    *("äöüß", "àâæçéèêëîïôœùûüÿ", "áéíóúñü", "áâãàçéêíóôõúü", "àèéìíîòóùú", "åäöé", "åæøé"),
    *("ëïéèöü", "àèéíïòóúüç", "áéíóúýðþæö", "õäöüšž"),
)
_CENTRAL = (
    *("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșțşţ", "čćđšž"),
    *("äöüß",),
)
_RUSSIAN = ("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", "оаинтврескілупдмьягзбчйхжцїюєшщфґ")
_GREEK = ("αοιτεσνηυρπκλμςόίωάήέδγύχθφβώξζψϊϋΐΰ",)
_COMMON, _RARE = 12, 0.7

_CHARSETS = (
    ("cp1252", _WESTERN),
    ("mac-roman", _WESTERN),
    ("cp1250", _CENTRAL),
    ("iso8859-2", _CENTRAL),
    ("cp1254", ("çğıi\u0307öşü",)),
    ("cp1251", _RUSSIAN),
    ("koi8-r", _RUSSIAN),
    ("cp1253", _GREEK),
    ("iso8859-7", _GREEK),
    ("cp850", _WESTERN),
)
"""Charsets, each with the non-ASCII letters of its languages; the first wins a tie.

For scripts outside ASCII, common letters come first: misread text has letters of the script, but
not the common ones.
"""

_SIGNS = frozenset("“”„‚‘’«»‹›–—…•·€£§°©®™¿¡ºª½¼¾²³×¹±\u00a0\u00ad")
"""Non-ASCII signs that people type besides letters."""
_INSIDE_WORDS = frozenset("’‘\u00ad·")
_BEFORE_WORDS = _SIGNS - frozenset("©®™ºª½¼¾²³×¹±")

_OTHER_SCRIPTS = "\u0370"
"""From this character on, letters are Greek, Cyrillic and so on."""

_BEGINNING = 4096
_SOME, _HARDLY_ANY = 0.05, 0.01
_FEW_ZEROS = 4
"""Fewer zero bytes are strays and prove nothing."""


def guessed_charset(body: bytes) -> str | None:
    """The charset of a text that is not UTF-8; None if none fits."""
    beginning = body[:_BEGINNING]
    if len(beginning) > _MAX_WORD * (1 + len(beginning.split())):
        return None  # letters without words
    words = b" ".join(match[0] for match in islice(_WORD.finditer(body), _WORDS_LOOKED_AT))
    fits = {charset: _fit(words.decode(charset, "replace"), of) for charset, of in _CHARSETS}
    best = max(fits, key=fits.__getitem__)
    return best if fits[best] >= _FITS else None


def unmarked_utf_16(body: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: spaces and digits have a zero byte each."""
    even, odd = body[:_BEGINNING:2], body[1:_BEGINNING:2]
    if not odd:
        return None
    shares = even.count(0) / len(even), odd.count(0) / len(odd)
    few = max(even.count(0), odd.count(0)) < _FEW_ZEROS
    if few or max(shares) < _SOME or min(shares) > _HARDLY_ANY:
        return None
    return "utf-16-be" if shares[0] > shares[1] else "utf-16-le"


def _fit(words: str, languages: tuple[str, ...]) -> float:
    """The share of non-ASCII characters that fit one language, in plausible positions."""
    beyond = Counter(_placed(words))
    total = beyond.total()
    if not total:
        return 0.0
    signs = sum(many for sign, many in beyond.items() if sign in _SIGNS)
    by_language = (
        sum(many * _weight(sign, of) for sign, many in beyond.items()) for of in languages
    )
    return (signs + max(by_language)) / total


def _weight(sign: str, language: str) -> float:
    at = language.find(sign) if sign else -1
    if at < 0:
        return 0.0
    return 1.0 if sign < _OTHER_SCRIPTS or at < _COMMON else _RARE


def _placed(words: str) -> Iterator[str]:
    """Each non-ASCII letter and sign in lower case; `""` for one in an implausible position."""
    for (before, sign), (_, after) in pairwise(pairwise(f" {words} ")):
        if sign.isascii():
            continue
        within = before.isalpha() and after.isalpha()
        if sign.isupper():
            misplaced = before.islower() or (before.isalpha() and after.islower())
        else:
            allowed = _INSIDE_WORDS if within else _BEFORE_WORDS
            misplaced = after.isalpha() and sign in _SIGNS and sign not in allowed
        if sign >= _OTHER_SCRIPTS and sign.isalpha():
            misplaced |= any(each.isascii() and each.isalpha() for each in (before, after))
        yield "" if misplaced else sign.lower()
