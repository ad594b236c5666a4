"""The shape of a line: the tags and classes of what holds it, and how alike two of them are.

Imports libxml: only ever in the parsing process.
"""

import re
from itertools import islice

from lxml.html import HtmlElement

from reactor.scrape.rule import Shape

ALIKE = 0.75
"""From here on two shapes are taken for the same."""

_LEVELS = 5
_MOST_CLASSES = 4
_LONGEST_CLASS = 40
_CHANGING = re.compile(
    r"\d|^(?:active|show|shown|open|opened|closed|collapsed?|first|last|odd|even|current|selected"
    r"|in|out|fade|animated?|visible|hidden|new|featured|sticky)$"
    r"|[-_](?:active|show|open|closed|first|last|odd|even|current|new|featured)$",
    re.IGNORECASE,
)
"""Classes that tell one record from the next, one day from another, or one build of a site."""


def shape_of(element: HtmlElement) -> Shape:
    """The shape of the line that an element holds."""
    around = (element, *islice(element.iterancestors(), _LEVELS - 1))
    levels = [_level(each) for each in around if each.tag not in ("body", "html")]
    return tuple(reversed(levels))


def likeness(one: Shape, other: Shape) -> float:
    """How alike two shapes are, 0 to 1: the line itself counts most, what is around it less."""
    if not one or not other or _tag(one[-1]) != _tag(other[-1]):
        return 0.0
    points = total = 0.0
    for place in range(1, max(len(one), len(other)) + 1):
        weight = 1 / place
        total += weight
        if place <= len(one) and place <= len(other):
            points += weight * _likeness_of_levels(one[-place], other[-place])
    return points / total


def _likeness_of_levels(one: str, other: str) -> float:
    if one == other:
        return 1.0
    (tag, *classes), (other_tag, *other_classes) = one.split("."), other.split(".")
    either = {*classes, *other_classes}
    shared = len({*classes} & {*other_classes}) / len(either) if either else 1.0
    return 0.5 * (tag == other_tag) + 0.5 * shared


def _tag(level: str) -> str:
    return level.partition(".")[0]


def _level(element: HtmlElement) -> str:
    names = sorted({each for each in (element.get("class") or "").split() if _stays(each)})
    return ".".join([str(element.tag), *names[:_MOST_CLASSES]])


def _stays(name: str) -> bool:
    return len(name) <= _LONGEST_CLASS and "." not in name and not _CHANGING.search(name)
