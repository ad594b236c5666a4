"""A part of a profile becomes a form and is stored from it; nothing is lost or made up."""

from typing import Any

import pytest
from bson import ObjectId
from hypothesis import given
from hypothesis import strategies as st

from reactor.documents import User
from reactor.people.profile_form import SECTIONS, ProfileSection, mark_of, rows_in, within

WORD = st.text("abcÄ ß", min_size=1, max_size=8).map(lambda text: " ".join(text.split()))
WORDS = st.lists(WORD.filter(bool), max_size=5, unique=True)
ROWS = st.lists(
    st.fixed_dictionaries(
        {"language": WORD.filter(bool), "level": st.sampled_from(["native", "C1", "B2"])}
    ),
    max_size=5,
    unique_by=lambda row: row["language"].casefold(),
)
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = list(SECTIONS)


def saved(section: ProfileSection, document: dict[str, Any], **texts: str) -> dict[str, Any]:
    """What is stored of a form whose fields are as they were but for some."""
    stored = within(section, document)
    return section.stored_of(section.texts_of(stored) | texts, stored)


@given(goals=WORDS, industries=WORDS, languages=ROWS)
def test_a_form_that_is_sent_as_it_came_changes_nothing(
    goals: list[str], industries: list[str], languages: list[dict[str, str]]
) -> None:
    info = {
        "languages": languages,
        "preferences": {"careerGoals": goals, "exclusions": {"industries": industries}},
        "logistics": {
            "currentResidence": {"city": "Kiel", "countryCode": "DE"},
            "willingToRelocate": False,
            "workAuthorization": [{"region": "EU", "status": "citizen", "since": 2001}],
        },
    }
    document = {"candidateInfo": info}
    for section in SECTIONS.values():
        stored = within(section, document)
        assert {path: stored[path] for path in saved(section, document)} == saved(section, document)


@given(st.sampled_from(NAMES), ANYTHING, ANYTHING)
def test_whatever_other_programs_stored_becomes_a_form(
    name: str, info: object, inner: object
) -> None:
    section = SECTIONS[name]
    for said in (info, {"languages": info, "logistics": inner, "preferences": inner}):
        document = {"candidateInfo": said}
        stored = within(section, document)
        texts = section.texts_of(stored)
        assert all(isinstance(text, str) for text in texts.values())
        assert len(mark_of(stored)) == 16
        section.stored_of(texts, stored)


def test_what_a_form_says_is_what_people_are_matched_by() -> None:
    said = saved(
        SECTIONS["permits"], {}, region_0="European Union", code_0="EU", status_0="citizen"
    )
    info = {"logistics": {"workAuthorization": said["candidateInfo.logistics.workAuthorization"]}}
    user = User.read({"_id": ObjectId(), "candidateInfo": info})
    assert user.candidate_info.work_authorization == (
        {"region": "European Union", "regionCode": "EU", "status": "citizen"},
    )


def test_an_emptied_field_is_emptied_and_one_that_never_was_is_not_made() -> None:
    home = SECTIONS["residence"]
    city = "candidateInfo.logistics.currentResidence.city"
    document = {"candidateInfo": {"logistics": {"currentResidence": {"city": "Kiel"}}}}
    assert saved(home, document, city="")[city] == ""
    assert list(saved(home, {}, city="")) == ["candidateInfo.logistics.willingToRelocate"]
    assert saved(SECTIONS["exclusions"], {}) == {}


@pytest.mark.parametrize(
    ("code", "wrong"), [("DE", False), ("de", False), ("", False), ("DEU", True)]
)
def test_a_country_has_a_code_of_two_letters(code: str, wrong: bool) -> None:
    assert bool(SECTIONS["residence"].problems_of({"country_code": code})) is wrong


def test_a_form_has_spare_rows_and_takes_no_more_than_it_shows() -> None:
    section = SECTIONS["languages"]
    texts = section.texts_of(within(section, {}))
    assert rows_in(texts, "language") == 2
    many = {f"language_{number}": f"L{number}" for number in range(500)}
    assert len(saved(section, {}, **many)["candidateInfo.languages"]) == 32


def test_a_mark_changes_with_what_is_stored_alone() -> None:
    section = SECTIONS["languages"]
    first = within(section, {"candidateInfo": {"languages": [{"language": "Danish"}]}})
    same = within(section, {"candidateInfo": {"languages": [{"language": "Danish"}], "x": 1}})
    other = within(section, {"candidateInfo": {"languages": [{"language": "danish"}]}})
    assert mark_of(first) == mark_of(same) != mark_of(other)
