"""What several events tell of one company is taken together, each at its time."""

from dataclasses import replace

import pytest

from reactor.decisions.look_causes import Cause, called_off
from tests.companies import HOUR, NOW

EARLIER, LATER = NOW - HOUR, NOW
TOLD_EARLIER, TOLD_LATER = (
    Cause(told_by="timer", told_at=EARLIER),
    Cause(told_by="job", told_at=LATER),
)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (Cause(), Cause(), Cause()),
        (Cause(), Cause(edited_at=NOW), Cause(edited_at=NOW)),
        (Cause(edited_at=EARLIER), Cause(edited_at=LATER), Cause(edited_at=LATER)),
        (Cause(), Cause(timer_deleted_at=NOW), Cause(timer_deleted_at=NOW)),
        (
            Cause(timer_deleted_at=EARLIER),
            Cause(timer_deleted_at=LATER),
            Cause(timer_deleted_at=LATER),
        ),
        (Cause(), TOLD_LATER, TOLD_LATER),
        (TOLD_EARLIER, TOLD_LATER, TOLD_EARLIER),
        (Cause(), called_off("a", NOW), called_off("a", NOW)),
        (
            called_off("a", EARLIER),
            called_off("b", LATER),
            Cause(called_off_at=LATER, called_off="b", told_by="job", told_at=EARLIER),
        ),
        (
            Cause(edited_at=EARLIER, told_by="company", told_at=EARLIER),
            called_off("a", LATER),
            replace(called_off("a", LATER), edited_at=EARLIER, told_by="company", told_at=EARLIER),
        ),
    ],
)
def test_what_was_done_counts_from_the_last_time_and_is_told_from_the_first(
    one: Cause, other: Cause, both: Cause
) -> None:
    assert one.also(other) == other.also(one) == both


def test_a_calling_off_that_was_taken_back_leaves_all_else() -> None:
    told = Cause(timer_deleted_at=NOW, edited_at=NOW, told_by="timer", told_at=EARLIER)
    assert replace(told, called_off_at=NOW, called_off=1).without_calling_off() == told


def test_who_calls_a_job_off_is_told_by_that_job() -> None:
    assert called_off("a", NOW) == Cause(
        called_off_at=NOW, called_off="a", told_by="job", told_at=NOW
    )
