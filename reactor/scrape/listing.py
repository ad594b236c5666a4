"""What a careers page lists."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Self

from reactor.posting import Posting
from reactor.scrape.boards import BoardAddress
from reactor.scrape.dom_groups.list_form import ListForm
from reactor.scrape.javascript_pages.source import ListSource
from reactor.scrape.page_outline import Outline


class Recognition(Enum):
    """What a page or a board was recognised as."""

    FOUND = "it lists postings"
    STATED_NONE = "it says that there are none"
    NOT_RECOGNISED = "no list was recognised: that is not the same as no postings"


@dataclass(frozen=True, slots=True)
class Listing:
    """The postings found for one company.

    Attributes:
        source: where they come from: a board's name, `json-ld`, `state`, `page`,
            or `answer`: what its scripts are answered.
        postings: each once, in the order of the page.
        notes: what a person who looks after the company should know, in plain words.
        whole: whether these are all that there are: a posting that is missing may be gone.
        exact: whether they are a machine's list, and not what was made out on a page.
        trail: what was done to find them, step by step, for who wants to know why.
        unaddressable: how many postings were left out because their addresses are too long.
        recognition: whether this is a list at all.
        origin: which source exactly, as far as a machine's lists go: the board and whose it is.
        ruled: how many records of its first page a learned rule names.
        step: the address, a step from the careers page, that showed the list; `""` if none did.
        asked: what boards, or the servers of a page's scripts, were asked for the beginnings of
            their lists, without secrets.
        rendered: the address that showed it in a browser only, `""` if none was needed.
        behind: where that page's scripts get it from, as far as that is known.
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
        """Whether it tells anything about what is there, and what is not."""
        return self.recognition is not Recognition.NOT_RECOGNISED

    def after(self, *steps: str) -> Self:
        """This listing, found after these steps."""
        return replace(self, trail=(*steps, *self.trail))

    def noting(self, *notes: str) -> Self:
        """This listing, with something more that a person should know."""
        return replace(self, notes=(*self.notes, *notes))


@dataclass(frozen=True, slots=True)
class CareersPage:
    """What a careers page holds.

    Attributes:
        boards: the boards that it shows its postings from, surest first.
        listing: the postings that it holds itself.
        following: addresses of further pages of its list.
        ways_on: addresses that may hold the list where this page holds none, likeliest first.
        total: how many postings the page says that there are; 0 if it does not.
        unfollowed: whether the list goes on where only the page's scripts can go.
        forms: those of the groups that its postings come from: further pages have the same.
        whole_list: the one of `following` that the page calls its whole list, `""` if none.
        outline: what a model can be asked about; None where the page was read with certainty.
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
        titles: of its first records.
        number: how many records it has.
        heading: what it stands under, `""` if nothing.
        verdict: what it was taken for, in words.
        score: the points of all evidence.
        evidence: each with its points, in words.
        fields: what its first record states, by name.
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
