"""The state learned on earlier visits to a company's list, and the adviser for uncertain pages."""

from dataclasses import dataclass, field
from typing import Protocol

from reactor.scrape.javascript_pages.source import ListSource
from reactor.scrape.page_outline import Outline
from reactor.scrape.rule import PageRule


@dataclass(frozen=True, slots=True)
class LearnedState:
    """What is known of a company's list before a visit.

    Attributes:
        rule: the rule that selects the page's groups of postings.
        step: the address that showed the list in place of the careers page; `""` for none.
        missing: whether a person reported that postings are missing.
        rendered: the address of the page that showed the list only in a browser; `""` for none.
        behind: the source from which that page's scripts load the list; None if unknown.
    """

    rule: PageRule = field(default_factory=PageRule)
    step: str = ""
    missing: bool = False
    rendered: str = ""
    behind: ListSource | None = None


NOTHING_KNOWN = LearnedState()


class GroupAdviser(Protocol):
    """Decides which groups of an uncertain page are postings."""

    async def advise(self, outline: Outline) -> PageRule | None:
        """Return a rule for the groups that are postings; None without an answer.

        The caller checks the rule against the page before using it.
        """
        ...
