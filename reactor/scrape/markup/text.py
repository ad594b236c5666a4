"""Converts HTML to plain text with each heading, list item and paragraph on its own line.

It imports libxml, so only the parsing process imports it.
"""

import html
import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from reactor.storable import whole

_BLOCK_TAGS = """
    address article aside blockquote body br button dd details dialog div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr label legend li main nav ol optgroup option p
    pre section select summary table tbody td tfoot th thead tr ul
"""
_UNSEEN_TAGS = "head script style noscript template svg math iframe object canvas audio video"
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_MARKUP = re.compile(r"</?(?:p|br|div|span|ul|ol|li|strong|b|em|h[1-6]|a)\b[^<>]*>", re.IGNORECASE)
_INVISIBLE = "\0\x1e\u200b\u2060\ufeff\u00ad"
_ENCODED_TIMES = 3
# Where one inline element follows another without white space, styles often separate the words:
# "Posted On" and "08 May", but not "R" and "ust".
# apart: "Posted On" and "08 May", but not "R" and "ust".
_SEAM_MARK = "\x1e"
_SEAM = re.compile(r"(?<=[^\W_A-Z]|[:.,;)])\x1e+(?=[A-Z\d])")


def parse_html(markup: str) -> HtmlElement:
    """Parse a document, however malformed; empty markup gives an empty document."""
    data = clean(markup).encode()
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(data, parser=parser)
    except etree.ParserError:
        return document_fromstring("<html><body></body></html>")


def cut_after(tree: HtmlElement, count: int) -> None:
    """Remove everything after the first `count` elements from `tree`."""
    last = next(islice(tree.iter(), count, None), None)
    while last is not None and (parent := last.getparent()) is not None:
        del parent[parent.index(last) + 1 :]
        last = parent


def clean(text: str) -> str:
    """Return `text` without invisible characters that databases and parsers reject."""
    for character in _INVISIBLE:
        text = text.replace(character, "")
    return whole(text)


def text_of(element: HtmlElement) -> str:
    """Return the visible text of `element`, one block per line, list items with a dash."""
    joined = _SEAM.sub(" ", "".join(_pieces(element))).replace(_SEAM_MARK, "")
    lines = (" ".join(line.split()) for line in joined.split("\n"))
    text = "\n".join(line for line in lines if line)
    # `<li><p>…` would put the dash on a separate line.
    return re.sub(r"^-\n(?!-)", "- ", text, flags=re.MULTILINE).strip()


def lines_of(element: HtmlElement) -> list[str]:
    """Return the lines as in `text_of`, also split between adjacent inline elements.

    So `<span>Location</span><span>Berlin</span>` gives two lines.
    """
    lines = (" ".join(line.split()) for line in "".join(_pieces(element, apart=True)).split("\n"))
    return [line for line in lines if line.strip("- ")]


def text_of_html(markup: str) -> str:
    """Return a description's plain text: from HTML, HTML encoded once or twice, or no HTML."""
    text = markup
    for _ in range(_ENCODED_TIMES):
        revealed = _revealed(text)
        if revealed is None:
            break
        text = text_of(parse_html(f"<div>{revealed}</div>"))
    # Some sites escape line breaks once too often.
    plain = clean(html.unescape(text)).replace("\\n", "\n")
    lines = (" ".join(line.split()) for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)


def _revealed(text: str) -> str | None:
    """Return `text`, unescaped until its markup appears; None if it has none."""
    for _ in range(_ENCODED_TIMES):
        if _MARKUP.search(text):
            return text
        text = html.unescape(text)
    return None


def _pieces(root: HtmlElement, *, apart: bool = False) -> Iterator[str]:
    """Yield the texts under `root` in order, with a line break where a block begins or ends.

    With `apart`, there is also a line break between adjacent elements.
    """
    walk = etree.iterwalk(root, events=("start", "end"))
    unseen = 0
    for event, node in walk:
        hidden = node.tag in _UNSEEN or node.get("hidden") is not None
        if event == "start":
            unseen += hidden
            if not unseen:
                yield _opening(node.tag) + _flat(node.text)
            continue
        if not unseen:
            if node.tag in _BLOCKS:
                yield "\n"
            elif _abuts(node):
                yield "\n" if apart else _SEAM_MARK
        unseen -= hidden
        if node is not root and not unseen:
            yield _flat(node.tail)


def _opening(tag: str) -> str:
    if tag == "li":
        return "\n- "
    return "\n" if tag in _BLOCKS else ""


def _abuts(node: HtmlElement) -> bool:
    """Whether another element follows with only white space between."""
    return not (node.tail or "").strip() and node.getnext() is not None


def _flat(text: str | None) -> str:
    return text.replace("\n", " ") if text else ""
