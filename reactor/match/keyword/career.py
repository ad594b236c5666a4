"""How senior somebody is in each field of work: years in one are no years in another."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reactor.language.occupations import OCCUPATIONS
from reactor.language.phrasebook import plain, words_of
from reactor.match.keyword.aides import Aide, aide_in
from reactor.match.keyword.seniority import (
    Level,
    level_of_beginner,
    level_of_title,
    level_of_years,
)
from reactor.match.keyword.vocabulary import kinship
from reactor.match.keyword.years import stated_years

_FROM_TO = re.compile(
    r"\b((?:19|20)\d\d)\s*(?:-|\u2013|\u2014|to|bis|a|tot|do|until)\s*((?:19|20)\d\d|\d\d\b|\D)"
)
_SINCE = re.compile(
    r"\b(?:seit|since|depuis|desde|sinds|od|dal|sedan)(?: le| el| o)? ((?:19|20)\d\d)"
)
_ANY_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
# What one learns is no time at work, unless the line names a role.
_EDUCATION = re.compile(
    r"\b(?:bachelor|masters?|b\.?sc|m\.?sc|b\.?a|degree|diploma|university|school|college|studium"
    r"|universitat|hochschule|abitur|lycee|universite|licence|universidad|licenciatura|grado|laurea"
    r"|universita|universiteit|hogeschool|studia|politechnika|uniwersytet|universidade)\b"
)
# More words than this before a colon or a full stop are a sentence, no title.
TITLE_WORDS = 12
# From here on somebody's years in a field speak for one in another.
NEAR_FIELD = 0.5
# What ended so many years before the latest post is long ago.
LONG_AGO = 4
# So many words head a part of a CV.
HEADING_WORDS = 3


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of a CV.

    Attributes:
        fields: the fields of work it is in.
        level: the level that its title states.
        spans: from which year to which.
        stated: how many years it states in so many words.
        occupations: the names of the occupations in its line.
        aide: whom it helps, where it is a helper's.
        until: the year in which it ends, 0 where nothing says.
    """

    fields: frozenset[str]
    level: Level | None
    spans: tuple[Span, ...] = ()
    stated: int = 0
    occupations: frozenset[str] = frozenset()
    aide: Aide | None = None
    until: int = 0


@dataclass(frozen=True, slots=True)
class Career:
    """A CV's stages, the latest first, and what somebody says of what they look for.

    Attributes:
        stages: the latest first.
        beginner: the level of one who only begins.
        wishes_to_help: whether they look for a helper's post.
    """

    stages: tuple[Stage, ...] = ()
    beginner: Level | None = None
    wishes_to_help: bool = False

    @property
    def latest_fields(self) -> frozenset[str]:
        """The fields of the latest post whose line names an occupation."""
        posts = [
            stage for stage in self.stages if stage.occupations and (stage.spans or stage.until)
        ]
        return posts[0].fields if posts else frozenset()

    def level_in(self, fields: Iterable[str]) -> Level | None:
        """How senior somebody is in any of these fields; None where nothing says."""
        wanted = tuple(fields)
        of_others = self._is_of_other_fields(wanted)
        near = self._near(wanted)
        level = _level_of(near or [] if of_others else near or self.stages)
        if level is None and of_others:
            level = Level.JUNIOR
        if self.beginner is None:
            return level
        return self.beginner if level is None else min(level, self.beginner)

    def years_in(self, fields: Iterable[str]) -> int:
        """How many years somebody was in any of these fields; 0 where nothing says."""
        wanted = tuple(fields)
        near = self._near(wanted)
        return _years_of(near if near or self._is_of_other_fields(wanted) else self.stages)

    def is_above(self, aide: Aide, fields: Iterable[str], *, is_same_field: bool) -> bool:
        """Whether somebody is of the profession that a helper of these fields helps.

        Args:
            aide: the helper.
            fields: of the helper's post.
            is_same_field: whether all that they can do is of these fields.
        """
        if self.wishes_to_help:
            return False
        wanted = tuple(fields)
        told = [
            stage
            for stage in self.stages
            if stage.occupations & aide.of
            or (stage.occupations and (is_same_field or _is_near(stage.fields, wanted)))
            or (stage.aide and _helps_alike(stage.aide, aide))
        ]
        latest = next(iter(told), None)
        if latest is None or latest.aide is not None:
            return False
        return not aide.of or any(aide.of & stage.occupations for stage in told)

    def _near(self, wanted: Sequence[str]) -> list[Stage]:
        return [stage for stage in self.stages if _is_near(stage.fields, wanted)]

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
    told = _latest_first([stage for stage in stages if _tells(stage)])
    return Career(told, beginner, any(aide_in(goal) is not None for goal in goals))


def lines_of_former_work(cv: str, fields: Collection[str], year: int) -> frozenset[str]:
    """The lines of a CV about work of other fields that ended years before the latest post.

    A line without years goes on with the one above it, unless a short or an empty one parts them.

    Args:
        cv: the CV as text.
        fields: those that somebody is in now.
        year: the present one.
    """
    latest = max((year, *(int(each) for each in _ANY_YEAR.findall(cv))))
    ended: dict[str, int] = {}
    last = until = 0
    for line in cv.splitlines():
        told = plain(line)
        spans = tuple(_spans(told, latest))
        if spans:
            until = max(end for _, end in spans)
            last = max(last, until)
            own = {found.entry.field for found in OCCUPATIONS.find(words_of(line))}
            is_other = bool(own and fields) and not _is_near(own, tuple(fields))
            is_other = is_other and not _EDUCATION.search(told)
            until = until if is_other else 0
        elif len(words_of(line)) <= HEADING_WORDS:
            until = 0
        if until:
            ended[line] = until
    return frozenset(line for line, end in ended.items() if end <= last - LONG_AGO)


def _latest_first(stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """The stages by their ends; one without years ends as the one below it does."""
    until = 0
    dated: list[Stage] = []
    for stage in reversed(stages):
        until = stage.until or until
        dated.append(replace(stage, until=until))
    dated.reverse()
    dated.sort(key=lambda stage: -stage.until)
    return tuple(dated)


def _wishes(lines: Sequence[str]) -> list[str]:
    """The lines in which somebody says what they look for."""
    return [line for line in lines if plain(line).startswith(("looking for", "suche", "busco"))]


def _tells(stage: Stage) -> bool:
    return bool(stage.fields or stage.spans or stage.stated) or stage.level is not None


def _stage(line: str, latest: int, going_on: frozenset[str]) -> Stage:
    title = line.split(": ", maxsplit=1)[0] if ": " in line else line
    if len(words_of(title)) > TITLE_WORDS:
        title = " ".join(title.split()[:TITLE_WORDS])
    occupations = [found.entry for found in OCCUPATIONS.find(words_of(line))]
    fields = frozenset(one.field for one in occupations)
    told = plain(line)
    counts = bool(fields) or not _EDUCATION.search(told)
    spans = tuple(_spans(told, latest)) if counts else ()
    return Stage(
        fields or going_on,
        level_of_title(title) if fields else None,
        spans,
        (stated_years(line) or 0) if counts else 0,
        frozenset(one.name for one in occupations),
        aide_in(title) if fields else None,
        max((end for _, end in spans), default=0),
    )


def _spans(line: str, latest: int) -> Iterator[Span]:
    begun = _SINCE.search(line)
    if begun:
        yield int(begun[1]), latest
    for span in _FROM_TO.finditer(line):
        ended = span[2].strip()
        end = int(ended) if ended.isdigit() else latest
        end = end if end > 99 else 2000 + end  # noqa: PLR2004 - "2014-17"
        if end >= int(span[1]):
            yield int(span[1]), end


def _is_near(fields: Iterable[str], wanted: Sequence[str]) -> bool:
    return any(kinship(one, other) >= NEAR_FIELD for one in fields for other in wanted)


def _helps_alike(own: Aide, other: Aide) -> bool:
    return not own.of or not other.of or bool(own.of & other.of)


def _years_of(stages: Sequence[Stage]) -> int:
    """How many years these took; what ran beside something else counts once."""
    years, until = 0, 0
    for begun, ended in sorted(span for stage in stages for span in stage.spans):
        years += max(0, ended - max(begun, until))
        until = max(until, ended)
    return max(years, sum(stage.stated for stage in stages))


def _level_of(stages: Sequence[Stage]) -> Level | None:
    """The level of the latest title that states one, but at least what the years make.

    Years alone make a senior and no more. Beginners grow: what they were before is not counted.
    """
    roles = [stage for stage in stages if stage.occupations]
    titled = [
        stage.level
        for stage in stages
        if stage.level is not None and (stage.level >= Level.MID or stage is roles[0])
    ]
    years = _years_of(stages)
    by_years = min(level_of_years(years), Level.SENIOR) if years else None
    if not titled:
        return by_years
    return max(titled[0], by_years or titled[0])
