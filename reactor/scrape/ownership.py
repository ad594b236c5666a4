"""Decides which linked boards and rows of a careers page belong to its company.

It runs in the parsing process only: a page may have thousands of rows.
"""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from reactor.posting import Posting
from reactor.scrape.boards import BoardAddress, boards_of_others, recognise_address
from reactor.scrape.listing import CareersPage, Recognition


def belonging(found: CareersPage, markup: str, url: str) -> CareersPage:
    """Return the page at `url` without boards and rows that probably belong to another company.

    A board whose link does not identify its owner counts only if the page has no postings
    elsewhere. A few rows that lead to a board of another name, beside rows of the page's own, are a
    partner's postings.
    """
    own = found.listing.postings
    boards = tuple(each for each in found.boards if each.sure or _all_on(each, own))
    strange = frozenset(posting.url for posting in own if _is_strange(posting, url, boards))
    if 2 * len(strange) >= len(own):
        # Half or more of the rows may be the company's, unless the page names their owner.
        others = boards_of_others(markup, url) if strange else ()
        strange = frozenset(each for each in strange if _is_on(each, others))
    if not strange:
        return replace(found, boards=boards)
    kept = tuple(posting for posting in own if posting.url not in strange)
    step = f"left out as another company's: {', '.join(sorted(strange)[:3])}"
    listing = replace(found.listing, postings=kept).after(step)
    if not kept:
        doubt = Recognition.NOT_RECOGNISED
        listing = replace(listing, whole=False, recognition=doubt)
    return replace(found, boards=boards, listing=listing)


def is_same(one: BoardAddress | None, other: BoardAddress) -> bool:
    """Whether two addresses belong to the same board."""
    return one is not None and (one.board, one.slug.lower(), one.host) == (
        other.board,
        other.slug.lower(),
        other.host,
    )


def _all_on(board: BoardAddress, postings: Sequence[Posting]) -> bool:
    """Whether all postings are on the board, which then is their list; true for no postings."""
    return all(is_same(recognise_address(posting.url), board) for posting in postings)


def _is_on(address: str, boards: Sequence[BoardAddress]) -> bool:
    found = recognise_address(address)
    return any(is_same(found, each) for each in boards)


def _is_strange(posting: Posting, url: str, boards: Sequence[BoardAddress]) -> bool:
    """Whether a posting is on another host, on a board that is not one of the page's."""
    if urlsplit(posting.url).hostname == urlsplit(url).hostname:
        return False
    board = recognise_address(posting.url)
    return board is not None and not any(is_same(board, each) for each in boards)
