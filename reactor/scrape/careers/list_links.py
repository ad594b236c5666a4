"""Finds where the list may be if a page holds none: a link, button or frame.

It imports libxml, so only the parsing process imports it.
"""

# ruff: noqa: E501 - words of many languages, one language a line

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from reactor.posting import MAX_ADDRESS
from reactor.scrape.canonical import canonical_url
from reactor.scrape.markup.links import base_of
from reactor.scrape.markup.text import text_of
from reactor.scrape.vocabulary.headings import announces_postings
from reactor.scrape.vocabulary.paths import is_list_path

_MOST = 4
_LEAST = 3
_MAX_WORDS = 80
_NO_LISTS = re.compile(
    r"(?:youtube|youtu\.be|vimeo|google\.(?:com|[a-z]{2})/maps|maps\.google|googletagmanager|doubleclick|facebook|instagram"
    r"|twitter|linkedin\.com/(?:company|in|embed)|recaptcha|hcaptcha|spotify|soundcloud|openstreetmap|cookie|consent|tiktok|xing\.com/profile"
    r"|kununu|glassdoor|calendly|hotjar|addtoany|disqus|matomo|typeform|mailchimp|newsletter)",
    re.IGNORECASE,
)
_MIN_OF_FRAMES = 3
_JOBS = re.compile(
    r"\b(?:jobs?|careers?|vacanc(?:y|ies)|openings?|(?:open )?(?:positions?|roles?)|we(?:['\u2019]re| are) hiring"
    r"|stellen\w*|karriere\w*|jobb[öo]rse|ausschreibung\w*|offres?(?: d['\u2019]emploi)?|recrut\w+|emplois?|postes?"
    r"|ofertas?|empleos?|vacantes?|trabajos?|puestos?|posizion[ie]|lavor[oa]\w*|annunci|candidature"
    r"|vacatures?|functies?|werken bij|concors[io]|selezion[ie]|stanowiska?|nab[óo]r\w*|rekrutacj\w+|opslag|annonser?|oferty|praca|kariera|vagas?|carreiras?|lediga?\w*|stillinger|jobb?|pr[áa]ce|kari[ée]ra)\b",
    re.IGNORECASE,
)
_SHOW = re.compile(
    r"\b(?:all|open|current|see|view|browse|explore|show|search|find|discover|to the|list|our"
    r"|alle|aktuelle|offene[nr]?|zu(?:r|m|\ den)?|unsere|finde[n]?|entdecken?|ansehen|anzeigen"
    r"|toutes?|nos|voir|consulter|d[ée]couvrir|todas?|ver|nuestras?|consulta|tutte|vedi|scopri|le nostre"
    r"|bekijk|onze|actuele|zobacz|wszystkie|aktualne|nasze|vejam?|todas as|se|alla|v[åa]ra|v[šs]echny)\b",
    re.IGNORECASE,
)


def ways_on(tree: HtmlElement, url: str) -> tuple[str, ...]:
    """Return addresses that may hold the list, likeliest first."""
    here = canonical_url(url)
    base = base_of(tree, url)
    weighed = dict[str, int]()
    for address, weight in (*_frames(tree), *_links(tree), *_refreshed(tree)):
        if len(address) > MAX_ADDRESS or _NO_LISTS.search(address):
            continue
        try:
            found = urljoin(base, address)
            same = canonical_url(found) == here
        except ValueError:
            continue
        if found.startswith(("http://", "https://")) and not same and urlsplit(found).netloc:
            bare = found.partition("#")[0] if "#/" not in found and "#!" not in found else found
            weighed[bare] = max(weighed.get(bare, 0), weight)
    likely = sorted(weighed.items(), key=lambda each: -each[1])
    return tuple(address for address, weight in likely if weight >= _LEAST)[:_MOST]


def framed_list(tree: HtmlElement, url: str) -> str:
    """Return the frame on the page's host that is named like a list; `""` without one."""
    base = base_of(tree, url)
    for address, weight in _frames(tree):
        if weight > _MIN_OF_FRAMES and not _NO_LISTS.search(address):
            try:
                found = urljoin(base, address)
                if urlsplit(found).hostname == urlsplit(url).hostname:
                    return found.partition("#")[0]
            except ValueError:
                continue
    return ""


def _frames(tree: HtmlElement) -> Iterator[tuple[str, int]]:
    for frame in tree.iter("iframe", "frame", "embed", "object"):
        for name in ("src", "data-src", "data-lazy-src", "data"):
            if address := (frame.get(name) or "").strip():
                about = " ".join(
                    filter(
                        None,
                        (
                            frame.get("title"),
                            frame.get("id"),
                            frame.get("name"),
                            frame.get("class"),
                        ),
                    )
                )
                yield (
                    address,
                    3
                    + 3
                    * bool(_JOBS.search(f"{address} {about}".replace("_", " ").replace("-", " "))),
                )
                break


def _links(tree: HtmlElement) -> Iterator[tuple[str, int]]:
    for link in tree.iter("a", "button", "area"):
        address = link.get("href") or link.get("data-href") or link.get("data-url") or ""
        if not address or address.startswith(("#", "mailto:", "tel:", "javascript:")):
            continue
        words = " ".join(text_of(link).split()) or link.get("aria-label") or link.get("title") or ""
        if len(words) > _MAX_WORDS:
            continue
        named = bool(_JOBS.search(words)) or announces_postings(words)
        shown = bool(_SHOW.search(words))
        try:
            path = is_list_path(urlsplit(address).path)
        except ValueError:
            continue
        framed = any(each.tag in ("nav", "header", "footer") for each in link.iterancestors())
        yield address, 3 * named + 2 * (named and shown) + 2 * path - 2 * framed


def _refreshed(tree: HtmlElement) -> Iterator[tuple[str, int]]:
    for meta in tree.iter("meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh":
            _, _, address = (meta.get("content") or "").partition("=")
            if address:
                yield address.strip(" '\""), 6
