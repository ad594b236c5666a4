"""The names of companies in lists."""

from collections.abc import Mapping, Sequence
from typing import Any

NAMED: Mapping[str, Any] = {
    "$lookup": {
        "from": "companies",
        "localField": "companyId",
        "foreignField": "_id",
        "pipeline": [{"$project": {"company": 1, "companyID": 1}}],
        "as": "named",
    }
}
"""Adds to each document the company of its `companyId`, as far as its name goes."""


def named(document: Mapping[str, Any]) -> dict[str, Any]:
    """A document with the `label` and the `name` of the company that `NAMED` found."""
    companies = document["named"]
    return {**document, "label": label_among(companies), "name": name_among(companies)}


def label_among(companies: Sequence[Mapping[str, Any]]) -> str:
    """What the first of the companies looked up is called, `""` if none was found."""
    for company in companies:
        names = (company.get("companyID"), company.get("company"), str(company["_id"]))
        return next(name for name in names if isinstance(name, str) and name.strip())
    return ""


def name_among(companies: Sequence[Mapping[str, Any]]) -> str:
    """The name of the first of the companies looked up; what it is called where it has none."""
    named = (company.get("company") for company in companies)
    return next((name for name in named if isinstance(name, str) and name.strip()), "") or (
        label_among(companies)
    )
