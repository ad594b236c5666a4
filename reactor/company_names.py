"""Names of companies for log lines, so that a company looks the same where only its id is known."""

from typing import Any

from bson import ObjectId

from reactor.documents import Company

_MOST = 10_000
_names: dict[ObjectId, str] = {}


def remember(company: Company) -> None:
    """Store the company's label; beyond `_MOST` names, the oldest is dropped."""
    _names.pop(company.id, None)
    _names[company.id] = company.label
    if len(_names) > _MOST:
        del _names[next(iter(_names))]


def name_of(company_id: Any) -> str:
    """The label of a company that this process has read, else its id."""
    known = _names.get(company_id) if isinstance(company_id, ObjectId) else None
    return known or str(company_id)
