"""How senior somebody must be for a posting, and how far that is from where they are."""

from dataclasses import dataclass

from reactor.match.keyword.aides import Aide, aide_in
from reactor.match.keyword.seniority import (
    Level,
    level_of_title,
    level_of_years,
    seeks_starters,
    takes_untrained,
)
from reactor.match.keyword.years import years_asked

# Two levels apart is far.
FAR = 2
# So many years short of what is asked, and less than this share of it, is as far as two levels.
_FAR_SHORT_YEARS = 5
_FAR_SHORT_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class LevelAsked:
    """What a posting says of the level of whom it seeks.

    Attributes:
        stated: what its title states.
        ceiling: the highest that its text is for: "0-2 years", "career starters".
        years: of experience that it asks for at least: a floor, above which everybody is.
        is_untrained: whether it asks for no experience.
        aide: whom the post helps, None where it is no helper's.
    """

    stated: Level | None = None
    ceiling: Level | None = None
    years: int | None = None
    is_untrained: bool = False
    aide: Aide | None = None

    @property
    def level(self) -> Level | None:
        """The level as people name it: as it is stated, or by the years; None if nothing says."""
        if self.stated is not None:
            return self.stated
        if self.years is not None:
            return level_of_years(self.years)
        return Level.JUNIOR if self.is_untrained else self.ceiling

    def steps_from(self, level: Level | None, years: int) -> int | None:
        """By how many levels it is above (+) or below (-) somebody; None where nothing says.

        Args:
            level: how senior they are.
            years: of their experience, 0 where that is unknown.
        """
        if level is None or self.level is None:
            return None
        by_title = 0 if self.stated is None else self.stated - level
        if by_title < 0:
            return by_title
        by_years = 0 if self.years is None else _steps_of_years(self.years, level, years)
        if self.stated is None and by_years == 0 and self.ceiling is not None:
            return min(0, self.ceiling - level)
        return max(by_title, by_years)


def _steps_of_years(asked: int, level: Level, years: int) -> int:
    """By how many levels so many years are above somebody; never below."""
    if years >= asked:
        return 0
    if years and asked - years >= _FAR_SHORT_YEARS and years < _FAR_SHORT_SHARE * asked:
        return FAR
    above = max(0, level_of_years(asked) - level)
    return min(1, above) if years else above


def level_asked(title: str, sentences: tuple[str, ...]) -> LevelAsked:
    """The level that a posting asks for.

    Args:
        title: its title; a level in it goes before what the text says.
        sentences: those of its text that tell what is asked.
    """
    years = years_asked(sentences, title)
    ceiling = None if years.most is None else level_of_years(years.most)
    if years.is_for_beginners or (years.least is None and seeks_starters(sentences)):
        ceiling = Level.JUNIOR
    untrained = takes_untrained(" . ".join(sentences))
    return LevelAsked(level_of_title(title), ceiling, years.least, untrained, aide_in(title))
