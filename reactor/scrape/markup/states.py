"""Finds the JSON that a page embeds for its own scripts.

Sources are Next.js (`__NEXT_DATA__` and the chunks of its app router), Nuxt, Inertia, custom
`window.__STATE__` objects, and JSON in attributes and hidden `<code>`. It imports libxml, so only
the parsing process imports it.
"""

import html
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from lxml.html import HtmlElement

from reactor.scrape.markup.devalue import looks_devalued, revived
from reactor.scrape.markup.flight import flight_values
from reactor.scrape.markup.literals import array_literals

_ASSIGNMENT = re.compile(
    r"""(?:(?:window|self|globalThis)(?:\.[\w$]{1,200}+|\[["']\w{1,200}["']\]){1,8}|(?:var|let|const)\s+[\w$]+
    |(?<![\w$])[A-Za-z_$][\w$]*+\.[\w$]++(?=\s*=\s*[{\[]\s*["{\[]))
    \s*=\s*(?P<parse>JSON\.parse\(\s*)?(?=[{\["'])""",
    re.VERBOSE,
)
_STRING = re.compile(r"""(["'])((?:[^"'\\]|\\.|(?!\1)["'])*)\1""", re.DOTALL)
# JavaScript allows a backslash before any character, JSON does not.
_NEEDLESS_ESCAPE = re.compile(r"""(\\["\\/bfnrtu])|\\(.)""")
_UNDEFINED = re.compile(r"(?<=[:,\[])\s*(?:undefined|void 0)\s*(?=[,}\]])")
_DATA_ATTRIBUTES = (
    "//@*[string-length(.) > 80 and (contains(substring(., 1, 3), '{')"
    " or contains(substring(., 1, 3), '['))]"
)
_DECODER = json.JSONDecoder(strict=False)
_MAX_ASSIGNMENTS = 50
_MAX_ATTRIBUTES = 200
_BEGINNING = 200


def states(tree: HtmlElement) -> Iterator[Any]:
    """Yield each JSON value in the page except JSON-LD; a broken one yields None."""
    chunks = list[str]()
    for script in tree.iter("script"):
        source, kind = script.text or "", (script.get("type") or "").lower()
        if "ld+json" in kind or not source:
            continue
        if "json" in kind:
            value = decoded(source)
            yield revived(value) if looks_devalued(value) else value
        elif "__next_f" in source:
            chunks.append(source)
        else:
            yield from _assigned(source)
            yield from array_literals(source)
    yield from flight_values(chunks)
    for element in tree.iter("code"):
        if (source := (element.text or "").lstrip()).startswith(("{", "[")):
            yield decoded(source)
    for value in tree.xpath(_DATA_ATTRIBUTES)[:_MAX_ATTRIBUTES]:
        yield decoded(value)


def decoded(source: str) -> Any:
    """Return the JSON value at the beginning of `source`; None if there is none."""
    with suppress(ValueError, RecursionError):
        return _DECODER.raw_decode(source.lstrip())[0]
    mended = html.unescape(source) if "&quot;" in source[:_BEGINNING] else source
    mended = (
        _UNDEFINED.sub("null", mended) if "undefined" in mended or "void 0" in mended else mended
    )
    with suppress(ValueError, RecursionError):
        return _DECODER.raw_decode(mended.lstrip())[0] if mended is not source else None
    return None


def _assigned(source: str) -> Iterator[Any]:
    """Yield the values that a script assigns, written as JSON or as `JSON.parse` of a string."""
    for count, assignment in enumerate(_ASSIGNMENT.finditer(source)):
        if count >= _MAX_ASSIGNMENTS:
            return
        if assignment["parse"]:
            if literal := _STRING.match(source, assignment.end()):
                yield decoded(spelled(literal[2]))
        elif source[assignment.end()] not in "\"'":
            yield decoded(source[assignment.end() :])


def spelled(literal: str) -> str:
    """Return the value of a JavaScript string literal, given the text between its quotes."""
    plain = literal.replace("\\'", "'").replace("\\\n", "")
    plain = re.sub(r"\\x([0-9a-fA-F]{2})", r"\\u00\1", plain)
    plain = _NEEDLESS_ESCAPE.sub(lambda found: found[1] or found[2], plain)
    plain = re.sub(r'(?<!\\)"', r"\"", plain)
    try:
        return str(json.loads(f'"{plain}"', strict=False))
    except ValueError:
        return plain
