"""The search for a company's list: where it was, one step on, or as an adviser says."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from reactor.errors import LastingError, ParsingBudgetError, PassingError
from reactor.fetch.browser.rendered_page import Rendered
from reactor.fetch.page import Page
from reactor.scrape.board_client import BoardClient
from reactor.scrape.boards import recognise_address
from reactor.scrape.javascript_pages.pages import ScriptedPages, with_answers
from reactor.scrape.learned_state import Adviser, LearnedState
from reactor.scrape.lister import PageLister, PageListing, named
from reactor.scrape.listing import Listing
from reactor.scrape.next_pages import WaysOn, as_step, unrecognised
from reactor.scrape.site_client import SiteClient
from reactor.scrape.uncertain_pages import Doubt, UncertainPages


@dataclass(slots=True)
class ListSearch:
    """One visit's.

    Attributes:
        boards: reads boards.
        site: reads the company's own pages.
        lister: lists what a page shows.
        known: what earlier visits taught.
        onwards: where to go on, and where the search has been.
        scripted: shows pages that are made by scripts.
        doubts: the pages that were not read with certainty.
    """

    boards: BoardClient
    site: SiteClient
    lister: PageLister
    known: LearnedState
    onwards: WaysOn
    scripted: ScriptedPages
    doubts: UncertainPages = field(default_factory=UncertainPages)

    async def remembered(self) -> Listing | None:
        """What the page that showed the list last time lists; None if that shows none any more.

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
        """What the scripts of the page that lists are answered; None if that is no list any more.

        Raises:
            ParsingBudgetError: the answers took too long to parse.
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
        """What a page shows; whether it is certain is kept in mind.

        Args:
            page: the page.
            selector: narrows where links are looked for.
            step: its address if it is a step from the careers page.

        Raises:
            ReactorError: it could not be read.
        """
        try:
            shown = await self.lister.list_page(page, selector, self.known)
        except LastingError as error:
            if error.code != "needs_scripts" or not self.scripted.can_show:
                raise
            return await self.show(page, selector, step)
        if shown.outline:
            self.doubts.note(Doubt(page, selector, step, shown.outline))
        if self.known.rendered == page.url:
            return await self.show_more(page, selector, shown, step)
        return shown

    async def show_more(
        self, page: Page, selector: str, shown: PageListing, step: str = ""
    ) -> PageListing:
        """What a page shows once its scripts have run, if that is more than it `shown` without.

        Raises:
            BrowserAwayError: the browser cannot be used now.
            PassingError: the page brought it down, or its host wants to be left alone.
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
        """What a page shows once its scripts have run.

        Raises:
            ReactorError: the browser cannot show it, or that could not be read.
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
            self.doubts.note(Doubt(read, selector, step, shown.outline))
        listing = shown.listing
        if listing.recognised and not listing.exact and not selector.strip():
            listing = await self.scripted.learn(rendered, listing)
        shows = f"{page.url} was shown by the browser"
        return replace(shown, listing=replace(listing, rendered=page.url).after(shows))

    async def _board_behind(self, rendered: Rendered) -> Listing | None:
        """What the board lists whose API the scripts of a page ask; None if they ask none.

        The next visit asks it where it was asked now, as a step from the careers page.
        """
        for seen in rendered.answers:
            if board := recognise_address(seen.url):
                with suppress(LastingError):
                    listing = await self.boards.list(board)
                    if listing.postings:
                        return as_step(listing, seen.url)
        return None

    async def go_on(self, listing: Listing, url: str, ways: Sequence[str]) -> Listing:
        """The list that a page leads to, which shows none itself; else its own `listing`.

        A way that fails is no failure of the company's: it was a guess.

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

    async def advised(self, listing: Listing, adviser: Adviser | None) -> Listing:
        """The list as an adviser reads the page, if the page bears that out; else `listing`.

        Nobody is asked where a list was recognised, unless somebody says that it lacks postings.

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
        """What the page that a way leads to lists, and where to go on from there.

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
