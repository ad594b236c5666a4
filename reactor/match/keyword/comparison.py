"""How well a candidate's evidence agrees with a posting's.

A score is a sum of three parts, each 0 to 1:

    role    do the fields of work, the occupations and the words of the titles agree?
    skills  which share of the posting's skills does the profile name?
    level   is the role about as senior as the candidate?

The weights are such that the right field with some of the skills passes one half, and skills alone
never do. A role two levels above or below the candidate's loses half of the score.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reactor.language.occupations import Occupation
from reactor.match.keyword.affinity import CAPITALS, agreement
from reactor.match.keyword.field_agreement import (
    MIN_SKILLS,
    SAME_FIELD,
    begins_a_title,
    field_by_occupations,
    field_by_words,
    is_wished,
    nearest_occupation,
)
from reactor.match.keyword.level_asked import FAR
from reactor.match.keyword.level_wishes import helps_one_of, steps_as_wished, steps_to_helpers
from reactor.match.keyword.seniority import Level
from reactor.match.keyword.seniority_gap import steps_to
from reactor.match.keyword.skill_mentions import Mentions
from reactor.match.keyword.specialties import are_apart
from reactor.match.keyword.target_role import Titled
from reactor.match.keyword.text_features import TextFeatures
from reactor.match.keyword.vocabulary import Skill

ROLE_WEIGHT = 0.55
SKILLS_WEIGHT = 0.35
LEVEL_WEIGHT = 0.10

# The share of the field in the role's part; the rest are the titles.
FIELD_SHARE = 0.6
# The share of the occupation in the titles' part; the rest are the other words.
OCCUPATION_SHARE = 0.6
# If a title names no occupation, texts of one field replace this share of it.
TEXT_TITLE = 0.8
# A word of the title that is in the CV, but in none of its headings.
MENTIONED = 0.7
# No candidate has everything that a posting lists: this share counts as all.
ENOUGH_SKILLS = 0.5
# The weight of a nice-to-have, compared with a requirement.
WELCOME = 0.5
# Texts of one field count as this share of the named skills.
TEXT_SKILLS = 0.7
UNKNOWN_SKILLS = 0.5
# Texts whose distinctive words weigh less are too poor to be compared.
MIN_TOLD = 7.0
# Factors by the steps from the candidate up (+) or down (-) to the role.
LEVEL_FIT = {0: 1.0, 1: 0.7, -1: 0.8}
UNKNOWN_LEVEL = 0.8
# One level off is acceptable only if the rest agrees well.
ONE_OFF = 0.75
# Upper limits of the score for two and for three levels off.
FAR_OFF = 0.48
FARTHER_OFF = 0.44
# Upper limit for another branch of the occupation.
OTHER_BRANCH = 0.4
# A title with an occupation of the field that the candidate does not have is another job, unless
# the texts are about the same work, or the field's occupations share their training.
MAX_OTHERWISE, MIN_ROLE, LEARNED_ALIKE = 0.48, 0.75, 0.85
# Related occupations count as one if the texts are of one field as well.
NEAR_WORK, SAME_TEXT = 0.6, 0.5
# The candidate's own occupation at their level, without a missing requirement.
MIN_MET = 0.55
# Upper limit for another field, however many skills agree.
MAX_ELSEWHERE = 0.45


@dataclass(frozen=True, slots=True)
class Comparison:
    """The comparison of a candidate's evidence with a posting's.

    Attributes:
        role: agreement of fields and titles, 0 to 1.
        field: agreement of the fields alone, 0 to 1.
        occupation: the common occupation, as the profile writes it, or "".
        shared: required skills that the candidate has.
        missing: required skills that the candidate does not name.
        welcome: nice-to-have skills that the candidate has.
        asked: the posting's skills with their lines.
        own: the candidate's skills with their lines.
        skills: share of the posting's skills that the candidate has, 0 to 1; None if it names none.
        level: the candidate's seniority in the posting's field, None if unknown.
        steps: levels from the candidate up to the role, None if either is unknown.
        is_as_senior: whether the role states the candidate's level.
        helps: whether the role assists the candidate's profession.
        is_other_work: whether it is clearly an occupation that the candidate does not name.
    """

    role: float
    field: float
    occupation: str
    shared: tuple[Skill, ...]
    missing: tuple[Skill, ...]
    welcome: tuple[Skill, ...]
    asked: Mentions
    own: Mentions
    skills: float | None
    level: Level | None
    steps: int | None
    is_as_senior: bool = False
    helps: bool = False
    is_other_work: bool = False

    @property
    def required(self) -> tuple[Skill, ...]:
        """Mandatory skills that the candidate does not name."""
        return tuple(skill for skill in self.missing if skill in self.asked.musts)

    @property
    def wanted(self) -> tuple[Skill, ...]:
        """Other required or nice-to-have skills that the candidate does not name.

        If no skill is shared, missing ones count against the posting, not as something to learn.
        """
        had = {*self.welcome, *self.asked.musts}
        asked = self.missing if self.shared else ()
        return tuple(skill for skill in (*asked, *self.asked.welcome) if skill not in had)

    @property
    def score(self) -> float:
        """How well the two agree, 0 to 1."""
        skills = UNKNOWN_SKILLS * self.field if self.skills is None else self.skills
        fit = UNKNOWN_LEVEL if self.steps is None else LEVEL_FIT.get(self.steps, 0.0)
        score = ROLE_WEIGHT * self.role + SKILLS_WEIGHT * skills + LEVEL_WEIGHT * fit * self.field
        if self.field < SAME_FIELD and not self.occupation:
            score = min(score, MAX_ELSEWHERE)
        if self.is_other_work and self.role < MIN_ROLE and self.field < LEARNED_ALIKE:
            score = min(score, MAX_OTHERWISE)
        if not self.steps:
            is_met = bool(self.occupation) and self.skills is None and not self.missing
            return max(score, MIN_MET) if is_met else score
        if abs(self.steps) < FAR:
            return score * ONE_OFF
        return score * (FAR_OFF if abs(self.steps) == FAR else FARTHER_OFF)


def compare(candidate: TextFeatures, posting: TextFeatures) -> Comparison:
    """Compare a candidate's evidence with a posting's."""
    known = set(candidate.skills)
    shared = tuple(skill for skill in posting.skills if skill in known)
    either = posting.mentions.either
    lacking = (skill for skill in posting.skills if skill not in known)
    missing = tuple(skill for skill in lacking if known.isdisjoint(either.get(skill, ())))
    welcome = tuple(skill for skill in posting.mentions.welcome if skill in known)
    words = _words_agreement(candidate, posting)
    text = agreement(posting.telling, candidate.telling)
    coverage = _coverage(candidate, posting, shared, missing, welcome)
    skills = _skills_agreement(candidate, posting, coverage, text)
    named = field_by_occupations(candidate, posting, text) if posting.fields else words
    field = max(named, field_by_words(candidate, posting, text, skills))
    clear, occupation = _shared_occupation(candidate.occupations, posting.occupations)
    clear = max(clear, nearest_occupation(posting.occupations, candidate))
    if are_apart(posting.branches, candidate.branches):
        field, clear, occupation = min(field, OTHER_BRANCH), min(clear, OTHER_BRANCH), ""
    if field < SAME_FIELD and clear < SAME_FIELD:
        occupation = ""  # somebody deals with it and is something else
    title = max(words, OCCUPATION_SHARE * clear + (1 - OCCUPATION_SHARE) * words)
    if posting.titled is Titled.NOT:
        title = max(title, TEXT_TITLE * text)
    # If only the texts show that the work is the same, the whole career counts for it.
    fields = () if field > named else tuple(posting.fields)
    standing = candidate.career.standing_in(fields, posting.occupations)
    level = standing.level
    steps = steps_as_wished(steps_to(posting.level, standing), candidate, posting, standing.years)
    aide = posting.level.aide
    helps = aide is not None and helps_one_of(
        aide, candidate, posting, is_same_field=field >= SAME_FIELD
    )
    return Comparison(
        role=FIELD_SHARE * field + (1 - FIELD_SHARE) * title,
        field=field,
        occupation=occupation,
        shared=shared,
        missing=missing,
        welcome=welcome,
        asked=posting.mentions,
        own=candidate.mentions,
        skills=skills,
        level=level,
        steps=steps_to_helpers(candidate.career.level_in(())) if helps else steps,
        is_as_senior=level is not None and posting.level.stated == level and steps == 0,
        helps=helps,
        is_other_work=_is_other_work(candidate, posting, occupation, text),
    )


def _is_other_work(
    candidate: TextFeatures, posting: TextFeatures, occupation: str, text: float
) -> bool:
    """Whether a title clearly names an occupation that the candidate neither has nor wants."""
    if occupation or posting.titled is not Titled.CLEAR or text >= 1:
        return False
    is_near = nearest_occupation(posting.occupations, candidate) >= NEAR_WORK
    if (is_near or _shares_a_name(candidate, posting)) and text >= SAME_TEXT:
        return False
    return not is_wished(candidate, posting)


def _shares_a_name(candidate: TextFeatures, posting: TextFeatures) -> bool:
    """Whether a posting's title shares a name in capitals with the candidate's titles: HVAC."""
    shared = posting.title_stems & candidate.title_stems
    return any(posting.telling.get(stem, 0.0) >= CAPITALS for stem in shared)


def _shared_occupation(
    own: Mapping[Occupation, tuple[float, str]], wanted: Mapping[Occupation, tuple[float, str]]
) -> tuple[float, str]:
    """The occupation that both name most clearly: its clarity, and the profile's spelling."""
    return max((own[one] for one in wanted if one in own), default=(0.0, ""))


def _words_agreement(candidate: TextFeatures, posting: TextFeatures) -> float:
    """The share of the words of a posting's title that are in the profile."""
    wanted = posting.title_stems
    if not wanted:
        return 0.0
    in_titles = {stem for stem in wanted if begins_a_title(stem, candidate)}
    in_text = (wanted & candidate.stems) - in_titles
    return (len(in_titles) + MENTIONED * len(in_text)) / len(wanted)


def _coverage(
    candidate: TextFeatures,
    posting: TextFeatures,
    shared: tuple[Skill, ...],
    missing: tuple[Skill, ...],
    welcome: tuple[Skill, ...],
) -> float:
    """The share of the required skills that a candidate has, by weight.

    Nice-to-haves count for candidates who have them, and against nobody.
    """
    if not posting.skills or not candidate.skills:
        return 0.0
    asked = sum(skill.weight for skill in (*shared, *missing))
    had = sum(one.weight for one in shared) + WELCOME * sum(one.weight for one in welcome)
    return min(1.0, had / max(MIN_SKILLS, asked) / ENOUGH_SKILLS)


def _skills_agreement(
    candidate: TextFeatures, posting: TextFeatures, coverage: float, text: float
) -> float | None:
    """The share of the requirements that a candidate has; by the texts if few skills are named."""
    named = sum(skill.weight for skill in posting.skills)
    if named >= MIN_SKILLS and candidate.skills:
        return max(coverage, TEXT_SKILLS * text)
    found = max(coverage, text)
    if _are_comparable(candidate, posting) or found >= UNKNOWN_SKILLS:
        return found
    return None


def _are_comparable(candidate: TextFeatures, posting: TextFeatures) -> bool:
    """Whether a lack of common words between two texts is significant."""
    languages = {candidate.language, posting.language}
    if None not in languages and len(languages) > 1:
        return False
    told = (sum(each.telling.values()) for each in (candidate, posting))
    return min(told) >= MIN_TOLD
