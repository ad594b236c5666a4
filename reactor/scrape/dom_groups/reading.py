"""Reads the postings of a page as groups of records, with the evidence."""

import sys
from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from reactor.language.places import is_town
from reactor.language.roles import names_role
from reactor.posting import MAX_ADDRESS, Posting
from reactor.scrape.canonical import canonical_url
from reactor.scrape.dom_groups.broken_lines import with_lines_apart
from reactor.scrape.dom_groups.entry import Entry
from reactor.scrape.dom_groups.group_outline import outline_of
from reactor.scrape.dom_groups.group_verdict import (
    Verdict,
    is_no_posting,
    judge,
    names_all_genders,
)
from reactor.scrape.dom_groups.learned import with_rule
from reactor.scrape.dom_groups.list_form import ListForm
from reactor.scrape.dom_groups.outliers import without_outliers
from reactor.scrape.dom_groups.page_context import PageContext
from reactor.scrape.dom_groups.page_hints import NO_HINTS, PageHints
from reactor.scrape.dom_groups.page_index import index_of
from reactor.scrape.dom_groups.selection import Selection, select
from reactor.scrape.dom_groups.text_lines import MAX_CELLS, cells
from reactor.scrape.dom_groups.title_columns import JudgedGroup, judged_groups
from reactor.scrape.dom_groups.to_postings import postings
from reactor.scrape.locales import locale_of
from reactor.scrape.markup.links import base_of, overlong
from reactor.scrape.page_outline import Outline
from reactor.scrape.rule import PageRule
from reactor.scrape.vocabulary.headings import announces_postings, announces_work_here

_MAX_NAMED = 5
_BEYOND_DOUBT = 6.0
_FEW = 2
_STILL_DOUBTFUL = 5.0
_STILL_SURE = 5.5
_BEST_OF_FEW = 5.5
_FEW_STORIES = 3


@dataclass(frozen=True, slots=True)
class RecordsFound:
    """The result of reading a page as groups of records.

    Attributes:
        postings: the postings of the groups accepted, without duplicates, in page order.
        judged: all groups, best first.
        notes: messages for the person who looks after the company's selector.
        forms: the forms of the groups that the postings come from.
        ruled: the number of records that a learned rule selects.
        around: the page's context.
    """

    postings: tuple[Posting, ...] = ()
    judged: tuple[JudgedGroup, ...] = ()
    notes: tuple[str, ...] = ()
    forms: tuple[ListForm, ...] = ()
    ruled: int = 0
    around: PageContext | None = None

    def outline(self, title: str) -> Outline | None:
        """Return the outline of the groups for a model; None if none may be postings."""
        return outline_of(self.judged, self.around, title) if self.around else None

    @property
    def is_doubtful(self) -> bool:
        """Whether to believe a statement of the page that there are no postings."""
        return all(
            each.judgement.score < (_BEYOND_DOUBT if len(each.entries) <= _FEW else _STILL_DOUBTFUL)
            for each in self.judged
        )

    @property
    def perhaps(self) -> tuple[str, ...]:
        """The first titles of the groups that may or may not be postings."""
        unsure = (each for each in self.judged if each.judgement.verdict is Verdict.UNSURE)
        return tuple(entry.title for each in unsure for entry in each.entries)[:_MAX_NAMED]


def find_records(
    tree: HtmlElement,
    url: str,
    selector: str = "",
    hints: PageHints = NO_HINTS,
) -> RecordsFound:
    """Return the postings that a page presents as records.

    Args:
        tree: the page.
        url: its address.
        selector: a CSS selector that narrows the search. It is ignored if it is invalid, matches
            nothing or leads to no posting.
        hints: prior knowledge of the page; a selector that leads to postings overrides a rule.
    """
    if not selector.strip():
        return _found(tree, url, None, hints)
    try:
        selection = select(tree, selector)
    except ValueError as error:
        reason = str(error)
    else:
        found = _found(tree, url, selection, replace(hints, rule=PageRule()))
        if found.postings:
            return found
        reason = "leads to no posting"
    found = _found(tree, url, None, hints)
    note = f"The selector {selector!r} {reason}; the whole page was read instead"
    return replace(found, notes=(note, *found.notes))


def _found(
    tree: HtmlElement, url: str, selection: Selection | None, hints: PageHints
) -> RecordsFound:
    body = tree.find(".//body")
    body = tree if body is None else body
    with_lines_apart(body)
    index = index_of(body)
    lines = cells(body, index)
    notes: tuple[str, ...] = ()
    if len(lines) == MAX_CELLS:
        notes = (f"The page is long: only its first {MAX_CELLS} lines were read",)
    notes += _refused(body)
    around = PageContext(
        base_of(tree, url),
        canonical_url(url),
        hints.stated,
        selection,
        is_town,
        lines,
        [cell.order for cell in lines],
        index,
        hints.forms,
    )
    judged, ruled = with_rule(judged_groups(lines, around), hints.rule, around)
    language = (tree.get("lang") or "")[:2].lower() or locale_of(url)
    taken = chosen(judged, around)
    listed = postings(taken, url, language)
    return RecordsFound(listed, tuple(judged), notes, _forms_of(taken, judged), ruled, around)


def _forms_of(taken: Sequence[Entry], judged: Sequence[JudgedGroup]) -> tuple[ListForm, ...]:
    """Return the forms of the groups that the entries come from."""
    known = {id(entry) for entry in taken}
    found = (each.group.form for each in judged if any(id(e) in known for e in each.entries))
    return tuple(dict.fromkeys(found))


def _refused(body: HtmlElement) -> tuple[str, ...]:
    """Return the note on links that name a role but whose addresses are too long."""
    titles = sum(names_role(words) for words in overlong(body.iter("a")))
    if not titles:
        return ()
    number = f"{titles} posting{'s' * (titles > 1)} left out"
    return (f"{number}: their address is longer than {MAX_ADDRESS} characters",)


def chosen(judged: Sequence[JudgedGroup], page: PageContext) -> list[Entry]:
    """Return the entries of the groups of postings, without those that overlap a better group."""
    taken = list[Entry]()
    spans = list[tuple[int, int]]()
    selects = page.selection is not None
    # Single records come last: one may be only the heading of a list.
    for each in sorted(judged, key=_rank):
        if each.judgement.verdict is not Verdict.POSTINGS:
            continue
        if taken and each.judgement.score < _STILL_SURE and _is_lesser(each, taken):
            continue
        for entry in _of_its_own(each, spans, page):
            its = _spans(entry, page)
            if (selects and not entry.selected) or _overlap(its, spans):
                continue
            if not is_no_posting(entry):
                taken.append(entry)
            if not _leads_in(entry):
                for span in its:
                    insort(spans, span)
    return sorted(taken, key=lambda entry: entry.record.cell.order)


def _leads_in(entry: Entry) -> bool:
    """Whether an entry is a heading above postings, which are then not part of it."""
    return is_no_posting(entry) and (
        announces_postings(entry.title) or announces_work_here(entry.title)
    )


def _of_its_own(
    judged: JudgedGroup, taken: Sequence[tuple[int, int]], page: PageContext
) -> Sequence[Entry]:
    """Return the entries of a group of postings, without outliers.

    If some of them are already taken, for example as panels of the postings, the rest must be
    postings by itself.
    """
    usual = without_outliers(judged.entries)
    rest = [entry for entry in usual if not _overlap(_spans(entry, page), taken)]
    if 0 < len(rest) < len(usual):
        under = {id(e): s for e, s in zip(judged.entries, judged.sections, strict=True)}
        above = [under[id(entry)] for entry in rest]
        again = judge(rest, above, framed=judged.group.framed)
        return rest if again.verdict is Verdict.POSTINGS else ()
    return usual


def _spans(entry: Entry, page: PageContext) -> list[tuple[int, int]]:
    return [page.index.spans[element] for element in entry.record.all]


def _is_lesser(judged: JudgedGroup, taken: Sequence[Entry]) -> bool:
    """Whether a group is one record, or lacks the links or occupations of those taken."""
    linked = sum(entry.link is not None for entry in taken)
    bare = all(entry.link is None for entry in judged.entries)
    nameless = not any(map(_is_named, judged.entries))
    named = sum(map(_is_named, taken))
    return (
        _is_alone(judged)
        or (judged.judgement.score < _BEST_OF_FEW and _is_aside(judged, taken))
        or (bare and 2 * linked > len(taken))
        or (bare and nameless and 2 * named > len(taken))
    )


def _is_aside(judged: JudgedGroup, taken: Sequence[Entry]) -> bool:
    """Whether a few records link elsewhere than a larger list does: stories of colleagues."""
    formed = sum(entry.link is not None and entry.link.is_job for entry in taken)
    return (
        len(judged.entries) <= _FEW_STORIES < len(taken)
        and not any(entry.link and entry.link.is_job for entry in judged.entries)
        and not any(names_all_genders(entry.title) for entry in judged.entries)
        and (2 * formed > len(taken) or all(entry.link for entry in judged.entries))
        and not any(entry.location or entry.employment_type for entry in judged.entries)
    )


def _is_named(entry: Entry) -> bool:
    return names_role(entry.title) or names_all_genders(entry.title)


def _rank(judged: JudgedGroup) -> tuple[bool, int, int]:
    """The sort key of groups: of about equally good groups, the larger comes first."""
    return _is_alone(judged), -round(judged.judgement.score), -len(judged.entries)


def _is_alone(judged: JudgedGroup) -> bool:
    return len(judged.entries) == 1


def _overlap(its: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a span is inside a taken span or around one; taken spans are disjoint."""
    for first, last in its:
        place = bisect_right(taken, (last, sys.maxsize))
        if place and taken[place - 1][1] >= first:
            return True
    return False
