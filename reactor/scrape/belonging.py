"""What of a careers page is its company's own: which boards that it links, and which rows.

Only ever in the parsing process: a page may have thousands of rows.
"""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from reactor.posting import Posting
from reactor.scrape.boards import BoardAddress, recognise_address
from reactor.scrape.listing import CareersPage


def belonging(found: CareersPage, url: str) -> CareersPage:
    """The page at `url` without what is more likely somebody else's.

    A board that is linked in words that do not tell whose it is counts only where the page has no
    postings elsewhere. A few rows that lead to a board of another name, beside rows of the page's
    own, are a partner's postings.
    """
    own = found.listing.postings
    boards = tuple(each for each in found.boards if each.sure or _all_on(each, own))
    strange = frozenset(posting.url for posting in own if _is_strange(posting, url, boards))
    if not strange or 2 * len(strange) >= len(own):
        return replace(found, boards=boards)
    kept = tuple(posting for posting in own if posting.url not in strange)
    step = f"left out as another company's: {', '.join(sorted(strange)[:3])}"
    return replace(found, boards=boards, listing=replace(found.listing, postings=kept).after(step))


def is_same(one: BoardAddress | None, other: BoardAddress) -> bool:
    """Whether two addresses are of one board."""
    return one is not None and (one.board, one.slug.lower(), one.host) == (
        other.board,
        other.slug.lower(),
        other.host,
    )


def _all_on(board: BoardAddress, postings: Sequence[Posting]) -> bool:
    """Whether all the postings stand on the board: then it is their list. True of none."""
    return all(is_same(recognise_address(posting.url), board) for posting in postings)


def _is_strange(posting: Posting, url: str, boards: Sequence[BoardAddress]) -> bool:
    """Whether a posting stands on a board that is none of the page's."""
    if urlsplit(posting.url).hostname == urlsplit(url).hostname:
        return False
    board = recognise_address(posting.url)
    return board is not None and not any(is_same(board, each) for each in boards)
