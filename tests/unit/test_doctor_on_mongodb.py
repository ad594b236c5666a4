"""What the doctor says of what it found in MongoDB, and how it says it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reactor.doctor.checks import (
    clock,
    jobs,
    oplog,
    replica_set,
    rights,
    server,
    ttl_monitor,
)
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import counted, first_of, lasting, shown
from reactor.doctor.redaction import redacted
from reactor.mongo.views.rights import NEEDED, PREPARING, Rights, missing
from reactor.mongo.views.server import Member, ReplicaSet, Server, TtlMonitor
from reactor.mongo.views.stream import Checkpoint, Oplog

FINE, REMARK, WRONG = Severity.FINE, Severity.REMARK, Severity.WRONG
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("ahead", "outcome"),
    [(0.2, FINE), (-4.9, FINE), (6, REMARK), (-59, REMARK), (61, WRONG), (-7200, WRONG)],
)
def test_a_clock_is_judged_by_how_far_it_is_off(ahead: float, outcome: Severity) -> None:
    found = clock.judge(timedelta(seconds=ahead))
    assert found.outcome is outcome
    assert outcome is FINE or "HTTPS" in " ".join(found.details)


@pytest.mark.parametrize(
    ("reach", "age", "outcome"),
    [(DAY, HOUR, FINE), (DAY, 13 * HOUR, REMARK), (DAY, 2 * DAY, REMARK), (HOUR, HOUR / 2, FINE)],
)
def test_history_must_reach_back_behind_the_checkpoint(
    reach: timedelta, age: timedelta, outcome: Severity
) -> None:
    found = oplog.judge(
        Oplog(NOW - reach, NOW), Checkpoint(token={"_data": "82"}, at=NOW - age), NOW
    )
    assert found.outcome is outcome
    assert ("history is gone" in found.said) is (age > reach)


def test_an_oplog_that_may_not_be_seen_is_a_remark() -> None:
    assert oplog.judge(None, Checkpoint(), NOW).outcome is REMARK
    assert oplog.judge(Oplog(NOW - DAY, NOW), Checkpoint(), NOW).outcome is FINE


@pytest.mark.parametrize(
    ("version", "features", "outcome"),
    [
        ("7.0.14", "7.0", FINE),
        ("7.0.14", None, FINE),
        ("8.0.4-rc1", "7.0", REMARK),
        ("6.0.5", "5.0", WRONG),
        ("5.0.2", "5.0", WRONG),
    ],
)
def test_a_version_too_old_or_an_upgrade_left_halfway_is_told(
    version: str, features: str | None, outcome: Severity
) -> None:
    assert server.judge(Server("", version, features, "", readable=True)).outcome is outcome


HEALTHY = ReplicaSet(
    name="rs0",
    initiated=True,
    writable=True,
    primary="a:1",
    members=(Member("a:1", "PRIMARY"), Member("b:1", "SECONDARY")),
)


@pytest.mark.parametrize(
    ("facts", "outcome", "mend"),
    [
        ({}, FINE, ""),
        ({"members": None}, FINE, ""),
        ({"name": ""}, WRONG, "--replSet rs0"),
        ({"name": "", "initiated": False}, WRONG, "rs.initiate()"),
        ({"writable": False}, WRONG, "without directConnection"),
        ({"writable": False, "primary": ""}, WRONG, "a majority elects"),
        ({"members": (Member("a:1", "PRIMARY"), Member("b:1", "RECOVERING"))}, REMARK, "b:1"),
    ],
)
def test_each_state_of_a_replica_set_has_its_mend(
    facts: dict[str, Any], outcome: Severity, mend: str
) -> None:
    found = replica_set.judge(replace(HEALTHY, **facts))
    assert found.outcome is outcome
    assert mend in found.mend


def test_a_ttl_monitor_that_is_off_slow_or_unknown_is_told() -> None:
    often, seldom = timedelta(seconds=10), timedelta(minutes=5)
    assert ttl_monitor.judge(TtlMonitor(enabled=True, interval=often)).outcome is FINE
    assert ttl_monitor.judge(TtlMonitor(enabled=True, interval=seldom)).outcome is REMARK
    assert ttl_monitor.judge(TtlMonitor(enabled=False, interval=often)).outcome is WRONG
    assert ttl_monitor.judge(None).outcome is REMARK


def test_rights_are_looked_for_wherever_a_privilege_can_give_them() -> None:
    actions = sorted(
        {action for each in (NEEDED, PREPARING) for of in each.values() for action in of}
    )
    for resource in (
        {"db": "scoutly", "collection": ""},
        {"db": "", "collection": ""},
        {"anyResource": True},
    ):
        mine = Rights("app@admin", ("some@admin",), ({"resource": resource, "actions": actions},))
        assert missing(mine, "scoutly", NEEDED) == {}
        assert rights.judge(mine, "scoutly").outcome is FINE
    elsewhere = ({"db": "other", "collection": ""}, {"cluster": True})
    for resource in elsewhere:
        mine = Rights("app@admin", (), ({"resource": resource, "actions": actions},))
        assert missing(mine, "scoutly", NEEDED).keys() == NEEDED.keys()


def test_a_right_on_one_collection_is_none_on_the_database() -> None:
    only = {"resource": {"db": "scoutly", "collection": "users"}, "actions": ["find"]}
    lacking = missing(Rights("app@admin", (), (only,)), "scoutly", NEEDED)
    assert "users" not in lacking
    assert lacking[""] == ["changeStream", "find"]


def test_a_user_who_cannot_prepare_is_a_remark_that_names_what_is_lacking() -> None:
    actions = sorted({action for of in NEEDED.values() for action in of})
    privilege = {"resource": {"db": "scoutly", "collection": ""}, "actions": actions}
    found = rights.judge(Rights("app@admin", ("mine@admin",), (privilege,)), "scoutly")
    assert found.outcome is REMARK
    assert any(line.startswith("createCollection, createIndex: on ") for line in found.details)
    assert 'grantRolesToUser("app", [{role: "readWrite", db: "scoutly"}])' in found.mend


def test_a_user_who_cannot_switch_on_images_is_a_remark_only_while_they_are_off() -> None:
    actions = sorted({*sum(NEEDED.values(), ()), *sum(PREPARING.values(), ())})
    privilege = {"resource": {"db": "scoutly", "collection": ""}, "actions": actions}
    mine = Rights("app@admin", ("readWrite@scoutly",), (privilege,))
    assert rights.judge(mine, "scoutly").outcome is FINE
    found = rights.judge(mine, "scoutly", ["jobqueues"])
    assert (found.outcome, found.details) == (REMARK, ("collMod: on jobqueues",))
    assert '"dbAdmin"' in found.mend


def test_a_status_that_nobody_works_on_is_wrong() -> None:
    assert jobs.judge_statuses({"pending": 2, "completed": 9}).outcome is FINE
    found = jobs.judge_statuses({"done": 3, None: 1})
    assert found.outcome is WRONG
    assert found.details == ("status 'done': 3", "status missing: 1")


def test_secrets_and_signs_that_steer_a_terminal_are_not_shown() -> None:
    found = Finding("x", FINE, "hunter2\x1b[2J", ("a\nb hunter2",), "ü hunter2")
    safe = redacted(found, ["hunter2"])
    assert (safe.said, safe.details, safe.mend) == ("***\\x1b[2J", ("a\\nb ***",), "ü ***")


def test_what_people_wrote_is_shown_in_bounds() -> None:
    assert len(shown("x" * 1_000)) < 100
    assert shown(None) == "missing"
    assert first_of(map(str, range(7)), 3) == ("0", "1", "2", "… and 4 more")
    assert (counted(0, "job"), counted(1, "job")) == ("no jobs", "1 job")
    assert [lasting(each) for each in (0, 90, 150, 3 * 3600, 5 * 86_400)] == [
        "0 s",
        "90 s",
        "2 min",
        "3 h",
        "5 days",
    ]
