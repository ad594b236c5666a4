"""The stages of a career, from the lines of a CV."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from importlib import resources

from reactor.language.occupations import OCCUPATIONS, Occupation
from reactor.language.phrasebook import Phrasebook, plain, words_of
from reactor.match.keyword.assistant_roles import AssistantRole, aide_in
from reactor.match.keyword.own_work import own_in
from reactor.match.keyword.seniority import Level, level_of_title, rank_of_title
from reactor.match.keyword.years import stated_years

_WORDS = tomllib.loads(
    (resources.files("reactor.match.keyword") / "career_stages.toml").read_text(encoding="utf-8")
)


class Section(Enum):
    """The subject of a part of a CV."""

    WORK = auto()
    LEARNING = auto()
    OTHER = auto()


_HEADINGS: Phrasebook[Section] = Phrasebook(
    (phrase, section) for section in Section for phrase in _WORDS[section.name.lower()]
)
_LEARNED: Phrasebook[bool] = Phrasebook((phrase, True) for phrase in _WORDS["learned"])
# Number of first words, years included, in which a line shows that it is about learning.
_OPENING = 4
# Longer lines without a year at the beginning are paragraphs.
_PARAGRAPH = 20
_FULL_STOP = re.compile(r"(?<=[a-z\u00df-\u017e)][.!?])\s{1,3}(?=[A-Z\u00c0-\u017d])")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Longer lines are no headings.
_HEADING_WORDS = 5
_MONTH = r"(?:[a-z]{3,10}\.?,?\s{1,2}(?:del?\s)?|\d{1,2}\s?[./]\s?)?"
_FROM_TO = re.compile(
    r"\b((?:19|20)\d\d)\s*(?:-|\u2013|\u2014|to|bis|a|tot|do|until)\s*"
    rf"(?:{_MONTH}((?:19|20)\d\d)|(\d\d)\b(?![./])|\D)"
)
_SINCE = re.compile(
    rf"\b(?:seit|since|depuis|desde|sinds|od|dal|sedan)(?: le| el| o)? {_MONTH}((?:19|20)\d\d)"
)
# Learning is no work experience, unless the line names a role.
EDUCATION = re.compile(
    r"\b(?:bachelor|masters?|b\.?sc|m\.?sc|b\.?a|degree|diploma|university|school|college|studium"
    r"|universitat|hochschule|abitur|lycee|universite|licence|universidad|licenciatura|grado|laurea"
    r"|universita|universiteit|hogeschool|studia|politechnika|uniwersytet|universidade)\b"
)
# Memberships and the like since a year, besides work.
_STATUS = re.compile(
    r"\b(?:green card|resident|citizen|licen[cs]e|member|registered|certified|living|based|wohnhaft"
    r"|mitglied|residente|membre|lid van|czlonek|medlem)\b"
)
# More words before a colon or a full stop are a sentence, not a title.
TITLE_WORDS = 12

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CareerStage:
    """A stage of a career.

    Attributes:
        fields: its fields of work.
        level: the level in its title.
        rank: the level, if the title leads people.
        spans: its first and last years.
        stated: the years stated in words.
        roles: the occupations in its line.
        aide: its assistant role, if it is one.
        until: its last year, 0 if unknown.
    """

    fields: frozenset[str]
    level: Level | None
    spans: tuple[Span, ...] = ()
    stated: int = 0
    roles: frozenset[Occupation] = frozenset()
    aide: AssistantRole | None = None
    until: int = 0
    rank: Level | None = None

    @property
    def occupations(self) -> frozenset[str]:
        """The names of the occupations in its line."""
        return frozenset(one.name for one in self.roles)


def stages_of(lines: Sequence[str], latest: int) -> tuple[CareerStage, ...]:
    """The stages in the lines of a CV, the latest first.

    Args:
        lines: the lines that are not empty.
        latest: the present year for "since 2021".
    """
    stages: list[CareerStage] = []
    for line, section in _parts(_with_sections(lines)):
        # A line without a role continues the one before it.
        going_on = stages[-1].fields if stages else frozenset[str]()
        stages.append(_stage(line, section, latest, going_on))
    return _latest_first([stage for stage in _without_other_work(stages) if _tells(stage)])


def _with_sections(lines: Sequence[str]) -> Iterator[tuple[str, Section]]:
    section = Section.WORK
    for line in lines:
        head, colon, rest = line.partition(":")
        own = _heading(head)
        if own is not None and not (colon and rest.strip()):
            section = own
        yield line, own if own is not None and colon else section


def _parts(lines: Iterable[tuple[str, Section]]) -> Iterator[tuple[str, Section]]:
    """The lines; paragraphs about several jobs are split into sentences."""
    for line, section in lines:
        words = words_of(line)
        is_dated = any(_YEAR.fullmatch(word) for word in words[:_OPENING])
        if len(words) <= _PARAGRAPH or is_dated:
            yield line, section
        else:
            yield from ((sentence, section) for sentence in _FULL_STOP.split(line))


def _heading(line: str) -> Section | None:
    """The section under a line; None if the line is no heading."""
    words = words_of(line)
    if not words or len(words) > _HEADING_WORDS or any(word.isdigit() for word in words):
        return None
    found = next(_HEADINGS.find(words), None)
    return found.entry if found is not None and found.start == 0 else None


def _stage(line: str, section: Section, latest: int, going_on: frozenset[str]) -> CareerStage:
    words = words_of(line)
    occupations = own_in(words)
    fields = frozenset(one.field for one in occupations)
    title = _title(line)
    told = plain(line)
    learned = any(found.start < _OPENING for found in _LEARNED.find(words))
    counts = section is Section.WORK and not learned
    counts = counts and (bool(fields) or not EDUCATION.search(told))
    spans = tuple(spans_in(told, latest, is_role=bool(fields))) if counts else ()
    rank = rank_of_title(title) if counts and (fields or spans) else None
    # A dated line with a leading role belongs to the field that it continues.
    is_role = counts and (rank is not None or any(OCCUPATIONS.find(words_of(title))))
    return CareerStage(
        fields=fields or going_on,
        level=level_of_title(title) if is_role else None,
        spans=spans,
        stated=(stated_years(line) or 0) if counts else 0,
        roles=frozenset(occupations) if counts else frozenset(),
        aide=aide_in(title) if counts and fields else None,
        until=max((end for _, end in spans), default=0),
        rank=rank,
    )


def _title(line: str) -> str:
    """The part of a line that may be a title: before a colon, or after it if a title is there."""
    head, _, rest = line.partition(": ")
    if rest and not any(OCCUPATIONS.find(words_of(head))) and any(OCCUPATIONS.find(words_of(rest))):
        head = rest
    return " ".join(head.split()[:TITLE_WORDS]) if len(words_of(head)) > TITLE_WORDS else head


def spans_in(line: str, latest: int, *, is_role: bool) -> Iterator[Span]:
    """The spans of years in a line of a CV.

    Args:
        line: in plain letters.
        latest: the year of "to date".
        is_role: whether it names a role: then "since" counts, too.
    """
    begun = _SINCE.search(line)
    if begun and (is_role or not _STATUS.search(line)):
        yield int(begun[1]), latest
    for span in _FROM_TO.finditer(line):
        end = int(span[2]) if span[2] else 2000 + int(span[3]) if span[3] else latest  # "2014-17"
        if end >= int(span[1]):
            yield int(span[1]), end


def _without_other_work(stages: Sequence[CareerStage]) -> Iterator[CareerStage]:
    """The stages; those before the first known role of a field have no known field."""
    begun: dict[str, int] = {}
    for stage in stages:
        if stage.occupations and stage.spans:
            first = min(start for start, _ in stage.spans)
            begun.update({one: min(first, begun.get(one, first)) for one in stage.fields})
    for stage in stages:
        if stage.occupations or not stage.spans:
            yield stage
            continue
        first = min((begun[one] for one in stage.fields if one in begun), default=0)
        is_before = max(end for _, end in stage.spans) <= first
        yield replace(stage, fields=frozenset()) if is_before else stage


def _tells(stage: CareerStage) -> bool:
    return bool(stage.fields or stage.spans or stage.stated) or stage.level is not None


def _latest_first(stages: Sequence[CareerStage]) -> tuple[CareerStage, ...]:
    """The stages by their ends; one without years has the end of the one below it."""
    until = 0
    dated: list[CareerStage] = []
    for stage in reversed(stages):
        until = stage.until or until
        dated.append(replace(stage, until=until))
    dated.reverse()
    dated.sort(key=lambda stage: -stage.until)
    return tuple(dated)
