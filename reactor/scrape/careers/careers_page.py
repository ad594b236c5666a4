"""A company's own careers page: what it holds, and which boards it shows.

Imports libxml: only ever in the parsing process.
"""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from reactor.errors import LastingError
from reactor.posting import Posting
from reactor.scrape.boards import recognise_in_page
from reactor.scrape.canonical import canonical_url
from reactor.scrape.careers.item_list import listed_pages
from reactor.scrape.careers.links import Candidate, Candidates, weighed_links
from reactor.scrape.careers.pagination import following_pages
from reactor.scrape.careers.shell import is_shell
from reactor.scrape.careers.state import postings_in_state
from reactor.scrape.careers.written_out import postings_written_out
from reactor.scrape.intake import Intake
from reactor.scrape.listing import CareersPage, LinkExplained, Listing
from reactor.scrape.markup.jobposting import job_postings
from reactor.scrape.markup.text import parse_html

_ADVICE = "give the address of the job board itself as careers_url"


def read_careers_page(markup: str, url: str, selector: str) -> CareersPage:
    """What the page at `url` holds; `selector` narrows where links are looked for.

    Raises:
        LastingError: the page shows nothing without its scripts: that must not read as no jobs.
    """
    tree = parse_html(markup)
    boards = recognise_in_page(markup, url)
    listing = _bounded(_listing(tree, url, selector))
    silent = not (listing.postings or boards or listing.notes or listing.unaddressable)
    if silent and is_shell(tree):
        scripted = tree.find(".//script") is not None
        if scripted:
            reason = f"{url} shows nothing without JavaScript: {_ADVICE}"
            raise LastingError(reason, code="needs_scripts")
        raise LastingError(f"{url} is an empty page: {_ADVICE}", code="empty_page")
    return CareersPage(boards, listing, following_pages(tree, url))


def _bounded(listing: Listing) -> Listing:
    """The listing within its bounds; what is cut makes it less than whole."""
    intake = Intake()
    kept = tuple(filter(None, map(intake.take, listing.postings)))
    unaddressable = listing.unaddressable + intake.unaddressable
    whole = listing.whole and not intake.beyond
    return replace(listing, postings=kept, whole=whole, unaddressable=unaddressable)


def explain_links(
    markup: str, url: str, selector: str
) -> tuple[tuple[LinkExplained, ...], tuple[str, ...]]:
    """Every link that was considered, best first, and notes about the selector and the page."""
    found = weighed_links(parse_html(markup), url, selector)
    ranked = sorted(found.links, key=lambda each: -each.score)
    return tuple(map(_explained, ranked)), (*found.notes, *_document_notes(found))


def _explained(candidate: Candidate) -> LinkExplained:
    return LinkExplained(
        title=candidate.entry.row.title,
        url=candidate.entry.anchor.url,
        score=candidate.score,
        evidence=tuple(map(str, candidate.evidence)),
        chosen=candidate.chosen,
    )


def _listing(tree: HtmlElement, url: str, selector: str) -> Listing:
    """The page's postings by the surest source that names any; links complete what it lists."""
    listed = listed_pages(tree, url)
    found = weighed_links(tree, url, selector, frozenset(page.url for page in listed))
    notes = (*found.notes, *_document_notes(found))
    linked = found.postings
    if described := job_postings(tree, url):
        known, refused = _addressed(described, linked, url)
        return Listing("json-ld", _completed(known, linked, url), unaddressable=refused)
    state = postings_in_state(tree, url)
    if state.postings and not selector.strip():
        return Listing("state", _completed(state.postings, linked, url), notes)
    if state.unaddressed and not linked:
        raise LastingError(
            f"{url} names {state.unaddressed} postings in data for its scripts,"
            f" but not their addresses: {_ADVICE}",
            code="needs_scripts",
        )
    if linked or state.postings:
        return Listing("links", linked or state.postings, notes)
    return Listing("text", postings_written_out(tree, url), notes)


def _document_notes(found: Candidates) -> tuple[str, ...]:
    """What to say about postings that are documents."""
    named = {posting.title.lower() for posting in found.postings}
    chosen = (each for each in found.documents if each.chosen)
    urls = {each.entry.anchor.url for each in chosen if each.entry.row.title.lower() not in named}
    if not urls:
        return ()
    return (f"{len(urls)} of the links look like postings but are PDF or Word files: not read",)


def _completed(
    known: tuple[Posting, ...], linked: tuple[Posting, ...], url: str
) -> tuple[Posting, ...]:
    """`known`, its gaps filled from the links to the same postings, and links to more like them.

    A page that is one posting itself lists no others: its links are similar jobs.
    """
    links = {posting.url: posting for posting in linked}
    completed = {
        posting.url: posting.completed_by(links[posting.url]) if posting.url in links else posting
        for posting in known
    }
    if {canonical_url(url)} != completed.keys():
        folders = {_folder(address) for address in completed}
        for posting in linked:
            if _folder(posting.url) in folders:
                completed.setdefault(posting.url, posting)
    return tuple(completed.values())


def _folder(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.netloc, parts.path.rpartition("/")[0]


def _addressed(
    described: tuple[Posting, ...], linked: tuple[Posting, ...], url: str
) -> tuple[tuple[Posting, ...], int]:
    """The postings of JSON-LD, each with an address: its own, or of the link with its title.

    One that is linked nowhere stands on this page: alone, it is the page; else it gets a fragment.
    How many have an address that is too long is told beside them.
    """
    refused = sum(not posting.is_addressable for posting in described)
    links = {_key(posting.title): posting.url for posting in linked}
    here = canonical_url(url)
    postings = dict[str, Posting]()
    for posting in described:
        if not posting.is_addressable:
            continue
        fallback = here if len(described) == 1 else f"{here}#{_key(posting.title)}"
        address = posting.url and canonical_url(posting.url)
        if not address or (address == here and len(described) > 1):
            address = links.get(_key(posting.title), fallback)
        postings.setdefault(address, replace(posting, url=address))
    return tuple(postings.values()), refused


def _key(title: str) -> str:
    return re.sub(r"[\W_]+", "-", title.lower()).strip("-")
