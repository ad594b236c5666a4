"""Detection of placeholder texts in place of a CV."""

import re

_LATIN = re.compile(r"lorem ipsum", re.IGNORECASE)
_WORDS = re.compile(
    r"(?:your|my|the|a|paste|put|insert|text of)\b.{0,20}\b(?:cv|resume|r\u00e9sum\u00e9)\b.{0,20}"
    r"|(?:todo|tbd|test|cv|resume|text|xx+|n/?a|none|null|undefined)\W*",
    re.IGNORECASE,
)


def is_placeholder(text: str) -> bool:
    """Whether a text is a placeholder: `...`, empty, `lorem ipsum`, `your CV`."""
    words = text.strip().strip("<>[](){}\"'*_ ")
    if not any(map(str.isalpha, words)):
        return True
    return _LATIN.match(words) is not None or _WORDS.fullmatch(words) is not None
