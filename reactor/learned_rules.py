"""What visits taught of a company's list, kept in `companies.reactor`: `rule`, `asked`, `step`.

rule    {groups, learnedAt, usedAt, source: 'model', model, checked, beside}
asked   {shape, at, before, said}      the last question about the page
step    {address, since}               the page that shows the list in place of careers_url
scripted {address, since, source}      the page that needs a browser, and where its list comes from
missing true                           set by a person: "this list lacks postings; ask"
"""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator

from reactor.documents import Company, Document, Marker
from reactor.lenient_fields import Count, Date, Text


class LearnedRule(Document):
    """Which groups of a company's page are postings.

    Attributes:
        groups: their shapes, as `reactor.scrape.rule` reads them.
        learned_at: when.
        used_at: when it last gave postings.
        source: who said so: `model`.
        model: which one.
        checked: how many records of the page bore it out when it was learned.
        beside: whether other groups were read without it then.
    """

    groups: Any = None
    learned_at: Date = None
    used_at: Date = None
    source: Text = ""
    model: Text = ""
    checked: Count = 0
    beside: Annotated[bool, BeforeValidator(lambda value: value is True)] = False


class PageQuestion(Document):
    """The last question about a company's page.

    Attributes:
        shape: of the page that was asked about.
        at: when.
        before: when the question before it was asked.
        said: what came of it: `list`, `no_list`, `states_none`, `unfounded`, `unusable`, `trouble`.
    """

    shape: Text = ""
    at: Date = None
    before: Date = None
    said: Text = ""


class Step(Document):
    """The page that showed the list in place of the careers page, and since when."""

    address: Text = ""
    since: Date = None


class Scripted(Document):
    """A page that shows its list only once its scripts have run.

    Attributes:
        address: of the page.
        since: when the browser showed it.
        source: where its scripts get the list from, as `reactor.scrape.javascript_pages` reads it.
    """

    address: Text = ""
    since: Date = None
    source: Any = None


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned of a company's list; empty where its page is another by now.

    Attributes:
        rule: None without one.
        asked: the last question, None if there was none.
        step: None if the careers page shows the list itself.
        missing: whether a person says that the list lacks postings.
        scripted: None if no browser was needed.
    """

    rule: LearnedRule | None = None
    asked: PageQuestion | None = None
    step: Step | None = None
    missing: bool = False
    scripted: Scripted | None = None


def learned_of(company: Company) -> Learned:
    """What was learned of a company's list."""
    marker = company.marker or Marker()
    missing = marker.missing is True
    if marker.url not in (None, company.careers_url):
        return Learned(missing=missing)
    return Learned(
        rule=LearnedRule.read(marker.rule) if isinstance(marker.rule, dict) else None,
        asked=PageQuestion.read(marker.asked) if isinstance(marker.asked, dict) else None,
        step=Step.read(marker.step) if isinstance(marker.step, dict) else None,
        missing=missing,
        scripted=Scripted.read(marker.scripted) if isinstance(marker.scripted, dict) else None,
    )
