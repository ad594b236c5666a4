"""Lists the postings of a page: those of boards that it shows, and its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reactor.errors import LastingError, ParsingBudgetError, PassingError, ReactorError
from reactor.fetch.page import Page
from reactor.scrape.board_client import BoardClient
from reactor.scrape.boards import BoardAddress, recognise_address
from reactor.scrape.learned_state import LearnedState
from reactor.scrape.listing import CareersPage, Listing
from reactor.scrape.merged_lists import beyond, counted, read_together
from reactor.scrape.page_outline import Outline
from reactor.scrape.site_client import SiteClient


@dataclass(frozen=True, slots=True)
class PageListing:
    """The result of listing a page.

    Attributes:
        listing: the page's postings.
        ways_on: addresses to try next if there are none.
        outline: the page's outline for a model; None where the page is certain.
        scripted: whether the page may show more once its scripts have run.
    """

    listing: Listing
    ways_on: tuple[str, ...] = ()
    outline: Outline | None = None
    scripted: bool = False


class PageLister:
    """Lists the postings of pages.

    Args:
        boards: the client of boards' APIs.
        site: the client of the company's own pages.
    """

    def __init__(self, boards: BoardClient, site: SiteClient) -> None:
        self._boards = boards
        self._site = site

    async def list_page(self, page: Page, selector: str, known: LearnedState) -> PageListing:
        """Return the postings that a page lists, and the addresses to try next if there are none.

        Raises:
            ReactorError: the page could not be read.
        """
        if board := recognise_address(page.url):
            listing = await self._boards.list(board)
            return PageListing(listing.after(f"that is the address of {named(board)}"))
        if page.media_type.endswith("json"):
            raise LastingError(
                f"{page.url} is JSON of no board that is known here, not a web page",
                code="unknown_board",
            )
        found = await self._site.look(page, selector, known)
        listing = await self._list_shown(page, found, selector, known)
        return PageListing(listing, found.ways_on, found.outline, found.scripted)

    async def _list_shown(
        self, page: Page, found: CareersPage, selector: str, known: LearnedState
    ) -> Listing:
        """Return the postings of the boards that a company's page shows, and the page's own.

        A leftover widget of an abandoned or empty board must neither hide the page's own postings
        nor make the company look empty. If a board was only guessed on the page's own host and is
        not there, the page is read as if it had none.

        Raises:
            ReactorError: a board could not be read and must not be passed over.
        """
        own = found.listing.postings
        boards, read = await self._read(found.boards)
        listings = [each for each in read if isinstance(each, Listing)]
        listed = [listing for listing in listings if listing.postings]
        notes, whole = list[str](), True
        for board, error in zip(boards, read, strict=True):
            if isinstance(error, Listing):
                if own and not listed:
                    notes.append(f"The page shows {named(board)}, which lists nothing")
                continue
            if not _may_be_passed_over(board, error, elsewhere=bool(own or listed)):
                raise error
            whole = whole and isinstance(error, LastingError)
            notes.append(f"The page seems to show {named(board)}, but {error}")
        of_boards = [posting for listing in listed for posting in listing.postings]
        # A page on a board's own host is not a company's page: it shows what the board lists.
        hosted = any(b.guessed and each in listed for b, each in zip(boards, read, strict=True))
        if hosted or (listings and not beyond(of_boards, own)):
            return _less_whole(read_together(listed or listings), whole).noting(*notes)
        site = await self._site.list(page.url, found, selector, known)
        listing = read_together([*listed, site])
        if not selector.strip():
            listing = counted(listing, found.total)
        return _less_whole(listing, whole).noting(*notes)

    async def _read(
        self, boards: Sequence[BoardAddress]
    ) -> tuple[list[BoardAddress], list[Listing | LastingError | PassingError]]:
        """Read the boards in order; skip unsure ones once the page's own host lists some.

        A site may show postings that another system holds: they would then be listed twice.
        """
        tried = list[BoardAddress]()
        read = list[Listing | LastingError | PassingError]()
        own = False
        for board in boards:
            if own and not board.sure:
                continue
            found = await self._tried(board)
            own = own or (board.guessed and isinstance(found, Listing) and bool(found.postings))
            tried.append(board)
            read.append(found)
        return tried, read

    async def _tried(self, board: BoardAddress) -> Listing | LastingError | PassingError:
        """Return the listing of a board that a page shows, or the error that prevented it.

        Raises:
            ParsingBudgetError: the pages took too long to parse.
        """
        try:
            listing = await self._boards.list(board)
        except ParsingBudgetError:
            raise
        except (LastingError, PassingError) as error:
            return error
        return listing.after(f"the page shows {named(board)}")


def _may_be_passed_over(board: BoardAddress, error: ReactorError, *, elsewhere: bool) -> bool:
    """Whether a page may be read as if it did not show a board that could not be read.

    A possible board with a passing failure may be ignored only if postings were found `elsewhere`.
    """
    unsure = board.guessed or not board.sure
    if isinstance(error, PassingError):
        return unsure and elsewhere
    return unsure or elsewhere


def _less_whole(listing: Listing, whole: bool) -> Listing:
    return listing if whole else replace(listing, whole=False)


def named(board: BoardAddress) -> str:
    """Return the name of a board for messages."""
    return f"the {board.board} board {board.slug or board.host}"
