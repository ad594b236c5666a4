"""How well the keyword matcher tells what suits a person from what does not."""

import tomllib
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from bson import ObjectId

from reactor.documents import Company, User
from reactor.match import Candidate, candidate_of
from reactor.match.keyword.judgement import judge
from reactor.posting import Posting

PAIRS: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "match_pairs.toml").read_text(encoding="utf-8")
)
COMPANY = Company.read({"_id": ObjectId(), "company": "Acme"})


@dataclass(frozen=True)
class Judged:
    person: str
    posting: str
    fits: bool
    score: int


def candidate(name: str) -> Candidate:
    person = PAIRS["people"][name]
    goals = {"preferences": {"careerGoals": person.get("goals", [])}}
    user = User.read({"_id": ObjectId(), "cvText": person["cv"], "candidateInfo": goals})
    found = candidate_of("someone@example.org", user)
    assert found is not None
    return found


def posting(name: str) -> Posting:
    return Posting(url=f"https://jobs.example/{name}", **PAIRS["postings"][name])


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    def judged_pair(person: str, title: str) -> Judged:
        match = judge(candidate(person), COMPANY, posting(title), 2025)
        fits = title in PAIRS["people"][person]["fits"]
        return Judged(person, title, fits, match.suitability_score)

    return [judged_pair(*pair) for pair in product(PAIRS["people"], PAIRS["postings"])]


def area_under_curve(judged: list[Judged]) -> float:
    """The chance that a pair that fits scores higher than one that does not; a tie is half."""
    fitting = [one.score for one in judged if one.fits]
    others = [one.score for one in judged if not one.fits]
    wins = sum((good > bad) + (good == bad) / 2 for good in fitting for bad in others)
    return wins / (len(fitting) * len(others))


def test_what_fits_ranks_above_what_does_not(judged: list[Judged]) -> None:
    area = area_under_curve(judged)
    print(f"\n{len(judged)} pairs, AUC {area:.3f}")  # noqa: T201 - the measurement; seen with -s
    assert len(judged) >= 25
    assert area >= 0.85


def test_what_fits_is_worth_a_look_and_what_does_not_is_rarely_offered(
    judged: list[Judged],
) -> None:
    missed = [one for one in judged if one.fits and one.score < 50]
    offered = [one for one in judged if not one.fits and one.score >= 50]
    assert missed == []
    assert len(offered) <= len(judged) * 0.05, offered


@pytest.mark.parametrize(
    ("person", "title"),
    [
        ("mechanical_engineer", "account_executive"),
        ("software_engineer", "senior_mechanical_engineer"),
        ("recruiter", "senior_software_engineer"),
        ("account_executive", "data_scientist"),
    ],
)
def test_another_field_stays_well_below_fifty(
    judged: list[Judged], person: str, title: str
) -> None:
    score = next(one.score for one in judged if (one.person, one.posting) == (person, title))
    assert score < 35
