"""Detection of postings that only moved to another address: a pure decision.

When a company changes its board or address format, people should not be offered a posting twice,
and saved jobs should not lead nowhere. Two addresses are one posting only in an unambiguous case:
title, place and full text are equal, the old address went missing from a complete list when the new
one appeared, and no third posting is equal. Anything else is a new posting: a missed posting is
worse than a duplicate.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from reactor.decisions.posting_presence import KnownPosting
from reactor.posting import Posting

_MIN_TEXT = 200
"""Characters. Shorter texts coincide by chance: "Send us your application"."""

T = TypeVar("T")


def likeness(posting: Posting) -> str:
    """The hash of title, place and text; `""` if the text is too short to identify the posting."""
    text = _without_title(posting)
    if len(text) < _MIN_TEXT:
        return ""
    said = "\n".join([_plain(posting.title), _plain(posting.location), text])
    return hashlib.sha256(said.encode()).hexdigest()


def wording(posting: Posting) -> str:
    """The hash of title and text, without the place; `""` if the text is too short."""
    text = _without_title(posting)
    if len(text) < _MIN_TEXT:
        return ""
    return hashlib.sha256(f"{_plain(posting.title)}\n{text}".encode()).hexdigest()


def moves(
    kept: Collection[KnownPosting], listed: Collection[str], read: Iterable[Posting]
) -> dict[str, str]:
    """Old addresses of postings that moved, keyed by their new ones.

    Args:
        kept: the postings read in earlier runs.
        listed: the addresses on the company's list, which must be complete.
        read: the listed postings that have just been read.
    """
    # A posting that only an unfinished run has read still counts as new.
    shown, known = set(listed), {posting.url for posting in kept if posting.listed}
    old = [p for p in kept if p.url not in shown and not p.gone and not p.missed]
    new = [posting for posting in read if posting.url not in known]
    # If a copy stays on the list, the new address is another posting.
    staying = {posting.likeness for posting in kept if posting.url in shown & known}
    before = _only_ones(old, lambda posting: posting.likeness)
    after = _only_ones(new, likeness)
    same = before.keys() & after.keys() - staying - {""}
    return {after[each].url: before[each].url for each in same}


def _without_title(posting: Posting) -> str:
    """The text without the title, which pages repeat above it and boards keep separately."""
    return _plain(posting.text).removeprefix(_plain(posting.title)).lstrip()


def _only_ones(items: Iterable[T], key: Callable[[T], str]) -> dict[str, T]:
    """The items keyed by their key, without keys that several share."""
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return {shared: group[0] for shared, group in groups.items() if len(group) == 1}


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
