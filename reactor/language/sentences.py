"""A text's sentences and clauses, and whether one denies what it says."""

import re
from functools import lru_cache

# A line this long goes on in the next one if it ends in a comma, or if that starts in lower case.
_WRAPPED = re.compile(r"\n(?:(?<=[^\n]{50}[\w\-]\n)(?=[a-zß-öø-ÿ])|(?<=[^\n]{50},\n))")
_SENTENCE = re.compile(r"(?:[^.;!?\n•]|\.(?=[\w,;]))+")
_CLAUSE = re.compile(r"[^,:()\u2013\u2014]+")
_DENIAL = re.compile(
    r"\b(?:no|not|non|nor|never|without|isn't|don't|doesn't|kein\w*|nicht|ohne|nie|pas|sans|aucune?"
    r"|sin|nunca|nao|sem|niet|geen|zonder|nie|bez|inte|ingen|senza)\b"
)
REMEMBERED = 64


@lru_cache(maxsize=REMEMBERED)
def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences and list items of a text; one that goes on in the next line is one."""
    whole = _WRAPPED.sub(" ", text)
    return tuple(sentence.strip() for sentence in _SENTENCE.findall(whole) if sentence.strip())


def clauses_of(sentence: str) -> tuple[str, ...]:
    """The parts of a sentence between commas, colons, dashes and brackets."""
    return tuple(_CLAUSE.findall(sentence))


def denies(plain_text: str) -> bool:
    """Whether a plain (lower case, unaccented) text holds a word that denies."""
    return _DENIAL.search(plain_text) is not None
