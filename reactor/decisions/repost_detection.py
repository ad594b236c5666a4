"""Postings that only moved to another address: a pure decision.

Whoever has been offered a posting wants neither to be offered it again because a company changed
its board or the form of its addresses, nor to keep a saved job that leads nowhere. Two addresses
are one posting only where nothing else can be meant: title, place and the whole text are the same,
the old address went missing from a whole list just as the new one came, and no third one is alike.
Whatever is less plain is a new posting: to miss one is worse than to see one twice.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from reactor.decisions.posting_presence import KnownPosting
from reactor.posting import Posting

_LEAST_TEXT = 200
"""Characters. Shorter texts are the same by chance: "Send us your application"."""

T = TypeVar("T")


def likeness(posting: Posting) -> str:
    """What two addresses of one posting share; `""` if its text says too little to tell."""
    text = _without_title(posting)
    if len(text) < _LEAST_TEXT:
        return ""
    said = "\n".join([_plain(posting.title), _plain(posting.location), text])
    return hashlib.sha256(said.encode()).hexdigest()


def wording(posting: Posting) -> str:
    """What two addresses of one posting share wherever it is said to be; `""` as above."""
    text = _without_title(posting)
    if len(text) < _LEAST_TEXT:
        return ""
    return hashlib.sha256(f"{_plain(posting.title)}\n{text}".encode()).hexdigest()


def moves(
    kept: Collection[KnownPosting], listed: Collection[str], read: Iterable[Posting]
) -> dict[str, str]:
    """The old addresses of postings that moved, by their new ones.

    Args:
        kept: the postings that were read in earlier runs.
        listed: the addresses on the company's list, which must be whole.
        read: postings on it that have just been read.
    """
    # What only an unfinished run has read is as new as it was then.
    shown, known = set(listed), {posting.url for posting in kept if posting.listed}
    old = [p for p in kept if p.url not in shown and not p.gone and not p.missed]
    new = [posting for posting in read if posting.url not in known]
    # A copy that stays on the list makes it another posting, not the same one.
    staying = {posting.likeness for posting in kept if posting.url in shown & known}
    before = _only_ones(old, lambda posting: posting.likeness)
    after = _only_ones(new, likeness)
    same = before.keys() & after.keys() - staying - {""}
    return {after[each].url: before[each].url for each in same}


def _without_title(posting: Posting) -> str:
    """The text; pages have their title above it, and boards tell it apart."""
    return _plain(posting.text).removeprefix(_plain(posting.title)).lstrip()


def _only_ones(items: Iterable[T], key: Callable[[T], str]) -> dict[str, T]:
    """The items by key, without those that share it."""
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return {shared: group[0] for shared, group in groups.items() if len(group) == 1}


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
