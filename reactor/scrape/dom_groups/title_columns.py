"""The groups of a page and their verdicts: which columns of lines are titles of postings.

It imports libxml, so only the parsing process imports it.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from reactor.language.roles import names_role, sounds_like_trade
from reactor.scrape.dom_groups.entry import Entry
from reactor.scrape.dom_groups.entry_labels import Label, label_of
from reactor.scrape.dom_groups.extraction import entries
from reactor.scrape.dom_groups.group_verdict import (
    NO_HINT,
    SURE,
    UNSURE,
    GroupJudgement,
    Verdict,
    judge,
    names_all_genders,
)
from reactor.scrape.dom_groups.groups import Group, columns
from reactor.scrape.dom_groups.mentions import classes_of, is_named_after_postings
from reactor.scrape.dom_groups.page_context import PageContext
from reactor.scrape.dom_groups.page_hints import NOTHING_STATED
from reactor.scrape.dom_groups.posting_link import leads_to_posting
from reactor.scrape.dom_groups.sections import PageSection, sections
from reactor.scrape.dom_groups.text_lines import ElementLine
from reactor.scrape.dom_groups.title_text import is_fact
from reactor.scrape.vocabulary.wording import is_furniture

_MIN_BLOCKS = 2
_ROWS_OF_LIST = 3
_MUCH = 2.0
_NEAR = 5
_MIXED = 0.3
_NEARLY_ALL = 0.8
_MAX_SPACES = 13


@dataclass(frozen=True, slots=True)
class JudgedGroup:
    """A group with its entries, their sections and the judgement."""

    group: Group
    entries: tuple[Entry, ...]
    sections: tuple[PageSection, ...]
    judgement: GroupJudgement


def judged_groups(lines: list[ElementLine], page: PageContext) -> list[JudgedGroup]:
    """Return all groups of a page with their judgements, best first."""
    under = sections(lines, page.index)
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


def _judged(
    group: Group, under: dict[HtmlElement, PageSection], page: PageContext
) -> list[JudgedGroup]:
    """Judge a column, and separately the parts of it that are clearly something else.

    Sites use the markup of their postings for news, questions and products too, under other
    headings.
    """
    if not _may_be_postings(group, page):
        unread = tuple(Entry(record, record.cell.words) for record in group.records)
        return [JudgedGroup(group, unread, group.sections, NO_HINT)]
    said = [each for each in entries(group, under, page) if each.title]
    judged = [_judge(group, block, under, page) for block in _blocks(said, under)]
    if len(judged) < _MIN_BLOCKS:
        return judged
    best = max(judged, key=lambda each: each.judgement.score)
    others = [
        each
        for each in judged
        if _is_plainly_other(each) or _is_nameless(each, best) or _is_news(each, best)
    ]
    apart = {id(entry) for each in others for entry in each.entries}
    rest = [entry for entry in said if id(entry) not in apart]
    return [*([_judge(group, rest, under, page)] if rest else []), *others]


def _blocks(said: Sequence[Entry], under: dict[HtmlElement, PageSection]) -> list[list[Entry]]:
    """Split the entries by their heading, the list that they are rows of, and their labels."""
    regions = [_region(entry) for entry in said]
    parts = len(set(regions)) * _ROWS_OF_LIST <= len(said)
    labels = {id(entry): label_of(entry.facts) for entry in said}
    if len(set(labels.values())) == 1:
        labels = dict.fromkeys(labels, Label.NONE)
    blocks = defaultdict[Hashable, list[Entry]](list)
    for entry, region in zip(said, regions, strict=True):
        element = entry.record.cell.element
        # A parent that holds only a row or two is a row rather than a list.
        part = region if parts else _list_around(element)
        blocks[under[element].block, part, labels[id(entry)]].append(entry)
    return list(blocks.values())


def _may_be_postings(group: Group, page: PageContext) -> bool:
    """Whether anything suggests postings: most columns of a page need no further reading.

    Places and ways to apply alone do not suffice: shops and contacts state them too.
    """
    if page.selection is not None or page.stated != NOTHING_STATED or page.is_known(group.form):
        return True
    lines = [record.cell.words for record in group.records]
    if sum(_is_no_title(line, page) for line in lines) >= _NEARLY_ALL * len(lines):
        return False
    if any(map(names_role, lines)):
        return True
    if group.framed:
        return False
    return (
        any(section.weight for section in group.sections)
        or any(map(sounds_like_trade, lines))
        or any(is_named_after_postings(classes_of(record, page.index)) for record in group.records)
        or any(leads_to_posting(record, page) for record in group.records)
    )


def _is_no_title(line: str, page: PageContext) -> bool:
    """Whether a line is something other than a title: a place, hours, a button, a sentence."""
    if is_furniture(line) or is_fact(line, page.is_town):
        return True
    sentence = line.endswith((".", "!", "?")) or line.count(" ") > _MAX_SPACES
    return sentence and not names_role(line)


def _region(entry: Entry) -> HtmlElement | None:
    """Return the element whose rows include the record: the list around it, or its parent."""
    around = _list_around(entry.record.cell.element)
    return entry.record.elements[0].getparent() if around is None else around


def _list_around(element: HtmlElement) -> HtmlElement | None:
    near = islice(element.iterancestors(), _NEAR)
    return next((each for each in near if each.tag in ("ul", "ol", "dl", "table")), None)


def _judge(
    group: Group,
    said: Sequence[Entry],
    under: dict[HtmlElement, PageSection],
    page: PageContext,
) -> JudgedGroup:
    above = tuple(under[each.record.cell.element] for each in said)
    known = page.is_known(group.form)
    judgement = judge(said, above, framed=group.framed, known=known)
    return JudgedGroup(group, tuple(said), above, judgement)


def _is_plainly_other(judged: JudgedGroup) -> bool:
    """Whether a block is clearly no list of postings, whatever the other blocks are."""
    if judged.judgement.score >= UNSURE:
        return False
    against = sum(min(each.points, 0.0) for each in judged.judgement.evidence if each.weighs)
    return len(judged.entries) >= _MIN_BLOCKS or against <= -_MUCH


def _is_nameless(judged: JudgedGroup, best: JudgedGroup) -> bool:
    """Whether a block names no occupation, and its headings announce postings less clearly.

    Departments and questions are often folded like the postings of the same page.
    """
    if best.judgement.verdict is not Verdict.POSTINGS or judged.judgement.score >= SURE:
        return False
    if any(_is_named(entry) for entry in judged.entries):
        return False
    if sum(map(_is_named, best.entries)) * 2 <= len(best.entries):
        return False
    return len(judged.entries) == 1 or _weight(judged) < _weight(best)


def _is_news(judged: JudgedGroup, best: JudgedGroup) -> bool:
    """Whether a block is labelled as news, in a feed that labels its vacancies."""
    labels = {label_of(entry.facts) for entry in judged.entries}
    return labels == {Label.NEWS} and label_of(best.entries[0].facts) is Label.POSTING


def _is_named(entry: Entry) -> bool:
    if entry.link is not None and (entry.link.is_job or entry.link.is_document):
        return True
    title = entry.title
    return names_role(title) or sounds_like_trade(title) or names_all_genders(title)


def _weight(judged: JudgedGroup) -> float:
    return sum(section.weight for section in judged.sections) / len(judged.sections)


def _are_plainer(rows: Sequence[JudgedGroup], whole: Sequence[JudgedGroup]) -> bool:
    """Whether one position in a row holds the titles and the others do not."""
    said = [entry for each in whole for entry in each.entries]
    if sum(entry.is_fact for entry in said) > _MIXED * len(said):
        return True
    postings = [each for each in rows if each.judgement.verdict is Verdict.POSTINGS]
    best = max((each.judgement.score for each in whole), default=0.0)
    return len(postings) == 1 and postings[0].judgement.score > best + 1.0


def _has_postings(judged: Sequence[JudgedGroup]) -> bool:
    return any(each.judgement.verdict is Verdict.POSTINGS for each in judged)
