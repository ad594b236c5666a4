"""Detects negation around a mention: "no trips", "night shifts are not part of it"."""

# ruff: noqa: E501 - words of many languages

import re
from itertools import takewhile

from reactor.language.phrasebook import plain_words, words_of
from reactor.language.sentences import clauses_of, denies

# Number of words before a mention that may negate it, or attribute it to others.
_BEFORE = 4
_BEHIND = 5
# "Nights are not the only thing", "nights are not unusual": no negation of the mention.
_ONLY = frozenset(
    {"only", "nur", "seulement", "solo", "alleen", "tylko", "jen", "bara", "kun", "uncommon", "unusual", "rare", "excluded", "ruled", "selten", "ausgeschlossen", "ungewohnlich", "exclu", "rares", "raro", "excluido", "excluidas", "ongewoon", "uitgesloten", "zeldzaam", "rzadkie", "wykluczone", "rzadkoscia", "vylouceny", "neobvykle", "ovanligt", "ovanliga", "uteslutet", "sjaeldne", "uvanlig", "udelukket", "escluso"}
)  # fmt: skip
# Negations of the verb whose subject is the mention; "without a break" negates something else.
_NOT = frozenset(
    {"not", "never", "isn't", "don't", "doesn't", "aren't", "won't", "nicht", "nie", "niemals", "pas", "jamais", "nunca", "non", "nao", "niet", "nooit", "inte", "aldrig", "ikke", "aldri", "neni", "nejsou", "nebudou", "nincs", "nincsenek"}
)  # fmt: skip
_NOT_THERE = re.compile(r"^(?:\w+ )?no (?:hay|habra|se|son|forman|existen|hacemos|tenemos)\b")
# After these words, the subject is another: "night shifts and no weekends".
_NEXT = frozenset(
    [
        "and",
        "but",
        "und",
        "aber",
        "et",
        "mais",
        "y",
        "pero",
        "e",
        "ma",
        "en",
        "maar",
        "i",
        "ale",
        "a",
        "och",
        "men",
        "og",
        "mas",
    ]
)
_NOR = frozenset({"ni", "nor", "noch", "nem", "ani", "ne", "eller", "of", "ou", "or", "oder"})


def is_denied(before: tuple[str, ...]) -> bool:
    """Whether the words before a mention negate it: "no trips", "no trips nor nights"."""
    near = before[-_BEFORE:]
    return denies(" ".join(near)) or (not _NOR.isdisjoint(near) and denies(" ".join(before)))


def is_denied_behind(told: str, sentence: str) -> bool:
    """Whether the words after a mention negate it: "night shifts are not part of it"."""
    for clause in clauses_of(sentence):
        words = " ".join(plain_words(words_of(clause)))
        _, named, behind = words.partition(" ".join(plain_words(words_of(told))))
        near = list(takewhile(lambda word: word not in _NEXT, behind.split()[:_BEHIND]))
        is_not = not _NOT.isdisjoint(near) or _NOT_THERE.match(behind.strip())
        if named and is_not and _ONLY.isdisjoint(near):
            return True
    return False
