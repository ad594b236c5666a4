"""schema.org JobPosting in microdata and RDFa: attributes on the visible elements.

It imports libxml, so only the parsing process imports it.
"""

from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from reactor.posting import Posting
from reactor.scrape.markup.jobposting import Node, posting_of

_ITEMS = "//*[@itemscope and contains(@itemtype, 'JobPosting')]"
_TYPED = "//*[@typeof and contains(concat(' ', @typeof, ' '), 'JobPosting')]"
_VALUES = ("content", "datetime", "href", "src", "value")
_MARKUP = {"description", "responsibilities", "qualifications", "skills", "jobbenefits"}
_ADDRESSES = {"url", "sameas"}
_DEEPEST = 8


def marked_up_postings(tree: HtmlElement, url: str) -> tuple[Posting, ...]:
    """Return the postings that a page marks up by `itemprop` or `property`, with texts."""
    for path, scope, name in ((_ITEMS, "itemscope", "itemprop"), (_TYPED, "typeof", "property")):
        nodes = [_node(item, scope, name, 0) for item in tree.xpath(path)]
        if found := tuple(posting for node in nodes if (posting := posting_of(node, url)).title):
            return found
    return ()


def _node(item: HtmlElement, scope: str, name: str, depth: int) -> Node:
    """Return the properties of an item as in JSON-LD, with keys in lower case."""
    node: Node = {}
    waiting = list(item)[::-1] if depth < _DEEPEST else []
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        inner = element.get(scope) is not None
        for key in (element.get(name) or "").split():
            plain = key.rpartition(":")[2].lower()
            value = _node(element, scope, name, depth + 1) if inner else _value(element, plain)
            node[plain] = [*_listed(node.get(plain)), value] if plain in node else value
        if not inner:
            waiting.extend(list(element)[::-1])
    return node or {"name": " ".join(item.text_content().split())}


def _value(element: HtmlElement, key: str) -> str:
    if key in _MARKUP and element.get("content") is None:
        return str(etree.tostring(element, encoding="unicode", with_tail=False))
    for attribute in _VALUES[: None if key in _ADDRESSES else 2]:
        if stated := element.get(attribute):
            return str(stated)
    return " ".join(element.text_content().split())


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
