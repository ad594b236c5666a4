"""Recognises a company's board by an address or in a page's markup."""

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import unquote

from reactor.scrape.boards.board import Board, BoardAddress
from reactor.scrape.boards.board_address import MAX_BOARDS, address_of_match, named_in

_EMBEDDED = re.compile(
    r"<(?:iframe|script|embed)\b[^<>]{0,2000}?\b(?:data-)?src\s{0,9}=\s{0,9}[\"']?([^\"'\s>]{1,2000})",
    re.IGNORECASE,
)
# Addresses in scripts have escaped slashes, those in attributes escaped ampersands.
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


def boards_shown(boards: Iterable[Board], markup: str, url: str) -> tuple[BoardAddress, ...]:
    """Return the boards that a company's page at `url` shows postings from, surest first.

    A widget, a script or an address of a board's API is proof. Without any, the links decide. Call
    it in the parsing process only.
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
        for address in named_in(board, pattern, where, url)
    )
    if len(widgets) > MAX_BOARDS:
        return ()
    if any(not address.guessed for address in widgets):
        return widgets
    if not any(board.addresses.search(plain) for board in likely):
        return widgets
    from reactor.scrape.boards.board_ownership import boards_linked  # noqa: PLC0415 - it loads libxml

    linked = boards_linked(likely, plain, url)
    # A board's script may only show a banner: a list that the page links then counts too.
    return (*widgets, *(replace(each, sure=False) if widgets else each for each in linked))


def board_at(boards: Iterable[Board], url: str) -> BoardAddress | None:
    """Return the board whose own page `url` is; None if no board is known there."""
    scheme, _, rest = url.strip().replace(" ", "%20").partition(":")
    if scheme.lower() not in ("http", "https"):
        return None
    for board in boards:
        found = board.addresses.match(rest)
        if found and (address := address_of_match(board, found, url)):
            return address
    return None


def _once(addresses: Iterable[BoardAddress]) -> tuple[BoardAddress, ...]:
    found: dict[tuple[str, str, str], BoardAddress] = {}
    for address in addresses:
        slug = unquote(address.slug).lower()
        found.setdefault((address.board, slug, address.host), address)
    return tuple(found.values())
