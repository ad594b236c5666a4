"""Posts beside people of the same trade, and what should be said about level and demands."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bson import ObjectId

from reactor.documents import Company, User
from reactor.match import Candidate, Match
from reactor.match.keyword.judgement import judge
from reactor.posting import Posting

_FOLDER = Path(__file__).parent
_COMPANY = Company.read({"_id": ObjectId(), "company": "Acme"})
YEAR = 2026


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


_PEOPLE = _read("people")


def candidate(name: str) -> Candidate:
    """The person of this name, at home where the posts of the situations are."""
    person = _PEOPLE[name]
    city, country, code = person["place"]
    permit = {"region": country, "regionCode": code, "status": "Citizen"}
    info = {
        "logistics": {
            "currentResidence": {"city": city, "country": country, "countryCode": code},
            "workAuthorization": [permit],
        },
        "languages": [{"language": one, "level": "Native"} for one in person["languages"]],
    }
    user = User.read({"_id": ObjectId(), "email": "x@example.org", "candidateInfo": info})
    return Candidate("x@example.org", user, person["cv"])


@dataclass(frozen=True)
class Situation:
    """One post for one person, and what is wrong with its judgement."""

    wanted: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.wanted['person']}: {self.wanted['name']}"

    @cached_property
    def match(self) -> Match:
        person = self.wanted["person"]
        posting = Posting(
            url="https://jobs.example/1",
            title=self.wanted["title"],
            text=self.wanted["text"],
            location=_PEOPLE[person]["place"][0],
        )
        return judge(candidate(person), _COMPANY, posting, YEAR)

    def faults(self) -> list[str]:
        """What differs from what is wanted, in words; none where all is as it should be."""
        return [*self._bounds(), *self._sentences(), *self._skills()]

    def _bounds(self) -> Iterator[str]:
        score = self.match.suitability_score
        if score >= self.wanted.get("below", 101) or score < self.wanted.get("at_least", 0):
            yield f"score {score}"

    def _sentences(self) -> Iterator[str]:
        said = self.match.consideration_points
        against = " ".join(said)
        if self.wanted.get("says", "") not in against:
            yield f"does not say {self.wanted['says']!r}: {said}"
        if "never" in self.wanted and self.wanted["never"] in against:
            yield f"says {self.wanted['never']!r}: {said}"
        if "first" in self.wanted and (not said or self.wanted["first"] not in said[0]):
            yield f"does not say first {self.wanted['first']!r}: {said}"
        for one in self.wanted.get("unsaid", ()):
            if one.casefold() in against.casefold():
                yield f"says {one!r}: {said}"

    def _skills(self) -> Iterator[str]:
        reasons, goals = self.match.good_fit_reasons, " ".join(self.match.stretch_goals)
        for one in self.wanted.get("lacks", ()):
            if one in self.match.tech_stack:
                yield f"lists {one!r}: {self.match.tech_stack}"
        for one in self.wanted.get("unstretched", ()):
            if one in goals:
                yield f"wishes {one!r}: {goals}"
        for one in self.wanted.get("unreasoned", ()):
            if one in " ".join(reasons):
                yield f"reasons with {one!r}: {reasons}"
        for pair in self.wanted.get("pairs", ()):
            if not any(all(part in reason for part in pair) for reason in reasons):
                yield f"no reason holds {pair}: {reasons}"


def situations(name: str) -> list[Situation]:
    """The situations of one list: `levels` or `demands`."""
    return [Situation(wanted) for wanted in _read(name)["case"]]
