"""The mark of a profile changes with all that a person is matched by, and with nothing else."""

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bson import ObjectId

from reactor.decisions.profile_fingerprint import (
    UNREADABLE,
    StoredProfile,
    differs_by_file,
    file_of,
    is_news,
    link_mark,
    profile_mark,
)
from reactor.documents import CandidateInfo, User

ADA: dict[str, Any] = {
    "_id": ObjectId(),
    "email": "ada@example.org",
    "candidateInfo": {
        "logistics": {
            "currentResidence": {
                "city": "Kiel",
                "country": "Germany",
                "countryCode": "DE",
                "timezone": "Europe/Berlin",
            },
            "willingToRelocate": False,
            "workAuthorization": [
                {"region": "European Union", "regionCode": "EU", "status": "citizen"},
                {"region": "Norway", "regionCode": "NO", "status": "visa"},
            ],
        },
        "languages": [{"language": "German", "level": "native"}, {"language": "English"}],
        "preferences": {
            "careerGoals": ["lead a yard", "build boats"],
            "jobTypes": ["full-time", "part-time"],
            "workEnvironments": ["on site"],
            "companySizes": ["small"],
            "exclusions": {
                "industries": ["arms", "oil"],
                "technologies": ["PHP"],
                "roleTypes": ["sales"],
            },
        },
    },
}
INFO = "candidateInfo"
LOGISTICS, WISHES = f"{INFO}.logistics", f"{INFO}.preferences"
MATTERS: dict[str, Any] = {
    "cvText": "A welder",
    "cvUrl": "https://cv.example/ada.pdf",
    f"{LOGISTICS}.currentResidence.city": "Lübeck",
    f"{LOGISTICS}.currentResidence.country": "Denmark",
    f"{LOGISTICS}.currentResidence.countryCode": "DK",
    f"{LOGISTICS}.currentResidence.timezone": "Europe/Copenhagen",
    f"{LOGISTICS}.willingToRelocate": True,
    f"{LOGISTICS}.workAuthorization": [{"regionCode": "EU", "status": "citizen"}],
    f"{INFO}.languages": [{"language": "German", "level": "B2"}, {"language": "English"}],
    f"{WISHES}.careerGoals": ["lead a yard"],
    f"{WISHES}.jobTypes": ["full-time"],
    f"{WISHES}.workEnvironments": ["remote"],
    f"{WISHES}.companySizes": [],
    f"{WISHES}.exclusions.industries": ["arms"],
    f"{WISHES}.exclusions.technologies": [],
    f"{WISHES}.exclusions.roleTypes": ["sales", "support"],
}
SAYS_NOTHING: dict[str, Any] = {
    "email": "other@example.org",
    "userId": ObjectId(),
    "notifyUrls": ["ntfys://ntfy.sh/mine"],
    "lastLogin": datetime(2026, 1, 1, tzinfo=UTC),
    "cvText": "",
    "cvUrl": None,
    f"{INFO}.updatedAt": "today",
    f"{LOGISTICS}.phone": "+49",
    f"{LOGISTICS}.currentResidence.city": "  kiel ",
    f"{LOGISTICS}.workAuthorization": [
        {"region": "Norway", "regionCode": "NO", "status": "visa", "note": "till May"},
        {"status": "citizen", "region": "European Union", "regionCode": "EU", "_id": ObjectId()},
    ],
    f"{INFO}.languages": [{"language": "English"}, {"level": "native", "language": "German"}],
    f"{WISHES}.careerGoals": ["build boats", "lead a yard"],
    f"{WISHES}.jobTypes": ["part-time", "full-time"],
    f"{WISHES}.exclusions.industries": ["oil", "arms"],
    f"{WISHES}.colour": "blue",
}


def edited(path: str, value: Any, of: dict[str, Any] = ADA) -> User:
    """A person with one field edited, as `$set` does."""
    document = deepcopy(of)
    *folders, name = path.split(".")
    inner = document
    for folder in folders:
        inner = inner.setdefault(folder, {})
    inner[name] = value
    return User.read(document)


@pytest.mark.parametrize("path", MATTERS)
def test_what_a_person_is_matched_by_changes_the_mark(path: str) -> None:
    assert profile_mark(edited(path, MATTERS[path])) != profile_mark(User.read(ADA))


@pytest.mark.parametrize("path", SAYS_NOTHING)
def test_what_says_nothing_of_them_leaves_it(path: str) -> None:
    assert profile_mark(edited(path, SAYS_NOTHING[path])) == profile_mark(User.read(ADA))


def test_every_field_of_candidate_info_is_tried() -> None:
    """A field that is added later has a test, or this fails."""
    tried = {path.rpartition(".")[2] for path in MATTERS}
    named = {field.alias or name for name, field in CandidateInfo.model_fields.items()}
    flattened = {"industries", "technologies", "roleTypes"}
    assert {n for n in named if not n.startswith("excluded")} | flattened <= tried


def test_not_willing_is_another_answer_than_none() -> None:
    unsaid = edited(f"{LOGISTICS}.willingToRelocate", None)
    assert profile_mark(unsaid) != profile_mark(User.read(ADA))


def test_what_the_file_says_counts_and_a_text_goes_before_it() -> None:
    linked = edited("cvUrl", "https://cv.example/ada.pdf")
    assert profile_mark(linked, "one") != profile_mark(linked, "other")
    told = User.read({**ADA, "cvUrl": "https://cv.example/ada.pdf", "cvText": "A welder"})
    elsewhere = User.read({**ADA, "cvUrl": "https://cv.example/eve.pdf", "cvText": "A  welder\n"})
    assert profile_mark(told, "one") == profile_mark(elsewhere, "other")
    assert link_mark(told) == ""


def test_a_file_that_nobody_asked_for_lately_is_the_one_it_was() -> None:
    linked = edited("cvUrl", "https://cv.example/ada.pdf")
    mark = profile_mark(linked, "one")
    known = StoredProfile(mark, mark, link_mark(linked), "one")
    assert file_of(linked, None, known) == "one"
    assert file_of(linked, "other", known) == "other"
    moved = edited("cvUrl", "https://cv.example/new.pdf")
    assert file_of(moved, None, known) == "", "of another link nothing is known"
    assert differs_by_file(linked, known)
    assert not differs_by_file(moved, known)


def test_a_file_that_is_never_the_same_is_news_once_a_day() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    assert is_news(StoredProfile("m", "m"), now)
    assert not is_news(StoredProfile("m", "m", at=now - timedelta(hours=23)), now)
    assert is_news(StoredProfile("m", "m", at=now - timedelta(hours=25)), now)


@pytest.mark.parametrize("odd", [7, "text", [1], {"$x": {"deep": [None, 3.5]}}, b"bytes", None])
def test_whatever_people_type_has_a_mark(odd: Any) -> None:
    for path in (INFO, LOGISTICS, f"{INFO}.languages", f"{LOGISTICS}.workAuthorization", "cvText"):
        assert profile_mark(edited(path, odd))


LINKED = edited("cvUrl", "https://cv.example/ada.pdf")
KNOWN = StoredProfile(profile_mark(LINKED, "one"), "", link_mark(LINKED), "one")


def test_a_mark_is_the_same_in_every_version() -> None:
    """It is stored: another one would have everybody judged again."""
    assert profile_mark(edited("cvText", "A welder")) == "2589498ff2cd2c371c09cbae7c598c9d"
    assert not KNOWN.changed


def test_permits_of_any_type_have_a_mark() -> None:
    permits = f"{LOGISTICS}.workAuthorization"
    first, second = (
        profile_mark(edited(permits, [{"region": "Norway", "status": datetime(year, 1, 1)}]))  # noqa: DTZ001 - as read from a database
        for year in (2026, 2027)
    )
    assert first != second


def test_without_a_cv_its_file_says_nothing() -> None:
    assert profile_mark(User.read(ADA), "one") == profile_mark(User.read(ADA), "other")
    assert link_mark(User.read(ADA)) == ""
    assert file_of(User.read(ADA), "one", None) == ""


def test_the_order_of_fields_says_nothing() -> None:
    turned = deepcopy(ADA)
    turned[INFO] = dict(reversed(turned[INFO].items()))
    permits = turned[INFO]["logistics"]["workAuthorization"]
    permits[0] = dict(reversed(permits[0].items()))
    assert profile_mark(User.read(turned)) == profile_mark(User.read(ADA))


def test_a_file_that_cannot_be_read_for_once_is_the_one_it_was() -> None:
    assert file_of(LINKED, UNREADABLE, KNOWN) == "one"
    assert file_of(LINKED, UNREADABLE, None) == UNREADABLE
    assert file_of(LINKED, UNREADABLE, replace(KNOWN, file="")) == UNREADABLE
    assert file_of(LINKED, "one", None) == "one"
    assert file_of(LINKED, None, None) == ""


def test_another_profile_differs_by_more_than_its_file() -> None:
    assert differs_by_file(LINKED, KNOWN)
    moved = edited(f"{LOGISTICS}.currentResidence.city", "Lyon", {**ADA, "cvUrl": LINKED.cv_url})
    assert not differs_by_file(moved, KNOWN)
    without = User.read(ADA)
    assert not differs_by_file(without, StoredProfile(profile_mark(without), ""))


def test_a_file_is_news_again_after_exactly_a_day() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    assert is_news(StoredProfile("m", "m", at=now - timedelta(days=1)), now)
