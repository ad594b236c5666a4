"""The labelled set: people, postings, and what an experienced recruiter says of each pair.

Each language's file tells its postings and, in `pairs`, how each suits some of the people:

- `fits`: worth this person's time. `fits despite`: so, though something looks like a deal-breaker
  and is none (a language that is only a plus, a visa that is sponsored, Java beside JavaScript).
- `other field`, `level`, `terms`: does not fit, for that reason.
- `place`, `language`, `role`, `technology`, `industry`, `not a posting`: a deal-breaker. Where two
  hold, either may be told first: `place or language`. `place` is a country in which they may not
  work, or any other than their own if they will not move: so the rule says, whatever else does not
  fit.
- `other field or language`: does not fit; whether the language alone rules it out can be argued
  (the posting is written in it, and asks for none).
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bson import ObjectId

from reactor.documents import Company, User
from reactor.match import Candidate, candidate_of
from reactor.posting import Posting

FOLDER = Path(__file__).parent
FITTING = ("fits", "fits despite")
WITHOUT_DEAL_BREAKER = (*FITTING, "other field", "level", "terms")


@dataclass(frozen=True)
class Pair:
    """One person, one posting, and the label of the two together."""

    person: str
    candidate: Candidate
    name: str
    company: Company
    posting: Posting
    language: str
    label: str

    @property
    def fits(self) -> bool:
        return self.label in FITTING

    @property
    def deal_breakers(self) -> tuple[str, ...]:
        """Those that may be told first; empty where none holds."""
        return tuple(one for one in self.label.split(" or ") if one not in WITHOUT_DEAL_BREAKER)

    @property
    def can_be_argued(self) -> bool:
        """Whether one recruiter sees a deal-breaker where another sees another field."""
        return 0 < len(self.deal_breakers) < len(self.label.split(" or "))


def labelled_pairs(folder: Path = FOLDER) -> list[Pair]:
    """Every pair of the set in `folder`, in the files' order."""
    people = {name: _candidate(name, told) for name, told in _read(folder / "people.toml").items()}
    files = sorted(path for path in folder.glob("*.toml") if path.stem != "people")
    return [
        Pair(person, people[person], name, _company(told), _posting(name, told), path.stem, label)
        for path in files
        for name, told in _read(path).items()
        for person, label in told["pairs"].items()
    ]


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text())


def _candidate(name: str, told: dict[str, Any]) -> Candidate:
    email = f"{name}@people.example"
    document = {"_id": ObjectId(), "email": email, "candidateInfo": told["info"]}
    candidate = candidate_of(email, User.read({**document, "cvText": told["cv"].strip()}))
    assert candidate is not None
    return candidate


def _company(told: dict[str, Any]) -> Company:
    return Company.read({"_id": ObjectId(), **told["company"]})


def _posting(name: str, told: dict[str, Any]) -> Posting:
    return Posting(
        url=f"https://careers.example/{name}",
        title=told["title"],
        text=told["text"].strip(),
        location=told["location"],
        remote=told.get("remote"),
    )
