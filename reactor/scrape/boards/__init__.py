"""Applicant tracking systems that publish a company's postings.

How to add a system: write one file with one subclass of `board.Board` in the folder of those that
work like it, and name it in that folder's `__init__`. Two kinds are described by data alone: those
that list links in pages (`link_list.LinkListBoard`), and those that list them in sitemaps
(`sitemap.SitemapBoard`). Then play it in `tests/boards/specimens`: all that is promised of every
system is tried with it. `answer` helps to read what strangers wrote, `stated` to understand it.
"""

from reactor.scrape.boards.answer import Answer
from reactor.scrape.boards.apis import APIS
from reactor.scrape.boards.ashby import Ashby
from reactor.scrape.boards.bamboohr import BambooHR
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.breezy import Breezy
from reactor.scrape.boards.filters import narrowed, unanswerable
from reactor.scrape.boards.greenhouse import Greenhouse
from reactor.scrape.boards.jazzhr import JazzHR
from reactor.scrape.boards.lever import Lever
from reactor.scrape.boards.pages import PAGES
from reactor.scrape.boards.personio import Personio
from reactor.scrape.boards.pinpoint import Pinpoint
from reactor.scrape.boards.portals import PORTALS
from reactor.scrape.boards.recognition import board_at, boards_shown
from reactor.scrape.boards.recruitee import Recruitee
from reactor.scrape.boards.request import Request
from reactor.scrape.boards.rippling import Rippling
from reactor.scrape.boards.sitemaps import SITEMAPS
from reactor.scrape.boards.smartrecruiters import SmartRecruiters
from reactor.scrape.boards.teamtailor import Teamtailor
from reactor.scrape.boards.workable import Workable
from reactor.scrape.boards.workday import Workday

BOARDS: dict[str, Board] = {
    board.name: board
    for board in (
        *(Greenhouse(), Lever(), Ashby(), Workable(), SmartRecruiters(), Recruitee(), Personio()),
        *(BambooHR(), Teamtailor(), Workday(), Breezy(), Pinpoint(), Rippling(), JazzHR()),
        *(*APIS, *PORTALS, *PAGES, *SITEMAPS),
    )
}


def recognise_address(url: str) -> BoardAddress | None:
    """The board whose own page `url` is, None if it is no known board's."""
    return board_at(BOARDS.values(), url)


def recognise_in_page(markup: str, url: str) -> tuple[BoardAddress, ...]:
    """The boards that a company's own page at `url` shows its postings from, surest first."""
    return boards_shown(BOARDS.values(), markup, url)


def boards_of_others(markup: str, url: str) -> tuple[BoardAddress, ...]:
    """The boards that a company's own page at `url` links as other companies'.

    Loads libxml: only ever in the parsing process.
    """
    from reactor.scrape.boards import linked  # noqa: PLC0415 - see above

    return linked.boards_of_others(BOARDS.values(), markup, url)


__all__ = [
    "BOARDS",
    "Answer",
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
