"""The postings that a page links to, told from everything else it links to.

Imports libxml: only ever in the parsing process.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from reactor.posting import LONGEST_ADDRESS, Posting
from reactor.scrape.careers.anchors import (
    Anchor,
    Selection,
    anchors,
    base_of,
    is_in_frame,
    overlong,
    select,
)
from reactor.scrape.careers.evidence import LEAST_SCORE, Evidence, score, weigh
from reactor.scrape.careers.headings import headings_of_links
from reactor.scrape.careers.locales import locale_of, one_language
from reactor.scrape.careers.neighbours import Entry, Neighbours
from reactor.scrape.careers.rows import Rows
from reactor.scrape.words.paths import is_job_path, is_job_query, without_action
from reactor.scrape.words.roles import names_role

MOST_LINKS = 5000
"""More links than this on one page are not looked at; a note says so."""

_NEVER = (
    *("facebook.com", "twitter.com", "x.com", "instagram.com", "youtube.com", "tiktok.com"),
    *("google.com", "goo.gl", "apple.com", "wikipedia.org", "medium.com", "github.com", "wa.me"),
    *("t.me", "pinterest.com", "reddit.com", "discord.gg", "threads.net", "bsky.app", "vimeo.com"),
)
# Social networks and job sites: single postings there count, a company's profile does not.
_MIXED = ("linkedin.com", "indeed.com", "glassdoor.com", "xing.com", "kununu.com")
_DOCUMENTS = (".pdf", ".doc", ".docx", ".odt", ".rtf")
_FILES = (".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".mp4", ".zip", ".ics", ".xml")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link that may lead to a posting, and what is known of it.

    Attributes:
        entry: the link and its row.
        evidence: what speaks for it and against it.
    """

    entry: Entry
    evidence: tuple[Evidence, ...]

    @property
    def score(self) -> int:
        """How much speaks for it."""
        return score(self.evidence)

    @property
    def chosen(self) -> bool:
        """Whether it leads to a posting."""
        return self.score >= LEAST_SCORE


@dataclass(frozen=True, slots=True)
class Candidates:
    """The links of a page, weighed.

    Attributes:
        links: those that lead to web pages.
        documents: those that lead to PDF files and their like.
        notes: what a person who looks after the selector should know.
    """

    links: tuple[Candidate, ...]
    documents: tuple[Candidate, ...]
    notes: tuple[str, ...]

    @property
    def postings(self) -> tuple[Posting, ...]:
        """The postings that the page links to, each once, in its order."""
        return _postings([each.entry for each in self.links if each.chosen])


def postings_linked(
    tree: HtmlElement, url: str, selector: str = ""
) -> tuple[tuple[Posting, ...], tuple[str, ...]]:
    """The postings that the page links to, and notes for whoever looks after the selector."""
    found = weighed_links(tree, url, selector)
    return found.postings, found.notes


def weighed_links(
    tree: HtmlElement, url: str, selector: str = "", listed: frozenset[str] = frozenset()
) -> Candidates:
    """The links of a page with what speaks for and against each.

    Args:
        tree: the page.
        url: its address.
        selector: a CSS selector that narrows where to look; one that is stale, invalid, or leads
            to no posting though the page has some, does not.
        listed: addresses that the page's structured data lists.
    """
    whole = _links_of(tree)
    if not selector.strip():
        return _weighed(tree, url, whole, None, listed)
    try:
        selection = select(tree, selector)
    except ValueError as error:
        reason = str(error)
    else:
        found = _weighed(tree, url, selection.links, selection, listed)
        if any(each.chosen for each in (*found.links, *found.documents)):
            return found
        reason = "leads to no posting"
    found = _weighed(tree, url, whole, None, listed)
    note = f"The selector {selector!r} {reason}; the whole page was read instead"
    return Candidates(found.links, found.documents, (note, *found.notes))


def _links_of(tree: HtmlElement) -> list[HtmlElement]:
    return [element for element in tree.iter("a") if element.get("href")]


def _weighed(
    tree: HtmlElement,
    url: str,
    elements: Iterable[HtmlElement],
    selection: Selection | None,
    listed: frozenset[str],
) -> Candidates:
    elements = list(elements)
    notes: tuple[str, ...] = ()
    if len(elements) > MOST_LINKS:
        notes = (f"The page has {len(elements)} links: only the first {MOST_LINKS} were read",)
    in_body = (each for each in elements if selection or not is_in_frame(each))
    read = list(islice(in_body, MOST_LINKS))
    notes += _refused(read)
    found = [each for each in anchors(read, base_of(tree, url), url) if _may_lead_there(each)]
    pages = [anchor for anchor in found if not _is_document(anchor)]
    documents = [anchor for anchor in found if _is_document(anchor)]
    headings = headings_of_links(tree, found[-1].element) if found else {}
    language = tree.get("lang", "")[:2].lower() or locale_of(url)
    exact = selection.exact if selection else frozenset[HtmlElement]()

    def weighed(candidates: list[Anchor]) -> tuple[Candidate, ...]:
        rows = Rows(candidates)
        neighbours = Neighbours([Entry(anchor, rows.of(anchor)) for anchor in candidates])
        weighed = list[Candidate]()
        for entry in neighbours.entries:
            selected = 4 if entry.anchor.element in exact else 2 * (selection is not None)
            around = neighbours.around(entry, selected, headings[entry.anchor.element], listed)
            weighed.append(Candidate(entry, weigh(entry.anchor, entry.row, around)))
        return tuple(weighed)

    return Candidates(weighed(_each_once(pages, language)), weighed(documents), notes)


def _refused(elements: list[HtmlElement]) -> tuple[str, ...]:
    """What to say about links that would be postings, were their addresses not too long."""
    titles = sum(names_role(words) for words in overlong(elements))
    if not titles:
        return ()
    number = f"{titles} posting{'s' * (titles > 1)} left out"
    return (f"{number}: their address is longer than {LONGEST_ADDRESS} characters",)


def _may_lead_there(anchor: Anchor) -> bool:
    parts = urlsplit(anchor.url)
    host = parts.hostname or ""
    if _is_of(host, _NEVER) or parts.path.lower().endswith(_FILES):
        return False
    if not _is_of(host, _MIXED):
        return True
    one = is_job_path(parts.path) or is_job_query(parts.path, parts.query)
    return one and "/shar" not in parts.path


def _is_of(host: str, domains: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _is_document(anchor: Anchor) -> bool:
    return urlsplit(anchor.url).path.lower().endswith(_DOCUMENTS)


def _each_once(found: list[Anchor], language: str) -> list[Anchor]:
    """The links without copies in other languages, and without `…/apply` of one that is there."""
    urls = list(dict.fromkeys(anchor.url for anchor in found))
    kept = one_language(urls, language)
    actions = {url for url in urls if (bare := _without_action(url)) != url and bare in kept}
    return [anchor for anchor in found if anchor.url in kept and anchor.url not in actions]


def _without_action(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(path=without_action(parts.path)).geturl()


def _postings(entries: list[Entry]) -> tuple[Posting, ...]:
    """One posting an address; the link that says most comes first, the others fill gaps."""
    postings = dict[str, Posting]()
    order = dict.fromkeys(entry.anchor.url for entry in entries)
    for entry in sorted(entries, key=lambda entry: entry.anchor.saying.value):
        anchor, row = entry.anchor, entry.row
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
