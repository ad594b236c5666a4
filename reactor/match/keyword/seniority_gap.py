"""The gap between a candidate's seniority and a posting's."""

from dataclasses import dataclass

from reactor.match.keyword.level_asked import FAR, LevelAsked
from reactor.match.keyword.seniority import Level, level_of_years
from reactor.match.keyword.team_size import size_of

# So many years short of what is asked, and less than this share of it, is as far as two levels.
_FAR_SHORT_YEARS = 5
_FAR_SHORT_SHARE = 0.6
# So much less is one level, whatever the levels are.
_SHORT_YEARS = 3
_SHORT_SHARE = 0.75
# So many years above the most that is asked are one level, not two.
_LITTLE_ABOVE = 3
# So many times the most that is asked are far above it, and so many years above beginners.
_MANY_TIMES = 2
_LONG = 5
# Who has worked for so long, in whatever field, is no trainee.
_WORKED = 3
# A team so many times as large as the one somebody leads is no step up.
_LARGER_TEAM = 4
_FAR_LARGER_TEAM = 20


@dataclass(frozen=True, slots=True)
class SeniorityGap:
    """How senior somebody is in the fields of a post.

    Attributes:
        level: in these fields, None where nothing says.
        years: in these fields, 0 where nothing says.
        worked: years in any field.
        led: how many people they lead or led at most.
        rank: the level of their latest title in these fields, where that says that they lead.
        rank_elsewhere: the highest of their titles in any field that say so.
        is_beginner: whether they say that they only begin.
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
    """By how many levels a post is above (+) or below (-) somebody; None where nothing says."""
    if own.level is None:
        return _above_in_leading(asked, own) or None
    below = min(_below(asked, own, own.level), 0)
    if below < 0:
        return below
    above = max(_above(asked, own, own.level), _above_in_leading(asked, own))
    return above if above or asked.level is not None else None


def _below(asked: LevelAsked, own: SeniorityGap, level: Level) -> int:
    """By how many levels a post is below somebody, as a number below 0; else 0 or more."""
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
    """Whether somebody has long done what a post lets beginners do, or those of a few years."""
    if not own.does_it or own.is_beginner:
        return False
    if asked.most is not None and own.years >= _MANY_TIMES * asked.most + _LITTLE_ABOVE:
        return True
    # What takes them, too, and asks for nothing is for everybody.
    asks_little = asked.takes_beginners and asked.years is not None and asked.years <= 1
    return asks_little and level >= Level.SENIOR and own.years > _LONG


def _below_as_starter(asked: LevelAsked, ceiling: Level, own: SeniorityGap, level: Level) -> int:
    """By how many levels a post for few years is below somebody; few years more are little."""
    if asked.years is not None and level_of_years(asked.years) > level:
        return 0
    if asked.most is not None and 0 < own.years <= asked.most:
        # "One to three years" is for who has three.
        return 0
    leads = own.rank is not None and own.rank >= Level.LEAD
    is_near = not leads and asked.most is not None and own.years <= asked.most + _LITTLE_ABOVE
    return max(-1, ceiling - level) if is_near else ceiling - level


def _below_as_intern(asked: LevelAsked, own: SeniorityGap, level: Level) -> int:
    """An internship is far below who has worked for years, in whatever field."""
    worked = own.worked >= _WORKED and not own.is_beginner
    is_far = asked.is_for_students and level >= Level.JUNIOR
    steps = Level.INTERN - (max(level, Level.MID) if worked else level)
    return min(-FAR, steps) if is_far else steps


def _below_as_untrained(own: SeniorityGap, level: Level) -> int:
    """Work that asks for nothing is below those who have learned another of its field."""
    if own.is_beginner or own.is_elsewhere:
        return 0
    if own.does_it and own.rank is None:
        return 0
    return -FAR if level >= Level.SENIOR else min(0, Level.JUNIOR - level)


def _above(asked: LevelAsked, own: SeniorityGap, level: Level) -> int:
    """By how many levels a post's title or its years are above somebody; never below."""
    if asked.is_for_leaders and own.rank_elsewhere is not None:
        # Who led in another field does not begin to lead in this one.
        level = max(level, Level(own.rank_elsewhere - 1))
    if asked.stated is Level.LEAD and own.led and level_of_years(own.years) is Level.LEAD:
        level = max(level, Level.LEAD)
    by_title = 0 if asked.stated is None else asked.stated - level
    by_years = 0 if asked.years is None else _steps_of_years(asked.years, level, own.years)
    return max(0, by_title, by_years)


def _steps_of_years(asked: int, level: Level, years: int) -> int:
    """By how many levels so many years are above somebody; never below."""
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
    """By how many levels the people that are to be led are above those somebody leads."""
    if asked.led < _LARGER_TEAM * own.led:
        return 0
    if own.led and asked.led >= _FAR_LARGER_TEAM * own.led:
        return FAR
    larger = size_of(asked.led) - size_of(own.led)
    return min(FAR, larger if own.led else (larger + 1) // 2)
