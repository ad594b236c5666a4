"""Converts rich-text trees of content management systems to plain text.

Portable text (Sanity), rich text (Contentful, Storyblok, Strapi, Payload), ProseMirror, Slate,
Lexical, Draft.js and Editor.js all nest `{type, children or content, text}` under various names.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

_KINDS = ("type", "nodeType", "_type", "object")
_PARTS = ("children", "content", "nodes", "blocks", "items", "root", "document", "data")
_WORDS = ("text", "value", "code")
_WRAPS = ("html", "rendered", "json", "document", "doc", "raw", "content", "body", "value", "text")
_INLINE = re.compile(
    r"text|span|leaf|mark|link|hyperlink|a|inline|strong|bold|em|italic|autolink|mention",
    re.IGNORECASE,
)
_ITEM = re.compile(r".*list[-_]?item|li", re.IGNORECASE)
_DEEPEST = 40


def described_by(value: Any, depth: int = 0) -> str:
    """Return a description's text: blocks as lines, other strings unchanged; else `""`."""
    if depth > _DEEPEST:
        return ""
    if isinstance(value, str):
        return _of_string(value, depth)
    if is_rich(value):
        return "".join(_pieces(value, 0)).strip()
    if isinstance(value, list):
        return "\n".join(filter(None, (described_by(entry, depth + 1) for entry in value)))
    if isinstance(value, dict):
        wrapped = (described_by(value[name], depth + 1) for name in _WRAPS if value.get(name))
        return next(filter(None, wrapped), "")
    return ""


def is_rich(value: Any) -> bool:
    """Whether `value` is a tree of blocks."""
    if isinstance(value, list):
        entries = [entry for entry in value[:5] if isinstance(entry, dict)]
        return bool(entries) and all(map(_is_node, entries))
    if not isinstance(value, dict):
        return False
    return _is_node(value) or is_rich(value.get("blocks")) or is_rich(value.get("root"))


def _is_node(value: dict[str, Any]) -> bool:
    named = any(isinstance(value.get(name), str) for name in _KINDS)
    parted = any(isinstance(value.get(name), list | dict) for name in _PARTS)
    worded = any(isinstance(value.get(name), str) for name in _WORDS)
    # Slate's leaves have no type, only text and marks.
    return (named and (parted or worded)) or isinstance(value.get("children"), list)


def _of_string(value: str, depth: int) -> str:
    """Return a string, or the text of the tree that is encoded in it as JSON."""
    if value[:1] in "{[" and value[-1:] in "}]":
        try:
            tree = json.loads(value, strict=False)
        except (ValueError, RecursionError):
            return value
        return described_by(tree, depth + 1) if isinstance(tree, dict | list) else value
    return value


def _pieces(value: Any, depth: int) -> Iterator[str]:
    """Yield the texts under `value`, with a line break where a block begins or ends."""
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        # Editor.js stores the items of a list as plain strings.
        bare = any(isinstance(entry, str) for entry in value)
        for entry in value:
            yield "\n- " if bare else ""
            yield from _pieces(entry, depth + 1)
    elif isinstance(value, dict):
        yield from _of_node(value, depth)


def _of_node(node: dict[str, Any], depth: int) -> Iterator[str]:
    kind = next((node[name] for name in _KINDS if isinstance(node.get(name), str)), "")
    parts = [node[name] for name in _PARTS if isinstance(node.get(name), list | dict)]
    words = next((node[name] for name in _WORDS if isinstance(node.get(name), str)), "")
    if _INLINE.fullmatch(kind) or not (kind or parts):
        yield words
        yield from (piece for part in parts for piece in _pieces(part, depth + 1))
        return
    item = "listItem" in node or _ITEM.fullmatch(kind)
    yield "\n- " if item else "\n"
    yield words
    yield from (piece for part in parts for piece in _pieces(part, depth + 1))
    yield "\n"
