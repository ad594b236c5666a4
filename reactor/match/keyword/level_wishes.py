"""The gap in level, adjusted for a candidate's wishes and for assistant roles."""

from reactor.match.keyword.assistant_roles import AssistantRole
from reactor.match.keyword.field_agreement import is_wished, stand_in
from reactor.match.keyword.level_asked import FAR
from reactor.match.keyword.seniority import Level
from reactor.match.keyword.text_features import TextFeatures
from reactor.match.keyword.vocabulary import is_apart

# A candidate's former role may have been this many levels above one that they name as their goal.
MEANT_BELOW = 2
_MANY_YEARS = 4


def steps_as_wished(
    steps: int | None, candidate: TextFeatures, posting: TextFeatures, years: int
) -> int | None:
    """The steps to a post; a post that is the candidate's goal is one step nearer.

    Args:
        steps: by levels and years.
        candidate: the person's evidence.
        posting: the posting's.
        years: their years in its fields; a wish does not replace half of the required years.
    """
    stated, wished = posting.level.stated, candidate.career.wished
    if steps is None:
        return None
    if stated is None:
        # A post that accepts beginners, and is the candidate's goal, is no step down.
        is_meant = posting.level.takes_beginners and _is_towards(candidate, posting)
        return 0 if is_meant and steps <= -FAR else steps
    if steps > 0:
        if wished is not None and stated - wished >= FAR:
            return max(steps, FAR)  # they look for a post two levels below
        asked = posting.level.years or 0
        is_short = 0 < years <= asked / 2 and asked - years >= _MANY_YEARS
        is_meant = wished is not None and wished >= stated and not is_short
        is_first = posting.level.is_for_first_leaders and stated <= Level.LEAD
        names_it = is_first and not candidate.wished.isdisjoint(posting.occupations)
        return max(0, steps - is_meant - is_first - names_it)
    is_new = stated is Level.JUNIOR and _is_another_trade(candidate, posting)
    if steps < 0 and (is_new or is_wished(candidate, posting)):
        is_whole = is_new or any(goal == posting.title_stems for goal in candidate.goals)
        return min(0, steps + (MEANT_BELOW if is_whole and stated is Level.JUNIOR else 1))
    return steps


def _is_towards(candidate: TextFeatures, posting: TextFeatures) -> bool:
    """Whether a posting's title has a word of the candidate's goals."""
    return any(goal & posting.title_stems for goal in candidate.goals)


def _is_another_trade(candidate: TextFeatures, posting: TextFeatures) -> bool:
    """Whether a posting is of an occupation that is a candidate's goal and new to them.

    A career changer is a beginner in the new occupation, after any number of years.
    """
    goals = candidate.wished & set(posting.occupations)
    posts = [one for one in candidate.career.stages if one.roles and (one.spans or one.until)]
    had = {role.field for stage in posts for role in stage.roles}
    is_higher = (candidate.career.wished or Level.JUNIOR) > Level.JUNIOR
    is_new = bool(had) and had.isdisjoint(goal.field for goal in goals)
    return bool(goals) and is_new and not is_higher


def helps_one_of(
    aide: AssistantRole, candidate: TextFeatures, posting: TextFeatures, *, is_same_field: bool
) -> bool:
    """Whether an assistant role assists the candidate's profession.

    In fields whose occupations do not replace each other, an assistant assists only its own.
    """
    strange = (
        is_apart(field) and stand_in(field, candidate, posting) < 1 for field in posting.fields
    )
    if not aide.of and any(strange):
        return False
    # An assistant of an occupation that is a goal, and not yet the work, is a step towards it.
    is_same_field = is_same_field and not _is_towards(candidate, posting)
    return candidate.career.is_above(aide, posting.fields, is_same_field=is_same_field)


def steps_to_helpers(level: Level | None) -> int:
    """The gap to an assistant role: two levels below a profession, one below its beginners."""
    return -1 if level is not None and level <= Level.JUNIOR else -FAR
