"""Under which kind of heading each part of a page stands.

Imports libxml: only ever in the parsing process.
"""

from dataclasses import dataclass
from enum import Enum

from lxml.html import HtmlElement

from reactor.scrape.markup.text import text_of
from reactor.scrape.words.roles import names_role
from reactor.scrape.words.wording import announces_others, announces_postings, leads_elsewhere

_LEVELS = {f"h{level}": level for level in range(1, 7)}
# What people set instead of headings.
_EMPHASIS = ("strong", "b", "legend", "caption")
_LONGEST_HEADING = 120


class Part(Enum):
    """What a heading announces."""

    POSTINGS = "postings"
    OTHERS = "something else"
    UNSAID = "nothing in particular"


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading that a link stands under.

    Attributes:
        part: what it announces.
        words: what it says.
        level: 1 to 6.
    """

    part: Part
    words: str
    level: int


_NONE = Heading(Part.UNSAID, "", 7)


def headings_of_links(tree: HtmlElement, last: HtmlElement) -> dict[HtmlElement, Heading]:
    """The heading of every link up to `last`: the last one before it that announces something.

    A heading that announces nothing ends the part before it, unless it is deeper, or names a role
    or a department: those stand among postings.
    """
    current = _NONE
    found = dict[HtmlElement, Heading]()
    for element in tree.iter(*_LEVELS, *_EMPHASIS, "a"):
        if element.tag == "a":
            found[element] = current
            if element is last:
                break
        elif element.tag in _LEVELS:
            current = _next(current, element)
        elif announces_postings(words := _words(element)):
            current = Heading(Part.POSTINGS, words, max(_LEVELS.values()))
    return found


def _next(current: Heading, element: HtmlElement) -> Heading:
    words = _words(element)
    level = _LEVELS[element.tag]
    if not words or len(words) > _LONGEST_HEADING or _is_linked(element):
        return current
    if announces_postings(words):
        return Heading(Part.POSTINGS, words, level)
    if names_role(words):
        return current
    if announces_others(words):
        return Heading(Part.OTHERS, words, level)
    if level > current.level or leads_elsewhere(words):
        return current
    return Heading(Part.UNSAID, words, level)


def _is_linked(element: HtmlElement) -> bool:
    return element.find(".//a") is not None or any(
        ancestor.tag == "a" for ancestor in element.iterancestors()
    )


def _words(element: HtmlElement) -> str:
    return " ".join(text_of(element).split())
