"""The entry point: lists a company's postings and reads each of them."""

from dataclasses import replace

from reactor.errors import LastingError, RefusedError
from reactor.fetch.browser.rendering import Browser
from reactor.fetch.http import Fetcher
from reactor.fetch.page import Page
from reactor.fetch.parser_worker import ParsingWorker
from reactor.posting import Posting
from reactor.scrape.board_client import BoardClient
from reactor.scrape.boards import BoardAddress, recognise_address
from reactor.scrape.canonical import canonical_url
from reactor.scrape.javascript_pages.pages import ScriptedPages
from reactor.scrape.learned_state import NOTHING_KNOWN, GroupAdviser, LearnedState
from reactor.scrape.lister import PageLister, named
from reactor.scrape.listing import GroupExplained, Listing
from reactor.scrape.next_pages import AddressQueue, at_home, led_home
from reactor.scrape.ownership import is_same
from reactor.scrape.search import ListSearch
from reactor.scrape.site_client import SiteClient
from reactor.url_redaction import without_tokens


class Scraper:
    """Finds and reads postings.

    Args:
        fetcher: the HTTP client.
        worker: the parsing process.
        browser: renders pages that are built by scripts; without it, these cannot be read.
    """

    def __init__(
        self, fetcher: Fetcher, worker: ParsingWorker, browser: Browser | None = None
    ) -> None:
        self._scripted = ScriptedPages(fetcher, worker, browser)
        self._boards = BoardClient(fetcher, worker)
        self._site = SiteClient(fetcher, worker, self._scripted)
        self._lister = PageLister(self._boards, self._site)

    async def list_postings(
        self,
        careers_url: str,
        selector: str,
        known: LearnedState = NOTHING_KNOWN,
        adviser: GroupAdviser | None = None,
    ) -> Listing:
        """Return the postings of the company whose careers page is `careers_url`.

        A board's postings may include their texts; others are to be read one by one.

        Args:
            careers_url: the address of a board or of the company's own page.
            selector: a CSS selector that narrows the search for links; `""` for the whole page.
            known: the state learned on earlier visits.
            adviser: answers for pages that are uncertain; None to ask nobody.

        Raises:
            ReactorError: the page or the board could not be read.
        """
        careers_url = careers_url.strip()
        if board := recognise_address(careers_url):
            return await self._list_board(board, careers_url)
        onwards = AddressQueue({canonical_url(careers_url)})
        search = ListSearch(self._boards, self._site, self._lister, known, onwards, self._scripted)
        if listing := await search.asked_directly():
            return listing
        if listing := await search.remembered():
            return await search.advised(listing, adviser)
        page = await self._site.fetch(careers_url)
        shown = await search.look(page, selector)
        listing = shown.listing
        if led_home(careers_url, page.url):
            listing = at_home(listing)
        if listing.recognised:
            listing = listing.after(*onwards.trail)
        else:
            onwards.is_new(page.url)
            listing = await search.go_on(listing, page.url, shown.ways_on)
            if not listing.recognised:
                shown = replace(shown, listing=listing)
                listing = (await search.show_more(page, selector, shown)).listing
        listing = await search.advised(listing, adviser)
        return listing.after(_fetched(page, careers_url))

    async def read(self, posting: Posting) -> Posting:
        """Return `posting` with the text and facts of its page; unchanged if it has a text.

        Raises:
            ReactorError: the page could not be read, or holds no text.
        """
        if posting.text:
            return posting
        found = await (self._boards if posting.source else self._site).read(posting)
        if not found.text:
            raise LastingError(
                f"{posting.source or posting.url} holds no text to read", code="no_text"
            )
        return found if posting.source else posting.completed_by(found)

    async def leads_to(self, url: str) -> str:
        """Return the canonical address that `url` redirects to; `""` if there is no page now.

        Raises:
            WaitingError: no request can be sent now.
        """
        return await self._site.leads_to(url)

    async def explain_groups(
        self, careers_url: str, selector: str, known: LearnedState = NOTHING_KNOWN
    ) -> tuple[GroupExplained, ...]:
        """Explain why each group of a company's own page was or was not taken, best first.

        Raises:
            ReactorError: the page could not be read.
        """
        return await self._site.explain_groups(known.step or careers_url.strip(), selector, known)

    async def _list_board(self, board: BoardAddress, careers_url: str) -> Listing:
        """Return the postings of the board at `careers_url`, or of the board that replaced it.

        Raises:
            ReactorError: the board could not be read.
        """
        recognised = f"{without_tokens(careers_url)} is the address of {named(board)}"
        try:
            return (await self._boards.list(board)).after(recognised)
        except RefusedError:
            raise
        except LastingError as error:
            if (moved := await self._moved_to(board, careers_url)) is None:
                raise
            listing = await self._boards.list(moved)
            note = f"The board has moved to {named(moved)}: give its address as careers_url"
            return listing.after(recognised, f"but {error}", note).noting(note)

    async def _moved_to(self, board: BoardAddress, careers_url: str) -> BoardAddress | None:
        """Return another board that the page at `careers_url` redirects to or shows, if any."""
        try:
            page = await self._site.fetch(careers_url)
            led_to = recognise_address(page.url)
            if led_to and not is_same(led_to, board):
                return led_to
            shown = (await self._site.look(page, "")).boards
        except LastingError:
            return None
        return next((each for each in shown if not is_same(each, board)), None)


def _fetched(page: Page, careers_url: str) -> str:
    where = careers_url if page.url == careers_url else f"{careers_url} (redirected to {page.url})"
    where = without_tokens(where)
    kind = page.media_type or "of no stated type"
    return f"fetched {where}: {len(page.body) / 1000:.0f} kB, {kind}"
