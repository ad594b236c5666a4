"""Applicant tracking systems that publish a company's postings through an API.

How to add a board: write `yourboard.py` beside the others with one class that fits `board.Board`
(two patterns to recognise it by, its endpoints, and how its answer reads as postings), put an
instance into `BOARDS` below, and add an answer and the addresses it is known by to
`tests/unit/test_scrape_boards.py`.
"""

from collections.abc import Iterable, Iterator

from reactor.scrape.boards.ashby import Ashby
from reactor.scrape.boards.board import Board, BoardAddress
from reactor.scrape.boards.greenhouse import Greenhouse
from reactor.scrape.boards.lever import Lever

BOARDS: dict[str, Board] = {board.name: board for board in (Greenhouse(), Lever(), Ashby())}

# First parts of paths on the boards' own hosts that name no company.
_NO_SLUGS = {"embed", "jobs", "job", "api", "v0", "v1", "www", "static", "assets", "users"}


def recognise_address(url: str) -> BoardAddress | None:
    """The board whose own page `url` is, None if it is no known board's."""
    for board in BOARDS.values():
        found = board.addresses.match(url)
        if found and (address := _address(board, found.groupdict())):
            return address
    return None


def recognise_in_page(markup: str) -> tuple[BoardAddress, ...]:
    """The boards that a company's own page shows its postings from, surest first.

    A widget or script is proof. Links count only where all of them lead to one company's board:
    an investor's page links the boards of a whole portfolio.
    """
    # Addresses inside scripts have their slashes escaped, those in attributes their ampersands.
    plain = markup.replace("\\/", "/").replace("\\u002F", "/").replace("&amp;", "&")
    embedded = tuple(_found(plain, by_widget=True))
    if embedded:
        return embedded
    linked = tuple(_found(plain, by_widget=False))
    return linked if len(linked) == 1 else ()


def _found(markup: str, *, by_widget: bool) -> Iterator[BoardAddress]:
    seen: set[tuple[str, str]] = set()
    for board in BOARDS.values():
        pattern = board.widgets if by_widget else board.addresses
        for address in _addresses(board, (each.groupdict() for each in pattern.finditer(markup))):
            if (board.name, address.slug.lower()) not in seen:
                seen.add((board.name, address.slug.lower()))
                yield address


def _addresses(board: Board, matches: Iterable[dict[str, str | None]]) -> Iterator[BoardAddress]:
    return (address for groups in matches if (address := _address(board, groups)))


def _address(board: Board, groups: dict[str, str | None]) -> BoardAddress | None:
    # A pattern with alternatives names its groups slug, slug2, ... and eu, eu2, ...
    found = {name.rstrip("0123456789"): value for name, value in groups.items() if value}
    slug = found.get("slug", "").rstrip(".")
    if not slug or slug.lower() in _NO_SLUGS:
        return None
    return BoardAddress(board.name, slug, eu="eu" in found)


__all__ = ["BOARDS", "Board", "BoardAddress", "recognise_address", "recognise_in_page"]
