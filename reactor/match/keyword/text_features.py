"""The features of a profile or posting: occupations, fields, skills, other words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from reactor.language.cv_language import language_of_cv
from reactor.language.genders import without_gender_marks
from reactor.language.languages import language_of
from reactor.language.occupations import OCCUPATIONS, Occupation
from reactor.language.occupations.in_titles import occupations_in_title
from reactor.language.phrasebook import plain_words, words_of
from reactor.language.places import is_place
from reactor.match.keyword.affinity import telling_words
from reactor.match.keyword.career import Career, career_of
from reactor.match.keyword.former_work import lines_of_former_work
from reactor.match.keyword.level_asked import LevelAsked, level_asked
from reactor.match.keyword.own_work import (
    FORMER_WEIGHT,
    HEADING_WEIGHT,
    fields_named,
    fields_of_profile,
    occupations_of_profile,
)
from reactor.match.keyword.posting_sections import Kind, PostingPassage, passages_of
from reactor.match.keyword.seniority import is_level_word
from reactor.match.keyword.skill_mentions import Mentions, mentions_in_posting, mentions_in_profile
from reactor.match.keyword.specialties import Branch, branches_of_profile, branches_of_title
from reactor.match.keyword.target_role import (
    SENTENCE_WEIGHT,
    Titled,
    occupations_in,
    occupations_sought,
    titled,
)
from reactor.match.keyword.vocabulary import Skill, is_general
from reactor.match.matcher import Candidate
from reactor.posting import Posting

# Longer lines of a CV are sentences, in which a role may be another person's.
HEADING_WORDS = 12
# The first lines of a CV state the occupation, at any length.
FIRST_LINES = 2
# The weight of work that ended years before the latest post.
FADED = 0.5
# The weight of a wish, above any line of the CV.
GOAL_WEIGHT = 4.0
# The weight of a posting's skills for its field, next to its title.
TEXT_WEIGHT = 0.3
# Words are compared by their first letters, so that their endings do not matter.
STEM = 6
MIN_STEM = 4
# A posting is compared with several people, and a person with several postings, in a row.
REMEMBERED = 32

_ALTERNATIVES = re.compile(r"[/,;]| (?:or|oder|ou|o|of|lub|eller|nebo|albo|bzw) ")

_FILLERS = frozenset(
    plain_words(
        words_of(
            "a an and as at d de der die f for h i in la le m mit my of on or the to und w with x"
            " become contract company full hybrid into job like move onsite part permanent position"
            " remote role team time want work working would für bei zum zur auf im am los las el du"
            " des les au aux para en con do da dos das em van voor met het een na w z ze oraz gn"
            " all genders mwd fmd div your our you area new"
        )
    )
)


@dataclass(frozen=True, slots=True)
class TextFeatures:
    """The features of a person or of a posting.

    Attributes:
        fields: fields of work, each with its weight; the heaviest counts most.
        occupations: own or sought occupations, each with its clarity (0 to 1) and its words.
        branches: the specialties of these occupations.
        mentions: the person's skills, or the required and nice-to-have skills.
        title_stems: the stems of the titles' words, without level words and fillers.
        goals: the stems of each goal, and of each part of a goal that names several.
        wished: the occupations in a person's goals.
        goals_in_a_word: the stems of goals of one word that is no occupation.
        stems: the stems of the longer words of all of a person's texts.
        telling: distinctive words, each with its weight: of all of a person's texts, or of a
            posting's title, tasks and requirements.
        titled: whether the title of a posting shows its field.
        level: the level that a posting requires.
        career: a person's seniority by field.
        language: the language of the posting or the CV; None if unclear.
    """

    fields: Mapping[str, float] = field(default_factory=dict)
    occupations: Mapping[Occupation, tuple[float, str]] = field(default_factory=dict)
    branches: frozenset[Branch] = frozenset()
    mentions: Mentions = field(default_factory=Mentions)
    title_stems: frozenset[str] = frozenset()
    goals: tuple[frozenset[str], ...] = ()
    wished: frozenset[Occupation] = frozenset()
    goals_in_a_word: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    telling: Mapping[str, float] = field(default_factory=dict)
    titled: Titled = Titled.NOT
    level: LevelAsked = field(default_factory=LevelAsked)
    career: Career = field(default_factory=Career)
    language: str | None = None

    @property
    def skills(self) -> tuple[Skill, ...]:
        """The person's skills, or the required ones, in the order of mention."""
        return self.mentions.asked


@lru_cache(maxsize=REMEMBERED)
def evidence_of_posting(posting: Posting) -> TextFeatures:
    """The features of a posting; its title decides the field, or its text if that is unclear."""
    text = words_of(posting.text)
    passages = passages_of(posting.text)
    looked_for = occupations_in_title(posting.title)
    named = {found.entry: (1.0, found.entry.name) for found in looked_for}
    mentions = mentions_in_posting(posting.title, passages, {one.field for one in named})
    occupations = named or occupations_sought(text, passages)
    skilled = Counter(skill.field for skill in mentions.asked if skill.field)
    fields: defaultdict[str, float] = defaultdict(float)
    for occupation in occupations:
        fields[occupation.field] += 1.0
    for name, count in skilled.items():
        fields[name] += (TEXT_WEIGHT if occupations else 1.0) * count / skilled.total()
    required = [one.told for one in passages if one.kind in (Kind.ASKED, Kind.MUST)]
    return TextFeatures(
        fields=fields,
        occupations=occupations,
        branches=branches_of_title(words_of(without_gender_marks(posting.title)), named),
        mentions=mentions,
        titled=titled(posting.title, tuple(named), text, mentions),
        title_stems=title_stems(posting.title),
        telling=telling_words(words_of(posting.title) + _asked_words(passages)),
        level=level_asked(
            posting.title,
            tuple(dict.fromkeys(required)),
            tuple(dict.fromkeys(one.line for one in passages)),
        ),
        language=language_of(posting.text),
    )


def _asked_words(passages: Iterable[PostingPassage]) -> tuple[str, ...]:
    return tuple(word for one in passages if one.kind is not Kind.ASIDE for word in one.words)


def evidence_of_candidate(candidate: Candidate, year: int) -> TextFeatures:
    """The features of a candidate in a year: their career goals first, then their CV."""
    return _evidence_of_profile(candidate.user.candidate_info.career_goals, candidate.cv, year)


@lru_cache(maxsize=REMEMBERED)
def _evidence_of_profile(goals: tuple[str, ...], cv: str, year: int) -> TextFeatures:
    wishes = [words_of(without_gender_marks(goal)) for goal in goals]
    career = career_of(goals, cv, year)
    present = career.latest_fields.union(*map(fields_named, wishes))
    former = lines_of_former_work(cv, present, year)
    told = [(line, words) for line in cv.splitlines() if (words := words_of(line))]
    lines = [words for _, words in told]
    weighed = [
        *((words, GOAL_WEIGHT) for words in wishes),
        *(
            (words, FORMER_WEIGHT if line in former else _weight(place, words))
            for place, (line, words) in enumerate(told)
        ),
    ]
    own = {one.field for words, _ in weighed for one in occupations_in(words, 1.0)}
    mentions = mentions_in_profile((*goals, *cv.splitlines()), own)
    titles = [
        words
        for words, weight in weighed
        if weight >= HEADING_WEIGHT and any(OCCUPATIONS.find(words))
    ]
    return TextFeatures(
        fields=fields_of_profile(present, weighed, mentions.asked),
        occupations=occupations_of_profile(weighed),
        branches=branches_of_profile((*wishes, *lines)),
        mentions=mentions,
        title_stems=frozenset[str]().union(*(title_stems(" ".join(words)) for words in titles)),
        goals=tuple(title_stems(part) for part in _parts_of(goals)),
        wished=frozenset(
            one.entry
            for words in wishes
            for one in OCCUPATIONS.find(words)
            if not is_general(one.entry)
        ),
        goals_in_a_word=frozenset(_goals_in_a_word(goals)),
        stems=_stems(words_of(cv) + tuple(word for words in wishes for word in words)),
        telling=_telling_of_profile(wishes, cv, former),
        career=career,
        language=language_of_cv(cv),
    )


def _telling_of_profile(
    wishes: Iterable[tuple[str, ...]], cv: str, former: frozenset[str]
) -> dict[str, float]:
    """The distinctive words of goals and a CV; former work weighs less."""
    lines = [line for line in cv.splitlines() if line not in former]
    present = telling_words((*chain.from_iterable(wishes), *words_of("\n".join(lines))))
    faded = telling_words(words_of("\n".join(former)))
    return {stem: FADED * weight for stem, weight in faded.items()} | present


def _weight(place: int, words: Sequence[str]) -> float:
    """The weight of a line of a CV for the candidate's occupation."""
    is_heading = len(words) <= HEADING_WORDS or place < FIRST_LINES
    return HEADING_WEIGHT if is_heading else SENTENCE_WEIGHT


def title_stems(title: str) -> frozenset[str]:
    """The stems of a title's words without level words, places and fillers."""
    words = words_of(without_gender_marks(title))
    return frozenset(
        lowered[:STEM]
        for word, lowered in zip(words, plain_words(words), strict=True)
        if len(lowered) > 1
        and lowered not in _FILLERS
        and not is_level_word(word)
        and not is_place(word)
    )


def _parts_of(goals: Iterable[str]) -> tuple[str, ...]:
    """Each goal, and each part of a goal that names several."""
    return tuple(
        dict.fromkeys(part for goal in goals for part in (goal, *_ALTERNATIVES.split(goal)))
    )


def _goals_in_a_word(goals: Iterable[str]) -> Iterator[str]:
    """The stems of goals of one long word that is no known occupation."""
    for part in _parts_of(goals):
        stems = title_stems(part)
        if len(stems) == 1 and not any(OCCUPATIONS.find(words_of(part))):
            yield from (stem for stem in stems if len(stem) == STEM)


def _stems(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        lowered[:STEM]
        for lowered in plain_words(words)
        if len(lowered) >= MIN_STEM and lowered not in _FILLERS
    )
