"""What a careers page lists."""

from dataclasses import dataclass, replace
from typing import Self

from reactor.posting import Posting
from reactor.scrape.boards import BoardAddress


@dataclass(frozen=True, slots=True)
class Listing:
    """The postings found for one company.

    Attributes:
        source: where they come from: a board's name, `json-ld`, `state` or `links`.
        postings: each once, in the order of the page.
        notes: what a person who looks after the company should know, in plain words.
        whole: whether these are all that there are: a posting that is missing may be gone.
        exact: whether they are a machine's list, and not what was made out on a page.
        trail: what was done to find them, step by step, for who wants to know why.
        unaddressable: how many postings were left out because their addresses are too long.
    """

    source: str
    postings: tuple[Posting, ...] = ()
    notes: tuple[str, ...] = ()
    whole: bool = True
    exact: bool = False
    trail: tuple[str, ...] = ()
    unaddressable: int = 0

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
    """

    boards: tuple[BoardAddress, ...]
    listing: Listing
    following: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkExplained:
    """Why a link was or was not taken for a posting.

    Attributes:
        title: of the posting that it would be, `""` if nothing reads as one.
        url: where it leads.
        score: the points of all evidence; 4 are enough.
        evidence: each with its points, in words.
        chosen: whether it was taken.
    """

    title: str
    url: str
    score: int
    evidence: tuple[str, ...]
    chosen: bool
