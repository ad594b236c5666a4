"""Starter companies that hire publicly, with ranks; the data is in `companies.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Self

from reactor.documents import Company
from reactor.errors import SettingsError

_RANKS = (90, 70, 45, 20, 5)
"""One rank in each frequency band."""


@dataclass(frozen=True, slots=True)
class StarterCompany:
    """A starter company.

    Attributes:
        slug: its `companyID`.
        field: the trade it mostly hires for.
        name: its name.
        careers_url: address of its openings.
        work_model: its usual work model.
        headquarters: its headquarters.
        rank: rank of the preference.
    """

    slug: str
    field: str
    name: str
    careers_url: str
    work_model: str
    headquarters: str
    rank: int

    @classmethod
    def of(cls, document: Mapping[str, Any], rank: int) -> Self:
        """A company from the database."""
        company = Company.read(document)
        return cls(
            company.slug or str(company.id),
            "",
            company.name or company.label,
            company.careers_url,
            company.work_model,
            company.headquarters,
            rank,
        )


@cache
def starter_companies() -> tuple[StarterCompany, ...]:
    """The starter companies, highest rank first."""
    text = files("reactor.seeding").joinpath("companies.toml").read_text("utf-8")
    companies = [StarterCompany(**fields) for fields in tomllib.loads(text)["company"]]
    return tuple(sorted(companies, key=lambda company: -company.rank))


def of_fields(named: Sequence[str] | None) -> tuple[StarterCompany, ...]:
    """The starter companies of the named fields; all of them without names.

    Raises:
        SettingsError: there is no such field.
    """
    known = sorted({company.field for company in starter_companies()})
    wanted = [name.strip().lower() for name in named or known]
    for name in wanted:
        if name not in known:
            raise SettingsError(
                f"there is no field {name!r}; it should be one of {', '.join(known)}"
            )
    return tuple(company for company in starter_companies() if company.field in wanted)


def spread_rank(number: int) -> int:
    """The rank of the company with this number, so that all frequency bands are equally used."""
    return _RANKS[number % len(_RANKS)]
