"""The postings that a page lists, as groups of records, and why."""

import re
import sys
from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from reactor.language.places import is_town
from reactor.posting import Posting
from reactor.scrape.canonical import canonical_url
from reactor.scrape.careers.anchors import Selection, base_of, select
from reactor.scrape.careers.locales import locale_of, one_language
from reactor.scrape.markup.text import text_of
from reactor.scrape.records.cells import MOST_CELLS, Cell, cells
from reactor.scrape.records.entry import NOTHING_STATED, Entry, PageAround, Stated, entries
from reactor.scrape.records.groups import Group, columns
from reactor.scrape.records.page_index import PageIndex, index_of
from reactor.scrape.records.sections import Section, sections
from reactor.scrape.records.verdict import (
    SURE,
    UNSURE,
    Judgement,
    Verdict,
    is_no_posting,
    judge,
)
from reactor.scrape.words.paths import without_action


_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class JudgedGroup:
    """A group, what its records say, and what it was taken for."""

    group: Group
    entries: tuple[Entry, ...]
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class RecordsFound:
    """What the groups of a page's records came to.

    Attributes:
        postings: the postings of the groups that are some, each once, in the order of the page.
        judged: all groups, best first.
        notes: what a person who looks after the company's selector should know.
    """

    postings: tuple[Posting, ...] = ()
    judged: tuple[JudgedGroup, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def perhaps(self) -> tuple[str, ...]:
        """The titles of the best group that may or may not be postings."""
        unsure = (each for each in self.judged if each.judgement.verdict is Verdict.UNSURE)
        return tuple(entry.title for each in unsure for entry in each.entries)[:_MOST_NAMED]


def find_records(
    tree: HtmlElement, url: str, selector: str = "", stated: Stated = NOTHING_STATED
) -> RecordsFound:
    """The postings that a page writes as records.

    Args:
        tree: the page.
        url: its address.
        selector: a CSS selector that narrows where to look; one that is stale, invalid, or leads
            to no posting though the page has some, does not.
        stated: what the page's structured data lists.
    """
    if not selector.strip():
        return _found(tree, url, stated, None)
    try:
        selection = select(tree, selector)
    except ValueError as error:
        reason = str(error)
    else:
        found = _found(tree, url, stated, selection)
        if found.postings:
            return found
        reason = "leads to no posting"
    found = _found(tree, url, stated, None)
    note = f"The selector {selector!r} {reason}; the whole page was read instead"
    return replace(found, notes=(note, *found.notes))


def _found(
    tree: HtmlElement, url: str, stated: Stated, selection: Selection | None
) -> RecordsFound:
    body = tree.find(".//body")
    body = tree if body is None else body
    index = index_of(body)
    lines = cells(body, index)
    notes: tuple[str, ...] = ()
    if len(lines) == MOST_CELLS:
        notes = (f"The page is long: only its first {MOST_CELLS} lines were read",)
    around = PageAround(base_of(tree, url), canonical_url(url), stated, selection, is_town, lines, index)
    judged = judged_groups(lines, around)
    language = (tree.get("lang") or "")[:2].lower() or locale_of(url)
    return RecordsFound(postings(chosen(judged, index), url, language), tuple(judged), notes)


def judged_groups(lines: list[Cell], page: PageAround) -> list[JudgedGroup]:
    """All groups of a page with their verdicts, best first."""
    under = sections(lines)
    found = list[JudgedGroup]()
    for column in columns(lines, under, page.index):
        best = _plainest([_judged(way, under, page) for way in column.by_part])
        if column.by_place and not _has_postings(best):
            by_place = _judged(column.by_place, under, page)
            best = by_place if _has_postings(by_place) else best
        found += best
    return sorted(
        found,
        key=lambda each: (
            -each.judgement.score,
            -len(each.entries),
            each.entries[0].record.cell.order,
        ),
    )


def _judged(
    way: Sequence[Group], under: dict[HtmlElement, Section], page: PageAround
) -> list[JudgedGroup]:
    found = list[JudgedGroup]()
    for group in way:
        said = tuple(each for each in entries(group, under, page) if each.title)
        if said:
            above = tuple(under[each.record.cell.element] for each in said)
            found.append(JudgedGroup(group, said, judge(said, above, framed=group.framed)))
    return found


def _has_postings(judged: Sequence[JudgedGroup]) -> bool:
    return any(each.judgement.verdict is Verdict.POSTINGS for each in judged)


def _plainest(ways: list[list[JudgedGroup]]) -> list[JudgedGroup]:
    """The way to cut a column whose parts are plainest: postings or not, but not in between."""
    return max(ways, key=_plainness, default=[])


def _plainness(way: Sequence[JudgedGroup]) -> tuple[float, float]:
    """How much of a column is judged clearly, by its lines; then how few parts it has."""
    number = sum(len(each.entries) for each in way)
    if not number:
        return (0.0, 0.0)
    clear = sum(
        len(each.entries) * max(each.judgement.score - SURE, UNSURE - each.judgement.score)
        for each in way
    )
    return (clear / number, -len(way))


def chosen(judged: Sequence[JudgedGroup], index: PageIndex) -> list[Entry]:
    """The entries of the groups that are postings; what overlaps a better group is left out."""
    taken = list[Entry]()
    spans = list[tuple[int, int]]()
    selects = any(entry.selected for each in judged for entry in each.entries)
    for each in judged:
        if each.judgement.verdict is not Verdict.POSTINGS:
            continue
        for entry in each.entries:
            its = [index.spans[element] for element in entry.record.all]
            if (selects and not entry.selected) or is_no_posting(entry) or _overlap(its, spans):
                continue
            taken.append(entry)
            for span in its:
                insort(spans, span)
    return sorted(taken, key=lambda entry: entry.record.cell.order)


def _overlap(its: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a span lies in one that is taken, or around one; those taken lie side by side."""
    for first, last in its:
        place = bisect_right(taken, (last, sys.maxsize))
        if place and taken[place - 1][1] >= first:
            return True
    return False


def postings(taken: Sequence[Entry], url: str, language: str) -> tuple[Posting, ...]:
    """A posting each; one without an address of its own gets a fragment of the page's.

    Of copies in several languages the page's own is kept, and none of `.../apply` beside the rest.
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
        if posting.url in found and found[posting.url].location != posting.location and not entry.link:
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
        remote=entry.remote,
        context=entry.context,
        text="" if link else _text(entry),
    )


def _text(entry: Entry) -> str:
    """All that a record says, but the line of its title if that stands first."""
    text = "\n".join(text_of(each) for each in entry.record.all)
    first, _, rest = text.partition("\n")
    return rest if rest and first.removeprefix("- ") == entry.record.cell.words else text


def _key(title: str) -> str:
    return re.sub(r"[\W_]+", "-", title.lower()).strip("-")

