"""Reads a company's own careers page: its postings, its boards and its further pages.

It imports libxml, so only the parsing process imports it.
"""

import re
from dataclasses import replace
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from reactor.errors import LastingError
from reactor.posting import Posting
from reactor.scrape.boards import recognise_in_page
from reactor.scrape.canonical import canonical_url
from reactor.scrape.careers.app_shell import is_shell, may_show_more, states_no_openings
from reactor.scrape.careers.item_list import listed_pages
from reactor.scrape.careers.list_links import framed_list, ways_on
from reactor.scrape.careers.pagination import following_pages, is_page_link
from reactor.scrape.careers.state import postings_in_state
from reactor.scrape.dom_groups.group_verdict import Verdict
from reactor.scrape.dom_groups.page_hints import NO_HINTS, PageHints, StructuredDataList
from reactor.scrape.dom_groups.reading import RecordsFound, find_records
from reactor.scrape.dom_groups.title_columns import JudgedGroup
from reactor.scrape.list_limits import ListIntake
from reactor.scrape.listing import CareersPage, GroupExplained, Listing, Recognition
from reactor.scrape.markup.jobposting import job_postings
from reactor.scrape.markup.text import cut_after, parse_html
from reactor.scrape.page_outline import Outline
from reactor.scrape.rule import PageRule
from reactor.scrape.vocabulary.paths import is_list_path

_MIN_LIST = 3
_FEW = 2
_MAX_ELEMENTS = 120_000
_MAX_KEPT = 100_000
"""Elements."""

_ADVICE = "give the address of the job board itself as careers_url"


def read_careers_page(
    markup: str, url: str, selector: str, hints: PageHints = NO_HINTS
) -> CareersPage:
    """Read the page at `url`.

    Args:
        markup: the page's HTML.
        url: its address.
        selector: narrows the search for postings.
        hints: prior knowledge of the page.

    Raises:
        LastingError: the page shows nothing without its scripts, which must not count as no jobs.
    """
    tree = parse_html(markup)
    is_cut = next(islice(tree.iter(), _MAX_ELEMENTS, None), None) is not None
    cut_after(tree, _MAX_ELEMENTS)
    # lxml creates an element's Python object anew on each access, unless one is alive.
    kept = list(islice(tree.iter(), _MAX_KEPT))
    boards = recognise_in_page(markup, url)
    described = job_postings(tree, url)
    known = replace(hints, stated=_stated(tree, url, described))
    records = _without_pages(find_records(tree, url, selector, known), url)
    listing = replace(
        _bounded(_listing(tree, url, selector, described, records)), ruled=records.ruled
    )
    if is_cut:
        note = f"The page is long: only its first {_MAX_ELEMENTS} elements were read"
        listing = replace(listing, whole=False).noting(note)
    onwards = () if listing.postings else ways_on(tree, url)
    silent = not (listing.postings or boards or listing.notes or listing.unaddressable)
    if silent and not onwards and is_shell(tree):
        scripted = tree.find(".//script") is not None
        if scripted:
            reason = (
                f"{url} shows nothing without JavaScript: set REACTOR_BROWSER_URL, or {_ADVICE}"
            )
            raise LastingError(reason, code="needs_scripts")
        raise LastingError(f"{url} is an empty page: {_ADVICE}", code="empty_page")
    unsure = hints.missing or not listing.recognised
    outline = _outline(tree, records) if unsure and not records.ruled else None
    step = _list_elsewhere(tree, url, listing)
    following = following_pages(tree, url)
    del kept
    return CareersPage(
        boards,
        listing,
        (*((step,) if step else ()), *following.pages),
        onwards,
        forms=records.forms,
        whole_list=step or following.whole_list,
        outline=outline,
        scripted=not listing.recognised and not boards and may_show_more(tree),
    )


def _list_elsewhere(tree: HtmlElement, url: str, listing: Listing) -> str:
    """Return the frame or link to the full list, for a page with few postings or a list frame."""
    if not listing.postings:
        return ""
    if (frame := framed_list(tree, url)) or len(listing.postings) > _FEW:
        return frame
    if not all("#" in posting.url for posting in listing.postings):
        return ""
    host = urlsplit(url).hostname
    parts = ((way, urlsplit(way)) for way in ways_on(tree, url))
    return next((w for w, p in parts if p.hostname == host and is_list_path(p.path)), "")


def _outline(tree: HtmlElement, records: RecordsFound) -> Outline | None:
    return records.outline(tree.findtext(".//title") or "")


def _bounded(listing: Listing) -> Listing:
    """Apply the limits to a listing; it is not whole if postings are cut off."""
    intake = ListIntake()
    kept = tuple(filter(None, map(intake.take, listing.postings)))
    unaddressable = listing.unaddressable + intake.unaddressable
    whole = listing.whole and not intake.beyond
    return replace(listing, postings=kept, whole=whole, unaddressable=unaddressable)


def explain_groups(
    markup: str, url: str, selector: str, rule: PageRule = NO_HINTS.rule
) -> tuple[tuple[GroupExplained, ...], tuple[str, ...]]:
    """Explain each group of records considered, best first, with notes on the selector."""
    tree = parse_html(markup)
    stated = _stated(tree, url, job_postings(tree, url))
    found = find_records(tree, url, selector, PageHints(rule, stated=stated))
    return tuple(map(_explained, found.judged)), found.notes


def _explained(judged: JudgedGroup) -> GroupExplained:
    first = judged.entries[0]
    stated = {
        "place": first.location,
        "kind": first.employment_type,
        "address": first.link.url if first.link else "",
    }
    return GroupExplained(
        titles=tuple(entry.title for entry in judged.entries[:3]),
        number=len(judged.entries),
        heading=next((each.words for each in judged.sections if each.words), ""),
        verdict=judged.judgement.verdict.value,
        score=judged.judgement.score,
        evidence=tuple(map(str, judged.judgement.evidence)),
        fields={name: value for name, value in stated.items() if value},
        chosen=judged.judgement.verdict is Verdict.POSTINGS,
    )


def _stated(tree: HtmlElement, url: str, described: tuple[Posting, ...]) -> StructuredDataList:
    listed = listed_pages(tree, url)
    urls = {page.url for page in listed} | {p.url for p in described if p.url}
    titles = {p.title.lower() for p in described}
    return StructuredDataList(frozenset(urls), frozenset(titles))


def _listing(
    tree: HtmlElement,
    url: str,
    selector: str,
    described: tuple[Posting, ...],
    found: RecordsFound,
) -> Listing:
    """List the page from its most reliable source, completed by its groups of records."""
    if described:
        known, refused = _addressed(described, found.postings, url)
        both = _together(known, found.postings, url)
        return Listing("json-ld", both, unaddressable=refused)
    state = postings_in_state(tree, url)
    if state.postings and not selector.strip():
        return Listing("state", _completed(state.postings, found.postings, url), found.notes)
    if state.unaddressed and not found.postings:
        note = "The page's data names these postings, but not their addresses"
        return Listing("state", state.unaddressed, (*found.notes, note))
    if found.is_doubtful and states_no_openings(tree):
        return _without_postings(found, stated=True)
    if found.postings or state.postings:
        return Listing("page", found.postings or state.postings, found.notes)
    return _without_postings(found, stated=not found.is_doubtful and states_no_openings(tree))


def _without_pages(found: RecordsFound, url: str) -> RecordsFound:
    """Remove links to other pages of the list."""
    kept = tuple(p for p in found.postings if not is_page_link(p.title, p.url, url))
    return replace(found, postings=kept)


def _without_postings(found: RecordsFound, *, stated: bool) -> Listing:
    """Return the listing of a page without postings, which is not proof that there are none.

    Args:
        found: its groups of records.
        stated: whether the page itself states that there are no openings.
    """
    if stated:
        return Listing("page", (), found.notes, recognition=Recognition.STATED_NONE)
    notes = found.notes
    if named := found.perhaps:
        notes += (f"These may be postings, but that is not sure: {'; '.join(named)}",)
    return Listing("page", (), notes, whole=False, recognition=Recognition.NOT_RECOGNISED)


def _together(
    known: tuple[Posting, ...], recorded: tuple[Posting, ...], url: str
) -> tuple[Posting, ...]:
    """Merge the postings of structured data and of records, one for each posting.

    A page that is itself a posting lists no others: its links are similar jobs.
    """
    here = canonical_url(url)
    if [posting.url for posting in known] == [here] and len(recorded) < _MIN_LIST:
        return known
    by_title = {_key(posting.title): posting for posting in recorded}
    found = dict[str, Posting]()
    for posting in known:
        beside = next((r for r in recorded if r.url == posting.url), None)
        beside = beside or by_title.get(_key(posting.title))
        found[posting.url] = posting.completed_by(beside) if beside else posting
    titles = {_key(posting.title) for posting in known}
    for posting in recorded:
        if "#" in posting.url and _key(posting.title) in titles:
            continue
        found.setdefault(posting.url, posting)
    return tuple(found.values())


def _completed(
    known: tuple[Posting, ...], linked: tuple[Posting, ...], url: str
) -> tuple[Posting, ...]:
    """Complete `known` from links to the same postings, and add links to similar addresses.

    A page that is itself a posting lists no others: its links are similar jobs.
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
    """Give each posting of JSON-LD an address: its own, or that of the link with its title.

    One without a link is on this page: alone it gets the page's address, else a fragment of it. The
    second value counts the postings whose addresses are too long.
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
