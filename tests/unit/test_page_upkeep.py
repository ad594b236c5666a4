"""What is shown of the log, the settings and sizes: bounded, without secrets, and in words."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactor.logs.job_lines import LOOKED_THROUGH, lines_about
from reactor.settings import Settings
from reactor.web.i18n import LANGUAGES, words_of
from reactor.web.presenters.measures import money, size
from reactor.web.presenters.settings import Shown, settings_shown

JOB, OTHER = "6b0db1b28fea388d83372f16", "6b0db1b28fea388d83372f17"
AT = datetime(2026, 11, 30, 10, tzinfo=UTC)


def line(seconds: int, said: str) -> str:
    return f"{(AT + timedelta(seconds=seconds)).isoformat(sep=' ')} INFO    {said}\n"


def test_lines_of_all_files_come_in_their_order_and_only_the_jobs(tmp_path: Path) -> None:
    (tmp_path / "queue-processor.log").write_text(
        line(0, f"run started  job={JOB} company=acme")
        + line(1, f"run started  job={OTHER} title={JOB}")
        + line(1, f"run started  job={JOB}0")
        + line(9, f"job completed  job={JOB}")
        + f"a trace that names job={JOB}\n"
    )
    entry = {"time": AT.isoformat(), "level": "WARNING", "event": "listed", "job": JOB, "new": 2}
    (tmp_path / "job-matching-orchestrator.log").write_text(
        json.dumps(entry) + "\n" + json.dumps(entry | {"job": OTHER}) + "\n"
    )
    found = lines_about(tmp_path, JOB, AT)
    assert [each.said for each in found.lines] == [
        "a trace that names",
        "run started  company=acme",
        "listed  new=2",
        "job completed",
    ]
    assert found.whole
    assert found.trouble == ""


def test_of_a_long_file_only_the_end_is_read(tmp_path: Path) -> None:
    file = tmp_path / "queue-processor.log"
    early = line(0, f"run started  job={JOB}")
    rest = line(60, "noise " + "x" * 200)
    many = LOOKED_THROUGH // len(rest) + 10
    file.write_text(early + rest * many + line(99, f"job completed  job={JOB}"))
    found = lines_about(tmp_path, JOB, AT)
    assert ([each.said for each in found.lines], found.whole) == (["job completed"], False)
    assert lines_about(tmp_path, JOB, AT + timedelta(seconds=60)).whole


def test_rotated_files_are_told_of_and_not_read(tmp_path: Path) -> None:
    (tmp_path / "queue-processor.log").write_text(line(5, f"job completed  job={JOB}"))
    (tmp_path / "queue-processor.2026-11-30_10-00-00_0.log.gz").write_bytes(b"?")
    assert not lines_about(tmp_path, JOB, AT).whole
    assert lines_about(tmp_path, JOB, AT + timedelta(seconds=5)).whole


def test_a_link_is_not_followed_and_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text(line(0, f"secret  job={JOB}"))
    (tmp_path / "queue-processor.log").symlink_to(elsewhere)
    found = lines_about(tmp_path, JOB, AT)
    assert (found.lines, bool(found.trouble)) == ((), True)
    assert lines_about(tmp_path / "nowhere", JOB, AT).trouble == ""


@given(st.binary(max_size=2_000))
def test_whatever_stands_in_a_log_is_read(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("logs")
    (folder / "queue-processor.log").write_bytes(content + f" job={JOB}\n".encode() + content)
    lines_about(folder, JOB, None)


def test_no_secret_is_among_the_settings() -> None:
    secrets = {
        "mongodb_uri": "mongodb://user:hunter2secret@db/scoutly",
        "gemini_api_key": "AIzaSyTHATSTAYSHERE",
        "http_password": "correct-horse",
        "openai_base_url": "https://me:topsecretpw@llm.example/v1",
        "gemini_base_url": "https://llm.example/v1?key=anothersecret",
        "notify_urls": "ntfy://mytopicisasecret",
    }
    shown = settings_shown(Settings.from_environment(**secrets, lease="90s", report_at=""))
    by_name = {each.name: each for each in shown}
    text = str(shown)
    for secret in ("hunter2", "AIza", "horse", "topsecret", "anothersecret", "mytopic"):
        assert secret not in text
    assert by_name["REACTOR_LEASE"].value == "90s"
    assert by_name["REACTOR_NOTIFY_URLS"].kind is Shown.SECRET
    assert by_name["REACTOR_REPORT_AT"].kind is Shown.UNSET
    assert by_name["REACTOR_KEEP_FINISHED"].value == "30d"
    given = [each.given for each in shown]
    assert given == sorted(given, reverse=True)
    assert len(shown) == len(Settings.model_fields)


@given(st.integers(0, 10**15), st.floats(0, 10**6), st.sampled_from(LANGUAGES))
def test_any_size_and_sum_is_told(number: int, dollars: float, language: str) -> None:
    words = words_of(language)
    assert size(number, words)[-1] == "B"
    assert "$" in money(dollars, words)


def test_sizes_and_sums_are_written_as_the_language_writes_them() -> None:
    assert size(4_240_000_000, words_of("de")) == "4,2 GB"
    assert size(84_200_000, words_of("en")) == "84 MB"
    assert (money(0.002, words_of("en")), money(0.99, words_of("en"))) == ("$0.0020", "$0.99")
