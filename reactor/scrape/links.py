"""The postings that a page links to, told from everything else it links to.

Imports libxml: only ever in the parsing process.
"""

from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from reactor.posting import Posting
from reactor.scrape.anchors import Anchor, Saying, anchors, base_of, is_in_frame, select
from reactor.scrape.rows import Row, Rows
from reactor.scrape.wording import (
    holds_number,
    is_job_path,
    is_job_query,
    is_other_path,
    leads_elsewhere,
    names_role,
)

MOST_LINKS = 5000
"""More links than this on one page are not looked at; a note says so."""

_LEAST_SCORE = 4
_NEVER = (
    *("facebook.com", "twitter.com", "x.com", "instagram.com", "youtube.com", "tiktok.com"),
    *("google.com", "goo.gl", "apple.com", "wikipedia.org", "medium.com", "github.com"),
)
# Social networks and job sites: single postings there count, a company's profile does not.
_MIXED = ("linkedin.com", "indeed.com", "glassdoor.com", "xing.com")
_FILES = (".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".mp4", ".zip", ".pdf", ".ics", ".xml")

Entry = tuple[Anchor, Row]


def postings_linked(
    tree: HtmlElement, url: str, selector: str = ""
) -> tuple[tuple[Posting, ...], tuple[str, ...]]:
    """The postings that the page links to, and notes for whoever looks after the selector.

    Args:
        tree: the page.
        url: its address.
        selector: a CSS selector that narrows where to look; one that is stale or invalid does not.
    """
    elements, selected, notes = _scope(tree, selector)
    found = [anchor for anchor in anchors(elements, base_of(tree, url)) if _may_lead_there(anchor)]
    if len(found) > MOST_LINKS:
        notes = (*notes, f"The page has {len(found)} links: only the first {MOST_LINKS} were read")
        found = found[:MOST_LINKS]
    rows = Rows(found)
    entries = _one_address_a_row([(anchor, rows.of(anchor)) for anchor in found])
    families = _families_of_roles(entries)
    chosen = [
        (anchor, row)
        for anchor, row in entries
        if score(anchor, row, in_family=_family(anchor) in families, selected=selected)
        >= _LEAST_SCORE
    ]
    return _postings(chosen), notes


def score(anchor: Anchor, row: Row, *, in_family: bool, selected: bool) -> int:
    """How much speaks for a link's leading to a posting; 4 is enough.

    Args:
        anchor: the link.
        row: what the page says around it.
        in_family: whether its neighbours by address are named like roles.
        selected: whether the company's selector chose it.
    """
    if not row.title or leads_elsewhere(row.title):
        return 0
    parts = urlsplit(anchor.url)
    one_posting = is_job_path(f"{parts.path}{parts.fragment}") or is_job_query(parts.query)
    evidence = (
        3 * one_posting,
        -3 * (not one_posting and is_other_path(parts.path)),
        2 * names_role(row.title),
        2 * bool(row.location or row.employment_type),
        2 * in_family,
        2 * selected,
        one_posting and holds_number(anchor.url),
        anchor.saying is not Saying.TITLE,
    )
    return sum(evidence)


def _scope(tree: HtmlElement, selector: str) -> tuple[Iterable[HtmlElement], bool, tuple[str, ...]]:
    """The links to consider, whether a selector chose them, and what to say about it."""
    notes: tuple[str, ...] = ()
    if selector.strip():
        try:
            return select(tree, selector), True, ()
        except ValueError as error:
            notes = (f"The selector {selector!r} {error}; the whole page was read instead",)
    links = (element for element in tree.iter("a") if element.get("href"))
    return (element for element in links if not is_in_frame(element)), False, notes


def _may_lead_there(anchor: Anchor) -> bool:
    parts = urlsplit(anchor.url)
    host = parts.hostname or ""
    if _is_of(host, _NEVER) or parts.path.lower().endswith(_FILES):
        return False
    return not _is_of(host, _MIXED) or is_job_path(parts.path) or is_job_query(parts.query)


def _is_of(host: str, domains: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _one_address_a_row(entries: list[Entry]) -> list[Entry]:
    """Of a row's links ("Apply" on a job site, "Learn more" here) only the most telling address."""
    by_row = defaultdict[HtmlElement, list[Entry]](list)
    for anchor, row in entries:
        by_row[row.element].append((anchor, row))
    best = {
        element: min(sharing, key=lambda entry: entry[0].saying.value)[0].url
        for element, sharing in by_row.items()
    }
    return [(anchor, row) for anchor, row in entries if anchor.url == best[row.element]]


def _families_of_roles(entries: list[Entry]) -> set[tuple[str, str]]:
    """The folders of addresses, at least two of whose titles, and at least half, name roles."""
    titles = defaultdict[tuple[str, str], dict[str, str]](dict)
    for anchor, row in entries:
        titles[_family(anchor)].setdefault(anchor.url, row.title)
    roles = {family: sum(map(names_role, of.values())) for family, of in titles.items()}
    return {family for family, of in titles.items() if roles[family] >= max(2, len(of) / 2)}


def _family(anchor: Anchor) -> tuple[str, str]:
    parts = urlsplit(anchor.url)
    return parts.netloc, parts.path.rpartition("/")[0]


def _postings(entries: list[Entry]) -> tuple[Posting, ...]:
    """One posting an address; the link that says most comes first, the others fill gaps."""
    postings = dict[str, Posting]()
    order = dict.fromkeys(anchor.url for anchor, _ in entries)
    for anchor, row in sorted(entries, key=lambda entry: entry[0].saying.value):
        posting = Posting(
            url=anchor.url,
            title=row.title,
            location=row.location,
            context=row.context,
            remote=row.remote,
            employment_type=row.employment_type,
        )
        known = postings.get(anchor.url)
        postings[anchor.url] = known.completed_by(posting) if known else posting
    return tuple(postings[url] for url in order)
