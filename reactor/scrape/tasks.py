"""The tasks of the parsing process.

Imports are inside the functions, so that the main process can name a task without loading libxml.
"""

# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

from reactor.posting import MAX_ADDRESS, Posting
from reactor.scrape.boards import BOARDS, ApiResponse, BoardPage, Request, Vacancy
from reactor.scrape.canonical import canonical_url
from reactor.scrape.dom_groups.page_hints import PageHints
from reactor.scrape.learned_state import NOTHING_KNOWN, LearnedState
from reactor.scrape.list_limits import ListIntake

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reactor.fetch.browser.rendered_page import RenderedPage
    from reactor.fetch.page import Page
    from reactor.scrape.boards.board import Reading
    from reactor.scrape.dom_groups.list_form import ListForm
    from reactor.scrape.javascript_pages.reading import ListRead
    from reactor.scrape.javascript_pages.source import ListSource
    from reactor.scrape.listing import CareersPage, GroupExplained


def list_board(name: str, page: Page, request: Request, host: str = "") -> BoardPage:
    """Read one page of a board's list without duplicates, with full texts where it holds them.

    Args:
        name: the board's name.
        page: the response of its API.
        request: the request for it.
        host: the host on which a page claims to have this board; `""` for the board's own host.

    Raises:
        LastingError: the response is not one of the board's API.
    """
    answer = ApiResponse(page, request, name)
    found = BOARDS[name].page(answer)
    if host and not BOARDS[name].is_own(answer):
        raise answer.unlike(f"a list of {name}'s own")
    vacancies, intake, dropped = dict[str, Vacancy](), ListIntake(), 0
    for vacancy in found.vacancies:
        posting = _plainly_titled(vacancy.posting)
        # A malformed address must cost only its own posting.
        try:
            kept = replace(posting, url=_canonical(posting), board=name)
        except ValueError:
            dropped += 1
            continue
        if not posting.title or not posting.url.startswith(("http://", "https://")):
            dropped += 1
        elif kept.url not in vacancies and (taken := intake.take(_completed(kept))):
            vacancies[taken.url] = replace(vacancy, posting=taken)
    if host and (elsewhere := BOARDS[name].stranger(vacancies, host)):
        raise answer.unlike(f"a list of postings on {host}: {elsewhere} is elsewhere")
    following, whole = found.following, found.whole and not intake.beyond
    if following and len(following.url) > MAX_ADDRESS:
        following, whole = None, False
    return replace(
        found,
        vacancies=tuple(vacancies.values()),
        following=following,
        whole=whole,
        unaddressable=found.unaddressable + intake.unaddressable,
        dropped=found.dropped + dropped,
    )


def read_board(page: Page, posting: Posting, request: Request) -> Reading:
    """Return `posting` with the text from its board's response, or the next request.

    Raises:
        LastingError: the response is not one of the board's API.
    """
    answer = ApiResponse(page, request, posting.board)
    found = BOARDS[posting.board].read(answer, posting)
    return _completed(found) if isinstance(found, Posting) else found


def _plainly_titled(posting: Posting) -> Posting:
    """Unescape a posting's title and place: some APIs return them escaped for HTML."""
    return replace(posting, title=_unescaped(posting.title), location=_unescaped(posting.location))


def _unescaped(text: str) -> str:
    # Some APIs escape twice: `R&amp;amp;D`.
    return " ".join(unescape(unescape(text)).split()) if "&" in text else text


def _canonical(posting: Posting) -> str:
    """Return the canonical address; one that is too long stays as it is, to be left out."""
    return canonical_url(posting.url) if posting.is_addressable else posting.url


def _completed(posting: Posting) -> Posting:
    """Return a posting with the pay that its text states, if it has none.

    A text that excludes remote work overrides the remote flag of a list or a place.
    """
    from reactor.language.pay import stated_salary
    from reactor.language.places import countries_in
    from reactor.language.remote import excludes_remote

    countries = countries_in(posting.location)
    return replace(
        posting,
        salary=posting.salary or stated_salary(posting.text, countries),
        remote=False if posting.remote and excludes_remote(posting.text) else posting.remote,
    )


def read_careers_page(
    page: Page, selector: str, known: LearnedState = NOTHING_KNOWN, forms: tuple[ListForm, ...] = ()
) -> CareersPage:
    """Read a company's own page: its postings and the boards that it shows.

    Args:
        page: the page.
        selector: narrows the search for postings.
        known: the state learned of the page.
        forms: for a further page, the forms of the list that it continues.
    """
    from reactor.scrape.careers import careers_page
    from reactor.scrape.careers.scripted_paging import goes_on_by_script
    from reactor.scrape.careers.stated_total import stated_total
    from reactor.scrape.markup.text import parse_html
    from reactor.scrape.ownership import belonging

    hints = PageHints(known.rule, forms, known.missing)
    found = careers_page.read_careers_page(page.text, page.url, selector, hints)
    found = belonging(found, page.text, page.url)
    listed = found.listing
    if not listed.postings or selector.strip():
        return found
    tree = parse_html(page.text)
    titles = {posting.title for posting in listed.postings}
    total = stated_total(tree, titles, in_data=listed.source == "state")
    unfollowed = not found.following and goes_on_by_script(tree, page.url)
    return replace(found, total=total, unfollowed=unfollowed and total != len(listed.postings))


def explain_groups(
    page: Page, selector: str, known: LearnedState = NOTHING_KNOWN
) -> tuple[GroupExplained, ...]:
    """Explain each group of a company's page that was considered, best first."""
    from reactor.scrape.careers import careers_page

    return careers_page.explain_groups(page.text, page.url, selector, known.rule)[0]


def read_posting(page: Page, title: str) -> Posting:
    """Read a posting's own page; `title` is the title from a list, if any."""
    from reactor.scrape.document import is_document, read_document
    from reactor.scrape.posting_page import reading

    if is_document(page):
        return _completed(read_document(page, title))
    return _completed(reading.read_posting(page.text, page.url, title))


def find_source(rendered: RenderedPage, postings: Sequence[Posting]) -> ListSource | None:
    """Find the response from which a page's scripts built its postings; None if unknown."""
    from reactor.scrape.javascript_pages import learning

    return learning.find_source(rendered.answers, postings, rendered.page.url)


def read_source(page: Page, source: ListSource) -> ListRead:
    """Read a site's response to its own scripts as postings.

    Raises:
        LastingError: the response differs from the form that was learned.
    """
    from reactor.scrape.javascript_pages import reading

    found = reading.read_list(page, source)
    return replace(found, postings=tuple(map(_completed, found.postings)))
