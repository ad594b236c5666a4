"""Splits a text into sentences and clauses, and detects their negation."""

# ruff: noqa: E501 - words of many languages

import re
from functools import lru_cache

# A line this long continues in the next one if it ends in a comma or that starts in lower case.
_WRAPPED = re.compile(r"\n(?:(?<=[^\n]{50}[\w\-]\n)(?=[a-zß-öø-ÿ])|(?<=[^\n]{50},\n))")
_SENTENCE = re.compile(r"(?:[^.;!?\n•]|\.(?=[\w,;]))+")
_CLAUSE = re.compile(r"[^,:()\u2013\u2014]+")
_DENIAL = re.compile(
    r"\b(?:no|not|non|nor|never|without|isn't|don't|doesn't|kein\w*|nicht|ohne|nie|pas|sans|aucune?"
    r"|sin|nunca|nao|sem|niet|geen|zonder|nie|bez|inte|ingen|senza|cannot|neither|aren't|won't"
    r"|jamais|ningun\w?|nenhum\w?|nessun\w?|nooit|nigdy|nikdy|zadn\w{1,3}|neni|nejsou|inga|inget|aldrig"
    r"|ikke|aldri|nem|nincs\w{0,4})\b"
)
# "Nights? Not with us.", "Nattarbete? Nej, på dagen."
_DENIED_QUESTION = re.compile(
    r"[^.;:!?\n]{1,80}\?\s{0,3}(?:(?:no|nope|nein|non|nej|nei|nee|ne|nie|não|nem)\s{0,2}(?=[,.!;\u2013\n-]|$)"
    r"|(?:[\w']{1,12} ){0,5}?(?:not|never|nicht|pas|jamais|nunca|niet|nooit|inte|aldrig|ikke|aldri|mai|não|nie|ne)"
    r"(?: (?:with us|here|at all|bei uns|hier|chez nous|ici|con nosotros|aquí|da noi|qui|connosco|aqui"
    r"|bij ons|u nas|tutaj|u nás|hos oss|här|hos os|her))?\s{0,2}(?=[.!;\n]|$))",
    re.IGNORECASE,
)
REMEMBERED = 64


@lru_cache(maxsize=REMEMBERED)
def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences and list items of a text; a continued line is joined with the next."""
    whole = _WRAPPED.sub(" ", text)
    return tuple(sentence.strip() for sentence in _SENTENCE.findall(whole) if sentence.strip())


def clauses_of(sentence: str) -> tuple[str, ...]:
    """The parts of a sentence between commas, colons, dashes and brackets."""
    return tuple(_CLAUSE.findall(sentence))


def denies(plain_text: str) -> bool:
    """Whether a plain (lower case, unaccented) text holds a negating word."""
    return _DENIAL.search(plain_text) is not None


def without_denied_questions(text: str) -> str:
    """A text without its questions that are immediately answered with no."""
    return _DENIED_QUESTION.sub(" ", text) if "?" in text else text
