"""The postings that a page lists, as groups of records, and why."""

import re
import sys
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from reactor.language.places import is_town
from reactor.language.roles import names_role
from reactor.posting import LONGEST_ADDRESS, Posting
from reactor.scrape.canonical import canonical_url
from reactor.scrape.careers.anchors import Selection, base_of, overlong, select
from reactor.scrape.careers.locales import locale_of, one_language
from reactor.scrape.records.cells import MOST_CELLS, Cell, cells
from reactor.scrape.records.entry import Entry
from reactor.scrape.records.extraction import entries
from reactor.scrape.records.groups import Group, columns
from reactor.scrape.records.mentions import text_of_record
from reactor.scrape.records.page_around import NOTHING_STATED, PageAround, Stated
from reactor.scrape.records.page_index import PageIndex, index_of
from reactor.scrape.records.sections import Section, sections
from reactor.scrape.records.verdict import (
    UNSURE,
    Judgement,
    Verdict,
    is_no_posting,
    judge,
)
from reactor.scrape.words.paths import without_action

_MOST_NAMED = 5
_LEAST_BLOCKS = 2
_MUCH = 2.0
_BEYOND_DOUBT = 6.0
_NEAR = 5
_MIXED = 0.3
_STILL_SURE = 5.5


@dataclass(frozen=True, slots=True)
class JudgedGroup:
    """A group, what its records say, what each stands under, and what it was taken for."""

    group: Group
    entries: tuple[Entry, ...]
    sections: tuple[Section, ...]
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
    def is_doubtful(self) -> bool:
        """Whether a page that says that there are no postings is to be believed."""
        return all(each.judgement.score < _BEYOND_DOUBT for each in self.judged)

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
    notes += _refused(body)
    around = PageAround(
        base_of(tree, url), canonical_url(url), stated, selection, is_town, lines, index
    )
    judged = judged_groups(lines, around)
    language = (tree.get("lang") or "")[:2].lower() or locale_of(url)
    return RecordsFound(postings(chosen(judged, index), url, language), tuple(judged), notes)


def _refused(body: HtmlElement) -> tuple[str, ...]:
    """What to say about links that would be postings, were their addresses not too long."""
    titles = sum(names_role(words) for words in overlong(body.iter("a")))
    if not titles:
        return ()
    number = f"{titles} posting{'s' * (titles > 1)} left out"
    return (f"{number}: their address is longer than {LONGEST_ADDRESS} characters",)


def judged_groups(lines: list[Cell], page: PageAround) -> list[JudgedGroup]:
    """All groups of a page with their verdicts, best first."""
    under = sections(lines)
    found = list[JudgedGroup]()
    for column in columns(lines, under, page.index):
        whole = [each for group in column.groups for each in _judged(group, under, page)]
        rows = [each for group in column.by_place for each in _judged(group, under, page)]
        if _has_postings(rows) and (not _has_postings(whole) or _are_plainer(rows, whole)):
            whole = rows
        found += whole
    return sorted(
        found,
        key=lambda each: (
            -each.judgement.score,
            -len(each.entries),
            each.entries[0].record.cell.order,
        ),
    )


def _judged(group: Group, under: dict[HtmlElement, Section], page: PageAround) -> list[JudgedGroup]:
    """A column, without the parts of it that are plainly about something else, and those parts.

    Sites write news, questions and products in the markup of their postings, under other headings.
    """
    said = [each for each in entries(group, under, page) if each.title]
    blocks = defaultdict[Hashable, list[Entry]](list)
    for entry in said:
        element = entry.record.cell.element
        blocks[under[element].block, _list_around(element)].append(entry)
    judged = [_judge(group, block, under) for block in blocks.values()]
    if len(judged) < _LEAST_BLOCKS:
        return judged
    others = [each for each in judged if _is_plainly_other(each)]
    apart = {id(entry) for each in others for entry in each.entries}
    rest = [entry for entry in said if id(entry) not in apart]
    return [*([_judge(group, rest, under)] if rest else []), *others]


def _list_around(element: HtmlElement) -> HtmlElement | None:
    near = islice(element.iterancestors(), _NEAR)
    return next((each for each in near if each.tag in ("ul", "ol", "dl", "table")), None)


def _judge(group: Group, said: Sequence[Entry], under: dict[HtmlElement, Section]) -> JudgedGroup:
    above = tuple(under[each.record.cell.element] for each in said)
    return JudgedGroup(group, tuple(said), above, judge(said, above, framed=group.framed))


def _is_plainly_other(judged: JudgedGroup) -> bool:
    """Whether what stands under one heading is no list of postings, whatever the others are."""
    if judged.judgement.score >= UNSURE:
        return False
    against = sum(min(each.points, 0.0) for each in judged.judgement.evidence if each.weighs)
    return len(judged.entries) >= _LEAST_BLOCKS or against <= -_MUCH


def _are_plainer(rows: Sequence[JudgedGroup], whole: Sequence[JudgedGroup]) -> bool:
    """Whether one place in a row holds the titles, and the others hold what is none."""
    said = [entry for each in whole for entry in each.entries]
    if sum(entry.is_fact for entry in said) > _MIXED * len(said):
        return True
    postings = [each for each in rows if each.judgement.verdict is Verdict.POSTINGS]
    best = max((each.judgement.score for each in whole), default=0.0)
    return len(postings) == 1 and postings[0].judgement.score > best + 1.0


def _has_postings(judged: Sequence[JudgedGroup]) -> bool:
    return any(each.judgement.verdict is Verdict.POSTINGS for each in judged)


def chosen(judged: Sequence[JudgedGroup], index: PageIndex) -> list[Entry]:
    """The entries of the groups that are postings; what overlaps a better group is left out."""
    taken = list[Entry]()
    spans = list[tuple[int, int]]()
    selects = any(entry.selected for each in judged for entry in each.entries)
    # What fills the page by itself comes last: it may be only the heading of a list.
    for each in sorted(judged, key=_is_alone):
        if each.judgement.verdict is not Verdict.POSTINGS:
            continue
        if taken and each.judgement.score < _STILL_SURE and _is_lesser(each, taken):
            continue
        for entry in each.entries:
            its = [index.spans[element] for element in entry.record.all]
            if (selects and not entry.selected) or _overlap(its, spans):
                continue
            if not is_no_posting(entry):
                taken.append(entry)
            for span in its:
                insort(spans, span)
    return sorted(taken, key=lambda entry: entry.record.cell.order)


def _is_lesser(judged: JudgedGroup, taken: Sequence[Entry]) -> bool:
    """Whether a group is one line, or has no addresses though what was taken has."""
    linked = sum(entry.link is not None for entry in taken)
    bare = all(entry.link is None for entry in judged.entries)
    return _is_alone(judged) or (bare and 2 * linked > len(taken))


def _is_alone(judged: JudgedGroup) -> bool:
    return len(judged.entries) == 1


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
        remote=entry.remote,
        context=entry.context,
        text="" if link else text_of_record(entry.record),
    )


def _key(title: str) -> str:
    return re.sub(r"[\W_]+", "-", title.lower()).strip("-")
