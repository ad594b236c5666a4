"""Which company's board an address or a page's markup names."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from reactor.scrape.boards.board import Board, BoardAddress

_EMBEDDED = re.compile(
    r"<(?:iframe|script|embed)\b[^<>]{0,2000}?\b(?:data-)?src\s{0,9}=\s{0,9}[\"']?([^\"'\s>]{1,2000})",
    re.IGNORECASE,
)
# Addresses inside scripts have their slashes escaped, those in attributes their ampersands.
_ESCAPES = {
    "\\/": "/",
    "\\u002F": "/",
    "\\u002f": "/",
    "\\u0026": "&",
    "\\u003d": "=",
    "&amp;": "&",
    "&#38;": "&",
    "&quot;": '"',
    "&#34;": '"',
    "&#x2F;": "/",
}
_ESCAPE = re.compile("|".join(map(re.escape, _ESCAPES)))
_MOST_WIDGETS = 3
"""A page with the widgets of more boards collects those of others."""


def boards_shown(boards: Iterable[Board], markup: str, url: str) -> tuple[BoardAddress, ...]:
    """The boards that a company's own page at `url` shows its postings from, surest first.

    A widget or script is proof. Links count only where all of them lead to one company's board:
    an investor's page links the boards of a whole portfolio.
    """
    lowered = markup.lower()
    likely = [board for board in boards if any(mark in lowered for mark in board.marks)]
    if not likely:
        return ()
    plain = _ESCAPE.sub(lambda found: _ESCAPES[found[0]], markup)
    embedded = "\n".join(_EMBEDDED.findall(plain))
    widgets = _once(
        address
        for board in likely
        for pattern, where in ((board.addresses, embedded), (board.widgets, plain))
        if pattern is not None
        for address in _named_in(board, pattern, where, url)
    )
    if widgets:
        return widgets if len(widgets) <= _MOST_WIDGETS else ()
    linked = _once(
        address for board in likely for address in _named_in(board, board.addresses, plain, url)
    )
    return linked if len(linked) == 1 else ()


def board_at(boards: Iterable[Board], url: str) -> BoardAddress | None:
    """The board whose own page `url` is, None if it is no known board's."""
    scheme, _, rest = url.strip().replace(" ", "%20").partition(":")
    if scheme.lower() not in ("http", "https"):
        return None
    for board in boards:
        found = board.addresses.match(rest)
        if found and (address := _address(board, found.groupdict(), url)):
            return address
    return None


def _named_in(
    board: Board, pattern: re.Pattern[str], markup: str, url: str
) -> Iterator[BoardAddress]:
    for found in pattern.finditer(markup):
        if address := _address(board, found.groupdict(), url):
            yield address


def _address(board: Board, groups: dict[str, str | None], page_url: str) -> BoardAddress | None:
    """The address that a match names; one with neither slug nor host is of the page's own host."""
    # A pattern with alternatives names its groups slug, slug2, ... and eu, eu2, ...
    found = {name.rstrip("0123456789"): value for name, value in groups.items() if value}
    slug = found.get("slug", "").rstrip(".")
    if slug.lower() in board.reserved:
        return None
    host = found.get("host", "") if slug else urlsplit(page_url).netloc.rpartition("@")[2]
    return BoardAddress(
        board.name, slug, host.lower(), eu="eu" in found, filters=board.filters(page_url)
    )


def _once(addresses: Iterable[BoardAddress]) -> tuple[BoardAddress, ...]:
    found: dict[tuple[str, str, str], BoardAddress] = {}
    for address in addresses:
        slug = unquote(address.slug).lower()
        found.setdefault((address.board, slug, address.host), address)
    return tuple(found.values())
