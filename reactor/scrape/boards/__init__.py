"""Applicant tracking systems (ATS) that publish a company's postings.

To add a system, write a file with a subclass of `board.Board` in the folder of similar systems, and
add it to that folder's `__init__`. Two kinds need only data: lists of links in pages
(`link_list.LinkListBoard`) and sitemaps (`sitemap.SitemapBoard`). Then add a specimen in
`tests/boards/specimens`: all promises are tested with it. `answer` helps to parse responses that
strangers wrote, `stated` to interpret them.
"""

from reactor.scrape.boards.api_response import ApiResponse
from reactor.scrape.boards.apis import APIS
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.feeds import FEEDS
from reactor.scrape.boards.filters import narrowed, unanswerable
from reactor.scrape.boards.pages import PAGES
from reactor.scrape.boards.portals import PORTALS
from reactor.scrape.boards.recognition import board_at, boards_shown
from reactor.scrape.boards.request import Request
from reactor.scrape.boards.sitemaps import SITEMAPS

BOARDS: dict[str, Board] = {
    board.name: board for board in (*APIS, *FEEDS, *PORTALS, *PAGES, *SITEMAPS)
}


def recognise_address(url: str) -> BoardAddress | None:
    """Return the board whose own page `url` is; None if no board is known there."""
    return board_at(BOARDS.values(), url)


def recognise_in_page(markup: str, url: str) -> tuple[BoardAddress, ...]:
    """Return the boards that a company's page at `url` shows postings from, surest first."""
    return boards_shown(BOARDS.values(), markup, url)


def boards_of_others(markup: str, url: str) -> tuple[BoardAddress, ...]:
    """Return the boards that a company's page at `url` links as other companies'.

    It loads libxml: call it in the parsing process only.
    """
    from reactor.scrape.boards import board_ownership  # noqa: PLC0415 - see above

    return board_ownership.boards_of_others(BOARDS.values(), markup, url)


__all__ = [
    "BOARDS",
    "ApiResponse",
    "Board",
    "BoardAddress",
    "BoardPage",
    "Request",
    "Vacancy",
    "boards_of_others",
    "narrowed",
    "recognise_address",
    "recognise_in_page",
    "unanswerable",
]
