"""A posting's text in the JSON that a page carries for its own scripts.

Next.js, Nuxt, Inertia and home-made `window.__STATE__` pages hold the text nowhere else.
Imports libxml: only ever in the parsing process.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from reactor.scrape.text import text_of_html

_ASSIGNMENT = re.compile(r"(?:window|self|globalThis)(?:\.\w+|\[\W\w+\W\])\s*=\s*(?=[{\[])")
_STATE_ATTRIBUTES = ("data-page", "data-props", "data-state", "data-react-props", "data-initial")
_DESCRIBING = re.compile(
    r"(?:job|posting|position|full)?_?(?:description|content|body|details|text)_?(?:html)?",
    re.IGNORECASE,
)
_DECODER = json.JSONDecoder(strict=False)
_LEAST_LENGTH = 200
_DEEPEST = 20


def embedded_text(tree: HtmlElement) -> str:
    """The longest description in the page's embedded JSON, as plain text; `""` if there is none."""
    found = (text for state in _states(tree) for text in _descriptions(state, depth=0))
    longest = max(found, key=len, default="")
    return text_of_html(longest) if len(longest) >= _LEAST_LENGTH else ""


def _states(tree: HtmlElement) -> Iterator[Any]:
    """Every JSON value that the page carries."""
    for script in tree.iter("script"):
        source = script.text or ""
        if "json" in script.get("type", ""):
            yield _decoded(source)
        else:
            for assignment in _ASSIGNMENT.finditer(source):
                yield _decoded(source[assignment.end() :])
    for name in _STATE_ATTRIBUTES:
        for value in tree.xpath(f"//@{name}"):
            yield _decoded(value)


def _decoded(source: str) -> Any:
    """The JSON value that `source` begins with, whatever follows it; None if there is none."""
    try:
        return _DECODER.raw_decode(source.lstrip())[0]
    except (ValueError, RecursionError):
        return None


def _descriptions(value: Any, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for entry in value:
            yield from _descriptions(entry, depth + 1)
    elif isinstance(value, dict):
        for key, entry in value.items():
            if isinstance(entry, str) and _DESCRIBING.fullmatch(str(key)):
                yield entry
            else:
                yield from _descriptions(entry, depth + 1)
