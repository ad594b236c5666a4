"""What the links of a page say about each other.

Imports libxml: only ever in the parsing process.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from reactor.scrape.careers.anchors import Anchor
from reactor.scrape.careers.evidence import Surroundings
from reactor.scrape.careers.headings import Heading
from reactor.scrape.careers.rows import Row
from reactor.scrape.words.roles import names_role
from reactor.scrape.words.wording import is_headline, leads_elsewhere

_LEAST_ON_BOARD = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A link and the row that it stands in."""

    anchor: Anchor
    row: Row


class Neighbours:
    """The links of a page among each other.

    Args:
        entries: all of them; of a row's links ("Apply" on a job site, "Learn more" here) only those
            with the most telling address are kept.
    """

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = _one_address_a_row(entries)
        self._like_roles = _families_of_roles(self.entries)
        self._on_host = Counter(
            urlsplit(url).netloc for url in {entry.anchor.url for entry in self.entries}
        )
        self._below = _folders(self.entries)

    def around(
        self, entry: Entry, selected: int, heading: Heading, listed: frozenset[str]
    ) -> Surroundings:
        """What surrounds one of the entries.

        Args:
            entry: the link.
            selected: points of the company's selector for it.
            heading: the one that it stands under.
            listed: addresses that the page's structured data lists.
        """
        url = entry.anchor.url
        parts = urlsplit(url)
        elsewhere = not entry.anchor.on_site and self._on_host[parts.netloc] >= _LEAST_ON_BOARD
        return Surroundings(
            selected=selected,
            listed=url in listed,
            like_roles=any(family in self._like_roles for family in _families(entry)),
            on_board=elsewhere,
            above=len(self._below.get(url, ())),
            heading=heading,
        )


def _one_address_a_row(entries: list[Entry]) -> list[Entry]:
    by_row = defaultdict[HtmlElement, list[Entry]](list)
    for entry in entries:
        by_row[entry.row.element].append(entry)
    best = {
        element: min(sharing, key=lambda entry: entry.anchor.saying.value).anchor.url
        for element, sharing in by_row.items()
    }
    return [entry for entry in entries if entry.anchor.url == best[entry.row.element]]


def _families_of_roles(entries: list[Entry]) -> set[Hashable]:
    """The families, at least two of whose titles, and at least half, name roles."""
    titles = defaultdict[Hashable, dict[str, str]](dict)
    for entry in entries:
        for family in _families(entry):
            titles[family].setdefault(entry.anchor.url, entry.row.title)
    found = set[Hashable]()
    for family, of in titles.items():
        counted = [title for title in of.values() if title and not leads_elsewhere(title)]
        roles = sum(names_role(title) and not is_headline(title) for title in counted)
        if roles >= max(2, len(counted) / 2):
            found.add(family)
    return found


def _families(entry: Entry) -> tuple[Hashable, ...]:
    """What a link has in common with others: the folder of its address, the list it stands in."""
    parts = urlsplit(entry.anchor.url)
    folder = parts.path.rpartition("/")[0]
    names = tuple(sorted(each.partition("=")[0] for each in parts.query.split("&")))
    row = entry.row.element
    beside: tuple[Hashable, ...] = (row.getparent(), row.tag)
    return (beside, (parts.netloc, folder, names)) if folder or parts.query else (beside,)


def _folders(entries: list[Entry]) -> dict[str, set[str]]:
    """Which addresses stand below which."""
    below = defaultdict[str, set[str]](set)
    for url in {entry.anchor.url for entry in entries}:
        parts = urlsplit(url)
        folder = parts.path
        while (folder := folder.rpartition("/")[0]).count("/") > 0:
            below[parts._replace(path=folder, query="").geturl()].add(url)
    return below
