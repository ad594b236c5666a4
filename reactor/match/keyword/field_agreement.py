"""The agreement between the fields of work of a person and of a posting."""

from collections.abc import Iterable

from reactor.language.occupations import Occupation
from reactor.match.keyword.target_role import Titled
from reactor.match.keyword.text_features import TextFeatures
from reactor.match.keyword.vocabulary import (
    APART_KINSHIP,
    is_apart,
    is_general,
    kinship,
    likeness_within,
    nearness,
)

SAME_FIELD = 0.5
# Minimum weight of a posting's skills in the comparison.
MIN_SKILLS = 2.0
# Upper limits of the texts' evidence for the field, if the title is unclear, or names another.
IN_DOUBT = 0.75
NEXT_FIELD = 0.45
# The evidence of a goal with most of a title's words, and at least two.
WISHED, MIN_WISHED, MOSTLY = 0.75, 2, 0.6
# Shorter words are prefixes of too many others.
MIN_BEGINNING = 3
# The evidence of a title's words: their minimum number, and the share that the candidate has.
NAMED_ALL, LONG_TITLE, NEARLY_ALL = 0.75, 4, 0.55


def field_by_words(
    candidate: TextFeatures, posting: TextFeatures, text: float, skills: float | None
) -> float:
    """The evidence of the texts and the goals for the field, independent of the lists.

    Args:
        candidate: the person's evidence.
        posting: the posting's.
        text: the agreement of their distinctive words.
        skills: the share of the required skills that the person has.
    """
    by_skills = 0.0 if posting.occupations else _by_skills(posting, skills)
    by_text = min(text, _most_by_text(candidate, posting))
    by_title = _by_title(candidate, posting)
    by_rank = _by_rank(candidate, posting)
    return max(by_skills, by_text, by_title, by_rank, _by_goals(candidate, posting))


def field_by_occupations(candidate: TextFeatures, posting: TextFeatures, text: float) -> float:
    """The mean over the posting's fields of the candidate's best agreement with each."""
    most = max(candidate.fields.values(), default=0)
    total = sum(posting.fields.values())
    if not most or not total:
        return 0.0
    agreed = sum(
        weight
        * max(
            nearest_occupation(
                [one for one in posting.occupations if one.field == field], candidate
            ),
            stand_in(field, candidate, posting, text)
            * max(share / most * kinship(field, own) for own, share in candidate.fields.items()),
        )
        for field, weight in posting.fields.items()
    )
    return agreed / total


def _by_skills(posting: TextFeatures, skills: float | None) -> float:
    """The agreement of the fields of candidates without a known occupation: by the requirements.

    Common words of the texts without a skill's name count half.
    """
    named = sum(skill.weight for skill in posting.skills) >= MIN_SKILLS
    return (skills or 0.0) * (1.0 if named else SAME_FIELD)


def _by_title(candidate: TextFeatures, posting: TextFeatures) -> float:
    """The evidence of a long title without a field, if the candidate has nearly all its words."""
    title = posting.title_stems
    if posting.titled is not Titled.NOT or len(title) < LONG_TITLE:
        return 0.0
    own = title & (candidate.title_stems | candidate.stems)
    return NAMED_ALL if len(own) >= NEARLY_ALL * len(title) else 0.0


def _by_rank(candidate: TextFeatures, posting: TextFeatures) -> float:
    """The evidence of a title with a rank and a subject: "Teamledare lön", "Teamleiter Lager".

    It is of the field of candidates whose own titles contain all these words, also as prefixes.
    """
    if posting.titled is not Titled.NOT or not posting.level.is_for_leaders:
        return 0.0
    title = posting.title_stems
    own = {stem for stem in title if begins_a_title(stem, candidate)}
    return NAMED_ALL if title and own == title else 0.0


def begins_a_title(stem: str, candidate: TextFeatures) -> bool:
    """Whether a stem of a title is a prefix in the candidate's titles: `lager`, `Lagerist`."""
    if stem in candidate.title_stems:
        return True
    return len(stem) >= MIN_BEGINNING and any(one.startswith(stem) for one in candidate.title_stems)


def _by_goals(candidate: TextFeatures, posting: TextFeatures) -> float:
    """The evidence of the goals for the field: a goal that names the title means it."""
    return WISHED if is_wished(candidate, posting) else 0.0


def is_wished(candidate: TextFeatures, posting: TextFeatures) -> bool:
    """Whether the goals contain the posting's title, or the title contains a whole goal."""
    title = posting.title_stems
    if not title.isdisjoint(candidate.goals_in_a_word):
        return True
    shared = ((len(title & goal), len(goal)) for goal in candidate.goals)
    return any(
        both >= MIN_WISHED and both >= MOSTLY * min(len(title), all_) for both, all_ in shared
    )


def _most_by_text(candidate: TextFeatures, posting: TextFeatures) -> float:
    """The upper limit of the texts' evidence for the same field, by the title's own evidence."""
    if posting.titled is not Titled.CLEAR:
        return 1.0 if posting.titled is Titled.NOT else IN_DOUBT
    is_named = not posting.title_stems.isdisjoint(candidate.title_stems)
    return SAME_FIELD if is_named else NEXT_FIELD


def nearest_occupation(wanted: Iterable[Occupation], candidate: TextFeatures) -> float:
    """The similarity of a candidate's other occupations to those that the posting seeks."""
    return max(
        (
            clear * nearness(own, one)
            for one in wanted
            for own, (clear, _) in candidate.occupations.items()
            if own != one
        ),
        default=0.0,
    )


def stand_in(
    field: str, candidate: TextFeatures, posting: TextFeatures, text: float = 0.0
) -> float:
    """How far a person of a field qualifies for its other occupations.

    If no list has the similarity of two, the texts may show it.
    """
    wanted = {one for one in posting.occupations if one.field == field and not _is_whole(one)}
    own = {one for one in candidate.occupations if one.field == field and not _is_whole(one)}
    if not wanted or not own or wanted & own:
        return 1.0
    if is_apart(field):
        return APART_KINSHIP
    near = max(nearness(one, other) for one in wanted for other in own)
    return near or max(likeness_within(field), text)


def _is_whole(occupation: Occupation) -> bool:
    """Whether a name means all occupations of a field: "legal", "finance", "designer"."""
    return occupation.name == occupation.field or is_general(occupation)
