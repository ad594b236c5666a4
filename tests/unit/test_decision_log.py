"""Decisions are told with the age of what they are about, where that is not of just now."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from loguru import logger

from reactor.core.reactions.decision_log import DecisionLog, span
from reactor.decisions.look_causes import Cause
from reactor.metrics.counts import Counts
from reactor.mongo.reactions.effects import Decision
from reactor.mongo.reactions.facts import FactsOfCompanies
from tests.companies import DAY, HOUR, ID, MINUTE, NOW, company, decide, facts

SECOND = timedelta(seconds=1)


@pytest.fixture
def told() -> Iterator[list[dict[str, Any]]]:
    """The fields of the lines that are told."""
    lines: list[dict[str, Any]] = []
    sink = logger.add(
        lambda message: lines.append(
            {"event": message.record["message"], **message.record["extra"]}
        )
    )
    yield lines
    logger.remove(sink)


def tell(cause: Cause) -> None:
    """Tell that a company is enqueued, which is due."""
    seen = facts(company(last_successful_scrape=NOW - 2 * DAY), timer=None, cause=cause)
    DecisionLog(Counts()).tell(FactsOfCompanies(NOW, (seen,), ()), [Decision(ID, decide(seen))])


def test_what_happened_hours_ago_is_told_with_its_age(told: list[dict[str, Any]]) -> None:
    tell(Cause(told_by="timer", told_at=NOW - 2 * HOUR))
    (line,) = told
    assert line["event"] == "enqueued"
    assert (line["because"], line["event_age"]) == ("timer", "2h")


@pytest.mark.parametrize("cause", [Cause(), Cause(told_by="timer", told_at=NOW - SECOND)])
def test_what_happened_just_now_is_told_without(cause: Cause, told: list[dict[str, Any]]) -> None:
    tell(cause)
    assert not {"because", "event_age"} & told[0].keys()


@pytest.mark.parametrize(
    ("age", "text"),
    [
        (45 * SECOND, "45s"),
        (MINUTE, "1m"),
        (59 * MINUTE, "59m"),
        (HOUR, "1h"),
        (47 * HOUR, "1d"),
        (3 * DAY, "3d"),
    ],
)
def test_an_age_is_told_in_its_largest_whole_unit(age: timedelta, text: str) -> None:
    assert span(age) == text
