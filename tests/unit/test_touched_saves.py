"""What makes a save a person's own: nothing that the reactor writes does."""

from datetime import UTC, datetime
from typing import Any

import pytest
from bson import ObjectId

from reactor.match.matcher import Match
from reactor.mongo.postings.revisions import is_touched, wrote
from reactor.mongo.postings.visit_outcome import Save
from reactor.pipeline.follower_offer import saved_fields
from reactor.posting import Posting, Salary

NOW = datetime(2026, 11, 30, tzinfo=UTC)
FULL = Match(
    suitability_score=80,
    good_fit_reasons=("a",),
    consideration_points=("b",),
    stretch_goals=("c",),
    location="Graz",
    timezone="CET",
    salary=Salary(min=1, max=2, currency="EUR", period="month"),
    tech_stack=("d",),
    experience_level="mid",
    language_requirements=("e",),
    visa_sponsorship_offered=True,
    relocation_assistance_offered=False,
)


@pytest.fixture
def saved() -> dict[str, Any]:
    """A save with every field that the reactor ever writes."""
    posting = Posting(url="https://a.example/1", title="Welder", text="x", location="Graz")
    fields = saved_fields(posting, FULL, described=True, judged_by="model")
    save = Save(ObjectId(), "ada", ("ada",), posting.url, fields)
    dates = dict.fromkeys(("createdAt", "updatedAt", "goneAt", "withdrawnAt"), NOW)
    return {
        "_id": ObjectId(),
        **save.document(ObjectId()),
        **dates,
        "reactor": {"wrote": wrote(fields)},
    }


def test_every_field_that_the_reactor_writes_is_its_own(saved: dict[str, Any]) -> None:
    assert FULL.model_fields_set == set(Match.model_fields), "FULL lacks a field of Match"
    assert not is_touched(saved)


@pytest.mark.parametrize(
    "edit",
    [{"status": "APPLIED"}, {"notes": "called them"}, {"colour": "red"}, {"title": "Smith"}],
    ids=["status", "note", "field of their own", "field of ours"],
)
def test_what_a_person_writes_makes_it_theirs(saved: dict[str, Any], edit: dict[str, str]) -> None:
    assert is_touched(saved | edit)
