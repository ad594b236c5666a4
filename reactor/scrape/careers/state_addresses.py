"""Builds addresses of postings that embedded JSON states only in part.

It imports libxml, so only the parsing process imports it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from urllib.parse import parse_qsl, quote, urljoin, urlsplit

from lxml.html import HtmlElement

from reactor.posting import MAX_ADDRESS
from reactor.scrape.canonical import canonical_url
from reactor.scrape.careers.state_entries import StateEntry

# Hosts whose lists contain no links: the key of the posting's id, and the path for it.
_KNOWN_FORMS = {"recruiting.paylocity.com": ("jobid", "/Recruiting/Jobs/Details/{}")}
_HOLE = "{}"
_MAX_LINKS = 5000
_MAX_FORMS = 20
_MIN_PART = 2


class AddressForms:
    """Builds whole addresses from parts, if a link on the page confirms the form.

    Args:
        tree: the page.
        base: the base of its relative links.
        url: its address.
    """

    def __init__(self, tree: HtmlElement, base: str, url: str) -> None:
        self._base = base
        self._host = urlsplit(url).hostname or ""
        self._here = canonical_url(url)
        self._tree = tree

    @cached_property
    def _forms(self) -> dict[str, set[str]]:
        return _forms_by_part(self._tree, self._base)

    def of(self, entries: list[StateEntry]) -> list[str]:
        """Return the canonical address of each entry; `""` where none can be determined."""
        stated = self._stated(entries)
        if stated and all(stated):
            return stated
        completed = self._completed(entries)
        return [one or other for one, other in zip(stated, completed, strict=True)]

    def _stated(self, entries: list[StateEntry]) -> list[str]:
        """Return the addresses under the key with the most different ones."""
        best = [""] * len(entries)
        for name in dict.fromkeys(name for entry in entries for name in entry.addresses):
            found = [self._whole(entry.addresses.get(name, "")) for entry in entries]
            if len(set(filter(None, found))) > len(set(filter(None, best))):
                best = found
        known = Counter(filter(None, best))
        return [address if known[address] == 1 or len(entries) == 1 else "" for address in best]

    def _whole(self, address: str) -> str:
        if not address.startswith(("http://", "https://", "/")):
            return ""
        if len(address) > MAX_ADDRESS:
            return address  # left out and counted by the code that builds the listing
        try:
            found = canonical_url(urljoin(self._base, address))
        except ValueError:
            return ""
        return found if found != self._here else ""

    def _completed(self, entries: list[StateEntry]) -> list[str]:
        """Return addresses built in the form that most entries' own links have."""
        known = _KNOWN_FORMS.get(self._host)
        forms = Counter[tuple[str, str]]()
        for entry in entries:
            for name, part in entry.identities.items():
                forms.update((name, form) for form in self._forms.get(part.lower(), ()))
        if known:
            forms[known[0], urljoin(self._base, known[1])] += 1
        for (name, form), _ in forms.most_common(_MAX_FORMS):
            parts = [entry.identities.get(name, "") for entry in entries]
            if len(set(parts)) == len(parts):
                return [part and self._whole(form.replace(_HOLE, quote(part))) for part in parts]
        return [""] * len(entries)


def _forms_by_part(tree: HtmlElement, base: str) -> dict[str, set[str]]:
    """Map each part to the forms of links that contain it: `…/jobs/{}` for `welder`."""
    forms = defaultdict[str, set[str]](set)
    for href in tree.xpath("//a/@href")[:_MAX_LINKS]:
        if len(href) > MAX_ADDRESS:
            continue
        try:
            url = canonical_url(urljoin(base, href))
        except ValueError:
            continue
        for part in _parts(url):
            forms[part.lower()].add(url.replace(part, _HOLE))
    return forms


def _parts(url: str) -> Iterable[str]:
    """Return the last segments of a path and the query's values, where slugs and ids are."""
    parts = urlsplit(url)
    segments = [*parts.path.split("/"), *parts.fragment.split("/")][-3:]
    values = [value for _, value in parse_qsl(parts.query)]
    return {
        part for part in (*segments, *values) if len(part) >= _MIN_PART and url.count(part) == 1
    }
