"""The client of a company's own site: all pages of its list, and its postings one by one."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from reactor.document_text.kinds import MEDIA_TYPES, kind_of
from reactor.errors import ForbiddenError, GoneError, LastingError, PassingError
from reactor.fetch.http import Fetcher
from reactor.fetch.page import Page
from reactor.fetch.parser_worker import ParsingWorker
from reactor.fetch.response_outcome import unreadable
from reactor.posting import Posting
from reactor.scrape import tasks
from reactor.scrape.canonical import canonical_url
from reactor.scrape.document import text_export
from reactor.scrape.dom_groups.list_form import ListForm
from reactor.scrape.javascript_pages.pages import ScriptedPages
from reactor.scrape.learned_state import NOTHING_KNOWN, LearnedState
from reactor.scrape.list_limits import MAX_POSTINGS, ListIntake
from reactor.scrape.listing import CareersPage, GroupExplained, Listing
from reactor.scrape.redirects import is_related, leads_away
from reactor.url_identity import page_key

MAX_PAGES = 20
"""Maximum pages read of a company's own list."""


_BY_SCRIPT = "The list seems to go on, but only the page's scripts know where"


class SiteClient:
    """Lists and reads the postings on a company's own pages.

    Args:
        fetcher: the HTTP client.
        worker: the parsing process.
        scripted: renders pages that are built by scripts.
    """

    def __init__(self, fetcher: Fetcher, worker: ParsingWorker, scripted: ScriptedPages) -> None:
        self._fetcher = fetcher
        self._worker = worker
        self._scripted = scripted

    async def fetch(self, url: str) -> Page:
        """Fetch a page that may list postings.

        Raises:
            ReactorError: the page could not be fetched.
        """
        return await self._fetcher.get(url, keep=True)

    async def look(
        self,
        page: Page,
        selector: str,
        known: LearnedState = NOTHING_KNOWN,
        forms: tuple[ListForm, ...] = (),
    ) -> CareersPage:
        """Read the content of a careers page.

        Args:
            page: the page.
            selector: narrows the search for postings.
            known: the state learned of the page.
            forms: for a further page, the forms of the list that it continues.

        Raises:
            ReactorError: the page could not be read.
        """
        return await self._worker.run(
            tasks.read_careers_page, page, selector, known, forms, what=page.url
        )

    async def explain_groups(
        self, url: str, selector: str, known: LearnedState = NOTHING_KNOWN
    ) -> tuple[GroupExplained, ...]:
        """Explain why each group of the page at `url` was or was not taken, best first.

        Raises:
            ReactorError: the page could not be read.
        """
        page = await self.fetch(url)
        return await self._worker.run(tasks.explain_groups, page, selector, known, what=page.url)

    async def list(
        self, url: str, first: CareersPage, selector: str, known: LearnedState = NOTHING_KNOWN
    ) -> Listing:
        """List the page at `url`, already read as `first`, and the pages that follow it.

        Pagination ends with a page that adds nothing new.

        Raises:
            ReactorError: a page could not be fetched now, but may be later.
        """
        postings, intake = dict[str, Posting](), ListIntake()
        _add(postings, first.listing, intake)
        waiting = [each for each in first.following if each != url]
        seen = {url, *waiting}
        pages, problem, whole = 1, _BY_SCRIPT if first.unfollowed else "", first.listing.whole
        while waiting and not problem and pages < MAX_PAGES and not intake.is_full:
            try:
                page = await self.fetch(waiting.pop(0))
                if page.media_type.endswith("json"):
                    problem = f"The list goes on, but {page.url} is data for scripts"
                    continue
                found = await self.look(page, selector, known, first.forms)
            except LastingError as error:
                problem = f"The list goes on, but {error}"
                continue
            pages += 1
            if page.url == first.whole_list and not _is_part(first.listing, found.listing):
                # The first page's entries are fields of work rather than postings.
                postings, intake = {}, ListIntake()
            if not (found.listing.postings or found.listing.recognised):
                problem = f"The list goes on at {page.url}, but no postings were recognised there"
            whole = whole and (found.listing.whole or not found.listing.postings)
            further = [each for each in found.following if each not in seen]
            seen.update(further)
            new = _add(postings, found.listing, intake)
            waiting = [*waiting, *further] if new else []
        problem = problem or _left_over(waiting, pages, intake)
        whole = whole and not problem
        listing = replace(first.listing, postings=tuple(postings.values()), whole=whole)
        step = f"{listing.source}: {len(postings)} postings on {pages} page{'s' * (pages > 1)}"
        notes = filter(None, [problem, *intake.notes])
        return listing.noting(*notes).after(step, *intake.steps)

    async def read(self, posting: Posting) -> Posting:
        """Read a posting's own page.

        Raises:
            ReactorError: the page could not be read.
        """
        page = await self._posting_page(posting.url)
        if leads_away(posting.url, page.url):
            raise GoneError(f"{posting.url} leads to {page.url}, which is not a posting")
        found = await self._read(page, posting.title)
        if not is_related(posting.url, page.url) and not _names(found, posting):
            raise GoneError(f"{posting.url} leads to {page.url}, which is about something else")
        return found if found.home else replace(found, home=_led_to(posting.url, page.url))

    async def _read(self, page: Page, title: str) -> Posting:
        """Read a posting's page as served, or rendered if it needs scripts.

        Raises:
            ReactorError: the page could not be read.
        """
        try:
            return await self._worker.run(tasks.read_posting, page, title, what=page.url)
        except LastingError as error:
            if error.code != "needs_scripts" or not self._scripted.can_show:
                raise
        shown = (await self._scripted.show(page)).page
        return await self._worker.run(tasks.read_posting, shown, title, what=page.url)

    async def leads_to(self, url: str) -> str:
        """Return the canonical address that `url` redirects to; `""` if there is no page now."""
        try:
            return canonical_url((await self._fetcher.get(url)).url)
        except (LastingError, PassingError):
            return ""

    async def _posting_page(self, url: str) -> Page:
        """Fetch the page at a canonical URL.

        A few servers know it only with the final slash that was removed, so that is tried too.
        """
        if export := text_export(url):
            # The export is made for programs; the document's own address shows an editor.
            return _exported(await self._fetcher.get(export, for_programs=True), url)
        try:
            return _readable(await self._fetcher.get(url, also=MEDIA_TYPES))
        except GoneError:
            parts = urlsplit(url)
            if parts.path.endswith("/") or "." in parts.path.rpartition("/")[2]:
                raise
            slashed = parts._replace(path=f"{parts.path}/").geturl()
            return _readable(await self._fetcher.get(slashed, also=MEDIA_TYPES))


def _exported(page: Page, url: str) -> Page:
    """Return the text of a Google Doc, under the document's own address.

    Raises:
        ForbiddenError: Google requires a login.
    """
    if page.media_type != "text/plain":
        raise ForbiddenError(f"{url} is not shared with everybody", code="login_required")
    return replace(page, url=url)


def _readable(page: Page) -> Page:
    """Return the page if it is text or a readable document.

    Raises:
        RefusedError: the page is of another type.
    """
    if kind_of(page.body, page.media_type) is None and (
        refusal := unreadable(page.url, page.content_type, page.body)
    ):
        raise refusal
    return page


def _is_part(shown: Listing, whole: Listing) -> bool:
    """Whether most of a page's postings are in its whole list, or that list is empty."""
    known = {each.url for each in whole.postings} | {each.title for each in whole.postings}
    shared = sum(each.url in known or each.title in known for each in shown.postings)
    return not known or 2 * shared > len(shown.postings)


def _names(found: Posting, posting: Posting) -> bool:
    """Whether the page that was read names the requested posting."""
    title = posting.title.casefold()
    return title in found.title.casefold() or title in found.text.casefold()


def _led_to(asked: str, answered: str) -> str:
    """Return the address that a posting redirected to; `""` if it is the same page."""
    led_to = canonical_url(answered)
    return "" if page_key(led_to) == page_key(asked) else led_to


def _add(postings: dict[str, Posting], listing: Listing, intake: ListIntake) -> bool:
    """Add the listing's new postings; return False if there were none."""
    known = len(postings)
    intake.unaddressable += listing.unaddressable
    for posting in listing.postings:
        if posting.url not in postings and (taken := intake.take(posting)):
            postings[taken.url] = taken
    return len(postings) > known


def _left_over(waiting: Sequence[str], pages: int, intake: ListIntake) -> str:
    """Return the note on a list that was not read to its end; `""` if it was."""
    if intake.beyond or (waiting and intake.is_full):
        return f"The list has more than the {MAX_POSTINGS} postings that were read"
    return f"The list has more than the {pages} pages that were read" if waiting else ""
