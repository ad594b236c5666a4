"""What the log calls companies: every line the same, also where only an id is at hand."""

from typing import Any

from bson import ObjectId

from reactor.documents import Company

_MOST = 10_000
_names: dict[ObjectId, str] = {}


def remember(company: Company) -> None:
    """Know from now on what a company is called; who was remembered longest ago is forgotten."""
    _names.pop(company.id, None)
    _names[company.id] = company.label
    if len(_names) > _MOST:
        del _names[next(iter(_names))]


def name_of(company_id: Any) -> str:
    """What a company is called, as far as this process has read it; else its id."""
    known = _names.get(company_id) if isinstance(company_id, ObjectId) else None
    return known or str(company_id)
