"""How often a model is asked about one company's page, and when a rule is dropped."""

from datetime import UTC, datetime, timedelta

import pytest

from reactor.decisions.page_query_policy import (
    SOURCE_TRUSTED,
    STEP_TRUSTED,
    is_outlived,
    may_ask,
)

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


def test_a_page_is_asked_about_anew_exactly_two_weeks_after_the_question_before() -> None:
    assert may_ask("new", NOW, last_shape="old", at=ago(1), before=ago(14), in_trouble=False)


def test_who_was_never_asked_is_asked_whatever_else_is_stored() -> None:
    assert may_ask("old", NOW, last_shape="old", at=None, before=ago(1), in_trouble=True)


def test_a_way_to_a_list_is_trusted_for_a_week_and_its_source_for_a_month() -> None:
    assert (timedelta(days=7), timedelta(days=30)) == (STEP_TRUSTED, SOURCE_TRUSTED)
