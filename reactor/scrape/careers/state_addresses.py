"""The addresses of postings of which the embedded JSON tells only a part.

Imports libxml: only ever in the parsing process.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from urllib.parse import parse_qsl, quote, urljoin, urlsplit

from lxml.html import HtmlElement

from reactor.posting import LONGEST_ADDRESS
from reactor.scrape.canonical import canonical_url
from reactor.scrape.careers.state_entries import StateEntry

# Hosts whose lists link nothing, and under which path they show a posting by its id.
_KNOWN_FORMS = {"recruiting.paylocity.com": ("jobid", "/Recruiting/Jobs/Details/{}")}
_HOLE = "{}"
_MOST_LINKS = 5000
_MOST_FORMS = 20
_SHORTEST_PART = 2


class AddressForms:
    """Makes whole addresses from parts, where a link of the page proves the form.

    Args:
        tree: the page.
        base: what its relative links are relative to.
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
        """The canonical address of each entry, `""` where none can be made out."""
        stated = self._stated(entries)
        if stated and all(stated):
            return stated
        completed = self._completed(entries)
        return [one or other for one, other in zip(stated, completed, strict=True)]

    def _stated(self, entries: list[StateEntry]) -> list[str]:
        """Addresses under the first key that has one of its own for nearly every entry."""
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
        if len(address) > LONGEST_ADDRESS:
            return address  # whoever makes the listing counts it, and leaves it out
        try:
            found = canonical_url(urljoin(self._base, address))
        except ValueError:
            return ""
        return found if found != self._here else ""

    def _completed(self, entries: list[StateEntry]) -> list[str]:
        """Addresses of the form that most entries' own links have."""
        known = _KNOWN_FORMS.get(self._host)
        forms = Counter[tuple[str, str]]()
        for entry in entries:
            for name, part in entry.identities.items():
                forms.update((name, form) for form in self._forms.get(part.lower(), ()))
        if known:
            forms[known[0], urljoin(self._base, known[1])] += 1
        for (name, form), _ in forms.most_common(_MOST_FORMS):
            parts = [entry.identities.get(name, "") for entry in entries]
            if len(set(parts)) == len(parts):
                return [part and self._whole(form.replace(_HOLE, quote(part))) for part in parts]
        return [""] * len(entries)


def _forms_by_part(tree: HtmlElement, base: str) -> dict[str, set[str]]:
    """The forms of the page's links by what fills their hole: `…/jobs/{}` by `welder`."""
    forms = defaultdict[str, set[str]](set)
    for href in tree.xpath("//a/@href")[:_MOST_LINKS]:
        if len(href) > LONGEST_ADDRESS:
            continue
        try:
            url = canonical_url(urljoin(base, href))
        except ValueError:
            continue
        for part in _parts(url):
            forms[part.lower()].add(url.replace(part, _HOLE))
    return forms


def _parts(url: str) -> Iterable[str]:
    """The last parts of a path and the values of a query: where postings' slugs and ids stand."""
    parts = urlsplit(url)
    segments = [*parts.path.split("/"), *parts.fragment.split("/")][-3:]
    values = [value for _, value in parse_qsl(parts.query)]
    return {
        part
        for part in (*segments, *values)
        if len(part) >= _SHORTEST_PART and url.count(part) == 1
    }
