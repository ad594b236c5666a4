"""The rules learned for companies' pages, the newest of each company."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bson import ObjectId

from reactor.documents import Company
from reactor.learned_rules import LearnedRule
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.read_model import Moment, ReadModel

FIELDS = ("reactor.rule.learnedAt",)
"""What tells whether a company has a rule."""

Dated = tuple[datetime, ObjectId]
"""When a company's rule was learned."""


@dataclass(frozen=True, slots=True)
class KeptRule:
    """A rule: whose, and what is known of it."""

    company: str
    rule: LearnedRule


class LearnedList(ReadModel):
    """What was learned of a company's page: which of it is the list of postings.

    Attributes:
        company: what commands call it.
        learned_at: when.
        used_at: when it last gave postings.
        source: who said so.
        model: which model.
        checked: how many records bore it out.
    """

    company: str
    learned_at: Moment | None = None
    used_at: Moment | None = None
    source: str = ""
    model: str = ""
    checked: int = 0


def learned_list(company: str, rule: LearnedRule) -> LearnedList:
    """A rule for programs and pages."""
    return LearnedList(
        company=company,
        learned_at=rule.learned_at,
        used_at=rule.used_at,
        source=rule.source,
        model=rule.model,
        checked=rule.checked,
    )


def rule_of(company: Company) -> Dated | None:
    """When a company's rule was learned; None if it has none."""
    stored = company.marker.rule if company.marker else None
    rule = LearnedRule.read(stored) if isinstance(stored, dict) else None
    return (rule.learned_at, company.id) if rule and rule.learned_at else None


async def kept_rules(database: ScoutlyDatabase, dated: Sequence[Dated]) -> tuple[KeptRule, ...]:
    """These companies' rules, in their order."""
    ids = [company_id for _, company_id in dated]
    found = await database.companies.find({"_id": {"$in": ids}}).to_list(None) if ids else []
    companies = {document["_id"]: Company.read(document) for document in found}
    return tuple(
        KeptRule(company.label, LearnedRule.read(company.marker.rule))
        for company in map(companies.get, ids)
        if company and company.marker and isinstance(company.marker.rule, dict)
    )
