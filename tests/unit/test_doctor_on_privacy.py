"""What `reactor doctor` says is sent is what is sent."""

import json

from bson import ObjectId

from reactor.doctor.checks.privacy import SENT
from reactor.documents import Company
from reactor.match.llm.question import analysis, screening
from reactor.posting import Posting, Salary

COMPANY = Company.read(
    {"_id": ObjectId(), "company": "Acme", "work_model": "HYBRID", "headquarters": "Berlin"}
)
POSTING = Posting(
    "https://acme.example/1",
    "Engineer",
    "Own hinges.",
    "Berlin",
    remote=True,
    employment_type="FULL_TIME",
    salary=Salary(1, 2, "EUR", "year"),
)


def test_every_field_of_a_question_is_named() -> None:
    named = " ".join(SENT)
    for question in (analysis("", COMPANY, [POSTING]), screening("", COMPANY, [POSTING])):
        told = json.loads(question.document)
        subjects = told.get("postings") or told.get("titles")
        fields = {*told["company"], *subjects[0]} - {"id"}
        assert {each for each in fields if each.replace("_", " ") not in named} == set()
