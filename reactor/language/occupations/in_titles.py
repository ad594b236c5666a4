"""The occupations that a title seeks, as opposed to others that it mentions.

"Nurse scheduling software engineer" seeks no nurse, "Electrician, Chef Foods Ltd" no cook.
"""

import re
from collections.abc import Sequence

from reactor.language.genders import without_gender_marks
from reactor.language.occupations import NAMES_OF_PEOPLE, OCCUPATIONS, Occupation
from reactor.language.phrasebook import Phrasebook, PhraseMatch, plain, words_of

_PEOPLE: Phrasebook[bool] = Phrasebook((name, True) for name in NAMES_OF_PEOPLE)
# After these words, a title states for whom, where or on which subject.
_BESIDES = re.compile(
    r"[,;(|:\[]|\s[-\u2013\u2014]\s"
    r"|\s(?:at|for|of|bei|beim|für|im|in der|chez|pour|au sein|para|presso|per|voor|bij|dla|w|hos"
    r"|för)\s",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\([^()]*\)\s*$")
# After these words follows a company's name or a place.
_AT = re.compile(r"\s(?:at|bei|chez|presso|bij|hos|w firmie)\s.*", re.IGNORECASE)
# Between two alternative occupations.
_EITHER = frozenset(words_of("and or und oder et ou y e o i lub en of och og eller sowie bzw"))
_SIGNS = (
    (re.compile(r"(?<=\w{3})\s*&\s*(?=\w{3})"), " and "),
    (re.compile(r"(?<=\w{3})\s*[/+]\s*(?=\w{3})"), " or "),
)
# Words of many occupations: adjacent words say which.
_GENERAL = frozenset(
    words_of(
        "technician operator assembler architect designer administrator consultant planner"
        " trainer instructor tester sachbearbeiter sachbearbeiterin sachbearbeitung"
        " assistent assistentin assistenz secretary technicien monteur fitter montor asentaja"
        " inspector worker"
    )
)
# The last word of an English title is the occupation, the words before it are its subject.
_HEADS = frozenset(
    words_of(
        "engineer developer manager recruiter educator coordinator administrator assistant"
        " consultant specialist analyst designer trainer instructor accountant scientist director"
        " planner officer buyer secretary advisor adviser executive representative researcher"
        " architect partner receptionist technician supervisor controller writer editor cleaner"
        " driver lawyer"
    )
)


def occupations_in_title(title: str) -> Sequence[PhraseMatch[Occupation]]:
    """The occupations that a title seeks, in order; those that it only mentions are left out."""
    title = without_gender_marks(_AT.sub("", title))
    for sign, word in _SIGNS:
        title = sign.sub(word, title)
    words = words_of(title)
    found = list(OCCUPATIONS.find(words))
    if len(found) < 2:  # noqa: PLR2004 - one occupation leaves nothing to choose
        return found
    people = {person.start for person in _PEOPLE.find(words)}
    part = _first_part(title, found)
    special = _in_brackets(title, found, {one.entry.field for one in part})
    part = [one for one in part if not _is_general(words, one)] or part
    part = [one for one in part if one.start in people] or part
    return [*_from_the_head(words, part), *(one for one in special if one not in part)]


def _in_brackets(
    title: str, found: Sequence[PhraseMatch[Occupation]], fields: set[str]
) -> Sequence[PhraseMatch[Occupation]]:
    """The occupations in a final bracket, of the same fields: "Scientist (Microbiology)"."""
    bracket = _BRACKET.search(title)
    if bracket is None:
        return []
    first = len(words_of(title[: bracket.start()]))
    return [one for one in found if one.start >= first and one.entry.field in fields]


def _first_part(
    title: str, found: Sequence[PhraseMatch[Occupation]]
) -> Sequence[PhraseMatch[Occupation]]:
    """The occupations before a comma, a dash or the like; without one, all."""
    for mark in _BESIDES.finditer(title):
        words = len(words_of(title[: mark.start()]))
        if part := [one for one in found if one.end <= words]:
            return part
    return found


def _is_general(words: Sequence[str], one: PhraseMatch[Occupation]) -> bool:
    return one.end - one.start == 1 and plain(words[one.start]) in _GENERAL


def _from_the_head(
    words: Sequence[str], part: Sequence[PhraseMatch[Occupation]]
) -> Sequence[PhraseMatch[Occupation]]:
    """The last occupation of an English title, and its alternatives."""
    if plain(words[part[-1].end - 1]) not in _HEADS:
        return part
    first = len(part) - 1
    while first > 0 and _EITHER.intersection(
        map(plain, words[part[first - 1].end : part[first].start])
    ):
        first -= 1
    return part[first:]
