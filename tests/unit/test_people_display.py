"""Who is matched, and what became of whoever was added, in 80 columns."""

from io import StringIO

from bson import ObjectId
from rich.console import Console

from reactor.documents import User
from reactor.people import added_person, display
from reactor.people.adding import AdditionResult
from reactor.people.cv_source import CvSource
from reactor.people.match_readiness import Person, UnmatchedReason

MATCHED = Person("ada@example.org", True, ("CV of 2841 characters", "candidateInfo"), 12, 5, ())
UNMATCHED = Person(
    "bob@example.org",
    True,
    (),
    0,
    0,
    (
        UnmatchedReason(
            "neither a CV nor candidateInfo", "reactor add-user bob@example.org --cv FILE", ""
        ),
        UnmatchedReason(
            "tracks no company", "reactor track https://\u2026 --user bob@example.org", ""
        ),
    ),
)
UNKNOWN = Person(
    "6b0d46a3f488",
    False,
    (),
    3,
    0,
    (UnmatchedReason("no user has this name", "write another", ""),),
)


def screen() -> tuple[Console, StringIO]:
    shown = StringIO()
    return Console(file=shown, force_terminal=True, width=80, color_system=None), shown


def test_everybody_is_named_with_reasons_and_mends() -> None:
    console, shown = screen()
    display.show([UNKNOWN, UNMATCHED, MATCHED], console)
    text = shown.getvalue()
    for expected in (
        "6b0d46a3f488  is unknown\n    tracks 3 companies\n",
        "bob@example.org  is NOT matched",
        "because: neither a CV nor candidateInfo",
        "\u2192 reactor add-user bob@example.org --cv FILE",
        "ada@example.org  is matched\n    by CV of 2841 characters and candidateInfo; tracks 12",
    ):
        assert expected in text
    assert text.endswith("1 person is matched, 2 are not\n")
    assert max(map(len, text.splitlines())) <= 80


def test_nobody_is_told_how_to_come_in() -> None:
    assert display.summary([]).startswith("there is nobody yet: reactor add-user")


def test_what_was_read_of_a_cv_is_told_with_its_beginning_and_no_more() -> None:
    ada = User.read({"_id": ObjectId(), "email": "ada@example.org", "cvText": "old"})
    console, shown = screen()
    cv = CvSource("cv\x1b[2J.pdf", "Welder\x07 in Kiel " * 500)
    added_person.show(AdditionResult(ada, new=False, cv=cv), console)
    text = shown.getvalue()
    assert "ada@example.org was there: CV updated" in text
    assert "8000 characters read and kept; before: 3 characters" in " ".join(text.split())
    assert "it begins: Welder in Kiel Welder" in text
    assert len(text) < 600
    assert "\x1b[2J" not in text
    assert max(map(len, text.splitlines())) <= 80


def test_whoever_comes_without_a_cv_is_told_that_nothing_is_matched() -> None:
    ada = User.read({"_id": ObjectId(), "email": "ada@example.org"})
    console, shown = screen()
    added_person.show(AdditionResult(ada, new=True, cv=None), console)
    assert "without a CV nothing is matched for them" in shown.getvalue()
