"""The address of a posting: the best of those that its record names.

Imports libxml: only ever in the parsing process.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import chain, islice
from urllib.parse import SplitResult, urljoin, urlsplit

from lxml.html import HtmlElement

from reactor.posting import LONGEST_ADDRESS
from reactor.scrape.canonical import canonical_url
from reactor.scrape.records.groups import Record
from reactor.scrape.records.page_around import PageAround
from reactor.scrape.records.title_text import clean_title
from reactor.scrape.words.paths import (
    holds_number,
    is_about_working,
    is_job_path,
    is_job_query,
    is_other_path,
)
from reactor.scrape.words.wording import says_apply, says_details

_NOT_ITS_OWN = 9
_MOST_LINKS = 40
_NEAR = 12
_MOST_LOOKED_AT = 80
_REMEMBERED = 2_048
_FIRST_LINKS = 3
_DOCUMENTS = (".pdf", ".doc", ".docx", ".odt", ".rtf")
_FILES = (
    ".jpg",
    ".jpeg",
    ".png",
    ".gif",
    ".svg",
    ".webp",
    ".mp4",
    ".zip",
    ".ics",
    ".xml",
    ".css",
    ".js",
)
_NEVER = (
    *("facebook.com", "twitter.com", "x.com", "instagram.com", "youtube.com", "tiktok.com"),
    *("google.com", "goo.gl", "apple.com", "wikipedia.org", "medium.com", "github.com", "wa.me"),
    *("t.me", "pinterest.com", "reddit.com", "discord.gg", "threads.net", "bsky.app", "vimeo.com"),
)
_DOCUMENT_HOSTS = ("docs.google.com", "drive.google.com")
_MIXED = ("linkedin.com", "indeed.com", "glassdoor.com", "xing.com", "kununu.com")
_ONCLICK = re.compile(
    r"(?:location(?:\.href)?\s*=|window\.open\(|navigate\(|location\.assign\()\s*['\"]([^'\"]+)['\"]"
)
_ADDRESS_ATTRIBUTES = (
    "data-href",
    "data-url",
    "data-link",
    "data-permalink",
    "data-target-url",
    "data-job-url",
)


class Saying(Enum):
    """What a link's text is good for, best first."""

    TITLE = 0
    DETAILS = 1
    APPLY = 2


@dataclass(frozen=True, slots=True)
class Link:
    """Where a record leads.

    Attributes:
        url: canonical.
        is_job: whether the address is formed like one posting's.
        is_other: whether it belongs to another part of the site.
        is_document: whether it is a PDF file or its like.
        numbered: whether it holds a number.
        saying: what the link's words are good for.
    """

    url: str
    is_job: bool
    is_other: bool
    is_document: bool
    numbered: bool
    saying: Saying


def _words_of(element: HtmlElement) -> str:
    return " ".join(" ".join(islice(element.itertext(), _NEAR)).split())


def own_link(record: Record, title: str, page: PageAround) -> Link | None:
    """The address of the posting: the best of those that the record names."""
    found = list(_ranked(record, title, page))
    rank = min((each[0] for each in found), default=_NOT_ITS_OWN)
    best = [link for each, link in found if each == rank]
    if rank == _NOT_ITS_OWN or (rank > 0 and len({link.url for link in best}) > 1):
        # Several of a kind are those of other records, or of nobody.
        return None
    return best[0]


def leads_to_posting(record: Record, page: PageAround) -> bool:
    """Whether one of a record's first links has an address formed like one posting's."""
    element = record.cell.element
    around = (each for each in islice(element.iterancestors(), _NEAR) if each.tag == "a")
    inner = (each for top in record.all for each in page.index.links_in(top, _FIRST_LINKS))
    links = (
        _link(each.get("href") or "", "", page.base, page.here) for each in chain(around, inner)
    )
    return any(link is not None and link.is_job for link in links)


def _ranked(record: Record, title: str, page: PageAround) -> Iterator[tuple[int, Link]]:
    """The links of a record and around its title, and how likely each is to be its own."""
    element = record.cell.element
    outer = islice(element.iterancestors(), _NEAR)
    around = [each for each in (element, *outer) if each.tag == "a" and each.get("href")]
    inner = page.index.links_in(element, _MOST_LINKS)
    rest = [each for top in record.all for each in page.index.links_in(top, _MOST_LINKS)]
    near = set(around + inner)
    for each in dict.fromkeys([*inner, *around, *rest]):
        words = _words_of(each) or each.get("aria-label") or each.get("title") or ""
        link = _link(each.get("href") or "", words, page.base, page.here)
        if link is not None:
            yield _rank(link, words, title, near=each in near), link
    for top in record.elements:
        for each in islice(top.iter(), _MOST_LOOKED_AT):
            for address in _scripted(each):
                if (link := _link(address, "", page.base, page.here)) is not None:
                    yield 1, link


def _rank(link: Link, words: str, title: str, *, near: bool) -> int:
    """Smaller is likelier to be the posting's own address."""
    if near:
        return 0
    same = clean_title(words).lower() == title.lower()
    if same or (link.saying is Saying.DETAILS and link.is_job):
        return 1
    if link.is_job:
        return 3 if link.saying is Saying.APPLY else 2
    if link.is_document:
        return 4
    return _rank_of_saying(link)


def _rank_of_saying(link: Link) -> int:
    """How likely an address of no telling form is, by what its link says."""
    if link.saying is Saying.TITLE:
        return _NOT_ITS_OWN
    if link.is_other:
        return 7 if link.saying is Saying.DETAILS else _NOT_ITS_OWN
    return 5 if link.saying is Saying.DETAILS else 6


def _scripted(element: HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    own = ("href", "url", "link") if "-" in element.tag else ()
    for name in (*_ADDRESS_ATTRIBUTES, *own):
        if value := element.get(name):
            yield value
    if found := _ONCLICK.search(element.get("onclick") or ""):
        yield found[1]


@lru_cache(maxsize=_REMEMBERED)
def _link(href: str, words: str, base: str, here: str) -> Link | None:
    """Where an address leads, if it may lead to a posting; a page names one again and again."""
    address = href.strip()
    if not address or len(address) > LONGEST_ADDRESS:
        return None
    try:
        url = canonical_url(urljoin(base, address))
        parts = urlsplit(url)
    except ValueError:
        return None
    if url == here or len(url) > LONGEST_ADDRESS or not _is_page(url, parts):
        return None
    job = is_job_path(f"{parts.path}{parts.fragment}") or is_job_query(parts.path, parts.query)
    if _is_of(parts.hostname or "", _MIXED) and (not job or "/shar" in parts.path):
        return None
    document = parts.path.lower().endswith(_DOCUMENTS) or parts.hostname in _DOCUMENT_HOSTS
    other = is_other_path(parts.path) or is_about_working(parts.path)
    numbered = holds_number(f"{parts.path}{parts.fragment}?{parts.query}")
    return Link(url, job, other and not (document or job), document, numbered, _saying(words))


def _is_page(url: str, parts: SplitResult) -> bool:
    """Whether an address leads to a page or a document, and not to a network or a picture."""
    if not url.startswith(("http://", "https://")) or not parts.netloc:
        return False
    if parts.path.lower().endswith(_FILES):
        return False
    host = parts.hostname or ""
    return host in _DOCUMENT_HOSTS or not _is_of(host, _NEVER)


def _saying(words: str) -> Saying:
    if says_apply(words):
        return Saying.APPLY
    return Saying.DETAILS if not words or says_details(words) else Saying.TITLE


def _is_of(host: str, domains: Collection[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)
