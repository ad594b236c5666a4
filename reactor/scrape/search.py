"""The search for a company's list: where it was, one step on, or as an adviser says."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reactor.errors import LastingError, ParsingBudgetError, PassingError
from reactor.fetch.page import Page
from reactor.scrape.board_client import BoardClient
from reactor.scrape.boards import recognise_address
from reactor.scrape.doubts import Doubt, Doubts
from reactor.scrape.known import Adviser, Known
from reactor.scrape.lister import PageLister, Shown, named
from reactor.scrape.listing import Listing
from reactor.scrape.onwards import WaysOn, as_step, unrecognised
from reactor.scrape.site_client import SiteClient


@dataclass(slots=True)
class Search:
    """One visit's.

    Attributes:
        boards: reads boards.
        site: reads the company's own pages.
        lister: lists what a page shows.
        known: what earlier visits taught.
        onwards: where to go on, and where the search has been.
        doubts: the pages that were not read with certainty.
    """

    boards: BoardClient
    site: SiteClient
    lister: PageLister
    known: Known
    onwards: WaysOn
    doubts: Doubts = field(default_factory=Doubts)

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

    async def look(self, page: Page, selector: str, step: str = "") -> Shown:
        """What a page shows; whether it is certain is kept in mind.

        Args:
            page: the page.
            selector: narrows where links are looked for.
            step: its address if it is a step from the careers page.

        Raises:
            ReactorError: it could not be read.
        """
        shown = await self.lister.list_page(page, selector, self.known)
        if shown.outline:
            self.doubts.note(Doubt(page, selector, step, shown.outline))
        return shown

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
        told = replace(shown.listing, step=doubt.step)
        return told.after(f"{page.url} was read as was said of it")

    async def _at(self, url: str) -> Shown:
        """What the page that a way leads to lists, and where to go on from there.

        Raises:
            ReactorError: it could not be read.
        """
        if board := recognise_address(url):
            listing = await self.boards.list(board)
            return Shown(listing.after(f"{url} is {named(board)}"))
        page = await self.site.fetch(url)
        if page.url != url and not self.onwards.is_new(page.url):
            raise LastingError(f"it leads back to {page.url}", code="not_recognised")
        return await self.look(page, "", step=url)
