"""A page may load a system's files for a banner alone, and link the board that has its list."""

from typing import cast

from reactor.errors import LastingError
from reactor.fetch.page import Page
from reactor.posting import Posting
from reactor.scrape.board_client import BoardClient
from reactor.scrape.boards import BoardAddress, recognise_in_page
from reactor.scrape.learned_state import NOTHING_KNOWN
from reactor.scrape.lister import PageLister
from reactor.scrape.listing import CareersPage, Listing
from reactor.scrape.site_client import SiteClient

URL = "https://careers.acme.example/jobs"
BANNER = '<script src="https://cdn.phenompeople.com/chat.js"></script>'
LINK = '<a href="https://acme.wd5.myworkdayjobs.com/Ext">Search jobs</a>'


class _Boards:
    """Boards of which those named list one posting each, and others are not what they seem."""

    def __init__(self, *there: str) -> None:
        self.there = there
        self.asked: list[str] = []

    async def list(self, board: BoardAddress) -> Listing:
        self.asked.append(board.board)
        if board.board not in self.there:
            raise LastingError("it is none", code="unexpected_answer")
        posting = Posting(f"https://{board.board}.example/1", "Welder")
        return Listing(board.board, (posting,), exact=True)


class _Site:
    """A site whose pages hold nothing but what boards they show."""

    async def look(self, page: Page, *_: object) -> CareersPage:
        return CareersPage(recognise_in_page(page.text, page.url), Listing("page"))

    async def list(self, *_: object) -> Listing:
        return Listing("page")


async def listed(boards: _Boards) -> Listing:
    lister = PageLister(cast("BoardClient", boards), cast("SiteClient", _Site()))
    page = Page(URL, 200, "text/html", f"<html><body>{BANNER}{LINK}</body></html>".encode())
    return (await lister.list_page(page, "", NOTHING_KNOWN)).listing


async def test_the_board_that_is_linked_is_read_where_the_files_are_only_a_banners() -> None:
    boards = _Boards("workday")
    listing = await listed(boards)
    assert [each.url for each in listing.postings] == ["https://workday.example/1"]
    assert boards.asked == ["phenom", "workday"]


async def test_the_board_behind_a_site_of_another_system_is_not_read_as_well() -> None:
    boards = _Boards("phenom", "workday")
    assert [each.url for each in (await listed(boards)).postings] == ["https://phenom.example/1"]
    assert boards.asked == ["phenom"]
