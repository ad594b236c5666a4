"""What the words of a profile or of a posting tell: fields of work, skills, level, role words."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from reactor.match.keyword.phrasebook import words_of
from reactor.match.keyword.seniority import (
    Level,
    is_level_word,
    level_of_title,
    level_of_years,
    stated_years,
)
from reactor.match.keyword.vocabulary import ROLES, Skill, skills_in
from reactor.match.matcher import Candidate
from reactor.posting import Posting

# Longer lines of a CV are sentences, in which a role's name may be anybody's.
HEADING_WORDS = 12
HEADING_WEIGHT = 1.0
SENTENCE_WEIGHT = 0.2
SKILL_WEIGHT = 0.3
# A wish says more of what somebody wants than any line of their CV.
GOAL_WEIGHT = 4.0
# A posting is compared with several people and a person with several postings, one after another.
REMEMBERED = 64

_FILLERS = frozenset(
    words_of(
        "a an and as at d de der die f for h i in la le m mit my of on or the to und w with x"
        " become contract company full hybrid into job like move onsite part permanent position"
        " remote role team time want work working would"
    )
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a person or of a posting.

    Attributes:
        fields: fields of work, each with its weight; the heaviest counts most.
        skills: what they can do, or what is asked for, in the order of mention.
        level: how senior, None where nothing says.
        role_words: the words of their titles without level words and fillers, lower case.
    """

    fields: Mapping[str, float] = field(default_factory=dict)
    skills: tuple[Skill, ...] = ()
    level: Level | None = None
    role_words: frozenset[str] = frozenset()


def role_words(title: str) -> frozenset[str]:
    """The words of a title that say what the work is."""
    words = (word.lower() for word in words_of(title))
    return frozenset(word for word in words if word not in _FILLERS and not is_level_word(word))


@lru_cache(maxsize=REMEMBERED)
def evidence_of_posting(posting: Posting) -> Evidence:
    """What a posting asks for; its title decides the field, its text where the title is silent."""
    title = words_of(posting.title)
    skills = skills_in(title + words_of(posting.text))
    fields = Counter(found.entry for found in ROLES.find(title))
    level = level_of_title(posting.title)
    years = stated_years(posting.text)
    return Evidence(
        fields=fields or Counter(skill.field for skill in skills if skill.field),
        skills=skills,
        level=level_of_years(years) if level is None and years is not None else level,
        role_words=role_words(posting.title),
    )


def evidence_of_candidate(candidate: Candidate) -> Evidence:
    """What a candidate offers and wants: their career goals first, then their CV."""
    return _evidence_of_profile(candidate.user.candidate_info.career_goals, candidate.cv)


@lru_cache(maxsize=REMEMBERED)
def _evidence_of_profile(goals: tuple[str, ...], cv: str) -> Evidence:
    lines = [words_of(line) for line in cv.splitlines()]
    skills = skills_in(tuple(word for goal in goals for word in words_of(goal)) + words_of(cv))
    headings = [line for line in lines if len(line) <= HEADING_WORDS and any(ROLES.find(line))]
    titles = [*goals, *(" ".join(line) for line in headings)]
    return Evidence(
        fields=_fields_of_profile(goals, lines, skills),
        skills=skills,
        level=_level(titles, cv),
        role_words=frozenset[str]().union(*map(role_words, titles)),
    )


def _fields_of_profile(
    goals: Sequence[str], lines: Sequence[tuple[str, ...]], skills: Sequence[Skill]
) -> dict[str, float]:
    fields: defaultdict[str, float] = defaultdict(float)
    for goal in goals:
        for name in _fields_of(words_of(goal)):
            fields[name] += GOAL_WEIGHT
    for line in lines:
        weight = HEADING_WEIGHT if len(line) <= HEADING_WORDS else SENTENCE_WEIGHT
        for name in _fields_of(line):
            fields[name] += weight
    for skill in skills:
        if skill.field:
            fields[skill.field] += SKILL_WEIGHT
    return fields


def _fields_of(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(found.entry for found in ROLES.find(words))


def _level(titles: list[str], cv: str) -> Level | None:
    """The level of the first title that states one, else that of the stated years."""
    stated = next((level for title in titles if (level := level_of_title(title)) is not None), None)
    years = stated_years(cv)
    return level_of_years(years) if stated is None and years is not None else stated
