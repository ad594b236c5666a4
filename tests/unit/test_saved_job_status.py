"""The eleven words that say how far somebody has come with a posting."""

import pytest

from reactor.doctor.checks.saved_jobs import judge_statuses
from reactor.doctor.finding import Severity
from reactor.errors import SettingsError
from reactor.mongo.setup.validators import schema
from reactor.saved_job_status import OLDER_DEFAULT, STATUSES, spoken, status_of


def test_mongodb_knows_the_same_words_and_what_older_apps_wrote() -> None:
    allowed = schema("savedjobs")["properties"]["status"]
    assert allowed["enum"] == [*STATUSES, OLDER_DEFAULT, None]
    assert len(STATUSES) == 11
    assert all(f"'{status}'" in allowed["description"] for status in STATUSES)


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_is_understood_however_it_is_written(status: str) -> None:
    for word in (status, spoken(status), status.lower(), f" {status.title()} "):
        assert status_of(word) == status


@pytest.mark.parametrize(
    ("word", "status"),
    [("interview", "INTERVIEW_SCHEDULED"), ("offer", "OFFER_RECEIVED"), ("new", "WANT_TO_APPLY")],
)
def test_a_shorter_word_that_can_only_mean_one_is_understood(word: str, status: str) -> None:
    assert status_of(word) == status


@pytest.mark.parametrize(("word", "near"), [("aplied", "did you mean applied?"), ("qqq", "there")])
def test_a_wrong_word_is_told_with_those_there_are(word: str, near: str) -> None:
    with pytest.raises(SettingsError, match="offer-declined") as told:
        status_of(word)
    assert near in str(told.value)


def test_the_doctor_names_a_status_that_no_app_knows_and_how_to_mend_it() -> None:
    fine = judge_statuses({"APPLIED": 2, None: 1, "saved": 3})
    assert (fine.outcome, fine.said) == (Severity.FINE, "6 saved postings: 2 applied")
    found = judge_statuses({"APPLIED": 2, "aplied": 3})
    assert found.outcome is Severity.REMARK
    assert found.said == "3 statuses in 5 saved postings that no app knows"
    assert "status 'aplied': 3" in found.details
    assert "db.savedjobs.updateMany({status: 'aplied'}" in found.mend
