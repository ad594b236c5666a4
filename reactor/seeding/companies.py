"""Companies that hire in public, and ranks to begin with; they stand in `companies.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Self

from reactor.documents import Company
from reactor.errors import SettingsError

_RANKS = (90, 70, 45, 20, 5)
"""One of each frequency."""


@dataclass(frozen=True, slots=True)
class StarterCompany:
    """A company as people would add it.

    Attributes:
        slug: its `companyID`.
        field: the trade it hires for most.
        name: what it is called.
        careers_url: where it lists its openings.
        work_model: how its people mostly work.
        headquarters: where it is at home.
        rank: of the preference.
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
        """A company that is in the database."""
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
    """The companies, the highest rank first."""
    text = files("reactor.seeding").joinpath("companies.toml").read_text("utf-8")
    companies = [StarterCompany(**fields) for fields in tomllib.loads(text)["company"]]
    return tuple(sorted(companies, key=lambda company: -company.rank))


def of_fields(named: Sequence[str] | None) -> tuple[StarterCompany, ...]:
    """The companies of some fields; all of them without.

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
    """A rank for the company of that number, so that each frequency gets as many as the others."""
    return _RANKS[number % len(_RANKS)]
