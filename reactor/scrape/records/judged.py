"""The groups of a page and their verdicts: which columns of lines are titles of postings.

Imports libxml: only ever in the parsing process.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from reactor.language.roles import names_role, sounds_like_trade
from reactor.scrape.records.cells import Cell
from reactor.scrape.records.entry import Entry
from reactor.scrape.records.extraction import entries
from reactor.scrape.records.groups import Group, columns
from reactor.scrape.records.mentions import classes_of, is_named_after_postings
from reactor.scrape.records.own_link import leads_to_posting
from reactor.scrape.records.page_around import NOTHING_STATED, PageAround
from reactor.scrape.records.sections import Section, sections
from reactor.scrape.records.verdict import NO_HINT, UNSURE, Judgement, Verdict, judge

_LEAST_BLOCKS = 2
_MUCH = 2.0
_NEAR = 5
_MIXED = 0.3


@dataclass(frozen=True, slots=True)
class JudgedGroup:
    """A group, what its records say, what each stands under, and what it was taken for."""

    group: Group
    entries: tuple[Entry, ...]
    sections: tuple[Section, ...]
    judgement: Judgement


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
    if not _may_be_postings(group, page):
        unread = tuple(Entry(record, record.cell.words) for record in group.records)
        return [JudgedGroup(group, unread, group.sections, NO_HINT)]
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


def _may_be_postings(group: Group, page: PageAround) -> bool:
    """Whether anything at all hints at postings: most columns of a page need not be read further.

    Places and ways to apply alone make no postings: shops and contacts state them, too.
    """
    if page.selection is not None or page.stated != NOTHING_STATED:
        return True
    lines = [record.cell.words for record in group.records]
    if any(map(names_role, lines)):
        return True
    if group.framed:
        return False
    return (
        any(section.weight for section in group.sections)
        or any(map(sounds_like_trade, lines))
        or any(is_named_after_postings(classes_of(record)) for record in group.records)
        or any(leads_to_posting(record, page) for record in group.records)
    )


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
