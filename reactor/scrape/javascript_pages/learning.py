"""Finds the source from which a page's scripts load its list, by comparing postings.

It imports libxml, so only the parsing process imports it.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from reactor.fetch.browser.rendered_page import ScriptResponse
from reactor.posting import Posting
from reactor.scrape.careers.state_entries import StateEntry
from reactor.scrape.javascript_pages.reading import address_of, whole_address
from reactor.scrape.javascript_pages.source import HOLE, ListSource, Step, body_from, kept_headers

_LEAST = 2
"""Minimum postings in a response: one alone does not reveal the form of addresses."""

_MOSTLY = 0.8
_DEEPEST = 12
_MAX_LISTS = 2_000
_MAX_COMPARED, _MAX_TRIED = 200, 5


def find_source(
    answers: Sequence[ScriptResponse], postings: Sequence[Posting], url: str
) -> ListSource | None:
    """Return the source of the `postings` that a page shows; None if no response holds them.

    Args:
        answers: the responses to its scripts.
        postings: the postings shown.
        url: its address.
    """
    wanted = defaultdict[str, set[str]](set)
    for posting in postings:
        wanted[_key(posting.title)].add(posting.url)
    if len(postings) < _LEAST:
        return None
    for answer in answers:
        body = body_from(answer.body) if answer.body else None
        value = _decoded(answer.text)
        if value is None or (answer.body and body is None):
            continue
        for path, nodes in _lists(value, ()):
            if found := _proven(nodes, wanted, url):
                part, form = found
                headers = kept_headers(answer.headers)
                return ListSource(answer.url, body, path, part, form, url, headers)
    return None


def _proven(
    nodes: list[dict[str, Any]], wanted: Mapping[str, set[str]], url: str
) -> tuple[str, str] | None:
    """Return the key and form by which a list's entries yield the addresses shown."""
    entries = [StateEntry(node) for node in nodes]
    shown = set().union(*wanted.values())
    enough = max(_LEAST, _MOSTLY * len(shown))
    known = [each for each in entries if _key(each.title) in wanted]
    if len(known) < enough:
        return None
    votes = Counter[tuple[str, str]]()
    for entry in known[:_MAX_COMPARED]:
        addresses = wanted[_key(entry.title)]
        stated = entry.addresses.items()
        votes.update((n, "") for n, each in stated if whole_address(each, url) in addresses)
        votes.update({form for address in addresses for form in _forms(entry, address)})
    for (part, form), _ in votes.most_common(_MAX_TRIED):
        source = ListSource(url, None, (), part, form, url)
        if len(shown.intersection(address_of(entry, source) for entry in entries)) >= enough:
            return part, form
    return None


def _forms(entry: StateEntry, address: str) -> Iterator[tuple[str, str]]:
    """Yield the forms of an address in which one of the entry's parts occurs once."""
    for name, part in entry.parts.items():
        places = list(islice(_places(part, address), 2))
        if len(places) == 1:
            yield name, address[: places[0]] + HOLE + address[places[0] + len(part) :]


def _places(part: str, address: str) -> Iterator[int]:
    """Yield the positions where a part is a whole word in an address, as `1` in `/v12/1`."""
    at = address.find(part)
    while at >= 0:
        end = at + len(part)
        if not (address[at - 1 : at].isalnum() or address[end : end + 1].isalnum()):
            yield at
        at = address.find(part, end)


def _lists(
    value: Any, path: tuple[Step, ...]
) -> Iterator[tuple[tuple[Step, ...], list[dict[str, Any]]]]:
    """Yield each list of objects within `value`, with the path to it."""
    waiting = [(path, value)]
    for _ in range(_MAX_LISTS):
        if not waiting:
            return
        way, found = waiting.pop(0)
        inner: Iterator[tuple[Step, Any]] = iter(())
        if isinstance(found, list):
            nodes = [each for each in found if isinstance(each, dict)]
            if len(nodes) >= _LEAST:
                yield way, nodes
            inner = iter(enumerate(found[:_DEEPEST]))
        elif isinstance(found, dict):
            inner = iter(found.items())
        if len(way) < _DEEPEST:
            waiting += [((*way, step), v) for step, v in inner if isinstance(v, dict | list)]


def _decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _key(title: str) -> str:
    return re.sub(r"[\W_]+", " ", title.casefold()).strip()
