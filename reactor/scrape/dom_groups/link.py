"""Classifies a link's target: a posting, a document or another part of the site."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit

from reactor.language.line_cache import remembered
from reactor.posting import MAX_ADDRESS
from reactor.scrape.canonical import canonical_url
from reactor.scrape.vocabulary.paths import (
    holds_number,
    is_about_working,
    is_job_path,
    is_job_query,
    is_other_path,
)
from reactor.scrape.vocabulary.wording import says_apply, says_details

_REMEMBERED = 2_048
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


class LinkText(Enum):
    """The kinds of link text, most useful first."""

    TITLE = 0
    DETAILS = 1
    APPLY = 2


@dataclass(frozen=True, slots=True)
class Link:
    """The target of a record.

    Attributes:
        url: the canonical address.
        is_job: whether the address has the form of a posting's.
        is_other: whether it belongs to another part of the site.
        is_document: whether it is a PDF or similar document.
        numbered: whether it contains a number.
        saying: the kind of the link's text.
    """

    url: str
    is_job: bool
    is_other: bool
    is_document: bool
    numbered: bool
    saying: LinkText = LinkText.DETAILS


def link_of(href: str, words: str, base: str, here: str) -> Link | None:
    """Return the target of a link with this text; None if it cannot lead to a posting."""
    link = _link(href, base, here)
    return link and replace(link, saying=_saying(words))


@lru_cache(maxsize=_REMEMBERED)
def _link(href: str, base: str, here: str) -> Link | None:
    """Cached: a page links the same address many times."""
    address = href.strip()
    if not address or len(address) > MAX_ADDRESS:
        return None
    try:
        url = canonical_url(urljoin(base, address))
        parts = urlsplit(url)
    except ValueError:
        return None
    if url == here or len(url) > MAX_ADDRESS or not _is_page(url, parts):
        return None
    job = is_job_path(f"{parts.path}{parts.fragment}") or is_job_query(parts.path, parts.query)
    if _is_of(parts.hostname or "", _MIXED) and (not job or "/shar" in parts.path):
        return None
    document = parts.path.lower().endswith(_DOCUMENTS) or parts.hostname in _DOCUMENT_HOSTS
    other = is_other_path(parts.path) or is_about_working(parts.path)
    numbered = holds_number(f"{parts.path}{parts.fragment}?{parts.query}")
    return Link(url, job, other and not (document or job), document, numbered)


def _is_page(url: str, parts: SplitResult) -> bool:
    """Whether an address is a page or a document rather than a social network or an image."""
    if not url.startswith(("http://", "https://")) or not parts.netloc:
        return False
    if parts.path.lower().endswith(_FILES):
        return False
    host = parts.hostname or ""
    return host in _DOCUMENT_HOSTS or not _is_of(host, _NEVER)


def _is_of(host: str, domains: Collection[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


@remembered
def _saying(words: str) -> LinkText:
    if says_apply(words):
        return LinkText.APPLY
    return LinkText.DETAILS if not words or says_details(words) else LinkText.TITLE
