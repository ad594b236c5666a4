"""Who is a candidate, and what of them leaves the house."""

import time
from typing import Any

import pytest
from bson import ObjectId

from reactor.documents import User
from reactor.match import Candidate, candidate_of
from reactor.match.contact import without_contact_data
from reactor.match.profile import MAX_CV_LENGTH, profile_text

INFO = {
    "logistics": {
        "currentResidence": {"city": "Lyon", "country": "France", "timezone": "Europe/Paris"},
        "willingToRelocate": False,
        "workAuthorization": [{"region": "European Union", "status": "citizen"}],
    },
    "languages": [{"language": "French", "level": "native"}],
    "preferences": {
        "careerGoals": ["Lead a team"],
        "exclusions": {"industries": ["gambling"], "technologies": ["PHP"], "roleTypes": ["sales"]},
    },
}


def user(**fields: Any) -> User:
    return User.read({"_id": ObjectId(), "email": "dana@example.org"} | fields)


def test_a_user_with_a_cv_or_wishes_is_a_candidate() -> None:
    with_cv = candidate_of("dana@example.org", user(cvText="Engineer"))
    assert with_cv is not None
    assert (with_cv.user_id, with_cv.cv) == ("dana@example.org", "Engineer")
    assert candidate_of("x", user(candidateInfo=INFO)) is not None


@pytest.mark.parametrize(
    "fields", [{}, {"cvText": "  "}, {"candidateInfo": {"logistics": {}}}, {"cvText": 7}]
)
def test_a_user_of_whom_nothing_is_known_is_none(fields: dict[str, Any]) -> None:
    assert candidate_of("x", user(**fields)) is None


def test_the_profile_tells_all_wishes() -> None:
    person = candidate_of("x", user(candidateInfo=INFO, cvText="Chef de projet"))
    assert person is not None
    assert profile_text(person).splitlines() == [
        "Wishes and circumstances:",
        "Career goals: Lead a team",
        "Lives in: Lyon, France",
        "Time zone: Europe/Paris",
        "Willing to relocate: no",
        "Work authorization: European Union: citizen",
        "Languages: French native",
        "Excluded industries: gambling",
        "Excluded technologies: PHP",
        "Excluded role types: sales",
        "",
        "CV:",
        "Chef de projet",
    ]


def test_the_profile_holds_no_contact_data_and_is_bounded() -> None:
    cv = "Dana, dana@example.org, +1 (555) 010-4477\n" + "word " * MAX_CV_LENGTH
    text = profile_text(Candidate("x", user(), cv))
    assert "example.org" not in text
    assert "4477" not in text
    assert len(text) < MAX_CV_LENGTH + 100


@pytest.mark.parametrize(
    "secret",
    [
        "dana.whitlock+jobs@mail.example.co.uk",
        "dana [at] example.org",
        "https://www.linkedin.com/in/dana-whitlock-123/",
        "+49 171 1234567",
        "(555) 010-4477",
        "555-010-4477",
        "06 12 34 56 78",
        "0171/1234567",
        "12 34 56 78",
        "221B Baker Street",
        "1600 Amphitheatre Pkwy, Apt 4",
        "742 North Evergreen Ave.",
        "Hauptstraße 12a",
        "Lange Straße 5",
        "12 rue de la Paix",
        "Calle Mayor 5",
        "Via Roma 10",
        "P.O. Box 123",
        "12 bis, rue des Lilas",
        "C/ de Alcalá, 45",
        "Am alten Markt 7,",
        "Keizersgracht 123-II",
        "ul. Polna 10/12",
        "朝阳区建国路88号",
        "dana (dot) whitlock [at] example (dot) org",
        "github.com/dwhitlock",
        "https://www.dana-whitlock.example/portfolio",
    ],
)
def test_contact_data_is_taken_out(secret: str) -> None:
    cleaned = without_contact_data(f"Dana Whitlock | {secret} | Lyon")
    assert not any(part in cleaned for part in secret.split() if len(part) > 3), cleaned
    assert cleaned.startswith("Dana Whitlock |")
    assert cleaned.endswith("Lyon")


@pytest.mark.parametrize(
    "line", ["Phone: 12345", "Address: Flat 3, The Mews", "E-Mail: hidden", "Tel. : 0 12 34"]
)
def test_labelled_contact_lines_are_taken_out(line: str) -> None:
    assert without_contact_data(f"Dana\n{line}\nEngineer") == "Dana\n\nEngineer"


@pytest.mark.parametrize(
    "line",
    [
        "Engineer, Acme, 2015 - 2019",
        "01/2015 - 03/2019",
        "2019-01-15",
        "2015-2019",
        "Led 3 teams and 120 000 000 users",
        "Saved 1 200 000 EUR",
        "Python 3.11, ISO 9001, AS9100",
        "Contact centre manager",
        "Managed 24 stores in 3 countries",
        "Six Sigma Black Belt, Lyon, France",
        "Mobile apps for iOS and Android",
        "Im Jahr 2019 im Team von 12 Leuten",
        "ASP.NET/C#, Node.js/React, CI/CD",
        "Engineer at Example.com, 12 place cards a day",
    ],
)
def test_what_matching_needs_stays(line: str) -> None:
    assert without_contact_data(line) == line


def test_cleaning_a_hostile_text_is_quick() -> None:
    for piece in (
        "1 ",
        "a",
        "A. ",
        "(",
        "1 A ",
        "A-",
        "x@",
        "a.",
        "(dot) a",
        "Am aa ",
        "路",
        "C/ a ",
    ):
        started = time.process_time()
        without_contact_data(piece * 15_000)
        assert time.process_time() - started < 2
