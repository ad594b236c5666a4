"""Judges whether a group of records is a list of postings, by evidence on the whole group.

No single line decides. The evidence is shares: of titles that name occupations, of records that
state places, hours or ways to apply, of addresses that look like postings'.
"""

# ruff: noqa: E501 - words of many languages, one language a line

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from reactor.language.case_folding import in_lower_case
from reactor.language.line_cache import remembered
from reactor.language.roles import names_role, names_several, sounds_like_trade
from reactor.scrape.dom_groups.entry import Entry
from reactor.scrape.dom_groups.entry_labels import Label, label_of
from reactor.scrape.dom_groups.link import LinkText
from reactor.scrape.dom_groups.sections import HeadingTopic, PageSection
from reactor.scrape.vocabulary.wording import is_course, is_headline, names_paper

SURE = 3.5
UNSURE = 2.2
"""Scores: from `SURE` on a group is postings, below `UNSURE` it is not; between, it is unsure."""

_HALF = 0.5
_MIN_NAMED = 4
_MAX_SPACES = 13
_BEARABLE = 0.34

_GENDER = re.compile(
    r"\(?\b[mwfdxhi](?:\s?[/|*]\s?[mwfdxhin]){1,3}\b\)?|\ball genders\b|\(?\b[hf]\s?/\s?[fh]\b|/-?in(?:nen)?\b"
    r"|\*in(?:nen)?\b|:in(?:nen)?\b|_in(?:nen)?\b|\(in\)|\(a/o\)|/-?a\b|\(k/m\)|\bk/m\b|\bm/k\b|\(v/m\)|\bm/v(?:/x)?\b|·e\b|\(e\)|\bo/a\b",
)
_PRICE = re.compile(
    r"(?:(?:€|\$|£|CHF|zł|kr)\s?\d{1,3}(?:[.,]\d\d)?(?![\d.,])|(?<![\d.,])\d{1,3}(?:[.,]\d\d)?\s?(?:€|£|CHF|zł|kr))"
    r"(?!\s?(?:/|per|an? |pro|par|por|all|brut|h\b|k\b|-?basis|-?jobs?|im monat|mtl|monat|mensu|bonus))"
)
"""Amounts below a thousand that are not hourly: prices rather than pay."""
_DATE = re.compile(
    r"^\W*(?:\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}\.?\s(?:de\s)?[^\W\d]{3,}\.?\s(?:de\s)?\d{4}"
    r"|[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4})\W*$"
)


_PAID = re.compile(
    r"\b(?:hours?|hr|tips|wages?|salary|pay|paid|rate|stunde|std|lohn|gehalt|tarif|verg[üu]tung|heures?|salaire|brut|horas?|sueldo|salario"
    r"|bruto|stipendio|retribuzione|lord[ei]|uur|loon|salaris|godz\w*|brutto|wynagrodzenie|hora|ordenado|vencimento|mzda|hod|l[öo]n|timme)\b"
    r"|/\s?(?:h|hr|std|u|uur|godz)\b",
    re.IGNORECASE,
)


class Verdict(Enum):
    """The classification of a group."""

    POSTINGS = "postings"
    UNSURE = "perhaps postings"
    OTHER = "something else"


class GroupEvidence(NamedTuple):
    """A reason, with its points for or against postings.

    Attributes:
        points: the points, which are summed to a score.
        words: the reason.
        weighs: whether it concerns the group itself rather than its small size.
    """

    points: float
    words: str
    weighs: bool = True

    def __str__(self) -> str:
        return f"{self.points:+.1f} {self.words}"


@dataclass(frozen=True, slots=True)
class GroupJudgement:
    """A verdict and its evidence."""

    verdict: Verdict
    score: float
    evidence: tuple[GroupEvidence, ...]


def is_occupation(title: str) -> bool:
    """Whether a title names one occupation and is no headline."""
    return names_role(title) and not is_headline(title) and not names_several(title)


NO_HINT = GroupJudgement(
    Verdict.OTHER, 0.0, (GroupEvidence(0.0, "nothing about its lines hints at postings"),)
)


@remembered
def names_all_genders(title: str) -> bool:
    """Whether a title addresses all genders: `Cook (m/f/d)`."""
    return _GENDER.search(in_lower_case(title)) is not None


def states_price(entry: Entry) -> bool:
    """Whether a record states a price rather than pay."""
    return any(map(_is_price, entry.facts[:8]))


@remembered
def _is_price(fact: str) -> bool:
    return _PRICE.search(fact) is not None and not _PAID.search(fact)


def is_no_posting(entry: Entry) -> bool:
    """Whether an entry in a list of postings is not itself a posting."""
    if entry.is_furniture or entry.is_fact or entry.closed:
        return True
    if entry.link is not None and entry.link.is_document and names_paper(entry.title):
        return True
    odd = is_headline(entry.title) or entry.names_person or is_course(entry.title)
    return odd and not (entry.link and entry.link.is_job) and not names_all_genders(entry.title)


def judge(
    entries: Sequence[Entry], sections: Sequence[PageSection], *, framed: bool, known: bool = False
) -> GroupJudgement:
    """Judge the records of one column.

    Args:
        entries: the entries of the records.
        sections: the section of each entry.
        framed: whether they belong to the page's frame.
        known: whether they have the form of the list that this page continues.
    """
    named = [each for each in entries if not is_no_posting(each) or is_course(each.title)]
    if not named:
        return GroupJudgement(
            Verdict.OTHER, 0.0, (GroupEvidence(0.0, "none of its titles can be one of a posting"),)
        )
    furniture = 1 - len(named) / len(entries)
    evidence = tuple(
        each
        for each in (
            GroupEvidence(
                round(-6 * max(0.0, furniture - _BEARABLE), 1),
                f"{furniture:.0%} of its titles can be none of a posting",
            ),
            *_of_titles(named),
            *_of_fields(named),
            *_of_addresses(named),
            *_of_section(named, sections, framed=framed),
            GroupEvidence(3.0 * known, "it has the form of the list on the page before"),
        )
        if each.points
    )
    score = round(sum(each.points for each in evidence), 2)
    verdict = (
        Verdict.POSTINGS if score >= SURE else Verdict.UNSURE if score >= UNSURE else Verdict.OTHER
    )
    return GroupJudgement(verdict, score, evidence)


def _share(entries: Sequence[Entry], test: Callable[[Entry], object]) -> float:
    return sum(map(bool, map(test, entries))) / len(entries)


def _of_titles(entries: Sequence[Entry]) -> tuple[GroupEvidence, ...]:
    roles = _share(entries, lambda e: is_occupation(e.title))
    gender = _share(entries, lambda e: names_all_genders(e.title))
    trades = _share(entries, lambda e: not names_role(e.title) and sounds_like_trade(e.title))
    courses = _share(entries, lambda e: is_course(e.title) and not (e.link and e.link.is_job))
    headlines = _share(entries, lambda e: is_headline(e.title))
    several = _share(entries, lambda e: names_several(e.title))
    people = _share(entries, lambda e: e.names_person)
    facts = _share(entries, lambda e: e.is_fact)
    sentences = _share(
        entries,
        lambda e: (
            e.title[:1].islower()
            or e.title.endswith((".", ":", "!", "?", "…"))
            or e.title.count(" ") > _MAX_SPACES
        ),
    )
    nameless = roles + trades == 0 and len(entries) >= _MIN_NAMED
    jobs = _share(entries, lambda e: e.link is not None and e.link.is_job)
    distinct = len({e.title for e in entries}) / len(entries)
    return (
        GroupEvidence(round(4 * roles, 1), f"{roles:.0%} of its titles name an occupation"),
        GroupEvidence(round(1.5 * gender, 1), f"{gender:.0%} of its titles are for all genders"),
        GroupEvidence(round(1 * trades, 1), f"{trades:.0%} of its titles sound like trades"),
        GroupEvidence(round(-5 * courses, 1), f"{courses:.0%} of its titles name courses"),
        GroupEvidence(round(-3 * headlines, 1), f"{headlines:.0%} of its titles read as headlines"),
        GroupEvidence(round(-2 * several, 1), f"{several:.0%} of its titles name many people"),
        GroupEvidence(round(-5 * people, 1), f"{people:.0%} of its records name people"),
        GroupEvidence(
            round(-5 * facts, 1), f"{facts:.0%} of its titles are places, hours or dates"
        ),
        GroupEvidence(round(-3 * sentences, 1), f"{sentences:.0%} of its titles are sentences"),
        GroupEvidence(-1.5 * (nameless and jobs < _HALF), "none of its titles names an occupation"),
        GroupEvidence(
            -3.0 * (len(entries) >= _MIN_NAMED - 1 and distinct < _BEARABLE), "its titles repeat"
        ),
    )


def _of_fields(entries: Sequence[Entry]) -> tuple[GroupEvidence, ...]:
    stated = _share(entries, lambda e: e.location or e.employment_type)
    applies = _share(entries, lambda e: e.applies)
    details = _share(entries, lambda e: e.has_duties)
    prices = _share(entries, states_price)
    dated = _share(
        entries, lambda e: any(_DATE.match(f) for f in e.facts[:5]) and not is_occupation(e.title)
    )
    unmarked = _share(entries, lambda e: not e.marked)
    named = _share(entries, lambda e: e.beside_name and not (e.link or e.has_duties or e.applies))
    return (
        GroupEvidence(
            round(1.5 * stated, 1), f"{stated:.0%} of its records state a place or hours"
        ),
        GroupEvidence(round(1.0 * applies, 1), f"{applies:.0%} of its records say how to apply"),
        GroupEvidence(round(1.0 * details, 1), f"{details:.0%} of its records speak of duties"),
        GroupEvidence(round(-3 * prices, 1), f"{prices:.0%} of its records state a price"),
        GroupEvidence(
            round(-3 * dated, 1), f"{dated:.0%} of its records are dated and name no occupation"
        ),
        GroupEvidence(
            round(-3 * (named > _HALF) * named, 1), f"{named:.0%} of its titles stand by a name"
        ),
        GroupEvidence(round(-0.8 * unmarked, 1), f"{unmarked:.0%} of its titles are plain text"),
    )


def _of_addresses(entries: Sequence[Entry]) -> tuple[GroupEvidence, ...]:
    jobs = _share(entries, lambda e: e.link is not None and e.link.is_job)
    numbers = _share(entries, lambda e: e.link is not None and e.link.is_job and e.link.numbered)
    other = _share(entries, _is_titled_elsewhere)
    document = _share(entries, lambda e: e.link is not None and e.link.is_document)
    titled = _share(entries, lambda e: e.linked_title)
    classed = _share(entries, lambda e: e.job_class)
    listed = _share(entries, lambda e: e.listed)
    labels = [label_of(e.facts) for e in entries]
    labelled = (2.0 * labels.count(Label.POSTING) - 5.0 * labels.count(Label.NEWS)) / len(entries)
    return (
        GroupEvidence(
            round(2.5 * jobs, 1), f"{jobs:.0%} of its addresses are formed like postings'"
        ),
        GroupEvidence(round(0.5 * numbers, 1), f"{numbers:.0%} of its addresses hold a number"),
        GroupEvidence(round(0.5 * max(titled, document), 1), "its titles are linked"),
        GroupEvidence(round(0.5 * document, 1), f"{document:.0%} of its addresses are documents"),
        GroupEvidence(
            round(-4 * other, 1), f"{other:.0%} of its addresses belong to other parts of the site"
        ),
        GroupEvidence(round(1.0 * classed, 1), "its markup is named after postings"),
        GroupEvidence(round(labelled, 1), "its records are labelled as what they are"),
        GroupEvidence(round(2.0 * listed, 1), f"{listed:.0%} stand in the page's structured data"),
    )


def _is_titled_elsewhere(entry: Entry) -> bool:
    """Whether a title links to another part of the site; `Read more` may link anywhere."""
    link = entry.link
    return link is not None and link.is_other and not link.is_job and link.saying is LinkText.TITLE


def _of_section(
    entries: Sequence[Entry], sections: Sequence[PageSection], *, framed: bool
) -> tuple[GroupEvidence, ...]:
    selected = sum(each.selected for each in entries) / len(entries)
    others = (
        sum(each.part is HeadingTopic.OTHERS for each in sections) / len(sections) * (not selected)
    )
    announced = sum(each.weight for each in sections) / len(sections)
    words = next((each.words for each in sections if each.words), "")
    # Some components mark every list as navigation.
    plain = announced == 1.0 and _share(entries, lambda e: is_occupation(e.title)) > _HALF
    framed_class = _share(entries, lambda e: e.frame_class and not (e.link and e.link.is_job))
    alone = len(entries) == 1
    first = entries[0]
    said = first.has_duties or (first.link is not None and first.link.is_job) or first.job_class
    bare = alone and announced == 0 and not said
    odd = alone and not is_occupation(entries[0].title)
    return (
        GroupEvidence(round(selected, 1), "the selector chooses it"),
        GroupEvidence(
            round(2.0 * announced, 1), f"{announced:.0%} stand under {words!r} and the like"
        ),
        GroupEvidence(
            round(-3.5 * others, 1), f"{others:.0%} stand under headings of something else"
        ),
        GroupEvidence(
            -5.0 * (framed and not selected and not plain), "it belongs to the frame of the page"
        ),
        GroupEvidence(
            round(-2.0 * framed_class, 1), "its markup is named after another part of the site"
        ),
        GroupEvidence(-1.0 * alone - 1.0 * bare, "it is alone", weighs=False),
        GroupEvidence(-2.0 * odd, "and names no occupation", weighs=False),
    )
