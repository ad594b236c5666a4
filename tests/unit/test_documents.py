"""Lenient reading of documents that people and other programs write."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import bson
import pytest
from bson import Decimal128, Int64, ObjectId
from bson.datetime_ms import DatetimeMS
from pydantic import ValidationError

from reactor.documents import CandidateInfo, Company, Document, Job, Marker, Preference, User
from reactor.lenient_fields import valid_rank
from reactor.storable import storable

ID = ObjectId("65f0000000000000000000ab")
WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
WRONG: list[Any] = [None, 7, True, [], {}, ObjectId(), 1.5, Decimal128("1"), b"x"]
"""Values of every other type, where a text is expected."""


# Ranks


@pytest.mark.parametrize(
    ("stored", "rank"),
    [
        (80, 80),
        (Int64(80), 80),
        (80.0, 80),
        (Decimal128("80"), 80),
        (Decimal128("80.000"), 80),
        (Decimal128("8E+1"), 80),
        (Decimal(80), 80),
        (1, 1),
        (100, 100),
    ],
)
def test_a_rank_is_a_whole_number_however_it_is_stored(stored: Any, rank: int) -> None:
    found = valid_rank(stored)
    assert found == rank
    assert type(found) is int


@pytest.mark.parametrize(
    "stored",
    [
        0,
        101,
        -1,
        Int64(2**62),
        80.5,
        100.00001,
        0.99999,
        float("nan"),
        float("inf"),
        float("-inf"),
        Decimal128("80.5"),
        Decimal128("80.00000000000000000000000000001"),
        Decimal128("NaN"),
        Decimal128("sNaN"),
        Decimal128("Infinity"),
        Decimal128("-Infinity"),
        Decimal128("9.99E+6144"),
        Decimal128("1E-6143"),
        True,
        False,
        "80",
        "",
        [80],
        {"$numberInt": "80"},
        WHEN,
        ID,
    ],
)
def test_anything_else_is_no_rank(stored: Any) -> None:
    assert valid_rank(stored) is None


# Preferences


@pytest.mark.parametrize("switch", [{}, {"isTracking": True}, {"isTracking": None}])
def test_a_preference_tracks_unless_it_is_switched_off(switch: dict[str, Any]) -> None:
    assert Preference.read({"_id": 1, "rank": 50} | switch).tracks


def test_a_preference_switched_off_does_not_track() -> None:
    assert not Preference.read({"_id": 1, "rank": 50, "isTracking": False}).tracks


@pytest.mark.parametrize("rank", [{}, {"rank": None}])
def test_a_preference_without_a_rank_has_50_as_mongoose_shows_it(rank: dict[str, Any]) -> None:
    preference = Preference.read({"_id": 1} | rank)
    assert preference.tracks
    assert preference.valid_rank == 50


@pytest.mark.parametrize("rank", [{"rank": float("nan")}, {"rank": "80"}, {"rank": 0}])
def test_a_preference_with_an_invalid_rank_does_not_track(rank: dict[str, Any]) -> None:
    preference = Preference.read({"_id": 1, "isTracking": True} | rank)
    assert not preference.tracks
    assert preference.valid_rank is None


def test_a_preference_is_read_with_the_names_it_is_stored_by() -> None:
    preference = Preference.read(
        {"_id": 1, "userId": " a@b.example ", "companyId": ID, "rank": 80.0}
    )
    assert (preference.user_id, preference.company_id) == ("a@b.example", ID)
    assert preference.valid_rank == 80


# Companies and their markers


def test_a_company_is_read_with_the_names_it_is_stored_by() -> None:
    company = Company.read(
        {
            "_id": ID,
            "companyID": "acme",
            "company": "Acme",
            "careers_url": " https://acme.example/careers\n",
            "selector": "li a",
            "work_model": "HYBRID",
            "lastSuccessfulScrape": WHEN,
            "isProblematic": True,
            "reactor": {"rank": 80, "failedAt": WHEN, "calledOffAt": WHEN, "revision": 4},
            "scrapeErrors": ["anything"],
        }
    )
    assert (company.slug, company.name, company.label) == ("acme", "Acme", "acme")
    assert (company.careers_url, company.selector) == ("https://acme.example/careers", "li a")
    assert (company.last_successful_scrape, company.is_problematic) == (WHEN, True)
    assert company.marker == Marker(rank=80, failed_at=WHEN, called_off_at=WHEN, revision=4)


def test_a_bare_company_is_a_company() -> None:
    company = Company.read({"_id": ID})
    assert (company.careers_url, company.selector) == ("", "")
    assert (company.last_successful_scrape, company.is_problematic) == (None, False)
    assert company.marker is None
    assert company.label == str(ID)


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("name", ["companyID", "company", "selector", "work_model"])
def test_a_text_of_the_wrong_type_counts_as_missing(name: str, wrong: Any) -> None:
    assert Company.read({"_id": ID, name: wrong}) == Company.read({"_id": ID})


@pytest.mark.parametrize(("stored", "shown"), [(7, "7"), (None, ""), ([], "[]"), (" u ", "u")])
def test_a_careers_url_of_the_wrong_type_is_kept_to_be_shown(stored: Any, shown: str) -> None:
    assert Company.read({"_id": ID, "careers_url": stored}).careers_url == shown


@pytest.mark.parametrize(
    "wrong", [None, "2026-03-01", 1_700_000_000, [WHEN], {}, DatetimeMS(10**16)]
)
def test_a_date_of_the_wrong_type_counts_as_missing(wrong: Any) -> None:
    assert Company.read({"_id": ID, "lastSuccessfulScrape": wrong}).last_successful_scrape is None


def test_a_date_without_a_zone_is_utc() -> None:
    naive = WHEN.replace(tzinfo=None)
    assert Company.read({"_id": ID, "lastSuccessfulScrape": naive}).last_successful_scrape == WHEN


@pytest.mark.parametrize("wrong", [None, 0, 1, "true", [], {}])
def test_only_true_makes_a_company_problematic(wrong: Any) -> None:
    assert Company.read({"_id": ID, "isProblematic": wrong}).is_problematic is False


@pytest.mark.parametrize("wrong", [None, {}, "x", 7, [], True])
def test_a_marker_that_is_none_counts_as_missing(wrong: Any) -> None:
    assert Company.read({"_id": ID, "reactor": wrong}).marker is None


@pytest.mark.parametrize(
    "wrong", [{"rank": "high"}, {"url": 7}, {"selector": []}, {"failedAt": "x"}, {"failures": "x"}]
)
def test_a_wrong_field_of_a_marker_leaves_its_other_fields(wrong: dict[str, Any]) -> None:
    """Without its revision the marker could never be written again."""
    marker = Company.read({"_id": ID, "reactor": {"revision": 7} | wrong}).marker
    assert marker == Marker(revision=7)


def test_an_app_s_own_fields_harm_nothing() -> None:
    company = Company.read({"_id": ID, "company": "Acme", "marker": "a pin on a map", "id": "x"})
    assert (company.id, company.name, company.marker) == (ID, "Acme", None)


@pytest.mark.parametrize("document", [{}, {"_id": "acme"}, None, 7, "x"])
def test_a_company_without_an_object_id_is_refused(document: Any) -> None:
    with pytest.raises(ValidationError):
        Company.read(document)


def test_a_marker_is_stored_under_the_names_it_is_read_by() -> None:
    marker = Marker(rank=80, url="u", selector="", failures=2, failed_at=WHEN, revision=3)
    stored = marker.model_dump(by_alias=True, exclude_none=True)
    assert stored["failedAt"] == WHEN
    assert Company.read({"_id": ID, "reactor": stored}).marker == marker


# Jobs


def test_a_job_typed_in_mongosh_is_complete() -> None:
    job = Job.read({"_id": ID, "companyId": ID, "status": "pending"})
    assert (job.retry_count, job.crash_count, job.reason, job.lease) == (0, 0, "", None)
    assert (job.priority, job.turn, job.created_at, job.not_before) == (None, None, None, None)


@pytest.mark.parametrize("stored", [2, 2.0, Int64(2), Decimal128("2")])
def test_a_count_is_read_however_it_is_stored(stored: Any) -> None:
    """A count that is never seen to grow lets a job be retried for ever."""
    assert Job.read({"_id": 1, "retryCount": stored}).retry_count == 2


@pytest.mark.parametrize(
    "stored",
    [None, "2", -1, float("nan"), float("inf"), float("-inf"), [], {}, Decimal128("NaN")],
)
def test_a_count_that_is_none_is_zero(stored: Any) -> None:
    assert Job.read({"_id": 1, "retryCount": stored}).retry_count == 0


@pytest.mark.parametrize("wrong", [{"owner": 1, "token": 2}, {"owner": "r"}, "x", [], {}])
def test_a_lease_that_is_none_counts_as_missing(wrong: Any) -> None:
    job = Job.read({"_id": 1, "status": "processing", "lease": wrong})
    assert job.lease is None
    assert job.status == "processing"


@pytest.mark.parametrize("wrong", ["high", [], {}, Decimal128("80")])
def test_a_priority_of_the_wrong_type_counts_as_missing(wrong: Any) -> None:
    assert Job.read({"_id": 1, "priority": wrong}).priority is None


def test_several_wrong_fields_leave_the_right_ones() -> None:
    stored = {"_id": 1, "priority": "x", "lease": 5, "status": "pending", "reason": 7, "turn": "x"}
    assert Job.read(stored) == Job(_id=1, status="pending")


# Users


@pytest.mark.parametrize("email", ["Ada@Example.org", " ada@example.org "])
def test_a_user_goes_by_e_mail_in_lower_case_and_by_hex_id(email: str) -> None:
    user_id = ObjectId()
    everything = User.read({"_id": ID, "email": email, "userId": user_id})
    assert everything.names == ("ada@example.org", str(ID), str(user_id))
    assert User.read({"_id": ID, "email": email}).names == ("ada@example.org", str(ID))


def test_candidate_info_is_read_from_its_nested_shape() -> None:
    stored = {
        "logistics": {
            "currentResidence": {"city": "Porto", "country": "Portugal", "countryCode": "PT"},
            "willingToRelocate": False,
            "workAuthorization": [{"region": "EU", "status": "citizen"}, 7, {}],
        },
        "languages": [{"language": "English", "level": "C1"}, "German"],
        "preferences": {
            "careerGoals": ["lead", 7, " "],
            "jobTypes": ["full-time"],
            "exclusions": {
                "industries": ["weapons"],
                "technologies": ["PHP"],
                "roleTypes": ["sales"],
            },
        },
    }
    info = User.read({"_id": ID, "candidateInfo": stored}).candidate_info
    assert (info.city, info.country_code, info.willing_to_relocate) == ("Porto", "PT", False)
    assert info.work_authorization == ({"region": "EU", "status": "citizen"},)
    assert [(spoken.language, spoken.level) for spoken in info.languages] == [("English", "C1")]
    assert (info.career_goals, info.job_types) == (("lead",), ("full-time",))
    assert info.excluded_industries == ("weapons",)
    assert info.excluded_technologies == ("PHP",)
    assert info.excluded_role_types == ("sales",)


@pytest.mark.parametrize(
    "wrong",
    [
        *WRONG,
        {"logistics": 7, "languages": "English", "preferences": []},
        {"logistics": {"currentResidence": [], "willingToRelocate": "yes"}},
        {"preferences": {"careerGoals": "lead", "exclusions": "none"}},
    ],
)
def test_candidate_info_of_any_shape_is_borne(wrong: Any) -> None:
    assert User.read({"_id": ID, "candidateInfo": wrong}).candidate_info == CandidateInfo()


def test_documents_are_frozen() -> None:
    company: Document = Company.read({"_id": ID})
    with pytest.raises(ValidationError, match="frozen"):
        company.name = "x"  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", [1e19, 1e308, 2**62, Decimal128("1E+6000")])
def test_a_count_that_somebody_typed_can_always_be_counted_on(typed: Any) -> None:
    job = Job.read({"_id": 1, "retryCount": typed, "crashCount": typed})
    assert storable({"n": job.retry_count + 1}) == {"n": job.retry_count + 1}
    assert bson.encode({"n": job.crash_count + 1})


@pytest.mark.parametrize(
    "typed", ["https://x.example/\x01a", " \x02 https://x.example\0", "a\u0085b", "li > " * 300_000]
)
def test_what_is_typed_and_what_is_stored_of_it_read_alike(typed: str) -> None:
    company = {"_id": ObjectId(), "careers_url": typed, "selector": typed}
    used = Company.read(company)
    stored = storable({"url": used.careers_url, "selector": used.selector})
    marker = Company.read(company | {"reactor": stored}).marker
    assert marker
    assert (marker.url, marker.selector) == (used.careers_url, used.selector)
    earlier = Company.read(company | {"reactor": {"url": typed, "selector": typed}}).marker
    assert earlier == marker
