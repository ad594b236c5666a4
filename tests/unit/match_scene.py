"""A person and a posting in the same field, for the tests of the keyword matcher."""

from typing import Any

from bson import ObjectId

from reactor.documents import Company, User
from reactor.match import Candidate, Match
from reactor.match.keyword.judgement import judge
from reactor.posting import Posting

CV = "Senior Software Engineer\nPython, Django and PostgreSQL on AWS; six years."
TEXT = "You build our Python services on AWS with PostgreSQL and Docker. 5 years of experience."


def candidate(cv: str = CV, **info: Any) -> Candidate:
    user = User.read({"_id": ObjectId(), "email": "a@example.org", "candidateInfo": info})
    return Candidate("a@example.org", user, cv)


def posting(title: str = "Senior Software Engineer", text: str = TEXT, **more: Any) -> Posting:
    return Posting(url="https://jobs.example/1", title=title, text=text, **more)


async def match(
    person: Candidate | None = None, job: Posting | None = None, **company: Any
) -> Match:
    firm = Company.read({"_id": ObjectId(), "company": "Acme"} | company)
    return judge(person or candidate(), firm, job or posting(), 2025)


def permits(*listed: tuple[str, str], home: str = "") -> dict[str, Any]:
    return {
        "currentResidence": {"countryCode": home},
        "workAuthorization": [{"regionCode": code, "status": status} for code, status in listed],
    }
