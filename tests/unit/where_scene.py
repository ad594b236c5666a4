"""The situations of `where.toml`: people, the postings that suit them, and places."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bson import ObjectId

from reactor.documents import Company, User
from reactor.match import Candidate, Match, candidate_of
from reactor.match.keyword.judgement import judge
from reactor.posting import Posting

_TOLD: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "where.toml").read_text(encoding="utf-8")
)
_MOVE = {"yes": True, "unsaid": None, "no": False}


class Situation(NamedTuple):
    """A person, where the work is, a sentence of its text, and what is to come of it."""

    person: str
    place: str
    sentence: str
    wants: str

    @property
    def name(self) -> str:
        return f"{self.person}: {self.place or '-'}: {self.sentence or '-'}"


def situations() -> Iterator[Situation]:
    for person, rows in _TOLD["situations"].items():
        yield from (Situation(person, *row) for row in rows)


def person_of(name: str, *, move: str | None = None) -> Candidate:
    """One of the people; `move` says whether they would, else it is as their entry says."""
    told = _TOLD["people"][name]
    city, country, code = told["home"]
    logistics: dict[str, Any] = {
        "currentResidence": {"city": city, "country": country, "countryCode": code},
        "workAuthorization": [
            {"region": region, "regionCode": region, "status": status}
            for region, status in told["permits"]
        ],
    }
    would_move = _MOVE[move or told.get("move", "no")]
    if would_move is not None:
        logistics["willingToRelocate"] = would_move
    languages = [{"language": name, "level": level} for name, level in told["languages"]]
    info = {"logistics": logistics, "languages": languages}
    user = User.read({"_id": ObjectId(), "candidateInfo": info, "cvText": told["cv"]})
    found = candidate_of("someone@example.org", user)
    assert found is not None
    return found


def judged(  # noqa: PLR0913 - what may differ between two situations
    person: str,
    place: str = "",
    sentence: str = "",
    *,
    move: str | None = None,
    commute_km: int = 50,
    remote: bool | None = None,
    headquarters: str = "",
) -> Match:
    told = _TOLD["people"][person]
    posting = Posting(
        url="https://jobs.example/1",
        title=told["title"],
        text=f"{told['text']} {sentence}".strip(),
        location=place,
        remote=remote,
    )
    company = Company.read({"_id": ObjectId(), "company": "Acme", "headquarters": headquarters})
    return judge(person_of(person, move=move), company, posting, 2026, commute_km)
