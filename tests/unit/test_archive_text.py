"""What is wrong with an export is told with its place, and nothing else is believed."""

import json
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest

from reactor.errors import SettingsError
from reactor.export_import.archive import ArchivedJob, ArchivedRank, Entry
from reactor.export_import.serialization import ArchiveWriter, check, entries

COMPANY = {"companyID": "acme", "careers_url": "https://acme.example"}
RANK = {"user": "Ada@Example.org", "company": COMPANY, "rank": 80}
JOB = {"user": "ada@example.org", "jobId": "https://acme.example/1", "status": "APPLIED"}


def read(given: str) -> list[Entry]:
    """The entries of an archive, as an import reads it."""
    file = StringIO(given)
    check(file, "x.json")
    file.seek(0)
    return [entry for entry, _ in entries(file, "x.json")]


def written(some: list[Entry]) -> str:
    """The archive with these entries."""
    file = StringIO()
    writer = ArchiveWriter(file, 'of "mine"', datetime(2026, 5, 1, tzinfo=UTC))
    for name, kind in (("ranks", ArchivedRank), ("savedJobs", ArchivedJob)):
        writer.open_list(name)
        for each in some:
            if isinstance(each, kind):
                writer.entry(each)
        writer.close_list()
    writer.close()
    return file.getvalue()


def text(**parts: Any) -> str:
    return json.dumps({"format": "scoutly-reactor", "version": 1} | parts)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('{"a":\n 1,]', "line 2, column 4: "),
        ("[]", "no export of this program"),
        ('{"format": "scoutly-reactor", "version": 2}', "of version 2; this program reads"),
        (text(ranks=[RANK, RANK | {"rank": 180}]), "ranks[1].rank is 180; it should be less than"),
        (text(ranks=[RANK | {"rank": "80"}]), "ranks[0].rank is '80'; it should be a valid int"),
        (text(ranks=[RANK | {"rank": 80.5}]), "ranks[0].rank is 80.5"),
        (text(ranks=[RANK | {"rank": True}]), "ranks[0].rank is True"),
        (text(ranks=[RANK | {"company": {}}]), "with a companyID or a careers_url"),
        (text(ranks=[{"user": "a@b.c", "company": COMPANY}]), "ranks[0].rank is missing"),
        (text(ranks=[RANK | {"rnk": 1}]), "ranks[0].rnk is not known"),
        (text(ranks={}), "ranks is {}"),
        (text(savedJobs=[JOB | {"suitabilityScore": 101}]), "should be a number from 0 to 100"),
        (text(savedJobs=[JOB | {"createdAt": "yesterday"}]), "savedJobs[0].createdAt is 'yes"),
        (text(savedJobs=[JOB | {"_id": 1}]), "without _id"),
        (text(savedJobs=[JOB | {"$where": "1"}]), "without the field '$where'"),
        (text(savedJobs=[JOB | {"a.b": 1}]), "without the field 'a.b'"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(given: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(given)
    assert said in str(caught.value)
    assert str(caught.value).startswith("x.json")
    assert "\n" not in str(caught.value)


def test_emails_are_lower_case_and_what_is_missing_has_its_usual_value() -> None:
    (rank,) = read(text(ranks=[RANK]))
    assert isinstance(rank, ArchivedRank)
    assert (rank.user, rank.is_tracking) == ("ada@example.org", True)


def test_written_and_understood_it_is_the_same() -> None:
    dates = {"createdAt": "2026-05-01T09:30:00+00:00"}
    exotic = {"offer": {"$numberDecimal": "1.50"}, "at": {"$date": "2026-05-01T09:30:00Z"}}
    first = read(text(ranks=[RANK], savedJobs=[JOB | dates | exotic, JOB]))
    assert len(first) == 3
    assert read(written(first)) == first


def test_empty_lists_and_no_lists_are_an_export() -> None:
    assert read(written([])) == read(text()) == []


def test_extended_json_that_is_none_is_kept_as_it_is_written_or_refused() -> None:
    with pytest.raises(SettingsError):
        read(text(savedJobs=[JOB | {"status": {"$oid": "no"}}]))


def test_every_entry_that_is_wrong_is_counted_and_the_first_is_named() -> None:
    wrong = RANK | {"rank": 180}
    with pytest.raises(SettingsError) as caught:
        read(text(ranks=[RANK, wrong, RANK, wrong, wrong]))
    assert "ranks[1].rank is 180" in str(caught.value)
    assert "(and 2 more like it); nothing was imported" in str(caught.value)


def test_members_in_any_order_are_an_export() -> None:
    told = {"ranks": [RANK], "version": 1, "format": "scoutly-reactor"}
    assert len(read(json.dumps(told, indent=2))) == 1
