"""Prior knowledge of a page, before it is read."""

from dataclasses import dataclass, field

from reactor.scrape.dom_groups.list_form import ListForm
from reactor.scrape.rule import PageRule


@dataclass(frozen=True, slots=True)
class StructuredDataList:
    """The list in a page's structured data: addresses, and titles in lower case."""

    urls: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()


NOTHING_STATED = StructuredDataList()


@dataclass(frozen=True, slots=True)
class PageHints:
    """Prior knowledge that helps to find a page's list.

    Attributes:
        rule: the rule learned for the page.
        forms: for a further page, the forms of the list that it continues.
        missing: whether a person reported missing postings, so that nothing is certain.
        stated: the list in its structured data.
    """

    rule: PageRule = field(default_factory=PageRule)
    forms: tuple[ListForm, ...] = ()
    missing: bool = False
    stated: StructuredDataList = NOTHING_STATED


NO_HINTS = PageHints()
