"""What earlier visits taught of a company's list, and whom to ask where a page is not certain."""

from dataclasses import dataclass, field
from typing import Protocol

from reactor.scrape.javascript_pages.source import ListSource
from reactor.scrape.page_outline import Outline
from reactor.scrape.rule import PageRule


@dataclass(frozen=True, slots=True)
class LearnedState:
    """What is known of a company's list before a visit.

    Attributes:
        rule: which groups of its page are postings.
        step: the address that showed the list in place of the careers page; `""` for none.
        missing: whether somebody says that postings are missing.
        rendered: the page that showed the list only in a browser; `""` for none.
        behind: where that page's scripts get it from; None if that is not known.
    """

    rule: PageRule = field(default_factory=PageRule)
    step: str = ""
    missing: bool = False
    rendered: str = ""
    behind: ListSource | None = None


NOTHING_KNOWN = LearnedState()


class Adviser(Protocol):
    """Says which groups of a page are postings, where the page is not certain."""

    async def advise(self, outline: Outline) -> PageRule | None:
        """The groups that are postings, None if nobody knows.

        It is held against the page before it is believed.
        """
        ...
