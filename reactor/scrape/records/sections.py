"""Under which headings each line of a page stands, and in which region of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice

from lxml.html import HtmlElement

from reactor.scrape.records.cells import Cell
from reactor.language.roles import names_role
from reactor.scrape.words.wording import announces_others, announces_postings, is_headline

LEVELS = {f"h{level}": level for level in range(1, 7)}
_WEAK = 7
"""The level of what people set instead of headings."""
_LONGEST_HEADING = 120
_NEAR = 6
_OTHER_JOBS = re.compile(
    r"(?:similar|related|other|more|recommended) (?:jobs|positions|roles|openings|vacancies)\b"
    r"|(?:you (?:may|might) also|people also viewed|recently viewed)|[äa]hnliche (?:stellen|jobs)"
    r"|offres similaires|ofertas (?:similares|relacionadas)|vergelijkbare vacatures"
    r"|podobne oferty|offerte simili|vagas semelhantes",
    re.IGNORECASE,
)


class Part(Enum):
    """What a heading announces."""

    POSTINGS = "postings"
    OTHERS = "something else"
    UNSAID = "nothing in particular"


@dataclass(frozen=True, slots=True)
class Section:
    """What a line stands under.

    Attributes:
        part: what the nearest heading that announces anything announces.
        words: what that says.
        nearest: the words of the nearest heading, whatever it says: a town, a department.
        level: 1 to 6 of the heading that announces, more if it is none in its markup.
    """

    part: Part = Part.UNSAID
    words: str = ""
    nearest: str = ""
    level: int = 9


@dataclass(slots=True)
class _Walk:
    open: list[Section] = field(default_factory=lambda: [Section()])

    def meet(self, words: str, level: int, *, is_title: bool) -> None:
        """Go on under another heading."""
        while len(self.open) > 1 and self.open[-1].level >= level:
            self.open.pop()
        around = self.open[-1]
        self.open.append(_below(around, words, level, is_title=is_title))


def _below(around: Section, words: str, level: int, *, is_title: bool) -> Section:
    part, said = around.part, around.words
    if announces_postings(words) and not _OTHER_JOBS.search(words):
        part, said = Part.POSTINGS, words
    elif is_title:
        pass
    elif _OTHER_JOBS.search(words) or (
        announces_others(words) and not (part is Part.POSTINGS and level > around.level)
    ):
        part, said = Part.OTHERS, words
    return Section(part, said, words if not is_title else around.nearest, level)


def sections(lines: Iterable[Cell]) -> dict[HtmlElement, Section]:
    """The section of each line's element, in the order of the page."""
    walk = _Walk()
    found = dict[HtmlElement, Section]()
    for cell in lines:
        element = cell.element
        found[element] = walk.open[-1]
        words = cell.words
        level = _level(element)
        if level is None and cell.marked and len(words) <= _LONGEST_HEADING:
            if announces_postings(words) and not _is_pressed(element):
                level = _WEAK
        if level is not None and len(words) <= _LONGEST_HEADING:
            walk.meet(words, level, is_title=names_role(words) and not is_headline(words))
    return found


def _is_pressed(element: HtmlElement) -> bool:
    """Whether an element is a link or a button, or stands in one."""
    around = (element, *islice(element.iterancestors(), _NEAR))
    return any(each.tag in ("a", "button") for each in around)


def _level(element: HtmlElement) -> int | None:
    for each in (element, *islice(element.iterancestors(), _NEAR)):
        if each.tag in LEVELS:
            return LEVELS[each.tag]
        if each.tag not in ("a", "span", "b", "strong", "em", "u", "font", "button", "div"):
            return None
    return None
