"""What is known of a page before it is read."""

from dataclasses import dataclass, field

from reactor.scrape.dom_groups.list_form import ListForm
from reactor.scrape.rule import PageRule


@dataclass(frozen=True, slots=True)
class StructuredDataList:
    """What a page's structured data lists: addresses, and titles in lower case."""

    urls: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()


NOTHING_STATED = StructuredDataList()


@dataclass(frozen=True, slots=True)
class Hints:
    """What helps to tell a page's list.

    Attributes:
        rule: what was learned of the page.
        forms: those of the list that it goes on with, if it is a further page.
        missing: whether somebody says that postings are missing, so that nothing is certain.
        stated: what its structured data lists.
    """

    rule: PageRule = field(default_factory=PageRule)
    forms: tuple[ListForm, ...] = ()
    missing: bool = False
    stated: StructuredDataList = NOTHING_STATED


NO_HINTS = Hints()
