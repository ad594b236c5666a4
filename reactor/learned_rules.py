"""What earlier visits learned about a company's list, kept in `companies.reactor`.

rule    {groups, learnedAt, usedAt, source: 'model', model, checked, beside}
asked   {shape, at, before, said}      the last question to a model about the page
step    {address, since}               the page that shows the list instead of careers_url
scripted {address, since, source}      the page that needs a browser, and the source of its list
missing true                           set by a person: "this list lacks postings; ask"
"""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator

from reactor.documents import Company, Document, Marker
from reactor.lenient_fields import Count, Date, Text


class LearnedRule(Document):
    """The groups of a company's page that are postings.

    Attributes:
        groups: their shapes, in the format of `reactor.scrape.rule`.
        learned_at: when the rule was learned.
        used_at: when it last yielded postings.
        source: origin of the rule: `model`.
        model: name of the model.
        checked: number of records on the page that confirmed the rule when it was learned.
        beside: whether other groups were read without the rule at that time.
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
        shape: shape of the page in question.
        at: when the question was asked.
        before: when the question before it was asked.
        said: the outcome: `list`, `no_list`, `states_none`, `unfounded`, `unusable`, `trouble`.
    """

    shape: Text = ""
    at: Date = None
    before: Date = None
    said: Text = ""


class Step(Document):
    """The page that shows the list instead of the careers page, and since when."""

    address: Text = ""
    since: Date = None


class Scripted(Document):
    """A page that shows its list only after its scripts have run.

    Attributes:
        address: address of the page.
        since: when a browser rendered it.
        source: where its scripts load the list from (format: `reactor.scrape.javascript_pages`).
    """

    address: Text = ""
    since: Date = None
    source: Any = None


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned about a company's list; empty if `careers_url` has changed since.

    Attributes:
        rule: the learned rule, None without one.
        asked: the last question, None if there was none.
        step: None if the careers page itself shows the list.
        missing: whether a person set `missing`: the list lacks postings. Kept across an edit.
        scripted: None if no browser was needed.
    """

    rule: LearnedRule | None = None
    asked: PageQuestion | None = None
    step: Step | None = None
    missing: bool = False
    scripted: Scripted | None = None


def learned_of(company: Company) -> Learned:
    """The learned facts of a company's list that apply to its present `careers_url`."""
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
