"""Applicant tracking systems that publish a company's postings through an API.

How to add a board: write `yourboard.py` beside the others with one class that fits `board.Board`
(two patterns to recognise it by, where its list begins, and how its answers read), put an instance
into `BOARDS` below, and add an answer and the addresses it is known by to
`tests/unit/boards/test_yourboard.py`. `answer.Answer` helps to read what strangers wrote.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from reactor.scrape.boards.answer import Answer
from reactor.scrape.boards.ashby import Ashby
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Request, Vacancy
from reactor.scrape.boards.filters import filters_of, narrowed
from reactor.scrape.boards.greenhouse import Greenhouse
from reactor.scrape.boards.lever import Lever

BOARDS: dict[str, Board] = {board.name: board for board in (Greenhouse(), Lever(), Ashby())}

# First parts of paths on the boards' own hosts that name no company.
_NO_SLUGS = {"embed", "jobs", "job", "api", "v0", "v1", "www", "static", "assets", "users"}


def recognise_address(url: str) -> BoardAddress | None:
    """The board whose own page `url` is, None if it is no known board's."""
    for board in BOARDS.values():
        found = board.addresses.match(url)
        if found and (address := _address(board, found.groupdict(), urlsplit(url).netloc)):
            return replace(address, filters=filters_of(url))
    return None


def recognise_in_page(markup: str, url: str) -> tuple[BoardAddress, ...]:
    """The boards that a company's own page at `url` shows its postings from, surest first.

    A widget or script is proof. Links count only where all of them lead to one company's board:
    an investor's page links the boards of a whole portfolio.
    """
    # Addresses inside scripts have their slashes escaped, those in attributes their ampersands.
    plain = markup.replace("\\/", "/").replace("\\u002F", "/").replace("&amp;", "&")
    host = urlsplit(url).netloc
    boards = tuple(_found(plain, host, by_widget=True))
    if not boards:
        linked = tuple(_found(plain, host, by_widget=False))
        boards = linked if len(linked) == 1 else ()
    return tuple(replace(board, filters=filters_of(url)) for board in boards)


def _found(markup: str, host: str, *, by_widget: bool) -> Iterator[BoardAddress]:
    seen: set[tuple[str, str, str]] = set()
    for board in BOARDS.values():
        pattern = board.widgets if by_widget else board.addresses
        matches = (each.groupdict() for each in pattern.finditer(markup))
        for address in _addresses(board, matches, host):
            key = (board.name, address.slug.lower(), address.host.lower())
            if key not in seen:
                seen.add(key)
                yield address


def _addresses(
    board: Board, matches: Iterable[dict[str, str | None]], host: str
) -> Iterator[BoardAddress]:
    return (address for groups in matches if (address := _address(board, groups, host)))


def _address(board: Board, groups: dict[str, str | None], page_host: str) -> BoardAddress | None:
    """The address that a match names; one with neither slug nor host is of the page's own host."""
    # A pattern with alternatives names its groups slug, slug2, ... and eu, eu2, ...
    found = {name.rstrip("0123456789"): value for name, value in groups.items() if value}
    slug = found.get("slug", "").rstrip(".")
    if slug.lower() in _NO_SLUGS:
        return None
    host = found.get("host", "") if slug or "host" in found else page_host
    return BoardAddress(board.name, slug, host.lower(), eu="eu" in found)


__all__ = [
    "BOARDS",
    "Answer",
    "Board",
    "BoardAddress",
    "BoardPage",
    "Request",
    "Vacancy",
    "narrowed",
    "recognise_address",
    "recognise_in_page",
]
