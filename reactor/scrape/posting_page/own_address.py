"""The canonical address that a posting's page states.

It imports libxml, so only the parsing process imports it.
"""

from contextlib import suppress
from urllib.parse import urljoin

from lxml.html import HtmlElement

from reactor.posting import MAX_ADDRESS
from reactor.scrape.canonical import canonical_url
from reactor.scrape.redirects import leads_away
from reactor.url_identity import same_site

_RELATED = (
    "//link[contains(concat(' ', translate(@rel, 'CANOIL', 'canoil'), ' '), ' canonical ')]/@href"
)


def own_address(tree: HtmlElement, url: str) -> str:
    """Return the canonical form of the page's `rel=canonical`; `""` if it cannot be its own.

    Templates often name the list, the home page or another site there.
    """
    for href in tree.xpath(_RELATED)[:1]:
        if len(href) > MAX_ADDRESS:
            continue
        with suppress(ValueError):
            named = canonical_url(urljoin(url, href.strip()))
            if named.startswith(("http://", "https://")) and same_site(named, url):
                return "" if leads_away(url, named) else named
    return ""
