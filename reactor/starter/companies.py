"""Companies that hire in public, and ranks to begin with; they stand in `companies.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class StarterCompany:
    """A company as people would add it.

    Attributes:
        slug: its `companyID`.
        name: what it is called.
        careers_url: where it lists its openings.
        work_model: how its people mostly work.
        headquarters: where it is at home.
        rank: of the preference.
    """

    slug: str
    name: str
    careers_url: str
    work_model: str
    headquarters: str
    rank: int


@cache
def starter_companies() -> tuple[StarterCompany, ...]:
    """The companies, the highest rank first."""
    text = files("reactor.starter").joinpath("companies.toml").read_text("utf-8")
    companies = [StarterCompany(**fields) for fields in tomllib.loads(text)["company"]]
    return tuple(sorted(companies, key=lambda company: -company.rank))
