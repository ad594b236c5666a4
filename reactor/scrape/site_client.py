"""Reads a company's own site: all pages of its list, and its postings one by one."""

from dataclasses import replace
from urllib.parse import urlsplit

from reactor.errors import GoneError, LastingError
from reactor.fetch.http import Fetcher
from reactor.fetch.page import Page
from reactor.fetch.worker import ParsingWorker
from reactor.posting import Posting
from reactor.scrape import tasks
from reactor.scrape.listing import CareersPage, LinkExplained, Listing

MOST_PAGES = 20
"""Pages of a company's own list that are followed."""


class SiteClient:
    """Lists and reads what stands on a company's own pages.

    Args:
        fetcher: gets the pages.
        worker: parses them.
    """

    def __init__(self, fetcher: Fetcher, worker: ParsingWorker) -> None:
        self._fetcher = fetcher
        self._worker = worker

    async def fetch(self, url: str) -> Page:
        """A page that may list postings.

        Raises:
            ReactorError: it could not be had.
        """
        return await self._fetcher.get(url, keep=True)

    async def look(self, page: Page, selector: str) -> CareersPage:
        """What a page holds; `selector` narrows where links are looked for.

        Raises:
            ReactorError: it could not be read.
        """
        return await self._worker.run(tasks.read_careers_page, page, selector, what=page.url)

    async def explain_links(self, url: str, selector: str) -> tuple[LinkExplained, ...]:
        """Why each link of the page at `url` was or was not taken, best first.

        Raises:
            ReactorError: the page could not be read.
        """
        page = await self.fetch(url)
        return await self._worker.run(tasks.explain_links, page, selector, what=page.url)

    async def list(self, url: str, first: CareersPage, selector: str) -> Listing:
        """What the page at `url`, which is `first`, and those that follow it list.

        It ends with a page that adds nothing new.

        Raises:
            ReactorError: a page could not be had now, though it may be later.
        """
        postings = {posting.url: posting for posting in first.listing.postings}
        waiting = [each for each in first.following if each != url]
        seen = {url, *waiting}
        pages, problem = 1, ""
        while waiting and not problem and pages < MOST_PAGES:
            try:
                found = await self.look(await self.fetch(waiting.pop(0)), selector)
            except LastingError as error:
                problem = f"The list goes on, but {error}"
                continue
            pages += 1
            new = {p.url: p for p in found.listing.postings if p.url not in postings}
            further = [each for each in found.following if each not in seen]
            postings |= new
            seen.update(further)
            waiting = [*waiting, *further] if new else []
        if waiting and not problem:
            problem = f"The list has more than the {pages} pages that were read"
        whole = first.listing.whole and not problem
        listing = replace(first.listing, postings=tuple(postings.values()), whole=whole)
        step = f"{listing.source}: {len(postings)} postings on {pages} page{'s' * (pages > 1)}"
        return listing.noting(*filter(None, [problem])).after(step)

    async def read(self, posting: Posting) -> Posting:
        """What a posting's own page says.

        Raises:
            ReactorError: it could not be read.
        """
        page = await self._posting_page(posting.url)
        return await self._worker.run(tasks.read_posting, page, posting.title, what=page.url)

    async def _posting_page(self, url: str) -> Page:
        """The page at a canonical URL. A few servers know it only with the slash that was cut."""
        try:
            return await self._fetcher.get(url)
        except GoneError:
            parts = urlsplit(url)
            if parts.path.endswith("/") or "." in parts.path.rpartition("/")[2]:
                raise
            return await self._fetcher.get(parts._replace(path=f"{parts.path}/").geturl())
