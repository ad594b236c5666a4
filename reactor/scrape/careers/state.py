"""Reads postings from the JSON that a page embeds for its own scripts.

A list is accepted only on clear evidence: objects with titles and addresses, in a list named like
`jobs`, or with keys that only postings have. It imports libxml, so only the parsing process imports
it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from reactor.language.roles import names_role
from reactor.posting import Posting
from reactor.scrape.canonical import canonical_url
from reactor.scrape.careers.state_addresses import AddressForms
from reactor.scrape.careers.state_columns import named_by_value
from reactor.scrape.careers.state_entries import StateEntry
from reactor.scrape.markup.links import base_of
from reactor.scrape.markup.states import states
from reactor.scrape.vocabulary.paths import is_job_path, is_job_query, is_other_path
from reactor.scrape.vocabulary.wording import leads_elsewhere

_POSTINGS_KEY = re.compile(
    r"job|opening|position|vacanc|posting|role|career|opportunit|requisition|stelle|vacature|vaga"
    r"|offre|oferta|empleo|emploi|puesto|recruit|hiring",
    re.IGNORECASE,
)
_NEVER_KEY = re.compile(
    r"categor|filter|option|department|location|alert|types?$|facet|benefit|faq|nav|menu|breadcrumb|member"
    r"|permission|event|related",
    re.IGNORECASE,
)
_OTHERS_KEY = re.compile(
    r"footer|header|posts?$|article|blog|news|author|people|person|testimonial|office|tag|links?$|product"
    r"|customer|team|stor(?:y|ies)",
    re.IGNORECASE,
)
# Names between a list's own name and its entries: `jobs.data`, `allJob.edges`.
_NEUTRAL_KEYS = frozenset(
    (
        *("data", "nodes", "edges", "items", "results", "list", "hits", "records"),
        *("docs", "content", "entries", "rows", "values", "all", "elements"),
    )
)
_DEEPEST = 40
_MAX_LISTS = 20_000
_MIN_NAMED = 3
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class StateListing:
    """The postings in a page's embedded JSON.

    Attributes:
        postings: the postings with addresses, without duplicates, in order.
        unaddressed: the postings without a known address. Each has a fragment of the page's
            address, and its title as text.
    """

    postings: tuple[Posting, ...]
    unaddressed: tuple[Posting, ...]


def postings_in_state(tree: HtmlElement, url: str) -> StateListing:
    """Return the postings in the page's embedded JSON."""
    forms = AddressForms(tree, base_of(tree, url), url)
    here = canonical_url(url)
    postings = dict[str, Posting]()
    unaddressed = dict[str, Posting]()
    for count, (key, nodes) in enumerate(_lists(tree)):
        if count >= _MAX_LISTS:
            break
        entries = _entries(key, nodes)
        if not entries:
            continue
        addresses = forms.of(entries)
        if not _are_postings(key, entries, [found for found in addresses if found]):
            continue
        for entry, address in zip(entries, addresses, strict=True):
            if not address:
                unaddressed.setdefault(entry.title, _posting(entry, f"{here}#{_key(entry.title)}"))
            elif not _is_other(address) and not leads_elsewhere(entry.title):
                postings.setdefault(address, _posting(entry, address))
    named = {posting.title for posting in postings.values()}
    bare = (replace(each, text=each.title) for each in unaddressed.values())
    return StateListing(
        tuple(postings.values()), tuple(each for each in bare if each.title not in named)
    )


def _entries(key: str, nodes: list[dict[str, Any]]) -> list[StateEntry]:
    """Return the open entries of a possible list of postings, by its keys or its values."""
    entries = list(_open(nodes))
    if entries and _may_be_postings(key, entries) and _name_roles(entries):
        return entries
    if _NEVER_KEY.search(key) or _OTHERS_KEY.search(key):
        return entries if entries and _may_be_postings(key, entries) else []
    valued = named_by_value(nodes)
    if valued is not nodes:
        return list(_open(valued))
    return entries if entries and _may_be_postings(key, entries) else []


def _open(nodes: list[dict[str, Any]]) -> Iterator[StateEntry]:
    return (entry for node in nodes if (entry := StateEntry(node)).title and entry.is_open)


def _name_roles(entries: list[StateEntry]) -> bool:
    return any(names_role(entry.title) for entry in entries)


def _key(title: str) -> str:
    return re.sub(r"[\W_]+", "-", title.lower()).strip("-")


def _posting(entry: StateEntry, address: str) -> Posting:
    return Posting(
        url=address,
        title=entry.title,
        location=entry.location,
        remote=entry.remote,
        employment_type=entry.employment_type,
        posted_at=entry.posted_at,
    )


def _lists(tree: HtmlElement) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for state in states(tree):
        yield from _lists_in(state, "", depth=0)


def _lists_in(value: Any, key: str, depth: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each list of objects within `value`, with the nearest name that is specific."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        nodes = [entry for entry in value if isinstance(entry, dict)]
        if nodes:
            yield key, nodes
        for entry in value:
            yield from _lists_in(entry, key, depth + 1)
    elif isinstance(value, dict):
        yield from _stores(value)
        for name, entry in value.items():
            said = key if str(name).lower() in _NEUTRAL_KEYS else str(name)
            yield from _lists_in(entry, said, depth + 1)


def _stores(node: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the objects of a store by type, as Apollo keys them: `"Job:17": {…}`."""
    kinds = dict[str, list[dict[str, Any]]]()
    for name, entry in node.items():
        kind, colon, _ = str(name).partition(":")
        if colon and isinstance(entry, dict):
            kinds.setdefault(kind, []).append(entry)
    yield from kinds.items()


def _may_be_postings(key: str, entries: list[StateEntry]) -> bool:
    """Whether a list is worth a search for addresses, by its name and keys alone."""
    if _NEVER_KEY.search(key):
        return False
    if _POSTINGS_KEY.search(key):
        return True
    if _OTHERS_KEY.search(key):
        return False
    return all(entry.facts[0] > 1 and entry.facts[1] > 0 for entry in entries)


def _are_postings(key: str, entries: list[StateEntry], addresses: list[str]) -> bool:
    """Whether the entries look like postings, not only the name of their list."""
    half = len(entries) / 2
    roles = sum(names_role(entry.title) for entry in entries)
    like_jobs = sum(_is_job(address) for address in addresses)
    if _POSTINGS_KEY.search(key):
        stated = sum(entry.facts[0] > 0 for entry in entries)
        return max(roles, stated) >= half or bool(addresses and like_jobs == len(addresses))
    if addresses and (roles >= half or like_jobs >= half):
        return True
    placed = sum(bool(entry.location or entry.employment_type) for entry in entries) >= half
    named = len(entries) >= _MIN_NAMED and roles >= _MOSTLY * len(entries)
    return placed and named and not _are_people(entries)


def _are_people(entries: list[StateEntry]) -> bool:
    """Whether the entries are members of a team: most contain a person's name."""
    return sum(entry.names_person for entry in entries) > len(entries) / 2


def _is_job(address: str) -> bool:
    parts = urlsplit(address)
    return is_job_path(f"{parts.path}{parts.fragment}") or is_job_query(parts.path, parts.query)


def _is_other(address: str) -> bool:
    return not _is_job(address) and is_other_path(urlsplit(address).path)
