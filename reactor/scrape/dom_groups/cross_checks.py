"""Comparisons between the entries of a group: owners of links, and rows without content."""

import re
from collections import defaultdict
from dataclasses import replace
from urllib.parse import urlsplit

from reactor.scrape.dom_groups.entry import Entry

_MIN_TEXT = 120
_MIN_BESIDE = 30
"""Characters."""


def without_shared_links(found: list[Entry]) -> list[Entry]:
    """Remove addresses that several titles share: a form, a contact page or a list."""
    titles = defaultdict[str, set[str]](set)
    for entry in found:
        if entry.link:
            titles[entry.link.url].add(entry.title.lower())
    return [
        replace(entry, link=None) if entry.link and len(titles[entry.link.url]) > 1 else entry
        for entry in found
    ]


def with_fitting_links(found: list[Entry]) -> list[Entry]:
    """Move a link to the entry whose title matches the link's address.

    A heading within a posting may be closer to the link than the posting's title.
    """
    fitting = {slug: entry for entry in found if (slug := _slug(entry.title))}
    moved = dict[int, Entry]()
    for entry in found:
        path = urlsplit(entry.link.url).path.lower() if entry.link else ""
        last = path.rstrip("/").rpartition("/")[2]
        owner = fitting.get(last)
        if owner and owner is not entry and owner.title != entry.title:
            moved[id(owner)] = replace(owner, link=entry.link)
            moved[id(entry)] = replace(entry, title="")
    return [moved.get(id(entry), entry) for entry in found]


def _slug(title: str) -> str:
    return re.sub(r"[\W_]+", "-", title.lower()).strip("-")


def without_bare_rows(found: list[Entry]) -> list[Entry]:
    """Remove rows without content from a list in which most rows have an address or a text."""
    linked = sum(entry.link is not None for entry in found)
    written = sum(len(entry.text) > len(entry.title) + _MIN_TEXT for entry in found)
    if 2 * linked >= len(found) and linked:
        return [each for each in found if each.link or each.has_duties or _is_kept(each)]
    if 2 * written >= len(found) and written:
        return [
            each
            for each in found
            if len(each.text) > len(each.title) + _MIN_BESIDE or _is_kept(each)
        ]
    return found


def _is_kept(entry: Entry) -> bool:
    """Whether an entry without content stays: it is selected, or keeps its record's place."""
    return bool(entry.selected) or entry.is_furniture or entry.is_fact
