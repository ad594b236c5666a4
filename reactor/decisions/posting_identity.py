"""Which addresses belong to one posting: pure decisions on addresses, before a page is read.

An address may change its spelling (scheme, `www`, canonical form), or its slug when the record is
retitled; the record's number stays. A posting known by one address is known by the others.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeVar

from reactor.decisions.posting_presence import KnownPosting
from reactor.decisions.repost_detection import wording
from reactor.posting import Posting
from reactor.url_identity import page_key, record_key

_WORD = re.compile(r"[^\W\d_]{2,}")

T = TypeVar("T")


def one_each(postings: Sequence[Posting], known: Collection[str]) -> tuple[Posting, ...]:
    """The postings of a list, with spellings of one address merged.

    Args:
        postings: in the order of the list.
        known: stored addresses; these are preferred.
    """
    chosen = dict[str, Posting]()
    for posting in postings:
        key = page_key(posting.url)
        if key not in chosen or (posting.url in known and chosen[key].url not in known):
            chosen[key] = posting
    return tuple(chosen.values())


def readdressed(
    kept: Collection[KnownPosting],
    listed: Collection[str],
    forms: Callable[[str], str],
    *,
    whole: bool,
) -> dict[str, str]:
    """Old addresses of postings that the list shows under new ones, keyed by the new ones.

    Args:
        kept: the postings read in earlier runs.
        listed: the addresses on the company's list.
        forms: maps a stored address to its canonical form.
        whole: whether the list is complete; only then can a number that left it be a retitled one.
    """
    shown, known = set(listed), {posting.url for posting in kept}
    old = [posting.url for posting in kept if posting.url not in shown]
    new = [url for url in listed if url not in known]
    found = _pairs(old, new, lambda url: page_key(forms(url)))
    if whole:
        left = set(found.values())
        just_left = {p.url for p in kept if p.listed and not p.gone and not p.missed}
        unknown = [url for url in new if url not in found]
        found |= _pairs([u for u in old if u in just_left - left], unknown, record_key)
    return found


def just_left(kept: Collection[KnownPosting], listed: Collection[str]) -> tuple[str, ...]:
    """Addresses that have just left a list with new ones, and may now redirect to those."""
    shown, known = set(listed), {posting.url for posting in kept}
    if shown <= known:
        return ()
    left = (p for p in kept if p.url not in shown and p.listed and not p.gone and not p.missed)
    return tuple(posting.url for posting in left)


def twins(kept: Collection[KnownPosting], read: Iterable[Posting]) -> dict[str, str]:
    """Postings just read that duplicate another: same home address, wording and compatible place.

    Args:
        kept: the postings read in earlier runs.
        read: the new postings, in the order of the list.

    Returns:
        The address of the first duplicate, keyed by those of the others.
    """
    first = defaultdict[tuple[str, str], list[tuple[str, str]]](list)
    for old in kept:
        if old.wording and not old.gone:
            first[_identity(old), old.wording].append((old.url, old.location))
    found = dict[str, str]()
    for posting in read:
        said = wording(posting) or " ".join(posting.title.split()).casefold()
        others = first[_identity(posting), said]
        one = next((url for url, place in others if _agree(place, posting.location)), posting.url)
        if one != posting.url:
            found[posting.url] = one
        others.append((posting.url, posting.location))
    return found


def left_to_twins(kept: Collection[KnownPosting], listed: Collection[str]) -> dict[str, str]:
    """Addresses that just left the list, keyed by the listed address of their duplicate."""
    shown = set(listed)
    staying = {
        (_identity(p), p.wording): p for p in kept if p.url in shown and p.wording and not p.gone
    }
    left = [p for p in kept if p.url not in shown and not p.gone and not p.missed and p.home]
    pairs = ((p, staying.get((_identity(p), p.wording))) for p in left)
    return {new.url: p.url for p, new in pairs if new and _agree(p.location, new.location)}


def _identity(posting: Posting | KnownPosting) -> str:
    return page_key(posting.home or posting.url)


def _agree(place: str, other: str) -> bool:
    """Whether two places may be the same: `Ghent` and `Ghent, Belgium`, but not two cities."""
    words, others = (set(_WORD.findall(each.casefold())) for each in (place, other))
    return words <= others or others <= words


def _pairs(old: Iterable[str], new: Iterable[str], key: Callable[[str], str]) -> dict[str, str]:
    """Old addresses keyed by the new ones with the same key, if the key is unique on both sides."""
    before, after = _only_ones(old, key), _only_ones(new, key)
    return {after[each]: before[each] for each in before.keys() & after.keys() - {""}}


def _only_ones(items: Iterable[T], key: Callable[[T], str]) -> dict[str, T]:
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return {shared: group[0] for shared, group in groups.items() if len(group) == 1}
