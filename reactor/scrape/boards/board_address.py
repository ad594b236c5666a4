"""Turns a match of a board's pattern into the address of a company's board."""

import re
from collections.abc import Iterator
from re import Match, Pattern
from urllib.parse import urlsplit

from reactor.scrape.boards.board import Board, BoardAddress

# A further label, or text before an `@`, which is not a host.
_GOES_ON = re.compile(r"\.?[\w-]|[^/?#\s\"'<>]{0,200}@")

MAX_BOARDS = 3
"""Maximum boards on a page; one with more collects those of other companies."""


def named_in(board: Board, pattern: Pattern[str], markup: str, url: str) -> Iterator[BoardAddress]:
    """Yield the boards that a pattern finds in `markup`, the page at `url`."""
    for found in pattern.finditer(markup):
        if address := address_of_match(board, found, url):
            yield address


def address_of_match(board: Board, match: Match[str], page_url: str) -> BoardAddress | None:
    """Return the address in a match; without slug and host, it is on the page's own host.

    It is None if the name is no company, or if the host continues after it:
    `acme.breezy.hr.example`.
    """
    on_host = match[0].startswith("//") and "/" not in match[0][2:]
    if on_host and _GOES_ON.match(match.string, match.end()):
        return None
    # A pattern with alternatives numbers its groups: slug, slug2, ... and eu, eu2, ...
    groups = {name: value for name, value in match.groupdict().items() if value}
    found = {name.rstrip("0123456789"): value for name, value in groups.items()}
    slug = found.get("slug", "").rstrip(".")
    if slug.lower() in board.reserved:
        return None
    # Of two slugs, the later one counts.
    if _is_in_host(match, next((name for name in reversed(groups) if name.startswith("slug")), "")):
        slug = slug.lower()
    part = found.get("part", "") if slug else ""
    if part.lower() == board.usual_part.lower():
        part = ""
    host = found.get("host", "") if slug else urlsplit(page_url).netloc.rpartition("@")[2]
    return BoardAddress(
        board.name,
        "/".join(filter(None, (slug, part))),
        host.lower(),
        eu="eu" in found,
        filters=board.filters(page_url),
        aside=found.get("aside", ""),
    )


def _is_in_host(match: Match[str], group: str) -> bool:
    """Whether a group is in the host name, where case does not matter."""
    before = match[0][: match.end(group) - match.start()] if group else ""
    return before.startswith("//") and "/" not in before[2:]
