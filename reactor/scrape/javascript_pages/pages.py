"""Renders pages in the browser, and requests directly what their scripts would request."""

from dataclasses import replace

from reactor.errors import LastingError, PassingError
from reactor.fetch.browser.rendered_page import RenderedPage
from reactor.fetch.browser.rendering import Browser
from reactor.fetch.http import Fetcher
from reactor.fetch.page import Page
from reactor.fetch.parser_worker import ParsingWorker
from reactor.posting import Posting
from reactor.scrape import tasks
from reactor.scrape.javascript_pages.source import ListSource
from reactor.scrape.list_limits import ListIntake
from reactor.scrape.listing import Listing
from reactor.url_redaction import without_tokens

MAX_PAGES = 20
"""Maximum responses requested of one list."""

_JSON = "application/json"
_MOSTLY = 0.8


class ScriptedPages:
    """Pages that show nothing without their scripts.

    Args:
        fetcher: the HTTP client.
        worker: the parsing process.
        browser: renders the pages; None if there is no browser.
    """

    def __init__(self, fetcher: Fetcher, worker: ParsingWorker, browser: Browser | None) -> None:
        self._fetcher = fetcher
        self._worker = worker
        self._browser = browser

    @property
    def can_show(self) -> bool:
        """Whether there is a browser."""
        return self._browser is not None

    async def show(self, page: Page) -> RenderedPage:
        """Render a fetched page.

        Raises:
            LastingError: the browser cannot render it, or there is none.
            PassingError: the page crashed the browser, or its host is in back-off.
            BrowserAwayError: the browser cannot be used now.
        """
        if self._browser is None:
            raise LastingError(f"{page.url} needs JavaScript", code="needs_scripts")
        async with self._fetcher.turn_at(page.url):
            return await self._browser.render(page.url)

    async def ask(self, source: ListSource) -> Listing:
        """Request the list from a page's source, without a browser.

        Raises:
            ReactorError: the list cannot be fetched, or has changed its form.
        """
        postings, intake, entries, pages = dict[str, Posting](), ListIntake(), 0, 0
        asked, total, ends = source, 0, False
        while not ends and pages < MAX_PAGES and not intake.is_full:
            page = await self._fetcher.get(
                asked.url, accept=_JSON, body=asked.body, headers=asked.headers
            )
            found = await self._worker.run(tasks.read_source, page, asked, what=page.url)
            new = [each for each in found.postings if each.url not in postings]
            postings.update((kept.url, kept) for each in new if (kept := intake.take(each)))
            entries, total, pages = entries + found.entries, max(total, found.total), pages + 1
            further = asked.further(entries) if entries < total and new else None
            ends = further is None
            asked = further or asked
        step = f"{source.url} lists {len(postings)} postings on {pages} page{'s' * (pages > 1)}"
        notes = list(intake.notes)
        if entries < total:
            notes.append(f"The list has {total} postings, of which {entries} were read")
        return Listing(
            "answer",
            tuple(postings.values()),
            tuple(notes),
            whole=entries >= total and not intake.beyond,
            trail=(step, *intake.steps),
            behind=source,
            asked=(f"{'GET' if source.body is None else 'POST'} {without_tokens(source.url)}",),
        )

    async def learn(self, rendered: RenderedPage, listing: Listing) -> Listing:
        """Return a rendered page's listing together with the source of its list, if found.

        The source is requested at once: only one that yields the same list without a browser is
        stored.
        """
        if not rendered.answers or not listing.postings:
            return listing
        try:
            source = await self._worker.run(
                tasks.find_source, rendered, listing.postings, what=rendered.page.url
            )
            if source is None:
                return listing
            asked = await self.ask(source)
        except (LastingError, PassingError) as error:
            return listing.after(f"what its scripts are answered cannot be asked for: {error}")
        shown = {posting.url for posting in listing.postings}
        same = shown.intersection(posting.url for posting in asked.postings)
        if len(same) < _MOSTLY * len(shown):
            return listing
        return replace(asked, trail=(*listing.trail, *asked.trail))


def with_answers(rendered: RenderedPage) -> Page:
    """Return a page with its scripts' responses embedded, as some sites embed their data."""
    carried = [
        # No text in the JSON may end the element: JSON allows an escape for `<`.
        '<script type="application/json">{}</script>'.format(each.text.replace("<", "\\u003c"))
        for each in rendered.answers
    ]
    body = rendered.page.text + "".join(carried)
    return replace(rendered.page, body=body.encode("utf-8", "replace"))
