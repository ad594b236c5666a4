"""Matches in 80 columns, and the numbers that later commands understand."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from bson import ObjectId
from rich.console import Console

from reactor.errors import SettingsError
from reactor.mongo.views.saved_jobs import SavedJobList, SavedJobRow
from reactor.saved_job import SavedJob
from reactor.saved_jobs import display
from reactor.saved_jobs.last_list import recall, remember
from reactor.settings import Settings

NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)
ID = ObjectId("65f000000000000000abcdef")
LINK = "https://acme.example/careers/senior-backend-engineer-appointments-and-more-0123456789"


def row(person: str = "ada@example.org", **fields: Any) -> SavedJobRow:
    saved = {
        "_id": ID,
        "title": "Senior Backend Engineer for Appointments and Everything Else that Clinics Need",
        "suitabilityScore": 83,
        "url": LINK,
        "location": "Lisbon",
        "salary": {"min": 60000, "max": 75000.0, "currency": "EUR", "period": "YEAR"},
        "goodFitReasons": ["It asks for Python, MongoDB and Docker.", "It is senior.", "Third."],
        "considerationPoints": [
            "It does not say whether one may work from home at all, ever.",
            "x",
        ],
        "createdAt": NOW - timedelta(hours=3),
    }
    return SavedJobRow(SavedJob.read(saved | fields), "Lumen Clinic", person)


def shown(*rows: SavedJobRow, total: int = 0) -> str:
    screen = StringIO()
    console = Console(file=screen, force_terminal=True, width=80, color_system=None)
    display.show(SavedJobList(rows, total or len(rows), NOW), console)
    return screen.getvalue()


def test_a_match_is_told_with_score_title_company_place_pay_age_reasons_and_link() -> None:
    text = shown(row())
    for expected in (
        " 1.  83  Senior Backend Engineer",
        "Lumen Clinic · Lisbon · 60,000 to 75,000 EUR a year · 3 h ago",
        "+ It asks for Python, MongoDB and Docker.",
        "- It does not say",
        "id …abcdef",
    ):
        assert expected in text
    assert "Third." not in text
    assert text.splitlines()[-1] == "1 match; mark one: reactor mark 1 applied"


def test_only_the_link_is_longer_than_the_screen_so_that_it_can_be_clicked() -> None:
    lines = shown(row()).splitlines()
    assert [line.strip() for line in lines if len(line) > 80] == [LINK]


def test_people_are_named_where_there_are_several_and_states_where_they_say_something() -> None:
    assert "ada@example.org" not in shown(row(), row())
    text = shown(row(status="APPLIED", goneAt=NOW), row("bob@example.org", status="WANT_TO_APPLY"))
    assert "ada@example.org, applied, no longer listed, id …abcdef" in text
    assert "bob@example.org, id …abcdef" in text


@pytest.mark.parametrize(
    "fields",
    [
        {"title": 7, "suitabilityScore": "high", "salary": "much", "goodFitReasons": "x"},
        {"url": "javascript:alert(1)", "jobId": None, "createdAt": "yesterday", "location": {}},
        {"title": "Wel\x1b[2Jder", "location": "\x07"},
    ],
)
def test_whatever_stands_there_is_shown_without_harm(fields: dict[str, Any]) -> None:
    text = shown(row(**fields))
    assert "\x1b[2J" not in text
    assert "javascript" not in text


def test_what_older_apps_wrote_has_a_link_and_a_stage() -> None:
    older = SavedJob.read({"_id": ID, "url": LINK, "company": ID, "status": "saved"})
    assert (older.link, older.of_company, older.stage) == (LINK, ID, "WANT_TO_APPLY")


def test_what_is_left_out_is_counted_and_nothing_says_where_to_look() -> None:
    assert "1 of 42, the newest; --limit 42 shows more" in shown(row(), total=42)
    assert "--limit 1000 shows more" in shown(row(), total=30_000)
    assert "reactor people" in shown()
    soon = display.summary(SavedJobList((), 0, NOW, visits=1))
    assert soon == "no matches like that yet; 1 company is being visited or in the queue"


@pytest.fixture
def mine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Settings.from_environment(mongodb_uri="mongodb://ada:s3cret@db.example/scoutly?tls=true")


def test_a_number_means_what_it_meant_in_the_last_list(mine: Settings) -> None:
    other = ObjectId()
    remember(mine, [ID, other])
    assert [recall(mine, number) for number in (1, 2)] == [ID, other]
    with pytest.raises(SettingsError, match="no number 3, but 1 to 2"):
        recall(mine, 3)
    remember(mine, [other])
    assert recall(mine, 1) == other


def test_a_list_of_another_database_gives_no_numbers(mine: Settings) -> None:
    remember(mine, [ID])
    elsewhere = mine.model_copy(
        update={"mongodb_uri": type(mine.mongodb_uri)("mongodb://db.example/other")}
    )
    with pytest.raises(SettingsError, match="reactor matches"):
        recall(elsewhere, 1)


def test_what_is_remembered_is_for_this_user_alone_and_holds_no_password(
    mine: Settings, tmp_path: Path
) -> None:
    remember(mine, [ID])
    file = tmp_path / "state" / "scoutly-reactor" / "last-matches.json"
    assert file.stat().st_mode & 0o077 == 0
    assert "s3cret" not in file.read_text()


@pytest.mark.parametrize("content", ["", "[]", "{", '{"database": "db.example/scoutly"}', "\xff"])
def test_a_spoilt_memory_is_none(mine: Settings, tmp_path: Path, content: str) -> None:
    folder = tmp_path / "state" / "scoutly-reactor"
    folder.mkdir(parents=True)
    (folder / "last-matches.json").write_bytes(content.encode("latin1"))
    with pytest.raises(SettingsError, match="reactor matches"):
        recall(mine, 1)


def test_where_nothing_can_be_kept_the_list_is_shown_all_the_same(
    mine: Settings, tmp_path: Path
) -> None:
    (tmp_path / "state").touch()
    remember(mine, [ID])


def test_a_match_that_keywords_judged_meanwhile_says_so() -> None:
    assert "judged by keywords meanwhile" in shown(row(judgedBy="meanwhile"))
    for usual in ("model", "keyword"):
        assert "judged by" not in shown(row(judgedBy=usual))
