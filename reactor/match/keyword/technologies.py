"""Excluded technologies: whether the work of a posting needs them."""

from collections.abc import Iterable

from reactor.language.languages import is_small_word
from reactor.language.phrasebook import plain_words, words_of
from reactor.language.sentences import clauses_of, denies, sentences_of
from reactor.match.keyword.vocabulary import SKILLS, skills_in
from reactor.match.keyword.word_stems import are_alike

# A technology of this many words may be written in another order.
_SEVERAL_WORDS = 3
_MIN_WORD = 3
_OPTIONAL = (
    "nice to have", "a plus", "is a bonus", "not required", "not needed", "von vorteil", "un plus",
    "un atout", "se valora", "mile widzian", "no need", "instead of", "away from", "statt ",
    "do not need", "don t need", "nao precisas", "no necesitas", "rather than", "replac",
)  # fmt: skip


def technology_needed(technologies: Iterable[str], text: str) -> tuple[str, str] | None:
    """The first of these technologies that the work needs, and the evidence.

    "No Java" and "Java is a plus" do not need it.
    """
    for name in technologies:
        if not (names_technology(text, name) or _names_parts(text, name)):
            continue
        for sentence in sentences_of(text):
            for clause in clauses_of(sentence):
                if _is_needed(clause) and names_technology(clause, name):
                    return name, clause.strip()
            if _is_needed(sentence) and _names_parts(sentence, name):
                return name, sentence
    return None


def _is_needed(clause: str) -> bool:
    about = " ".join(plain_words(words_of(clause)))
    return not denies(about) and not any(mark in about for mark in _OPTIONAL)


def _names_parts(text: str, technology: str) -> bool:
    """Whether a text holds all words of a technology with several: AI-generated video."""
    wanted = plain_words(words_of(technology))
    if len(wanted) < _SEVERAL_WORDS or any(SKILLS.find(words_of(technology))):
        return False
    told = plain_words(words_of(text))
    return all(any(are_alike(one, other) for other in told) for one in wanted)


def names_technology(text: str, technology: str) -> bool:
    """Whether a text names a technology: by any known spelling, else literally."""
    wanted = words_of(technology)
    known = {found.entry for found in SKILLS.find(wanted)}
    if known:
        return bool(known & set(skills_in(words_of(text))))
    phrase = " ".join(plain_words(wanted))
    if len(wanted) == 1 and (is_small_word(phrase) or len(phrase) < _MIN_WORD):
        return wanted[0] in words_of(text)
    return bool(phrase) and f" {phrase} " in f" {' '.join(plain_words(words_of(text)))} "
