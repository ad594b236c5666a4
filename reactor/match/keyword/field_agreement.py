"""How much the fields of work of a person and a posting agree."""

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
# A posting that names less than this is judged as if it had named so much.
MIN_SKILLS = 2.0
# What texts may say of the field where a title is in doubt, and where it names another.
IN_DOUBT = 0.75
NEXT_FIELD = 0.45
# What a goal says of it that names most of a title's words, and no fewer than two.
WISHED, MIN_WISHED, MOSTLY = 0.75, 2, 0.6
# Shorter words begin too many others.
MIN_BEGINNING = 3
# What the words of a title say that has so many, where somebody has so much of them.
NAMED_ALL, LONG_TITLE, NEARLY_ALL = 0.75, 4, 0.55


def field_by_words(
    candidate: TextFeatures, posting: TextFeatures, text: float, skills: float | None
) -> float:
    """What the texts and the goals say of the field, whatever the lists know of it.

    Args:
        candidate: the person's evidence.
        posting: the posting's.
        text: how much their telling words agree.
        skills: how much of what is asked for the person has.
    """
    by_skills = 0.0 if posting.occupations else _by_skills(posting, skills)
    by_text = min(text, _most_by_text(candidate, posting))
    by_title = _by_title(candidate, posting)
    by_rank = _by_rank(candidate, posting)
    return max(by_skills, by_text, by_title, by_rank, _by_goals(candidate, posting))


def field_by_occupations(candidate: TextFeatures, posting: TextFeatures, text: float) -> float:
    """Mean over the posting's fields of the best that the candidate has for each."""
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
    """The agreement of the fields where nothing says what somebody is: that of what is asked.

    Words that texts share, without a skill's name among them, say half as much.
    """
    named = sum(skill.weight for skill in posting.skills) >= MIN_SKILLS
    return (skills or 0.0) * (1.0 if named else SAME_FIELD)


def _by_title(candidate: TextFeatures, posting: TextFeatures) -> float:
    """What a long title says that names no field of its own: somebody has nearly all its words."""
    title = posting.title_stems
    if posting.titled is not Titled.NOT or len(title) < LONG_TITLE:
        return 0.0
    own = title & (candidate.title_stems | candidate.stems)
    return NAMED_ALL if len(own) >= NEARLY_ALL * len(title) else 0.0


def _by_rank(candidate: TextFeatures, posting: TextFeatures) -> float:
    """What a title says that names a rank and of what: "Teamledare lön", "Teamleiter Lager".

    It is of the field of those whose own titles have all these words, or begin with them.
    """
    if posting.titled is not Titled.NOT or not posting.level.is_for_leaders:
        return 0.0
    title = posting.title_stems
    own = {stem for stem in title if begins_a_title(stem, candidate)}
    return NAMED_ALL if title and own == title else 0.0


def begins_a_title(stem: str, candidate: TextFeatures) -> bool:
    """Whether a stem of a title begins a word of somebody's own titles: `lager`, `Lagerist`."""
    if stem in candidate.title_stems:
        return True
    return len(stem) >= MIN_BEGINNING and any(one.startswith(stem) for one in candidate.title_stems)


def _by_goals(candidate: TextFeatures, posting: TextFeatures) -> float:
    """What the goals say of the field: somebody who names a title in so many words means it."""
    return WISHED if is_wished(candidate, posting) else 0.0


def is_wished(candidate: TextFeatures, posting: TextFeatures) -> bool:
    """Whether somebody's goals name a posting's title, or it names one of their goals whole."""
    title = posting.title_stems
    if not title.isdisjoint(candidate.goals_in_a_word):
        return True
    shared = ((len(title & goal), len(goal)) for goal in candidate.goals)
    return any(
        both >= MIN_WISHED and both >= MOSTLY * min(len(title), all_) for both, all_ in shared
    )


def _most_by_text(candidate: TextFeatures, posting: TextFeatures) -> float:
    """Up to what texts alone may say that the field is the same, by what the title says of it."""
    if posting.titled is not Titled.CLEAR:
        return 1.0 if posting.titled is Titled.NOT else IN_DOUBT
    is_named = not posting.title_stems.isdisjoint(candidate.title_stems)
    return SAME_FIELD if is_named else NEXT_FIELD


def nearest_occupation(wanted: Iterable[Occupation], candidate: TextFeatures) -> float:
    """How near a candidate's other occupations are to those that are looked for."""
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
    """How much somebody of a field stands in for its other occupations.

    Where no list says how near two are, the texts may.
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
    """Whether a name stands for all occupations of a field: "legal", "finance", "designer"."""
    return occupation.name == occupation.field or is_general(occupation)
