"""The gap between a candidate's seniority and a posting's."""

from dataclasses import dataclass

from reactor.match.keyword.level_asked import FAR, LevelAsked
from reactor.match.keyword.seniority import Level, level_of_years
from reactor.match.keyword.team_size import size_of

# This many years short of the requirement, and below this share of it, are as far as two levels.
_FAR_SHORT_YEARS = 5
_FAR_SHORT_SHARE = 0.6
# This much less is one level, independent of the levels.
_SHORT_YEARS = 3
_SHORT_SHARE = 0.75
# This many years above the stated maximum are one level, not two.
_LITTLE_ABOVE = 3
# This multiple of the stated maximum is far above it, and this many years are far above beginners.
_MANY_TIMES = 2
_LONG = 5
# People with this many years of work, in any field, are no trainees.
_WORKED = 3
# A team up to this many times as large as the present one is no step up.
_LARGER_TEAM = 4
_FAR_LARGER_TEAM = 20


@dataclass(frozen=True, slots=True)
class SeniorityGap:
    """A candidate's seniority in the fields of a post.

    Attributes:
        level: in these fields, None if unknown.
        years: in these fields, 0 if unknown.
        worked: years in any field.
        led: the largest team that they lead or led.
        rank: the level of their latest title in these fields, if it leads people.
        rank_elsewhere: the highest leading title in any field.
        is_beginner: whether they call themselves a beginner.
        does_it: whether their latest work in these fields is that of the post.
        is_elsewhere: whether they come from other fields.
    """

    level: Level | None = None
    years: int = 0
    worked: int = 0
    led: int = 0
    rank: Level | None = None
    rank_elsewhere: Level | None = None
    is_beginner: bool = False
    does_it: bool = False
    is_elsewhere: bool = False


def steps_to(asked: LevelAsked, own: SeniorityGap) -> int | None:
    """Levels by which a post is above (+) or below (-) the candidate; None if unknown."""
    if own.level is None:
        return _above_in_leading(asked, own) or None
    below = min(_below(asked, own, own.level), 0)
    if below < 0:
        return below
    above = max(_above(asked, own, own.level), _above_in_leading(asked, own))
    return above if above or asked.level is not None else None


def _below(asked: LevelAsked, own: SeniorityGap, level: Level) -> int:
    """Levels by which a post is below the candidate, as a negative number; else 0 or more."""
    if asked.stated is Level.INTERN:
        return _below_as_intern(asked, own, level)
    if asked.stated is not None:
        steps = asked.stated - level
        return min(-FAR, steps) if _is_far_above(asked, own, level) else steps
    if asked.is_untrained:
        return _below_as_untrained(own, level)
    if _is_far_above(asked, own, level):
        return -FAR
    if asked.ceiling is not None and asked.ceiling < level:
        return _below_as_starter(asked, asked.ceiling, own, level)
    leads = own.rank is not None and own.rank >= Level.LEAD
    return -1 if leads and asked.is_for_no_leader else 0


def _is_far_above(asked: LevelAsked, own: SeniorityGap, level: Level) -> bool:
    """Whether the candidate has long done the work of a post for beginners, or for few years."""
    if not own.does_it or own.is_beginner:
        return False
    if asked.most is not None and own.years >= _MANY_TIMES * asked.most + _LITTLE_ABOVE:
        return True
    # A post that also accepts beginners, without requirements, is for everybody.
    asks_little = asked.takes_beginners and asked.years is not None and asked.years <= 1
    return asks_little and level >= Level.SENIOR and own.years > _LONG


def _below_as_starter(asked: LevelAsked, ceiling: Level, own: SeniorityGap, level: Level) -> int:
    """Levels by which a post for few years is below the candidate; a few more years are little."""
    if asked.years is not None and level_of_years(asked.years) > level:
        return 0
    if asked.most is not None and 0 < own.years <= asked.most:
        # "One to three years" fits a candidate with three.
        return 0
    leads = own.rank is not None and own.rank >= Level.LEAD
    is_near = not leads and asked.most is not None and own.years <= asked.most + _LITTLE_ABOVE
    return max(-1, ceiling - level) if is_near else ceiling - level


def _below_as_intern(asked: LevelAsked, own: SeniorityGap, level: Level) -> int:
    """The gap to an internship, which is far below people with years of work in any field."""
    worked = own.worked >= _WORKED and not own.is_beginner
    is_far = asked.is_for_students and level >= Level.JUNIOR
    steps = Level.INTERN - (max(level, Level.MID) if worked else level)
    return min(-FAR, steps) if is_far else steps


def _below_as_untrained(own: SeniorityGap, level: Level) -> int:
    """The gap to unskilled work, which is below people trained in its field."""
    if own.is_beginner or own.is_elsewhere:
        return 0
    if own.does_it and own.rank is None:
        return 0
    return -FAR if level >= Level.SENIOR else min(0, Level.JUNIOR - level)


def _above(asked: LevelAsked, own: SeniorityGap, level: Level) -> int:
    """Levels by which a post's title or years are above the candidate; never negative."""
    if asked.is_for_leaders and own.rank_elsewhere is not None:
        # A leader of another field is no new leader in this one.
        level = max(level, Level(own.rank_elsewhere - 1))
    if asked.stated is Level.LEAD and own.led and level_of_years(own.years) is Level.LEAD:
        level = max(level, Level.LEAD)
    by_title = 0 if asked.stated is None else asked.stated - level
    by_years = 0 if asked.years is None else _steps_of_years(asked.years, level, own.years)
    return max(0, by_title, by_years)


def _steps_of_years(asked: int, level: Level, years: int) -> int:
    """Levels by which required years are above the candidate; never negative."""
    if years >= asked:
        return 0
    short = asked - years
    if years and short >= _FAR_SHORT_YEARS and years < _FAR_SHORT_SHARE * asked:
        return FAR
    above = max(0, level_of_years(asked) - level)
    if years and short >= _SHORT_YEARS and years < _SHORT_SHARE * asked:
        above = max(1, above)
    return min(1, above) if years else above


def _above_in_leading(asked: LevelAsked, own: SeniorityGap) -> int:
    """Levels by which the team to lead is larger than the candidate's."""
    if asked.led < _LARGER_TEAM * own.led:
        return 0
    if own.led and asked.led >= _FAR_LARGER_TEAM * own.led:
        return FAR
    larger = size_of(asked.led) - size_of(own.led)
    return min(FAR, larger if own.led else (larger + 1) // 2)
