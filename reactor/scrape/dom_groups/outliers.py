"""Records in a list of postings that are not postings, found by comparison with the rest.

Sites use the markup of their postings for a shop, a product or a course, in the same box.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from reactor.scrape.dom_groups.entry import Entry
from reactor.scrape.dom_groups.group_verdict import is_occupation, names_all_genders, states_price

_LEAST = 3
_FEW = 2
_MOSTLY = 0.7
_OFTEN = 0.6
_RARELY = 0.3


def without_outliers(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries of a list of postings without those that are clearly something else.

    Selected and listed entries always stay. The tests for prices, folders and missing links spare
    titles that name an occupation. An entry goes if its record states a price and most others do
    not, if its address is in another folder than most, if it has neither a link nor a panel
    although most have one, or if its address belongs to another part of the site although not all
    do.
    """
    kept = [each for each in entries if not each.is_furniture]
    if len(kept) < _LEAST:
        return list(entries)
    tests = (_is_priced(kept), _is_elsewhere(kept), _opens_nothing(kept), _is_service(kept))
    return [each for each in entries if _is_chosen(each) or not any(test(each) for test in tests)]


def _is_chosen(entry: Entry) -> bool:
    return bool(entry.selected) or entry.listed


def _is_priced(entries: Sequence[Entry]) -> Callable[[Entry], bool]:
    priced = sum(map(states_price, entries))
    if not 0 < priced <= _OFTEN * len(entries):
        return _never
    return lambda each: (
        states_price(each) and not _is_named(each) and not (each.link and each.link.is_job)
    )


def _is_elsewhere(entries: Sequence[Entry]) -> Callable[[Entry], bool]:
    folders = Counter(_folder(each) for each in entries if each.link)
    if not folders:
        return _never
    usual, number = folders.most_common(1)[0]
    if number < _OFTEN * len(entries) or not any(
        each.link.is_job for each in entries if each.link and _folder(each) == usual
    ):
        return _never
    return lambda each: (
        each.link is not None
        and not (each.link.is_job or each.link.is_document or _is_named(each))
        and _folder(each) != usual
    )


def _is_service(entries: Sequence[Entry]) -> Callable[[Entry], bool]:
    """Services are named like trades; their addresses belong to another part of the site."""
    others = sum(each.link is not None and each.link.is_other for each in entries)
    if not _FEW <= others < len(entries):
        return _never
    return lambda each: each.link is not None and each.link.is_other


def _opens_nothing(entries: Sequence[Entry]) -> Callable[[Entry], bool]:
    opening = sum(bool(each.link or each.record.panels) for each in entries)
    if opening < _OFTEN * len(entries):
        return _never
    return lambda each: (
        not (each.link or each.record.panels or each.has_duties or each.applies or _is_named(each))
    )


def _is_named(entry: Entry) -> bool:
    return is_occupation(entry.title) or names_all_genders(entry.title)


def _folder(entry: Entry) -> tuple[str, str]:
    parts = urlsplit(entry.link.url if entry.link else "")
    return parts.netloc, parts.path.rstrip("/").rpartition("/")[0]


def _never(_: Entry) -> bool:
    return False
