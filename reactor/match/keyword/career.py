"""Seniority by field of work: years in one field do not count in another."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reactor.language.occupations import Occupation
from reactor.language.phrasebook import plain
from reactor.language.sentences import denies, sentences_of
from reactor.match.keyword.assistant_roles import AssistantRole, aide_in, is_assistants
from reactor.match.keyword.career_stages import CareerStage, stages_of
from reactor.match.keyword.seniority import Level, level_of_beginner, level_of_title, level_of_years
from reactor.match.keyword.seniority_gap import SeniorityGap
from reactor.match.keyword.team_size import people_led
from reactor.match.keyword.vocabulary import kinship, nearness

_ANY_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
# Beginnings of lines in which a candidate states what they look for.
_WISHING = (
    *(
        "looking for",
        "i am looking",
        "seeking",
        "suche",
        "ich suche",
        "busco",
        "cherche",
        "je cherche",
    ),
    *("cerco", "cosa cerco", "procuro", "zoek", "ik zoek", "wat ik zoek", "szukam", "hledam"),
    *("soker", "jag soker", "soger", "jeg soger", "i would like"),
)
# Wishes for a later time are no step now.
_LATER = re.compile(
    r"\b(?:long.term|eventually|one day|some day|in the future|later on|in \w{1,6} years"
    r"|auf lange sicht|langfristig|irgendwann|a largo plazo|a lungo termine|a longo prazo"
    r"|a (?:plus )?long terme|un jour|mas adelante|algun dia|in futuro|un giorno|no futuro"
    r"|mais tarde|op (?:lange )?termijn|ooit|w przyszlosci|docelowo|kiedys|i framtiden"
    r"|pa lang sikt|dlouhodobe|v budoucnu|casem|jednou)\b"
)
# From this level, years in one field count in another.
NEAR_FIELD = 0.5
# Assumed team size of people whose title alone says that they lead.
_USUALLY_LED = {Level.SENIOR: 5, Level.LEAD: 10, Level.EXECUTIVE: 40}


@dataclass(frozen=True, slots=True)
class Career:
    """A CV's stages, and the level of the candidate's wishes.

    Attributes:
        stages: the latest first.
        beginner: the level of a beginner.
        wishes_to_help: whether they look for an assistant role.
        led: the largest team in their CV.
        wished: the highest level in their goals.
    """

    stages: tuple[CareerStage, ...] = ()
    beginner: Level | None = None
    wishes_to_help: bool = False
    led: int = 0
    wished: Level | None = None

    @property
    def latest_fields(self) -> frozenset[str]:
        """The fields of the latest stage whose line names an occupation."""
        posts = [
            stage for stage in self.stages if stage.occupations and (stage.spans or stage.until)
        ]
        return posts[0].fields if posts else frozenset()

    def level_in(self, fields: Iterable[str]) -> Level | None:
        """The seniority in any of these fields; None if unknown."""
        return self.standing_in(fields).level

    def standing_in(
        self, fields: Iterable[str], roles: Collection[Occupation] = ()
    ) -> SeniorityGap:
        """The candidate's seniority for a post.

        Args:
            fields: the fields of the post.
            roles: its occupations.
        """
        wanted = tuple(fields)
        near = [stage for stage in self.stages if _speaks_for(stage, wanted, roles)]
        told = any(stage.fields for stage in self.stages)
        is_elsewhere = bool(wanted) and told and not any(stage.fields for stage in near)
        own = near if near or is_elsewhere else self.stages
        years = self._years_of(own)
        latest = next((one for one in near if one.roles), None)
        does_it = latest is not None and not latest.roles.isdisjoint(roles)
        worked = _years_of(self.stages)
        if does_it and not years:
            # The stages with dates have titles of other fields than the work.
            years = worked
        return SeniorityGap(
            level=self._level_of(own, years, is_elsewhere=is_elsewhere),
            years=years,
            worked=worked,
            led=max(self.led, _usually_led(near)),
            rank=_present_rank(near),
            rank_elsewhere=max((one.rank for one in self.stages if one.rank), default=None),
            is_beginner=self.beginner is not None,
            does_it=does_it,
            is_elsewhere=is_elsewhere,
        )

    def _level_of(
        self, own: Sequence[CareerStage], years: int, *, is_elsewhere: bool
    ) -> Level | None:
        level = _level_of(own, years)
        if level is None and is_elsewhere:
            level = Level.JUNIOR
        if self.beginner is None:
            return level
        return self.beginner if level is None else min(level, self.beginner)

    def _years_of(self, own: Sequence[CareerStage]) -> int:
        """The years in these stages; 0 if unknown."""
        dated = _years_of_spans(own)
        # A candidate with work in other fields may state the years of all together.
        has_other = any(stage.spans for stage in self.stages if stage not in own)
        return dated if dated and has_other else _years_of(own)

    def is_above(self, aide: AssistantRole, fields: Iterable[str], *, is_same_field: bool) -> bool:
        """Whether the candidate has the profession that an assistant role assists.

        Args:
            aide: the assistant role.
            fields: the fields of the role.
            is_same_field: whether all of the candidate's skills are of these fields.
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


def career_of(goals: Sequence[str], cv: str, year: int) -> Career:
    """The career in a CV and a candidate's goals.

    Args:
        goals: the stated goals.
        cv: their CV as text.
        year: the present year for "since 2021", unless the CV names a later one.
    """
    latest = max((year, *(int(year) for year in _ANY_YEAR.findall(cv))))
    lines = [line for line in cv.splitlines() if line.strip()]
    stages = stages_of(lines, latest)
    beginner = level_of_beginner(" . ".join((*goals, *lines[:2], *wishes_in(lines))))
    wishes_to_help = any(map(_is_helpers, (*goals, *_seeking(lines))))
    led = people_led(lines, is_rank=any(stage.rank is not None for stage in stages))
    soon = (goal for goal in goals if not _LATER.search(plain(goal)))
    levels = [level for goal in soon if (level := level_of_title(goal)) is not None]
    if beginner is None and levels and min(levels) <= Level.JUNIOR:
        # A candidate who looks for a junior role has that level.
        beginner = min(levels)
    return Career(stages, beginner, wishes_to_help, led, max(levels, default=None))


def _is_helpers(goal: str) -> bool:
    """Whether a goal is an assistant role of any kind."""
    return aide_in(goal) is not None or is_assistants(goal)


def _seeking(lines: Sequence[str]) -> Iterator[str]:
    """The sentences of a CV that state what the candidate looks for, without exclusions."""
    for line in wishes_in(lines):
        first = sentences_of(line)[:1]
        yield from (sentence for sentence in first if not denies(plain(sentence)))


def _present_rank(near: Sequence[CareerStage]) -> Level | None:
    """The rank of the latest role if it leads; former leading roles do not count."""
    newest = max((stage.until for stage in near if stage.roles), default=0)
    ranks = (stage.rank for stage in near if stage.until == newest and stage.rank is not None)
    return next(ranks, None)


def _usually_led(stages: Iterable[CareerStage]) -> int:
    """The assumed team size of titles that say only that they lead."""
    return max((_USUALLY_LED[one.rank] for one in stages if one.rank is not None), default=0)


def wishes_in(lines: Sequence[str]) -> list[str]:
    """The lines that state what the candidate looks for."""
    return [line for line in lines if plain(line).startswith(_WISHING)]


def _speaks_for(stage: CareerStage, wanted: Sequence[str], roles: Collection[Occupation]) -> bool:
    """Whether a stage is of these fields, or of a related occupation."""
    return _is_near(stage.fields, wanted) or any(
        nearness(own, role) >= NEAR_FIELD for own in stage.roles for role in roles
    )


def _is_near(fields: Iterable[str], wanted: Sequence[str]) -> bool:
    return any(kinship(one, other) >= NEAR_FIELD for one in fields for other in wanted)


def _helps_alike(own: AssistantRole, other: AssistantRole) -> bool:
    return not own.of or not other.of or bool(own.of & other.of)


def _years_of(stages: Sequence[CareerStage]) -> int:
    """The years of these stages: by their dates, or as stated."""
    stated = [stage.stated for stage in stages if stage.stated]
    most = max(stated, default=0)
    # The longest statement covers the others if it is as long as all of them together.
    together = sum(stated) if most < sum(stated) - most else 0
    return max(_years_of_spans(stages), most, together)


def _years_of_spans(stages: Sequence[CareerStage]) -> int:
    """The years of these stages by their dates; parallel stages count once."""
    years, until = 0, 0
    for begun, ended in sorted(span for stage in stages for span in stage.spans):
        years += max(0, ended - max(begun, until))
        until = max(until, ended)
    return years


def _level_of(stages: Sequence[CareerStage], years: int) -> Level | None:
    """The level of the latest title with one, but at least the level by years.

    Years alone lead to senior at most. A former beginner's level does not count.
    """
    roles = [stage for stage in stages if stage.occupations]
    titled = [
        stage.level
        for stage in stages
        if stage.level is not None and (stage.level >= Level.MID or stage in roles[:1])
    ]
    by_years = min(level_of_years(years), Level.SENIOR) if years else None
    if not titled:
        return by_years
    return max(titled[0], by_years or titled[0])
