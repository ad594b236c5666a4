"""Detects titles with an excluded role of no known type."""

import re
from typing import Any

from reactor.language.languages import is_small_word
from reactor.language.occupations import OCCUPATIONS, Occupation
from reactor.language.phrasebook import Phrasebook, plain, plain_words, words_of
from reactor.language.sentences import sentences_of
from reactor.match.keyword.negation import is_denied
from reactor.match.keyword.role_types import telling
from reactor.match.keyword.vocabulary import kinship, skills_in
from reactor.match.keyword.word_stems import MIN_ROOT, are_alike

# The weight from which a field of work counts for an exclusion.
_NEAR = 0.5
_MIN_WORD = 3
# "Drivers" do "driving".
_STEM = 4
# "24-Stunden-Dienst" is "24h-Dienst".
_HOURS = re.compile(
    r"\b(\d{1,2})[\s-]{0,2}(?:hours?|hrs?|h|stunden|std|heures?|horas?|ore|uur|uurs|godzin\w{0,4}"
    r"|hodin\w{0,4}|timmars?|timers?)\b[\s-]?",
    re.IGNORECASE,
)


def names_role(role: str, words: tuple[str, ...], company: str = "", text: str = "") -> bool:
    """Whether a title names a role that is in no list: by its words, or its occupation."""
    words = words_of(_HOURS.sub(r"\1h ", " ".join(words)))
    whole_role = words_of(_HOURS.sub(r"\1h ", role))
    own = telling(whole_role) or whole_role
    wanted = [plain(word) for word in own if _may_tell(word)]
    title = plain_words(words)
    met = [one for one in wanted if any(_is_named_by(one, other) for other in title)]
    by_name = plain_words(words_of(company)) if met else ()
    if wanted and all(
        one in met or any(are_alike(one, other) for other in by_name) for one in wanted
    ):
        return True
    # "Bank nursing" is not all of nursing.
    whole = _whole(own)
    is_almost = not whole and len(met) == len(list(filter(_may_tell, whole_role))) - 1
    around = plain_words(without(OCCUPATIONS, words))
    tells = [one for one in met if any(_is_named_by(one, other) for other in around)]
    if is_almost and not tells:
        told = frozenset(plain_words(words_of(text)))
        tells = [one for one in wanted if one not in met and one in told]
    if is_almost and tells and _are_of_one_field(own, words):
        # "Wedding videography" is what a wedding film editor does. "HGV driving" is not what a
        # driver of buses does: the title has only what every driver does, and the text no HGV.
        return True
    whole = whole or _whole(_as_in_title(own, title))
    named = [one for one in OCCUPATIONS.find(words) if one.entry in whole]
    if any(not _is_part_of(own, words[one.start : one.end]) for one in named):
        return True
    return bool(named) and _text_names(whole, own, text)


def _whole(role: tuple[str, ...]) -> set[Occupation]:
    return {one.entry for one in OCCUPATIONS.find(role) if one.end - one.start == len(role)}


def _as_in_title(role: tuple[str, ...], title: tuple[str, ...]) -> tuple[str, ...]:
    """A role in which a title's words replace words of the same root: "lorry driving", "driver"."""
    return tuple(
        next((other for other in title if are_alike(plain(word), other)), word) for word in role
    )


def _may_tell(word: str) -> bool:
    return len(word) >= _MIN_WORD and not is_small_word(word.lower())


def _is_part_of(role: tuple[str, ...], spelling: tuple[str, ...]) -> bool:
    """Whether a spelling is less specific than a role: "driver" is no "HGV driving"."""
    stems = {plain(word)[:_STEM] for word in role}
    return len(spelling) < len(role) and all(plain(one)[:_STEM] in stems for one in spelling)


def _text_names(occupations: set[Occupation], role: tuple[str, ...], text: str) -> bool:
    """Whether a text names one of these occupations by more words than a part of the role."""
    for words in map(words_of, sentences_of(text)):
        for one in OCCUPATIONS.find(words):
            is_meant = one.entry in occupations and not _is_part_of(
                role, words[one.start : one.end]
            )
            if is_meant and not is_denied(plain_words(words)[: one.start]):
                return True
    return False


def _is_named_by(one: str, other: str) -> bool:
    """Whether a title's word shares the root of another, or is a compound that ends in it."""
    return are_alike(one, other) or (len(one) >= MIN_ROOT and other.endswith(one))


def _are_of_one_field(role: tuple[str, ...], title: tuple[str, ...]) -> bool:
    """Whether a role and a title are of one field of work."""
    own, other = (_fields_of(words) for words in (role, title))
    return any(kinship(each, one) >= _NEAR for each in own for one in other)


def _fields_of(words: tuple[str, ...]) -> frozenset[str]:
    occupations = {one.entry.field for one in OCCUPATIONS.find(words)}
    return frozenset(occupations | {skill.field for skill in skills_in(words) if skill.field})


def without(book: Phrasebook[Any], words: tuple[str, ...]) -> tuple[str, ...]:
    """The words outside all phrases of a phrasebook."""
    covered = {place for found in book.find(words) for place in range(found.start, found.end)}
    return tuple(word for place, word in enumerate(words) if place not in covered)
