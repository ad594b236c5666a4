"""What speaks for and against a link's leading to a posting, in numbers and in words.

Imports libxml: only ever in the parsing process.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from reactor.scrape.careers.anchors import Anchor, Saying
from reactor.scrape.careers.headings import Heading, Part
from reactor.scrape.careers.rows import Row
from reactor.scrape.words.paths import (
    holds_number,
    is_about_working,
    is_job_path,
    is_job_query,
    is_other_path,
)
from reactor.scrape.words.roles import names_role, names_several, sounds_like_trade
from reactor.scrape.words.wording import is_headline, leads_elsewhere

LEAST_SCORE = 4
"""A link with so many points leads to a posting."""

_JOB_CLASS = re.compile(
    r"(?:^|[\s_-])(?:jobs?|vacanc(?:y|ies)|vacatures?|openings?|careers?|stellen?|offres?|ofertas?|vagas?"
    r"|roles?|postings?|job_?offers?|jobcard|joblist\w*|position-?(?:item|card|title|list|row|s)|open-?positions?)(?=$|[\s_-]|\d)",
    re.IGNORECASE,
)
_FRAME_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|subnav|breadcrumbs?|footer|header|topbar|pagination|pager|social"
    r"|share|sharing|cookies?|languages?|lang-switcher|filters?|facets?|tags?|chips|tabs?)(?=$|[\s_-])",
    re.IGNORECASE,
)
_ANCESTORS_LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for (points above 0) or against a link."""

    points: int
    words: str

    def __str__(self) -> str:
        return f"{self.points:+d} {self.words}"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a link's neighbours on the page say about it.

    Attributes:
        selected: points of the company's selector: 0 if it did not choose the link.
        listed: whether the page's structured data lists its address.
        like_roles: whether its siblings, or those with addresses like it, are named like roles.
        on_board: whether several links lead to the same other host.
        above: how many other links stand below its address.
        heading: the one that it stands under.
    """

    selected: int
    listed: bool
    like_roles: bool
    on_board: bool
    above: int
    heading: Heading


def weigh(anchor: Anchor, row: Row, around: Surroundings) -> tuple[Evidence, ...]:
    """All evidence about a link; `score` adds it up."""
    if not row.title:
        return (Evidence(0, "nothing in its row can be a title"),)
    if leads_elsewhere(row.title):
        return (Evidence(0, f"{row.title!r} is a name for navigation or for a category"),)
    found = (*_of_address(anchor), *_of_words(anchor, row), *_of_surroundings(around))
    found += _of_markup(anchor.element)
    return tuple(evidence for evidence in found if evidence.points)


def score(evidence: tuple[Evidence, ...]) -> int:
    """How much speaks for a link; `LEAST_SCORE` is enough."""
    return sum(each.points for each in evidence)


def _of_address(anchor: Anchor) -> tuple[Evidence, ...]:
    parts = urlsplit(anchor.url)
    path = f"{parts.path}{parts.fragment}"
    by_path, by_query = is_job_path(path), is_job_query(parts.path, parts.query)
    one = by_path or by_query
    other = is_other_path(parts.path) or is_about_working(parts.path)
    return (
        Evidence(3 * one, "its address is formed like one posting's"),
        Evidence(one and holds_number(f"{path}?{parts.query}"), "its address holds a number"),
        Evidence(-4 * (other and not one), "its address belongs to another part of the site"),
    )


def _of_words(anchor: Anchor, row: Row) -> tuple[Evidence, ...]:
    role = names_role(row.title)
    trade = not role and sounds_like_trade(row.title)
    stated = bool(row.location or row.employment_type)
    beside = anchor.saying is not Saying.TITLE
    headline = is_headline(row.title)
    return (
        Evidence(2 * (role and not headline), "its title names a role"),
        Evidence(int(trade and not headline), "its title sounds like a trade"),
        Evidence(-3 * headline, "its title reads as a headline"),
        Evidence(-2 * row.title.partition(" ")[0].islower(), "its title begins within a sentence"),
        Evidence(-2 * names_several(row.title), "its title names many people"),
        Evidence(2 * stated, "its row states a place or a kind of employment"),
        Evidence(int(beside), f"it says {anchor.words!r} beside a title"),
    )  # fmt: skip


def _of_surroundings(around: Surroundings) -> tuple[Evidence, ...]:
    part, words = around.heading.part, around.heading.words
    among_others = part is Part.OTHERS and not around.selected
    return (
        Evidence(around.selected, "the selector chooses it"),
        Evidence(2 * around.listed, "the page's structured data lists it"),
        Evidence(
            2 * (around.like_roles and not among_others), "the links beside it are named like roles"
        ),
        Evidence(int(around.on_board), "several links lead to that other site"),
        Evidence(-4 * (around.above > 1), f"{around.above} other links stand below its address"),
        Evidence(2 * (part is Part.POSTINGS), f"it stands under {words!r}"),
        Evidence(-4 * among_others, f"it stands under {words!r}"),
    )


def _of_markup(element: HtmlElement) -> tuple[Evidence, ...]:
    """What the names of the classes around a link tell."""
    names = list[str]()
    for ancestor in (element, *element.iterancestors()):
        if len(names) == _ANCESTORS_LOOKED_AT or ancestor.tag in ("body", "main"):
            break
        names.append(f"{ancestor.get('class', '')} {ancestor.get('id', '')}")
    job = next(filter(_JOB_CLASS.search, names), "")
    frame = next(filter(_FRAME_CLASS.search, names), "") if not job else ""
    return (
        Evidence(int(bool(job)), f"it stands in an element of class {job.strip()!r}"),
        Evidence(-3 * bool(frame), f"it stands in an element of class {frame.strip()!r}"),
    )
