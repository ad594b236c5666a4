"""The result types of listing a careers page."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Self

from reactor.posting import Posting
from reactor.scrape.boards import BoardAddress
from reactor.scrape.dom_groups.list_form import ListForm
from reactor.scrape.javascript_pages.source import ListSource
from reactor.scrape.page_outline import Outline


class Recognition(Enum):
    """The outcome of recognising a list on a page or a board."""

    FOUND = "it lists postings"
    STATED_NONE = "it says that there are none"
    NOT_RECOGNISED = "no list was recognised: that is not the same as no postings"


@dataclass(frozen=True, slots=True)
class Listing:
    """The postings found for one company.

    Attributes:
        source: the origin of the postings: a board's name, `json-ld`, `state`, `page`, or `answer`
            for responses to the page's scripts.
        postings: the postings without duplicates, in page order.
        notes: messages for the person who looks after the company, in plain words.
        whole: whether the list is complete, so that a missing posting may be gone.
        exact: whether the list is machine-readable, not inferred from a page.
        trail: the steps that led to the postings, for diagnosis.
        unaddressable: the number of postings left out because their addresses are too long.
        recognition: whether a list was recognised.
        origin: the exact source of a machine-readable list: the board and its account.
        ruled: the number of records on the first page that a learned rule selects.
        step: the address, a step from the careers page, that showed the list; `""` if none did.
        asked: the first requests to boards, or to the servers behind a page's scripts, without
            secrets.
        rendered: the address that showed the list only in a browser; `""` if none was needed.
        behind: the source from which that page's scripts load the list, if known.
    """

    source: str
    postings: tuple[Posting, ...] = ()
    notes: tuple[str, ...] = ()
    whole: bool = True
    exact: bool = False
    trail: tuple[str, ...] = ()
    unaddressable: int = 0
    recognition: Recognition = Recognition.FOUND
    origin: str = ""
    ruled: int = 0
    step: str = ""
    asked: tuple[str, ...] = ()
    rendered: str = ""
    behind: ListSource | None = None

    @property
    def recognised(self) -> bool:
        """Whether the listing allows conclusions about present and missing postings."""
        return self.recognition is not Recognition.NOT_RECOGNISED

    def after(self, *steps: str) -> Self:
        """Return this listing with `steps` before its trail."""
        return replace(self, trail=(*steps, *self.trail))

    def noting(self, *notes: str) -> Self:
        """Return this listing with further notes."""
        return replace(self, notes=(*self.notes, *notes))


@dataclass(frozen=True, slots=True)
class CareersPage:
    """The content of a careers page.

    Attributes:
        boards: the boards from which it shows postings, surest first.
        listing: the postings that it holds itself.
        following: the addresses of further pages of its list.
        ways_on: addresses that may hold the list if this page does not, likeliest first.
        total: the number of postings that the page states; 0 if it states none.
        unfollowed: whether the list continues only through the page's scripts.
        forms: the forms of the groups that its postings come from, which further pages share.
        whole_list: the one of `following` that the page links as its complete list; `""` if none.
        outline: the outline for a model; None where the page was read with certainty.
        scripted: whether it shows little, and may show more once its scripts have run.
    """

    boards: tuple[BoardAddress, ...]
    listing: Listing
    following: tuple[str, ...] = ()
    ways_on: tuple[str, ...] = ()
    total: int = 0
    unfollowed: bool = False
    forms: tuple[ListForm, ...] = ()
    whole_list: str = ""
    outline: Outline | None = None
    scripted: bool = False


@dataclass(frozen=True, slots=True)
class GroupExplained:
    """Why a group of records was or was not taken for postings.

    Attributes:
        titles: the titles of its first records.
        number: the number of records.
        heading: the heading above it; `""` if none.
        verdict: the classification, in words.
        score: the sum of the evidence's points.
        evidence: each piece of evidence with its points, in words.
        fields: the fields of its first record, by name.
        chosen: whether it was taken.
    """

    titles: tuple[str, ...]
    number: int
    heading: str
    verdict: str
    score: float
    evidence: tuple[str, ...]
    fields: dict[str, str]
    chosen: bool
