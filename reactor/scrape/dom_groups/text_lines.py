"""The lines of a page that may name something: headings, links, table cells, bold words.

A list repeats its markup, so the lines of one column have the same path of tags and classes. That
path identifies the column.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

from lxml.html import HtmlElement

from reactor.language.line_cache import remembered
from reactor.scrape.dom_groups.link_labels import MAX_LABEL, explains_link, label_of
from reactor.scrape.dom_groups.list_form import Key
from reactor.scrape.dom_groups.page_index import PageIndex

MAX_CELLS = 8_000
MAX_CELL = MAX_LABEL
"""Maximum characters; a longer line is running text."""

_INLINE_TAGS = """
    a abbr b bdi bdo big cite em font i ins label mark q s small span strong sub sup time tt u wbr
"""
_UNSEEN_TAGS = """
    script style title noscript template svg math iframe object canvas audio video select datalist
    textarea option input
"""
_INLINE = frozenset(_INLINE_TAGS.split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "th", "dt", "summary", "button"))
_CUT_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_DEEPEST_SPAN = 5
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_MAX_PATH = 12
_MAX_CHARACTERS = 10 * MAX_CELL
_CLASSES_OF = 3
"""Number of elements, from the line upwards, whose classes are part of the key."""

_LEFT_OUT = frozenset(("w-condition-invisible", "w-dyn-bind-empty", "hide-div"))
_ICON = re.compile(
    r"(?:^|[\s_-])(?:material-(?:icons|symbols)[\w-]*|icon|ligature|glyph)", re.IGNORECASE
)
_STATE = re.compile(
    r"\d|_(?:active|current|open|closed)$|(?:^|-)(?:active|show|shown|open|opened|closed|collapsed?|first|last|odd|even|current|selected"
    r"|in|out|fade|alt|animated?|visible|hidden|new|featured|sticky|has-\w+|tag-\w+|category-\w+)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ElementLine:
    """A line of a page.

    Attributes:
        element: the element that holds it: a block, or an inline element within a longer text.
        words: the whole text.
        lines: the text split at line breaks; never empty.
        pieces: the text split at the elements within the line.
        key: the path of tags and classes, which identifies its column.
        order: its position in the page.
        marked: whether it is a heading, emphasised, a link or a button.
    """

    element: HtmlElement
    words: str
    lines: tuple[str, ...]
    pieces: tuple[str, ...]
    key: Key
    order: int
    marked: bool


def cells(body: HtmlElement, index: PageIndex) -> list[ElementLine]:
    """Return the lines under `body` in document order, at most `MAX_CELLS`."""
    found = list(islice(_cells(body, _common_classes(body), index), MAX_CELLS))
    return sorted(found, key=lambda cell: cell.order)


def _cells(body: HtmlElement, common: Counter[str], index: PageIndex) -> Iterator[ElementLine]:
    paths: dict[HtmlElement, Key] = {body: ()}
    seen = set[HtmlElement]()
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if element is not body:
            tag = "b" if element.tag == "strong" else element.tag
            paths[element] = (*paths[element.getparent()][1 - _MAX_PATH :], tag)
        if label := label_of(element):
            key = _key(element, paths, common, index)
            yield ElementLine(
                element, label, (label,), (label,), key, index.number(element), marked=True
            )
        elif _has_own_text(element):
            holder = _holder(element, body)
            if holder not in seen and not explains_link(holder):
                seen.add(holder)
                lines, pieces = _words(holder)
                if lines:
                    key = _key(holder, paths, common, index)
                    if _is_bold(element, holder):
                        key = (*key[1 - _MAX_PATH :], "b")
                    words = " ".join(lines)
                    place, marked = index.number(holder), _is_marked(holder)
                    yield ElementLine(holder, words, lines, pieces, key, place, marked)
        waiting.extend(
            child
            for child in reversed(element)
            if isinstance(child.tag, str)
            and child.tag not in _UNSEEN
            and not is_icon(child)
            and not _is_left_out(child)
        )


def _is_left_out(element: HtmlElement) -> bool:
    """Whether a site builder hides an element, although it is in the markup."""
    classes = element.get("class")
    return bool(classes) and not _LEFT_OUT.isdisjoint(classes.split()) and not element.get("id")


def is_icon(element: HtmlElement) -> bool:
    """Whether an element's text is the name of an icon: `<i class="material-icons">`."""
    classes = element.get("class")
    return bool(classes) and len(element) == 0 and _is_icon_class(classes)


@remembered
def _is_icon_class(classes: str) -> bool:
    return _ICON.search(classes) is not None


def _has_own_text(element: HtmlElement) -> bool:
    if (element.text or "").strip():
        return True
    return any((child.tail or "").strip() for child in element)


def _holder(element: HtmlElement, body: HtmlElement) -> HtmlElement:
    """Return the outermost element with the same text around an inline element, or itself."""
    if (heading := _heading_around(element)) is not None:
        return heading
    holder = element
    for parent in islice(element.iterancestors(), _MAX_PATH):
        if holder.tag not in _INLINE or parent is body or _says_more(parent, holder):
            break
        holder = parent
    return holder


def _heading_around(element: HtmlElement) -> HtmlElement | None:
    """Return the heading that contains the element: editors split a line into many spans."""
    near = islice(element.iterancestors(), _DEEPEST_SPAN)
    heading = next((each for each in near if each.tag in _CUT_HEADINGS), None)
    if heading is None or len(list(islice(heading.iter("a", "button"), 2))) > 1:
        return None
    # A block in a heading is a separate line, such as a place below the title.
    return heading if all(each.tag in _INLINE for each in heading.iterdescendants()) else None


def _is_bold(element: HtmlElement, holder: HtmlElement) -> bool:
    """Whether a whole line is bold, which makes a column among lines that are not."""
    if holder.tag in _HEADINGS or holder.tag in ("b", "strong"):
        return False
    inner = takewhile(lambda each: each is not holder, element.iterancestors())
    return any(each.tag in ("b", "strong") for each in (element, *islice(inner, _MAX_PATH)))


def _says_more(parent: HtmlElement, child: HtmlElement) -> bool:
    """Whether `parent` holds text outside `child`."""
    if (parent.text or "").strip() or any((each.tail or "").strip() for each in parent):
        return True
    return any(
        each is not child
        and isinstance(each.tag, str)
        and each.tag not in _UNSEEN
        and not is_icon(each)
        and any(map(str.strip, islice(each.itertext(), _MAX_PATH)))
        for each in islice(parent, _MAX_CHARACTERS)
    )


def _words(element: HtmlElement) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the text of an element, split at line breaks and blocks, and at every element.

    Both are empty if the text is too long for a line.
    """
    texts = list[str]()
    length = 0
    for text in _texts(element):
        texts.append(text)
        length += len(text)
        if length > _MAX_CHARACTERS:
            return (), ()
    lines = (" ".join(line.split()) for line in "".join(texts).split("\n"))
    pieces = (" ".join(text.split()) for text in texts)
    kept = tuple(line for line in lines if any(map(str.isalnum, line)))
    if sum(map(len, kept)) > MAX_CELL:
        return (), ()
    return kept, tuple(filter(None, pieces))


def _texts(element: HtmlElement) -> Iterator[str]:
    """Yield the texts under an element in order, with a line break where a block begins or ends."""
    yield _flat(element.text)
    waiting = [(element, iter(element))]
    while waiting:
        parent, children = waiting[-1]
        child = next(children, None)
        if child is None:
            waiting.pop()
            if parent is not element:
                yield ("" if parent.tag in _INLINE else "\n")
                yield _flat(parent.tail)
        elif isinstance(child.tag, str) and child.tag not in _UNSEEN and not is_icon(child):
            yield ("" if child.tag in _INLINE else "\n")
            yield _flat(child.text)
            waiting.append((child, iter(child)))
        else:
            yield _flat(child.tail)


def _flat(text: str | None) -> str:
    return text.replace("\n", " ") if text else ""


def _is_marked(element: HtmlElement) -> bool:
    if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt", "th", "button", "a"):
        return True
    if element.tag in ("b", "strong", "label"):
        return True
    if element.getparent() is not None and any(
        each.tag in ("a", "button", "h1", "h2", "h3", "h4", "h5", "h6", "summary")
        for each in islice(element.iterancestors(), 3)
    ):
        return True
    only = element[0] if len(element) == 1 and not (element.text or "").strip() else None
    return only is not None and only.tag in ("a", "b", "strong", "button", "em", "u")


def _common_classes(body: HtmlElement) -> Counter[str]:
    found = Counter[str]()
    for element in body.iter():
        if isinstance(element.tag, str) and (classes := element.get("class")):
            found.update(set(classes.split()))
    return found


def _key(
    element: HtmlElement, paths: dict[HtmlElement, Key], common: Counter[str], index: PageIndex
) -> Key:
    path = list(paths.get(element, ()))
    near = (element, *index.above(element)[: _CLASSES_OF - 1])
    for place, each in enumerate(near[: len(path)], 1):
        # The rows of a table often alternate classes for colour.
        if (classes := each.get("class")) and each.tag != "tr":
            path[-place] = ".".join([path[-place], *_kinds(classes, common)])
    return tuple(path)


def _kinds(classes: str, common: Counter[str]) -> list[str]:
    """Return the classes that describe an element's type: those that other elements share."""
    names = (name for name in set(classes.split()) if common[name] > 1 and not _is_state(name))
    return sorted(names)[:4]


@remembered
def _is_state(name: str) -> bool:
    """Whether a class describes an element's state rather than its type."""
    return _STATE.search(name) is not None
