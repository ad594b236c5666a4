"""Marks of gender in titles: `Chef·fe de projet`, `Enfermero/a`, `Koordynator(ka)`.

They split a name into words that are in no list, or have another meaning there: a `chef` is a cook,
a `chef·fe de projet` is not.
"""

import re

# A second ending after a mark without another meaning: "Lehrer:in", "chargé·e", "Pfleger*in".
_MARKED = re.compile(
    r"(?<=[^\W\d_]{2})(?:[\u00b7\u2022\u22c5*:_.]|\.-)(?:[^\W\d_]{1,5})(?:[\u00b7.]s)?\b"
)
_LOWER = re.compile(r"[a-z\u00df-\u00ff]+")
# One in brackets or after a slash: "Desenvolvedor(a)", "Abogado/a", "Tischler/-in".
_BRACKETED = re.compile(r"(?<=[^\W\d_]{2})\((?:-?[^\W\d_]{1,5})\)")
_SLASHED = re.compile(
    r"(?<=[^\W\d_]{3})/-?(?:a|as|o|os|e|in|innen|ka|ica|rice|trice|euse|ra|ora)\b"
)
_ENDING = re.compile(
    r"es?|as?|os?|en|er|in|innen|nes?|les?|se|ve|i?ere|re|fe|t?rice|ice|euse|eure|ienne"
    r"|k?a|czka|n?ica|oras?|ra|ca|ta|na|ya"
)


def without_gender_marks(text: str) -> str:
    """The text with each name with a mark of gender as one word: `Chef de projet`."""
    if "(" not in text and "/" not in text and not _ANY_MARK.search(text):
        return text
    text = _MARKED.sub(_bare, text)
    text = _BRACKETED.sub(_bare, text)
    return _SLASHED.sub("", text)


_ANY_MARK = re.compile(r"[^\W\d_][\u00b7\u2022\u22c5*:_.][^\W\d_]")


def _bare(marked: re.Match[str]) -> str:
    ending = "".join(_LOWER.findall(marked[0].lower())).translate(_PLAIN)
    return "" if _ENDING.fullmatch(ending) else marked[0]


_PLAIN = str.maketrans("\u00e8\u00e9", "ee")
