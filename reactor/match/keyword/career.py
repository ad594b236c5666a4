"""How senior somebody is in each field of work: years in one are no years in another."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reactor.language.occupations import OCCUPATIONS
from reactor.language.phrasebook import plain, words_of
from reactor.match.keyword.seniority import (
    Level,
    level_of_beginner,
    level_of_title,
    level_of_years,
    stated_years,
)
from reactor.match.keyword.vocabulary import kinship

_FROM_TO = re.compile(
    r"\b((?:19|20)\d\d)\s*(?:-|\u2013|\u2014|to|bis|a|tot|do|until)\s*((?:19|20)\d\d|\d\d\b|\D)"
)
_SINCE = re.compile(
    r"\b(?:seit|since|depuis|desde|sinds|od|dal|sedan)(?: le| el| o)? ((?:19|20)\d\d)"
)
_ANY_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
# More words than this before a colon or a full stop are a sentence, no title.
TITLE_WORDS = 12
# From here on somebody's years in a field speak for one in another.
NEAR_FIELD = 0.5


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of a CV: the fields of work it is in, the level it states, how many years it took."""

    fields: frozenset[str]
    level: Level | None
    years: int


@dataclass(frozen=True, slots=True)
class Career:
    """A CV's stages in their order, and what somebody says who only begins."""

    stages: tuple[Stage, ...] = ()
    beginner: Level | None = None

    def level_in(self, fields: Iterable[str]) -> Level | None:
        """How senior somebody is in any of these fields; None where nothing says."""
        wanted = tuple(fields)
        near = [stage for stage in self.stages if _is_near(stage.fields, wanted)]
        level = _level_of(near or [] if self._is_of_other_fields(wanted) else near or self.stages)
        if level is None and self._is_of_other_fields(wanted):
            level = Level.JUNIOR
        if self.beginner is None:
            return level
        return self.beginner if level is None else min(level, self.beginner)

    def _is_of_other_fields(self, wanted: Sequence[str]) -> bool:
        told = [stage for stage in self.stages if stage.fields]
        return bool(wanted and told) and not any(_is_near(one.fields, wanted) for one in told)


def career_of(goals: Sequence[str], cv: str, year: int) -> Career:
    """What a CV and somebody's goals tell of how senior they are.

    Args:
        goals: what they say they want.
        cv: their CV as text.
        year: the one in which "since 2021" is read, unless the CV names a later one.
    """
    latest = max((year, *(int(year) for year in _ANY_YEAR.findall(cv))))
    lines = [line for line in cv.splitlines() if line.strip()]
    stages: list[Stage] = []
    for line in lines:
        # A line that names no role goes on with the one before it.
        stages.append(_stage(line, latest, stages[-1].fields if stages else frozenset()))
    beginner = level_of_beginner(" . ".join((*goals, *lines[:2], *_wishes(lines))))
    return Career(tuple(filter(_tells, stages)), beginner)


def _wishes(lines: Sequence[str]) -> list[str]:
    """The lines in which somebody says what they look for."""
    return [line for line in lines if plain(line).startswith(("looking for", "suche", "busco"))]


def _tells(stage: Stage) -> bool:
    return bool(stage.fields) or stage.level is not None or stage.years > 0


def _stage(line: str, latest: int, going_on: frozenset[str]) -> Stage:
    title = line.split(": ", maxsplit=1)[0] if ": " in line else line
    if len(words_of(title)) > TITLE_WORDS:
        title = " ".join(title.split()[:TITLE_WORDS])
    years = max(_years_between(plain(line), latest), stated_years(line) or 0)
    fields = frozenset(found.entry.field for found in OCCUPATIONS.find(words_of(line)))
    return Stage(fields or going_on, level_of_title(title) if fields else None, years)


def _years_between(line: str, latest: int) -> int:
    begun = _SINCE.search(line)
    spans = [latest - int(begun[1])] if begun else []
    for span in _FROM_TO.finditer(line):
        ended = span[2].strip()
        end = int(ended) if ended.isdigit() else latest
        spans.append((end if end > 99 else 2000 + end) - int(span[1]))  # noqa: PLR2004 - "2014-17"
    return sum(max(0, years) for years in spans)


def _is_near(fields: Iterable[str], wanted: Sequence[str]) -> bool:
    return any(kinship(one, other) >= NEAR_FIELD for one in fields for other in wanted)


def _level_of(stages: Sequence[Stage]) -> Level | None:
    """The level of the first title that states one, but at least what the years make.

    Years alone make a senior and no more.
    """
    titled = [stage.level for stage in stages if stage.level is not None]
    years = sum(stage.years for stage in stages)
    by_years = min(level_of_years(years), Level.SENIOR) if years else None
    if not titled:
        return by_years
    return max(titled[0], by_years or titled[0])
