"""The shape of a line: the tags and classes of the elements that hold it.

It imports libxml, so only the parsing process imports it.
"""

import re
from itertools import islice

from lxml.html import HtmlElement

from reactor.scrape.rule import CELLS, Shape

_LEVELS = 5
_MAX_CLASSES = 4
_MAX_CLASS = 40
_CHANGING = re.compile(
    r"\d|^(?:active|show|shown|open|opened|closed|collapsed?|first|last|odd|even|current|selected"
    r"|in|out|fade|animated?|visible|hidden|new|featured|sticky)$"
    r"|[-_](?:active|show|open|closed|first|last|odd|even|current|new|featured)$",
    re.IGNORECASE,
)
"""Classes that vary between records, days or builds of a site."""


def shape_of(element: HtmlElement) -> Shape:
    """Return the shape of the line that an element holds."""
    around = (element, *islice(element.iterancestors(), _LEVELS - 1))
    levels = [_level(each) for each in around if each.tag not in ("body", "html")]
    return tuple(reversed(levels))


def _level(element: HtmlElement) -> str:
    names = sorted({each for each in (element.get("class") or "").split() if _stays(each)})
    return ".".join([_tag(element), *names[:_MAX_CLASSES]])


def _tag(element: HtmlElement) -> str:
    """Return the tag; for a table cell with its column, its only distinguishing feature."""
    if element.tag not in CELLS:
        return str(element.tag)
    return f"{element.tag}:{sum(1 for _ in element.itersiblings(*CELLS, preceding=True)) + 1}"


def _stays(name: str) -> bool:
    return len(name) <= _MAX_CLASS and "." not in name and not _CHANGING.search(name)
