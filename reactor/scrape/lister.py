"""Lists what a page shows: the boards that it shows its postings from, and its own."""

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
    """What a page shows.

    Attributes:
        listing: its postings.
        ways_on: where to go on if these are none.
        outline: what a model can be asked about it, where it is not certain.
        scripted: whether it may show more once its scripts have run.
    """

    listing: Listing
    ways_on: tuple[str, ...] = ()
    outline: Outline | None = None
    scripted: bool = False


class PageLister:
    """Lists what pages show.

    Args:
        boards: reads boards.
        site: reads the company's own pages.
    """

    def __init__(self, boards: BoardClient, site: SiteClient) -> None:
        self._boards = boards
        self._site = site

    async def list_page(self, page: Page, selector: str, known: LearnedState) -> PageListing:
        """What a page lists, and where to go on if that is nothing.

        Raises:
            ReactorError: it could not be read.
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
        """The postings of the boards that a company's page shows, and the page's own.

        A leftover widget of a board that has moved, or stands empty, must not hide the page's
        postings, nor may it pass for a company without any. A board that is only said to be on
        the page's own host, and is not, leaves the page as it would be without.

        Raises:
            ReactorError: a board could not be read, and the page holds no postings itself.
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
        # The host of a board is no company's page: what it shows is what the board lists.
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
        """What each board lists. One that is in doubt is not asked where the page's own host lists.

        A site may show what another system holds: its postings would then be there twice.
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
        """What a board that a page shows lists, or why it cannot be read.

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

    Of a board that may be there, but cannot be read now, the postings `elsewhere` are a part.
    """
    unsure = board.guessed or not board.sure
    if isinstance(error, PassingError):
        return unsure and elsewhere
    return unsure or elsewhere


def _less_whole(listing: Listing, whole: bool) -> Listing:
    return listing if whole else replace(listing, whole=False)


def named(board: BoardAddress) -> str:
    """What messages call a board."""
    return f"the {board.board} board {board.slug or board.host}"
