"""Distinguishes a CV's own occupations from those that it only mentions.

"Commercial Counsel" is a lawyer, not a seller; "advise marketing and HR" is neither of the two.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from reactor.language.occupations import NAMES_OF_PEOPLE, OCCUPATIONS, Occupation
from reactor.language.phrasebook import Phrasebook, PhraseMatch
from reactor.match.keyword.target_role import SENTENCE_WEIGHT, Named
from reactor.match.keyword.vocabulary import Skill, is_general

_PEOPLE: Phrasebook[bool] = Phrasebook((name, True) for name in NAMES_OF_PEOPLE)
# In longer lines without years, the name of an activity is only a subject of the work.
_FEW_WORDS = 5
# Maximum number of words of a heading.
HEADING_OF_CV = 2
HEADING_WEIGHT = 1.0
SKILL_WEIGHT = 0.3
FORMER_WEIGHT = 0.2


def named_in(
    words: tuple[str, ...], *, is_wish: bool = False
) -> Iterator[tuple[PhraseMatch[Occupation], bool]]:
    """The occupations in a line, each with whether it is the candidate's own, or a wish.

    The name of an activity next to an occupation only states for whom or with what they work.
    """
    found = tuple(OCCUPATIONS.find(words))
    people = {person.start for person in _PEOPLE.find(words)} if found else frozenset[int]()
    has_person = not people.isdisjoint(one.start for one in found)
    is_told = is_wish or len(words) <= _FEW_WORDS or any(word.isdigit() for word in words)
    for one in found:
        yield one, one.start in people or (is_told and not has_person)


def own_in(words: tuple[str, ...]) -> list[Occupation]:
    """The occupations that a line names as a person's; if there is none, all in the line."""
    named = list(named_in(words))
    people = (
        {person.start for person in _PEOPLE.find(words)} if len(named) > 1 else frozenset[int]()
    )
    own = [one.entry for one, _ in named if one.start in people]
    return own or [one.entry for one, _ in named]


def occupations_of_profile(weighed: Iterable[tuple[tuple[str, ...], float]]) -> Named:
    """The candidate's occupations, each with its clarity."""
    occupations: Named = {}
    for words, weight in weighed:
        if weight > FORMER_WEIGHT:
            for found, is_own in named_in(words, is_wish=weight > HEADING_WEIGHT):
                clear = min(1.0, weight if is_own else min(weight, SENTENCE_WEIGHT))
                told = (clear, " ".join(words[found.start : found.end]))
                known = occupations.get(found.entry, told)
                occupations[found.entry] = max(known, told, key=_clearness)
    return occupations


def _clearness(told: tuple[float, str]) -> float:
    return told[0]


def fields_of_profile(
    present: Iterable[str],
    weighed: Iterable[tuple[tuple[str, ...], float]],
    skills: Sequence[Skill],
) -> dict[str, float]:
    """The fields of a profile; those of its goals and its latest post count fully."""
    fields: defaultdict[str, float] = defaultdict(float)
    for words, weight in weighed:
        named: dict[str, float] = {}
        for found, is_own in named_in(words, is_wish=weight > HEADING_WEIGHT):
            if not _says_no_field(found.entry, words):
                told = weight if is_own else min(weight, SENTENCE_WEIGHT)
                named[found.entry.field] = max(told, named.get(found.entry.field, 0.0))
        for name, own in named.items():
            fields[name] += own
    for skill in skills:
        if skill.field:
            fields[skill.field] += SKILL_WEIGHT
    most = max(fields.values(), default=0.0)
    for name in present:
        if name in fields:
            fields[name] = most
    return fields


def fields_named(words: tuple[str, ...]) -> frozenset[str]:
    """The fields of the occupations in words, without occupations of every field."""
    found = (found.entry for found in OCCUPATIONS.find(words))
    return frozenset(one.field for one in found if not _says_no_field(one, words))


def _says_no_field(occupation: Occupation, words: Sequence[str]) -> bool:
    """Whether an occupation exists in every field, or is only a heading: "Education"."""
    is_heading = len(words) <= HEADING_OF_CV and occupation.name == occupation.field
    return is_general(occupation) or is_heading
