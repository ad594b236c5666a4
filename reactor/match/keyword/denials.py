"""Whether what stands around a mention denies it: "no trips", "night shifts are not part of it"."""

# ruff: noqa: E501 - words of many languages

from reactor.language.phrasebook import plain_words, words_of
from reactor.language.sentences import clauses_of, denies

# Words so far in front of a mention say whether it is denied, and whose it is.
_BEFORE = 4
_BEHIND = 5
# "Nights are not the only thing", "nights are not unusual": nothing is denied.
_ONLY = frozenset(
    {"only", "nur", "seulement", "solo", "alleen", "tylko", "jen", "bara", "kun", "uncommon", "unusual", "rare", "excluded", "ruled", "selten", "ausgeschlossen", "ungewohnlich", "exclu", "rares", "raro", "excluido", "excluidas", "ongewoon", "uitgesloten", "zeldzaam", "rzadkie", "wykluczone", "rzadkoscia", "vylouceny", "neobvykle", "ovanligt", "ovanliga", "uteslutet", "sjaeldne", "uvanlig", "udelukket", "escluso"}
)  # fmt: skip
_NOR = frozenset({"ni", "nor", "noch", "nem", "ani", "ne", "eller", "of", "ou", "or", "oder"})


def is_denied(before: tuple[str, ...]) -> bool:
    """Whether what stands in front of a mention denies it: "no trips", "no trips nor nights"."""
    near = before[-_BEFORE:]
    return denies(" ".join(near)) or (not _NOR.isdisjoint(near) and denies(" ".join(before)))


def is_denied_behind(told: str, sentence: str) -> bool:
    """Whether the words behind a mention deny it: "night shifts are not part of it"."""
    for clause in clauses_of(sentence):
        words = " ".join(plain_words(words_of(clause)))
        _, named, behind = words.partition(" ".join(plain_words(words_of(told))))
        near = behind.split()[:_BEHIND]
        if named and denies(" ".join(near)) and _ONLY.isdisjoint(near):
            return True
    return False
