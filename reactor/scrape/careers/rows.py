"""The row of a list that a link stands in, and what it tells about the posting.

Imports libxml: only ever in the parsing process.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from lxml.html import HtmlElement

from reactor.scrape.careers.anchors import Anchor, Saying
from reactor.scrape.markup.text import text_of
from reactor.scrape.words.stated import is_employment_type, is_place, is_remote, joined
from reactor.scrape.words.titles import LONGEST_TITLE, best_title

_LISTS = {"ul", "ol", "dl", "table", "tbody", "main", "body", "html"}
_ROWS = {"li", "tr", "article"}
_HEADINGS = (
    "descendant-or-self::*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
)
_ABOUT = (
    "descendant-or-self::*[contains(translate(concat(@class, ' ', @itemprop, ' ', @aria-label, ' ',"
    " @data-framer-name, ' ', @data-testid), 'ACEILNOT', 'aceilnot'), '{}')]"
)
_ABOUT_PLACE = _ABOUT.format("location")
_ABOUT_TITLE = _ABOUT.format("title")
_SEPARATORS = " |,;:-\u2013\u2014·•"
_SHORTEST_PIECE = 2
_LONGEST_ROW = 3000
_LONGEST_CONTEXT = 500


@dataclass(frozen=True, slots=True)
class Row:
    """What a list says about one posting.

    Attributes:
        element: the row; rows of the same element are the same posting.
        title: `""` if nothing in the row reads as one.
        location: as stated, several separated by semicolons.
        employment_type: as stated.
        remote: whether the row speaks of remote work.
        context: the row's words.
    """

    element: HtmlElement
    title: str
    location: str
    employment_type: str
    remote: bool | None
    context: str


class Rows:
    """The rows of a page's links.

    Args:
        anchors: every link of the page that may lead to a posting.
    """

    def __init__(self, anchors: Iterable[Anchor]) -> None:
        self._addresses = dict[tuple[HtmlElement, Saying], str]()
        self._about_several = set[HtmlElement]()
        self._texts = dict[HtmlElement, str]()
        for anchor in anchors:
            self._note(anchor)

    def of(self, anchor: Anchor) -> Row:
        """The row of `anchor`: the largest part of the page that is about nothing else."""
        element = self._element(anchor)
        lines = [line.removeprefix("- ") for line in self._text(element).split("\n")]
        title = _title(anchor, element, lines)
        facts = [fact for fact in _facts(element) if fact != title]
        location = _location(element, facts)
        return Row(
            element=element,
            title=title,
            location=location,
            employment_type=next(filter(is_employment_type, facts), ""),
            remote=is_remote(location) if location else None,
            context=" | ".join(dict.fromkeys(lines))[:_LONGEST_CONTEXT],
        )

    def _note(self, anchor: Anchor) -> None:
        """Mark what cannot be one row: with two titles, two "Learn more" or two "Apply"."""
        for ancestor in anchor.element.iterancestors():
            known = self._addresses.setdefault((ancestor, anchor.saying), anchor.url)
            if known != anchor.url:
                self._about_several.add(ancestor)

    def _element(self, anchor: Anchor) -> HtmlElement:
        row = anchor.element
        for ancestor in anchor.element.iterancestors():
            if ancestor.tag in _LISTS or ancestor in self._about_several:
                break
            row = ancestor
            if ancestor.tag in _ROWS:
                break
        return row if len(self._text(row)) <= _LONGEST_ROW else anchor.element

    def _text(self, element: HtmlElement) -> str:
        if element not in self._texts:
            self._texts[element] = text_of(element)
        return self._texts[element]


def _title(anchor: Anchor, row: HtmlElement, lines: list[str]) -> str:
    """The posting's title: the link's own words, else what the row has that fits best."""
    if anchor.saying is Saying.TITLE:
        inside = _candidates(anchor.element) or _pieces(anchor.element)
        return best_title(inside, anchor.url) or anchor.words[:LONGEST_TITLE]
    mixed = any(anchor.words in line and line != anchor.words for line in lines)
    pieces = _facts(row) if mixed and anchor.words else _pieces(row)
    marked = _candidates(row)
    return best_title([*marked, *pieces], anchor.url, marked)


def _pieces(element: HtmlElement) -> list[str]:
    """The lines of a link, also those that only style sets apart: `<b>Welder</b><i>Lyon</i>`."""
    lines = text_of(element).split("\n")
    parts = _facts(element)
    glued = any(
        first[-1].isalnum() and second[0].isupper() and len(first) > _SHORTEST_PIECE
        for first, second in pairwise(element.xpath("descendant::text()"))
    )
    stated = any(is_place(part) or is_employment_type(part) for part in parts[1:])
    return parts if glued or stated else lines


def _candidates(element: HtmlElement) -> list[str]:
    """What is marked as a heading or a title."""
    marked = [*element.xpath(_HEADINGS), *element.xpath(_ABOUT_TITLE)]
    return [" ".join(text_of(each).split()) for each in marked]


def _facts(row: HtmlElement) -> list[str]:
    """The row's words as the page cuts them: text by text, so that inline elements stay apart."""
    texts = row.xpath("descendant-or-self::*[not(self::script or self::style)]/text()")
    return list(filter(None, (" ".join(text.split()).strip(_SEPARATORS) for text in texts)))


def _location(row: HtmlElement, facts: list[str]) -> str:
    """What is marked as a location, else what reads as a place."""
    marked = [fact for each in row.xpath(_ABOUT_PLACE) for fact in _facts(each)]
    places = [fact for fact in marked if fact in facts and not is_employment_type(fact)]
    return joined(places) or joined(filter(is_place, facts))
