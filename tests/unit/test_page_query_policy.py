"""How often a model is asked about one company's page, and when a rule is dropped."""

from datetime import UTC, datetime, timedelta

import pytest

from reactor.decisions.page_query_policy import is_outlived, may_ask

NOW = datetime(2026, 11, 30, tzinfo=UTC)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.mark.parametrize(
    ("shape", "at", "before", "in_trouble", "allowed"),
    [
        ("new", None, None, False, True),
        ("old", ago(1), None, False, False),
        ("old", ago(13.9), None, False, False),
        ("old", ago(14), None, False, True),
        ("new", ago(1), None, False, True),
        ("new", ago(1), ago(2), False, False),
        ("new", ago(1), ago(15), False, True),
        ("old", ago(1), None, True, False),
        ("old", ago(2), None, True, True),
    ],
)
def test_a_page_is_asked_about_once_and_no_company_more_than_twice_in_two_weeks(
    shape: str, at: datetime | None, before: datetime | None, in_trouble: bool, allowed: bool
) -> None:
    asked = may_ask(shape, NOW, last_shape="old", at=at, before=before, in_trouble=in_trouble)
    assert asked is allowed


@pytest.mark.parametrize(
    ("used", "read_without", "beside", "dropped"),
    [
        (ago(1), False, False, False),
        (ago(30), False, False, True),
        (None, False, False, True),
        (ago(1), True, False, True),
        (ago(1), True, True, False),
        (ago(30), True, True, True),
    ],
)
def test_a_rule_that_names_nothing_is_dropped_in_time(
    used: datetime | None, read_without: bool, beside: bool, dropped: bool
) -> None:
    assert is_outlived(NOW, used, read_without=read_without, beside=beside) is dropped
