"""Which company's board the match of a board's pattern names."""

from collections.abc import Iterator
from re import Pattern
from urllib.parse import urlsplit

from reactor.scrape.boards.board import Board, BoardAddress

MOST_BOARDS = 3
"""A page with the boards of more companies collects those of others."""


def named_in(board: Board, pattern: Pattern[str], markup: str, url: str) -> Iterator[BoardAddress]:
    """The boards that `markup`, of the page at `url`, names by a pattern."""
    for found in pattern.finditer(markup):
        if address := address_of_match(board, found.groupdict(), url):
            yield address


def address_of_match(
    board: Board, groups: dict[str, str | None], page_url: str
) -> BoardAddress | None:
    """The address that a match names; one with neither slug nor host is of the page's own host."""
    # A pattern with alternatives names its groups slug, slug2, ... and eu, eu2, ...
    found = {name.rstrip("0123456789"): value for name, value in groups.items() if value}
    slug = found.get("slug", "").rstrip(".")
    if slug.lower() in board.reserved:
        return None
    slug = "/".join(filter(None, (slug, slug and found.get("part"))))
    host = found.get("host", "") if slug else urlsplit(page_url).netloc.rpartition("@")[2]
    return BoardAddress(
        board.name,
        slug,
        host.lower(),
        eu="eu" in found,
        filters=board.filters(page_url),
        aside=found.get("aside", ""),
    )
