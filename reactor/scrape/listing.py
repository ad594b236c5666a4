"""What a careers page lists."""

from dataclasses import dataclass

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
    """

    source: str
    postings: tuple[Posting, ...] = ()
    notes: tuple[str, ...] = ()
    whole: bool = True
    exact: bool = False


@dataclass(frozen=True, slots=True)
class CareersPage:
    """What a careers page holds.

    Attributes:
        boards: the boards that it shows its postings from, surest first.
        listing: the postings that it holds itself.
    """

    boards: tuple[BoardAddress, ...]
    listing: Listing
