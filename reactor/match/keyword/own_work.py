"""Which occupations of a CV's line are somebody's own, and which they only deal with.

"Commercial Counsel" is a lawyer and sells nothing; "advise marketing and HR" is neither of the two.
"""

from collections.abc import Iterator

from reactor.language.occupations import NAMES_OF_PEOPLE, OCCUPATIONS, Occupation
from reactor.language.phrasebook import Found, Phrasebook

_PEOPLE: Phrasebook[bool] = Phrasebook((name, True) for name in NAMES_OF_PEOPLE)
# In longer lines without years, the name of a work is what somebody deals with.
_FEW_WORDS = 5


def named_in(words: tuple[str, ...]) -> Iterator[tuple[Found[Occupation], bool]]:
    """The occupations that a line names, each with whether it says what somebody is.

    The name of a work beside that of a person tells for whom they work, or with what.
    """
    found = tuple(OCCUPATIONS.find(words))
    people = {person.start for person in _PEOPLE.find(words)} if found else frozenset[int]()
    has_person = not people.isdisjoint(one.start for one in found)
    is_told = len(words) <= _FEW_WORDS or any(word.isdigit() for word in words)
    for one in found:
        yield one, one.start in people or (is_told and not has_person)


def own_in(words: tuple[str, ...]) -> list[Occupation]:
    """The occupations that a line names as a person's; where there is none, all that it names."""
    named = list(named_in(words))
    people = {person.start for person in _PEOPLE.find(words)} if len(named) > 1 else frozenset[int]()
    own = [one.entry for one, _ in named if one.start in people]
    return own or [one.entry for one, _ in named]
