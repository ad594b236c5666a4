"""Turns entries into postings, each with its own address or a fragment of the page's address."""

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from reactor.posting import Posting
from reactor.scrape.canonical import canonical_url
from reactor.scrape.dom_groups.entry import Entry
from reactor.scrape.dom_groups.locations import remote_of
from reactor.scrape.dom_groups.mentions import text_of_record
from reactor.scrape.locales import one_language
from reactor.scrape.vocabulary.paths import without_action


def postings(taken: Sequence[Entry], url: str, language: str) -> tuple[Posting, ...]:
    """Return one posting per entry; without an own address, its URL is a fragment of the page.

    Of copies in several languages only the page's language is kept, and an address such as
    `.../apply` only if the list does not hold the address without it.
    """
    here = canonical_url(url)
    urls = [entry.link.url for entry in taken if entry.link]
    kept = set(one_language(urls, language))
    kept -= {each for each in kept if (bare := _without_action(each)) != each and bare in kept}
    found = dict[str, Posting]()
    for entry in taken:
        if entry.link and entry.link.url not in kept:
            continue
        posting = _posting(entry, here)
        if (
            posting.url in found
            and found[posting.url].location != posting.location
            and not entry.link
        ):
            key = _key(f"{posting.title} {posting.location}")
            posting = replace(posting, url=f"{here}#{key}")
        known = found.get(posting.url)
        found[posting.url] = known.completed_by(posting) if known else posting
    return tuple(found.values())


def _without_action(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(path=without_action(parts.path)).geturl()


def _posting(entry: Entry, here: str) -> Posting:
    link = entry.link
    return Posting(
        url=link.url if link else f"{here}#{_key(entry.title)}",
        title=entry.title,
        location=entry.location,
        employment_type=entry.employment_type,
        remote=remote_of(entry.location, entry.facts),
        context=entry.context,
        text="" if link else text_of_record(entry.record),
    )


def _key(title: str) -> str:
    return re.sub(r"[\W_]+", "-", title.lower()).strip("-")
