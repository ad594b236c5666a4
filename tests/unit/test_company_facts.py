"""What decisions are made of, and which dates are believed."""

from datetime import datetime, timedelta

import pytest

from reactor.decisions.company_facts import ORPHANED_AFTER, Facts, cooling_since, past_of
from reactor.decisions.schedule import PastTries
from reactor.documents import Marker
from tests.companies import COOLDOWN, DAY, HOUR, ID, MINUTE, NOW, company, marked

SECOND = timedelta(seconds=1)


def test_of_what_is_not_known_nothing_is_assumed() -> None:
    bare = Facts(company_id=ID)
    assert not bare.newcomer
    assert bare.owner_alive


def test_a_company_without_a_marker_has_an_empty_one() -> None:
    assert Facts(company_id=ID).marker == Marker()
    assert Facts(company_id=ID, company=company(marker=None)).marker == Marker()
    assert Facts(company_id=ID, company=company()).marker == marked()


def test_a_company_remembers_its_last_success_and_its_marker_all_else() -> None:
    marker = marked(failures=2, failed_at=NOW - HOUR, called_off_at=NOW - DAY)
    known = PastTries(NOW - 6 * HOUR, 2, NOW - HOUR, NOW - DAY)
    assert past_of(company(), marker, NOW) == known
    assert past_of(company(last_successful_scrape=None), Marker(), NOW) == PastTries()


@pytest.mark.parametrize(
    ("ahead", "believed"),
    [(HOUR, True), (DAY, True), (DAY + SECOND, False), (9 * DAY, False)],
)
def test_a_success_that_lies_more_than_a_day_ahead_is_none(
    ahead: timedelta, *, believed: bool
) -> None:
    success = NOW + ahead
    past = past_of(company(last_successful_scrape=success), Marker(), NOW)
    assert past.last_success == (success if believed else None)


@pytest.mark.parametrize(
    ("tried", "cools"),
    [
        (NOW - COOLDOWN, False),
        (NOW - COOLDOWN + SECOND, True),
        (NOW, True),
        (NOW + MINUTE, True),
        (NOW + MINUTE + SECOND, False),
    ],
)
def test_a_company_cools_after_a_try_by_a_clock_that_may_be_a_minute_off(
    tried: datetime, *, cools: bool
) -> None:
    for past in (PastTries(last_success=tried), PastTries(failed_at=tried)):
        assert cooling_since(past, NOW, COOLDOWN) == (tried if cools else None)


def test_a_job_of_the_older_system_is_given_up_after_half_an_hour() -> None:
    assert timedelta(minutes=30) == ORPHANED_AFTER
