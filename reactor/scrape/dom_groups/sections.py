"""The headings above each line of a page, and what they announce."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum

from lxml.html import HtmlElement

from reactor.language.roles import names_role
from reactor.scrape.dom_groups.page_index import LEVELS, PageIndex
from reactor.scrape.dom_groups.text_lines import ElementLine
from reactor.scrape.vocabulary.headings import (
    announces_others,
    announces_postings,
    announces_work_here,
)
from reactor.scrape.vocabulary.statements import announces_closed
from reactor.scrape.vocabulary.wording import is_headline

_WEAK = 7
"""The level of lines that are used as headings without heading markup."""
_MAX_HEADING = 120
_NEAR = 6
_TOP = 0
_HALF = 0.5
_OTHER_JOBS = re.compile(
    r"(?:similar|related|other|more|recommended) (?:jobs|positions|roles|openings|vacancies)\b"
    r"|(?:you (?:may|might) also|people also viewed|recently viewed)|[äa]hnliche (?:stellen|jobs)"
    r"|offres similaires|ofertas (?:similares|relacionadas)|vergelijkbare vacatures"
    r"|podobne oferty|offerte simili|vagas semelhantes",
    re.IGNORECASE,
)


class HeadingTopic(Enum):
    """The topic that a heading announces."""

    POSTINGS = "postings"
    OTHERS = "something else"
    UNSAID = "nothing in particular"


@dataclass(frozen=True, slots=True)
class PageSection:
    """The headings above a line.

    Attributes:
        part: the topic of the nearest heading that announces one.
        words: the words of that heading.
        nearest: the words of the nearest heading of any kind: a town, a department.
        weight: how clearly it announces postings, 0 to 1: "Open positions", "Work with us", a
            subheading of one of those.
        block: the position of the nearest heading in the page, equal for all lines under it.
        level: 1 to 6 for a heading, 7 for a line used as one, 0 without one.
    """

    part: HeadingTopic = HeadingTopic.UNSAID
    words: str = ""
    nearest: str = ""
    level: int = _TOP
    block: int = 0
    weight: float = 0.0


@dataclass(slots=True)
class _Walk:
    open: list[PageSection] = field(default_factory=lambda: [PageSection()])

    def around(self, level: int) -> PageSection:
        """Return the section that a heading of this level is in."""
        return next(
            each for each in reversed(self.open) if each.level < level or each.level == _TOP
        )

    def meet(self, words: str, level: int, block: int, *, is_title: bool) -> None:
        """Enter the section of another heading."""
        while len(self.open) > 1 and self.open[-1].level >= level:
            self.open.pop()
        self.open.append(_below(self.open[-1], words, level, block, is_title=is_title))


def _below(
    around: PageSection, words: str, level: int, block: int, *, is_title: bool
) -> PageSection:
    if is_title:
        return replace(around, level=level)
    if announces_closed(words) or _OTHER_JOBS.search(words):
        return PageSection(HeadingTopic.OTHERS, words, words, level, block)
    if announces_postings(words):
        return PageSection(HeadingTopic.POSTINGS, words, words, level, block, 1.0)
    if announces_work_here(words):
        weight = max(_HALF, around.weight)
        return PageSection(HeadingTopic.POSTINGS, words, words, level, block, weight)
    if announces_others(words) and not (around.weight == 1.0 and level > around.level):
        return PageSection(HeadingTopic.OTHERS, words, words, level, block)
    weight = around.weight * (1.0 if level == _WEAK else _HALF)
    return PageSection(around.part, around.words, words, level, block, weight)


def sections(lines: Iterable[ElementLine], index: PageIndex) -> dict[HtmlElement, PageSection]:
    """Return the section of each line's element, in page order."""
    walk = _Walk()
    found = dict[HtmlElement, PageSection]()
    for cell in lines:
        element = cell.element
        words = cell.words
        level = _level(element, index)
        found[element] = walk.open[-1] if level is None else walk.around(level)
        if len(words) > _MAX_HEADING:
            continue
        weak = words.endswith(":") or announces_postings(words)
        if level is None and cell.marked and weak and not _is_pressed(element, index):
            level = _WEAK
        if level is not None:
            title = names_role(words) and not is_headline(words) and not announces_postings(words)
            walk.meet(words, level, cell.order, is_title=title)
    return found


def _is_pressed(element: HtmlElement, index: PageIndex) -> bool:
    """Whether an element is a link or a button, or inside one."""
    around = (element, *index.above(element)[:_NEAR])
    return any(each.tag in ("a", "button") for each in around)


def _level(element: HtmlElement, index: PageIndex) -> int | None:
    for each in (element, *index.above(element)[:_NEAR]):
        if each.tag in LEVELS:
            return LEVELS[each.tag]
        if each.tag not in ("a", "span", "b", "strong", "em", "u", "font", "button", "div"):
            return None
    return None
