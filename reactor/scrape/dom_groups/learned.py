"""Applies a learned rule to a page: the groups that it selects, if the page confirms them.

It imports libxml, so only the parsing process imports it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from reactor.scrape.dom_groups.credibility import is_credible, passes_over_better
from reactor.scrape.dom_groups.entry import Entry
from reactor.scrape.dom_groups.extraction import entries
from reactor.scrape.dom_groups.group_verdict import (
    NO_HINT,
    GroupEvidence,
    GroupJudgement,
    Verdict,
    is_no_posting,
    judge,
)
from reactor.scrape.dom_groups.intro_heading import IntroHeadings
from reactor.scrape.dom_groups.line_shape import shape_of
from reactor.scrape.dom_groups.locations import may_be_place
from reactor.scrape.dom_groups.page_context import PageContext
from reactor.scrape.dom_groups.sections import PageSection, sections
from reactor.scrape.dom_groups.title_columns import JudgedGroup
from reactor.scrape.rule import ALIKE, GroupRule, PageRule, heading_key, likeness

_SCORE = 6.0
"""Minimum score of a group selected by a rule, so that a stray sentence such as "no openings" does
not discard it.
"""

_BY_RULE = "a learned rule names it"


def with_rule(
    judged: Sequence[JudgedGroup], rule: PageRule, page: PageContext
) -> tuple[list[JudgedGroup], int]:
    """Mark the groups that a rule selects as postings, and count the records in them.

    A selected group is accepted only if the page confirms it: the author of the rule may have lied,
    and the page may have changed.
    """
    if not rule.groups:
        return list(judged), 0
    under = sections(page.lines, page.index)
    named = {number: each for group in rule.groups for number, each in _named(group, judged)}
    believed = dict[int, JudgedGroup]()
    for number, group in named.items():
        if read := _believed(judged[number], group, under, page, borne_out=rule.borne_out):
            believed[number] = read
    # A rule that is wrong for most of its groups does not fit the page.
    if 2 * len(believed) < len(named) or passes_over_better(
        [judged[number] for number in believed], judged
    ):
        return list(judged), 0
    found = [believed.get(number, each) for number, each in enumerate(judged)]
    records = sum(not is_no_posting(e) for each in believed.values() for e in each.entries)
    return sorted(found, key=lambda each: -each.judgement.score), records


def _named(rule: GroupRule, judged: Sequence[JudgedGroup]) -> Iterator[tuple[int, GroupRule]]:
    """Yield the numbers of the groups with the rule's title shape under its headings."""
    alike = {
        number: likeness(shape_of(each.entries[0].record.cell.element), rule.title)
        for number, each in enumerate(judged)
        if not each.group.framed and _headings(each, rule)
    }
    best = max(alike.values(), default=0.0)
    yield from ((n, rule) for n, points in alike.items() if points >= max(ALIKE, best))


def _headings(judged: JudgedGroup, rule: GroupRule) -> bool:
    """Whether any record is under one of the rule's headings."""
    return any(_is_under(section, rule) for section in judged.sections)


def _is_under(section: PageSection, rule: GroupRule) -> bool:
    return heading_key(section.words) in (rule.under or ("",))


def _is_meant(entry: Entry, section: PageSection, leads: IntroHeadings, rule: GroupRule) -> bool:
    return _is_under(section, rule) and heading_key(leads.of(entry, section)) not in rule.apart


def _believed(
    judged: JudgedGroup,
    rule: GroupRule,
    under: dict[HtmlElement, PageSection],
    page: PageContext,
    *,
    borne_out: bool,
) -> JudgedGroup | None:
    """Return the group as postings, read by the rule; None if the page does not confirm it."""
    read: Sequence[Entry] = judged.entries
    if judged.judgement == NO_HINT:
        read = [each for each in entries(judged.group, under, page) if each.title]
    leads = IntroHeadings(page)
    told = [each for each in read if _is_meant(each, under[each.record.cell.element], leads, rule)]
    above = tuple(under[each.record.cell.element] for each in told)
    if not told:
        return None
    verdict = judge(told, above, framed=judged.group.framed)
    if not is_credible(told, above, verdict, borne_out=borne_out):
        return None
    placed = tuple(_placed(each, rule, page) for each in told)
    because = (GroupEvidence(0.0, _BY_RULE), *verdict.evidence)
    taken = GroupJudgement(Verdict.POSTINGS, max(verdict.score, _SCORE), because)
    return JudgedGroup(judged.group, placed, above, taken)


def _placed(entry: Entry, rule: GroupRule, page: PageContext) -> Entry:
    """Return the entry with the place from the rule's field, if that can be a place."""
    if not rule.place:
        return entry
    for element in entry.record.all:
        for cell in page.lines_in(element):
            told = cell.words
            if likeness(shape_of(cell.element), rule.place) < 1 or told == entry.title:
                continue
            if entry.location and entry.location in told:
                return entry
            return replace(entry, location=told) if may_be_place(told) else entry
    return entry
