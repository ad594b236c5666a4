"""The search for a company's list: at its last address, one step on, or with an adviser."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from reactor.errors import LastingError, ParsingBudgetError, PassingError
from reactor.fetch.browser.rendered_page import RenderedPage
from reactor.fetch.page import Page
from reactor.scrape.board_client import BoardClient
from reactor.scrape.boards import recognise_address
from reactor.scrape.javascript_pages.pages import ScriptedPages, with_answers
from reactor.scrape.learned_state import GroupAdviser, LearnedState
from reactor.scrape.lister import PageLister, PageListing, named
from reactor.scrape.listing import Listing
from reactor.scrape.next_pages import AddressQueue, as_step, unrecognised
from reactor.scrape.site_client import SiteClient
from reactor.scrape.uncertain_pages import UncertainPage, UncertainPages


@dataclass(slots=True)
class ListSearch:
    """The search of one visit.

    Attributes:
        boards: the client of boards' APIs.
        site: the client of the company's own pages.
        lister: lists the postings of a page.
        known: the state learned on earlier visits.
        onwards: the addresses still to try and those already tried.
        scripted: renders pages that are built by scripts.
        doubts: the pages that were not read with certainty.
    """

    boards: BoardClient
    site: SiteClient
    lister: PageLister
    known: LearnedState
    onwards: AddressQueue
    scripted: ScriptedPages
    doubts: UncertainPages = field(default_factory=UncertainPages)

    async def remembered(self) -> Listing | None:
        """List the page that showed the list on the last visit; None if it shows none now.

        Raises:
            ParsingBudgetError: the page took too long to parse.
        """
        step = self.known.step
        if not step or not self.onwards.is_new(step):
            return None
        try:
            shown = await self._at(step)
        except ParsingBudgetError:
            raise
        except (LastingError, PassingError) as error:
            self.onwards.trail.append(f"{step} showed the list last time, but {error}")
            return None
        if not shown.listing.recognised:
            self.onwards.trail.append(f"{step} showed the list last time, but shows none now")
            return None
        return as_step(shown.listing, step).after(f"{step} showed the list last time, too")

    async def asked_directly(self) -> Listing | None:
        """List the responses to a rendered page's scripts, without a browser; None if that fails.

        Raises:
            ParsingBudgetError: the responses took too long to parse.
        """
        source, rendered = self.known.behind, self.known.rendered
        if source is None:
            return None
        try:
            listing = await self.scripted.ask(source)
        except ParsingBudgetError:
            raise
        except (LastingError, PassingError) as error:
            self.onwards.trail.append(f"{rendered} gets its list from {source.url}, but {error}")
            return None
        step = f"{rendered} is made by scripts, which get the list from {source.url}"
        return replace(listing, rendered=rendered, step=self.known.step).after(step)

    async def look(self, page: Page, selector: str, step: str = "") -> PageListing:
        """List a page and record it in `doubts` if it is uncertain.

        Args:
            page: the page.
            selector: narrows the search for links.
            step: its address if it is a step from the careers page.

        Raises:
            ReactorError: the page could not be read.
        """
        try:
            shown = await self.lister.list_page(page, selector, self.known)
        except LastingError as error:
            if error.code != "needs_scripts" or not self.scripted.can_show:
                raise
            return await self.show(page, selector, step)
        if shown.outline:
            self.doubts.note(UncertainPage(page, selector, step, shown.outline))
        if self.known.rendered == page.url:
            return await self.show_more(page, selector, shown, step)
        return shown

    async def show_more(
        self, page: Page, selector: str, shown: PageListing, step: str = ""
    ) -> PageListing:
        """Render a page that may show more with scripts; return `shown` if it does not.

        Raises:
            BrowserAwayError: the browser cannot be used now.
            PassingError: the page crashed the browser, or its host is in back-off.
        """
        if not (shown.scripted and self.scripted.can_show):
            return shown
        try:
            more = await self.show(page, selector, step)
        except LastingError as error:
            return replace(shown, listing=shown.listing.after(str(error)))
        if more.listing.recognised:
            return more
        step = f"{page.url} shows no list once its scripts have run either"
        return replace(shown, listing=shown.listing.after(step), scripted=False)

    async def show(self, page: Page, selector: str, step: str = "") -> PageListing:
        """List a page as it is once its scripts have run.

        Raises:
            ReactorError: the browser cannot render the page, or the result could not be read.
        """
        rendered = await self.scripted.show(page)
        if listing := await self._board_behind(rendered):
            step = f"the scripts of {page.url} ask the {listing.source} board"
            return PageListing(replace(listing, rendered=page.url).after(step))
        read = rendered.page
        try:
            shown = await self.lister.list_page(read, selector, self.known)
            if rendered.answers and not shown.listing.postings and not shown.listing.recognised:
                read = with_answers(rendered)
                shown = await self.lister.list_page(read, selector, self.known)
        except LastingError as error:
            if error.code != "needs_scripts":
                raise
            raise LastingError(
                f"{page.url} shows nothing even after its scripts have run", code="browser_failed"
            ) from None
        if shown.outline:
            self.doubts.note(UncertainPage(read, selector, step, shown.outline))
        listing = shown.listing
        if listing.recognised and not listing.exact and not selector.strip():
            listing = await self.scripted.learn(rendered, listing)
        shows = f"{page.url} was shown by the browser"
        return replace(shown, listing=replace(listing, rendered=page.url).after(shows))

    async def _board_behind(self, rendered: RenderedPage) -> Listing | None:
        """List the board whose API a page's scripts call; None if they call none.

        The next visit requests the same API address, as a step from the careers page.
        """
        for seen in rendered.answers:
            if board := recognise_address(seen.url):
                with suppress(LastingError):
                    listing = await self.boards.list(board)
                    if listing.postings:
                        return as_step(listing, seen.url)
        return None

    async def go_on(self, listing: Listing, url: str, ways: Sequence[str]) -> Listing:
        """Search the addresses that a page without a list links; else return its own `listing`.

        A failed attempt is not a failure of the company: the address was a guess.

        Raises:
            ParsingBudgetError: the pages took too long to parse.
        """
        onwards = self.onwards
        onwards.add(ways, 0)
        while taken := onwards.take():
            way, steps = taken
            try:
                shown = await self._at(way)
            except ParsingBudgetError:
                raise
            except (LastingError, PassingError) as error:
                onwards.trail.append(f"{way} might hold the list, but {error}")
                continue
            if shown.listing.recognised:
                step = f"{url} shows no list, but {way} does"
                return as_step(shown.listing, way).after(*onwards.trail, step)
            onwards.trail.append(f"{way} shows no list either")
            onwards.add(shown.ways_on, steps)
        return unrecognised(listing, url, ways).after(*onwards.trail)

    async def advised(self, listing: Listing, adviser: GroupAdviser | None) -> Listing:
        """List the page with an adviser's rule if the page confirms it; else return `listing`.

        The adviser is not asked if a list was recognised, unless a person reported missing
        postings.

        Raises:
            ReactorError: a page could not be read.
        """
        doubt = self.doubts.to_ask_about(recognised=listing.recognised)
        if adviser is None or doubt is None or (listing.recognised and not self.known.missing):
            return listing
        rule = await adviser.advise(doubt.outline)
        if rule is None or not rule.groups:
            return listing
        page, taught = doubt.page, replace(self.known, rule=rule)
        shown = await self.lister.list_page(page, doubt.selector, taught)
        if not shown.listing.ruled or not shown.listing.postings:
            return listing.after(f"what was said of {page.url} does not fit the page")
        told = replace(shown.listing, step=doubt.step, rendered=listing.rendered)
        return told.after(f"{page.url} was read as was said of it")

    async def _at(self, url: str) -> PageListing:
        """List the board or page at `url`.

        Raises:
            ReactorError: it could not be read.
        """
        if board := recognise_address(url):
            listing = await self.boards.list(board)
            return PageListing(listing.after(f"{url} is {named(board)}"))
        page = await self.site.fetch(url)
        if page.url != url and not self.onwards.is_new(page.url):
            raise LastingError(f"it leads back to {page.url}", code="not_recognised")
        return await self.look(page, "", step=url)
