"""Lists that are the lines of one paragraph: `Cook<br>Waiter<br>Porter`.

It imports libxml, so only the parsing process imports it.
"""

from itertools import islice

from lxml.html import HtmlElement, fromstring

from reactor.language.roles import names_role
from reactor.scrape.vocabulary.wording import is_headline

_LEAST = 2
"""Minimum titles in a list."""

_MOSTLY = 0.6
_LONGEST = 120
_MAX_BREAKS = 200
_MAX_PARAGRAPHS = 2_000


def with_lines_apart(body: HtmlElement) -> None:
    """Wrap each line of a paragraph in an element where most lines name occupations."""
    paragraphs = dict.fromkeys(
        parent
        for each in islice(body.iter("br"), _MAX_PARAGRAPHS)
        if (parent := each.getparent()) is not None
    )
    for paragraph in paragraphs:
        lines = _lines(paragraph)
        titles = sum(_is_title(line) for line in lines)
        if titles >= _LEAST and titles >= _MOSTLY * len(lines):
            _set_apart(paragraph)


def _lines(paragraph: HtmlElement) -> list[str]:
    """Return the lines of a paragraph that holds only text and `br`; else an empty list."""
    children = list(islice(paragraph, _MAX_BREAKS + 1))
    if len(children) > _MAX_BREAKS or any(each.tag != "br" for each in children):
        return []
    texts = (paragraph.text, *(each.tail for each in children))
    return [line for text in texts if (line := " ".join((text or "").split()))]


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST and names_role(line) and not is_headline(line)


def _set_apart(paragraph: HtmlElement) -> None:
    lines = _lines(paragraph)
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.text = None
    for line in lines:
        element = fromstring("<div></div>")
        element.text = line
        paragraph.append(element)
